# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts from outside in messages: control characters escaped, secret values hidden in every spelling, and cut.

Only texts that quote an API or a library are searched for secret values.  Results, diffs and options are redacted by
field instead (``secret_names``, ``reconcile.secrecy``).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote as percent
from urllib.parse import quote_plus

from .secret_names import STARS, redacted_text

LONGEST_QUOTE = 300
"""Characters of an API's text inside a message."""
LONGEST_DETAIL = 2000
"""Characters of an API's text on its own (``error.detail``)."""
LONGEST_SEARCHED = 100_000
SHORTEST_SECRET = 4
"""Shorter values are not searched for: they would hide innocent ones."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but for line feed and tab, what changes the direction of text, other line ends, lone surrogates."""


def escape(text: str) -> str:
    r"""The text with control characters as ``\\x1b`` or ``\\u202e``, so that they do nothing to a terminal."""
    return CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}" if match[0] <= "\xff" else f"\\u{ord(match[0]):04x}", text)


def cut(text: str, length: int) -> str:
    """The beginning of a text that is longer than ``length`` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with stars in place of each secret, however it is spelled, the longest first."""
    found = {spelling for secret in secrets for spelling in spellings(secret) if spelling in text}
    for spelling in sorted(found, key=lambda item: (-len(item), item)):
        text = _pattern(spelling).sub(STARS, text)
    return text


def spellings(secret: str) -> set[str]:
    """How a secret may stand in a text: as it is, escaped as in JSON, Python, HTML or a URL; of several lines each on its own."""
    lines = [line.strip() for line in secret.splitlines()] if "\n" in secret or "\r" in secret else []
    # The lines that begin and end a key are the same in every key.
    parts = {secret, secret.strip(), *(line for line in lines if not line.startswith("-----"))}
    found: set[str] = set()
    for part in parts:
        if len(part) >= SHORTEST_SECRET:
            found |= _spellings(part)
    return found


def _spellings(text: str) -> set[str]:
    import html  # its table of entities takes a millisecond to load, and few tasks hide a secret

    to_builtin = text.encode("utf-8", "surrogatepass")
    found = {text, escape(text), repr(text)[1:-1], ascii(text)[1:-1], html.escape(text), html.escape(text, quote=False)}
    found |= {text.replace("'", "\\'"), repr(text)[1:-1].replace("'", "\\'"), " ".join(text.split())}
    encoded = {percent(to_builtin, safe=""), percent(to_builtin), quote_plus(to_builtin), percent(to_builtin, safe="!~*'()")}
    found |= encoded | {re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), item) for item in encoded}
    for once in (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
        found |= {once, once.replace("/", "\\/"), _upper_escapes(once)}
        # JSON that was put into JSON as a text.
        found |= {json.dumps(once)[1:-1], repr(once)[1:-1]}
    return {item for item in found if len(item) >= SHORTEST_SECRET}


def _upper_escapes(text: str) -> str:
    return re.sub(r"\\u[0-9a-f]{4}", lambda match: "\\u" + match[0][2:].upper(), text)


def _pattern(spelling: str) -> re.Pattern[str]:
    """Digits alone, such as a PIN, are not looked for inside longer numbers, such as an id."""
    if not spelling.isdecimal():
        return re.compile(re.escape(spelling))
    # After %0A, \x0a or \u000a a new number begins.
    return re.compile(rf"(?:(?<![0-9])|(?<=%[0-9A-Fa-f]{{2}})|(?<=\\x[0-9a-f]{{2}})|(?<=\\u[0-9A-Fa-f]{{4}})){spelling}(?![0-9])")


# The secrets that are known while a task runs


class Secrets:
    """Secret values, which quotes are searched for; shared by threads."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values = set(values)
        self._lock = threading.Lock()

    def add(self, value: str) -> None:
        """Search for the value from now on."""
        with self._lock:
            self._values.add(value)

    def all(self) -> list[str]:
        """The values."""
        with self._lock:
            return list(self._values)

    def hide(self, text: str) -> str:
        """The text with stars in place of the secrets."""
        return hide(text, self.all())


class SecretsOfParts(Secrets):
    """Secret values of work that has parts: those of a part are searched for while it lasts."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        super().__init__(values)
        self._parts: dict[int, Secrets] = {}

    @contextmanager
    def part(self) -> Iterator[Secrets]:
        """A part of the work, with secrets of its own."""
        own = Secrets()
        with self._lock:
            self._parts[id(own)] = own
        try:
            yield own
        finally:
            with self._lock:
                del self._parts[id(own)]

    def all(self) -> list[str]:
        """The values, those of the parts that go on included."""
        with self._lock:
            parts = list(self._parts.values())
        return [*super().all(), *(value for part in parts for value in part.all())]


_known = Secrets()


@contextmanager
def known_secrets(secrets: Secrets) -> Iterator[None]:
    """Search what is quoted in this process, in any thread, for these secrets."""
    global _known
    before, _known = _known, secrets
    try:
        yield
    finally:
        _known = before


@contextmanager
def further_secrets() -> Iterator[SecretsOfParts]:
    """Search for further secrets, besides those that are known already, until the end of this context."""
    further = SecretsOfParts(_known.all())
    with known_secrets(further):
        yield further


def quote(text: str, length: int = LONGEST_QUOTE) -> str:
    """What an API or a library says, as it can be put into a message: without secrets, be they known or only look like one."""
    # What is beyond is not shown, and need not be searched.
    return cut(escape(redacted_text(_known.hide(text[:LONGEST_SEARCHED]))), length)
