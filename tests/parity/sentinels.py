# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options of a module with a sentinel wherever a secret may stand: each text that is unique and must never be shown."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

from parity.harness import Json

HEADERS = ("X-Api-Key", "X-Pin", "X-Pwd", "X-Passphrase", "X-Jwt", "X-Pass", "X-Auth-Code", "Authorization", "Cookie")
FIELDS = ("web_pin", "sip_pwd", "passphrase", "sip_password", "clientSecret", "access_token", "jwt", "smtpPassword", "credentials")
TEXTS: tuple[Callable[[], str], ...] = (
    lambda: f"https://user:{sentinel()}@h.example.net/x?token={sentinel()}&b=2",
    lambda: f"https://h.example.net/x?api_key={sentinel()}#access_token={sentinel()}",
    lambda: f"http://{sentinel()}@h.example.net",
    lambda: f"http://[user:{sentinel()}@h.example.net",
    lambda: f"https://user:{sentinel()}/x@h.example.net",
    lambda: f'{{"smtp_password": "{sentinel()}", "x": {{"tokens": ["{sentinel()}"]}}}}',
    lambda: f"a=b;sip_pwd={sentinel()};c=d",
)
"""Texts with sentinels, whatever the option."""
AT_A_TIME = 2
"""How many of them an option gets; they take turns."""
FEW_OF_A_SHAPE = 4
"""So many options have each of the texts at least once."""
_texts = itertools.cycle(TEXTS)
_numbers = itertools.count(100001)


def sentinel() -> str:
    """A text that stands nowhere else."""
    return f"Snt{next(_numbers)}Zq"


def few_of_each_shape(spec: Json) -> Json:
    """An argument spec with every secret option, and of the others, at any depth, a few of those that differ in their names alone."""
    kept: Json = {}
    shapes: dict[str, int] = {}
    for name, option in spec.items():
        inner = {"options": few_of_each_shape(option["options"])} if "options" in option else {}
        shape = json.dumps({what: option.get(what) for what in ("type", "elements", "options")} | {"choices": "choices" in option})
        shapes[shape] = shapes.get(shape, 0) + 1
        if option.get("no_log") or shapes[shape] <= FEW_OF_A_SHAPE:
            kept[name] = {**option, **inner}
    return kept


def variants(spec: Json) -> Iterator[Json]:
    """Options that hold sentinels, each in one way.

    :param spec: argument spec.
    """
    for name, option in spec.items():
        for value in _values(option):
            yield {name: value}
        if option.get("no_log"):
            yield {name[:-1]: sentinel()}
            yield {name.replace("ss", "s", 1) + "_": {"deep": [sentinel()]}}
    yield {"itms": [{"token": sentinel()}]}
    yield {"X_unknown": sentinel()}


def _values(option: Json) -> Iterator[Any]:
    kind = option.get("elements", "str") if option.get("type") == "list" else option.get("type", "str")
    for value in _single(option, kind):
        yield [value] if option.get("type") == "list" else value
    if "options" in option or kind == "dict":
        # What is no mapping, or a list of them, where one is expected.
        yield [[{"token": sentinel()}]]
        yield [{"pin": sentinel(), "x": sentinel()}, sentinel()]
        yield f"Authorization:Bearer {sentinel()}&X-Api-Key:{sentinel()}"
        # Where names are the user's own, a misspelt one may mean anything.
        yield {"tokn" if "options" in option else "token": sentinel(), "deep": {"secret": [sentinel()]}}


def _single(option: Json, kind: str) -> Iterator[Any]:
    if "options" in option:
        yield from variants(option["options"])
    elif kind == "dict":
        yield {name: sentinel() for name in (*HEADERS, *FIELDS)}
        yield {"webhook": f"https://user:{sentinel()}@h.example.net/?token={sentinel()}", "later": {"deep": {"api_key": sentinel()}}}
        yield {"sso": {"credentials": {"user": sentinel(), "key": sentinel()}, "tokens": [sentinel(), sentinel()]}}
        yield {"text": f'{{"smtp_password": "{sentinel()}", "list": [{{"pin": {sentinel()!r}}}]}}'}
    elif option.get("no_log"):
        yield sentinel()
        yield f"two\nlines {sentinel()}"
        yield [sentinel()]
        yield {"value": sentinel()}
    elif kind == "path":
        yield f"-----BEGIN PRIVATE KEY-----\n{sentinel()}\n-----END PRIVATE KEY-----\n"
        yield f"-----BEGIN PRIVATE KEY----- {sentinel()}"
    elif kind in ("str", "jsonarg", "raw", "json") and "choices" not in option:
        for _count in range(AT_A_TIME):
            yield next(_texts)()
        yield [{"password": sentinel()}]
        yield {"password": sentinel()}


def sentinels_in(value: Any) -> set[str]:
    """The sentinels in options, at any depth."""
    if isinstance(value, dict):
        return set().union(*(sentinels_in(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(sentinels_in(item) for item in value))
    text = str(value)
    return {text[at : at + 11] for at in range(len(text)) if text[at : at + 3] == "Snt"}
