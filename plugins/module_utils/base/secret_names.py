# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What looks like a secret without being described as one: by its name, inside URLs, inside JSON, as a private key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

STARS = "********"
"""Stands in place of a secret inside a text."""
Replace = Callable[[str], str]

WORDS = frozenset(
    (
        *("auth", "authorization", "cookie", "credential", "credentials", "jwt", "key", "keys", "otp", "pass"),
        *("passcode", "passphrase", "passwd", "password", "passwords", "pin", "pins", "psk", "pw", "pwd"),
        *("secret", "secrets", "token", "tokens"),
    )
)
FREE_WORDS = frozenset(("authentication", "session", "sessionid", "sid", "sig", "signature"))
"""Besides these, for names of the user's own: HTTP headers and parameters of URLs that sign in."""
ENDINGS = (
    *("apikey", "authorization", "cookie", "credential", "passphrase", "passwd", "password", "pwd"),
    *("privatekey", "secret", "secretkey", "token"),
)
"""Words that end like this are made of several: ``smtppassword``."""
HARMLESS_ENDS = frozenset(
    (
        *("algorithm", "amount", "count", "duration", "endpoint", "expiration", "expires", "expiry", "file"),
        *("format", "length", "lifetime", "limit", "method", "mode", "name", "path", "policy", "press", "reset"),
        *("retries", "size", "through", "timeout", "timer", "ttl", "type", "uri", "url"),
    )
)
"""What is last names the thing: ``token_lifetime`` is a lifetime."""
HARMLESS_STARTS = frozenset(
    (
        *("allow", "disable", "enable", "enforce", "force", "has", "is", "max", "min", "require", "required"),
        *("return", "update"),
    )
)
"""What begins like this says whether, or how: ``update_password``."""
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
JSON = re.compile(r"[{\[](?=\s*[\[{\"])")
DECODER = json.JSONDecoder()
MOST_JSON = 50
"""How many beginnings of JSON in a text are looked at."""
SCHEMES = ("basic", "bearer", "token")

KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
URL = re.compile(r"(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]*://[^\s\"'<>\\]+")
LONG_USERINFO = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s/?#@:]*:[^/?#@]*[\s\"'<>\\][^/?#@]*@")
"""A text that is a URL with a password that no URL can hold."""
PARAMETER = re.compile(r"(?P<before>[?&;#])(?P<name>[^=&;#?]+)=(?P<value>[^&;#]+)")
QUOTED = re.compile(
    r"(?P<name>[\"'](?P<word>[\w.\-]+)[\"']\s*:\s*)(?P<value>\"(?:\\.|[^\"\\])*(?:\"|\Z)|'(?:\\.|[^'\\])*(?:'|\Z)|[\w.+\-]+)", re.DOTALL
)
PAIR = re.compile(r"(?<![\w.\-])(?P<name>[A-Za-z][\w.\-]*)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;&\"'{}()\[\]]+)")
NO_SECRETS = frozenset({"true", "false", "null", "none"})


@lru_cache(maxsize=4096)
def looks_secret(name: str, *, free: bool = False) -> bool:
    """Whether a name says that its value is a secret: by its words, split at separators and capitals.

    :param free: the name is one of the user's own.
    """
    words = [word.lower() for word in WORD.findall(name)]
    if not words or words[0] in HARMLESS_STARTS or words[-1] in HARMLESS_ENDS:
        return False
    return any(word in WORDS or (free and word in FREE_WORDS) or word.endswith(ENDINGS) for word in words)


def is_flag(value: Any) -> bool:
    """Whether a value says yes, no or nothing, and so is no secret whatever it is called."""
    return value is None or isinstance(value, bool) or value in ("", [], {})


# Texts


def redacted_text(text: str) -> str:
    """The text with stars in place of what looks like a secret in it."""
    return replaced(text, lambda secret: STARS)


def secrets_in_text(text: str) -> set[str]:
    """What looks like a secret in a text."""
    return set(_secrets_in_text(text))


@lru_cache(maxsize=1024)
def _secrets_in_text(text: str) -> frozenset[str]:
    """The same; tenants have many texts in common."""
    found: set[str] = set()

    def note(secret: str) -> str:
        found.update((secret, unquote_plus(secret)))
        return STARS

    replaced(text, note)
    return frozenset(found - {STARS})


def replaced(text: str, replace: Replace) -> str:
    """The text with something else in place of what looks like a secret in it: keys, JSON, URLs, ``name=value``."""
    if not (":" in text or "=" in text or "PRIVATE KEY" in text):  # most texts: there is nothing that names anything
        return text
    if "PRIVATE KEY" in text:
        text = KEY.sub(lambda match: replace(match[0]), text)
    if "{" in text:
        text = _in_jsons(text, replace)
    if LONG_USERINFO.match(text):
        text = _in_url(text, replace)
    elif "://" in text:
        text = URL.sub(lambda match: _in_url(match[0], replace), text)
    if ":" in text:
        text = QUOTED.sub(lambda match: _in_pair(match, replace, match["word"]), text)
    return PAIR.sub(lambda match: _in_pair(match, replace, match["name"]), text) if "=" in text else text


def _in_jsons(text: str, replace: Replace) -> str:
    """The text with something else in place of the secrets in each object or list of JSON that it contains."""
    done, at = "", 0
    for _attempt in range(MOST_JSON):
        begin = JSON.search(text, at)
        if begin is None:
            break
        try:
            value, end = DECODER.raw_decode(text, begin.start())
            other = _in_json(value, replace)
            written = text[begin.start() : end] if other == value else json.dumps(other, ensure_ascii=False)
        except (ValueError, RecursionError):
            done, at = done + text[at : begin.end()], begin.end()
            continue
        done += text[at : begin.start()] + written
        at = end
    return done + text[at:]


def _in_json(value: Any, replace: Replace) -> Any:
    if isinstance(value, dict):
        return {
            name: _all_of(item, replace) if looks_secret(name) and not is_flag(item) else _in_json(item, replace)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_in_json(item, replace) for item in value]
    return replaced(value, replace) if isinstance(value, str) else value


def _all_of(value: Any, replace: Replace) -> str:
    """The replacement for a secret of any type; each value in it is one."""
    for leaf in leaves(value):
        replace(leaf)
    return STARS


def leaves(value: Any) -> set[str]:
    """The values at any depth, as texts; of ``Bearer TOKEN`` also the token alone, which a server may repeat."""
    if isinstance(value, Mapping):
        return set().union(*(leaves(item) for item in value.values()))
    if isinstance(value, (list, tuple)):
        return set().union(*(leaves(item) for item in value))
    if is_flag(value):
        return set()
    scheme, _blank, token = str(value).partition(" ")
    return {str(value), token} if token and scheme.lower() in SCHEMES else {str(value)}


def _in_pair(match: re.Match[str], replace: Replace, name: str) -> str:
    whole, value = match[0], match["value"]
    bare = value.strip("\"'")
    if not looks_secret(name) or not bare or bare.startswith(STARS) or bare.lower() in NO_SECRETS:
        return whole
    return whole[: match.start("value") - match.start()] + value.replace(bare, replace(bare))


def _in_url(url: str, replace: Replace) -> str:
    scheme, _slashes, rest = url.partition("://")
    end = next((index for index, sign in enumerate(rest) if sign in "/?#"), len(rest))
    authority = rest[:end]
    # A password with such a sign in it makes a URL that nothing can take apart.
    port = authority.rpartition("@")[2].partition("]")[2] if "[" in authority else authority.rpartition("@")[2]
    odd = bool(re.search(r":[^:]*[^0-9:]", port)) or authority.count("[") != authority.count("]")
    if odd and "@" in rest[end:]:
        end = rest.rindex("@")
        userinfo, at, host, tail = rest[:end], "@", "", rest[end + 1 :]
    else:
        userinfo, at, host = authority.rpartition("@")
        tail = rest[end:]
    if userinfo:
        user, colon, password = userinfo.partition(":")
        userinfo = f"{user}:{replace(password)}" if password else replace(user) + colon
    tail = PARAMETER.sub(_in_parameter(replace), tail)
    return f"{scheme}://{userinfo}{at}{host}{tail}"


def _in_parameter(replace: Replace) -> Callable[[re.Match[str]], str]:
    def one(match: re.Match[str]) -> str:
        if not looks_secret(unquote_plus(match["name"]), free=True):
            return match[0]
        return f"{match['before']}{match['name']}={replace(match['value'])}"

    return one


# Values that nothing describes


def redacted(value: Any) -> Any:
    """A copy without what looks like a secret: left out under its name, replaced inside a text."""
    if isinstance(value, Mapping):
        return {name: redacted(item) for name, item in value.items() if is_flag(item) or not looks_secret(str(name))}
    if isinstance(value, (list, tuple)):
        return [redacted(item) for item in value]
    return redacted_text(value) if isinstance(value, str) else value


def texts_redacted(value: Any) -> Any:
    """A copy in which what looks like a secret inside a text is replaced; names are not looked at."""
    if isinstance(value, Mapping):
        return {name: texts_redacted(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [texts_redacted(item) for item in value]
    return redacted_text(value) if isinstance(value, str) else value


def secrets_within(value: Any) -> set[str]:
    """What looks like a secret in a value, at any depth."""
    if isinstance(value, Mapping):
        found = (leaves(item) if looks_secret(str(name)) else secrets_within(item) for name, item in value.items())
        return set().union(*found)
    if isinstance(value, (list, tuple)):
        return set().union(*(secrets_within(item) for item in value))
    return secrets_in_text(value) if isinstance(value, str) else set()
