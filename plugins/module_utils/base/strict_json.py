# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""JSON, strict in both directions: what follows meets no odd value."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import InvalidInput

DEEPEST = 64
"""Levels of lists and objects inside each other; both APIs have fewer than ten."""
LARGEST_INTEGER = 2**63 - 1
HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 surrogate pair: no character, and not to be encoded."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def decode(content: bytes) -> Any:
    """A body as JSON, None where it is empty.

    Halves of surrogate pairs are replaced; numbers that are none or infinite, which are no JSON, are read as null.

    :raises ValueError: it is not JSON, or nested too deep; the text says what is odd.
    """
    if not content.strip():
        return None
    try:
        text = content.decode(json.detect_encoding(content), "surrogatepass")
        value = _DECODER.decode(well_formed(text).removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError(_too_deep()) from None
    # Each level takes a bracket: most bodies need no second look.
    if content.count(b"[") + content.count(b"{") > DEEPEST:
        _check_depth(value)
    return _replaced(value) if _ESCAPED_HALF.search(content) else value


def encode(value: Any) -> bytes:
    """A value as JSON in ASCII.

    :raises InvalidInput: it has no JSON form; the text begins with where it stands.
    """
    odd = next(odd_values(value), None)
    if odd:
        raise InvalidInput(f"{odd[0]}: {odd[1]}" if odd[0] else odd[1])
    return json.dumps(value).encode()


def well_formed(text: str) -> str:
    """A text in which surrogate pairs are joined and halves of such are replaced."""
    if not HALF_PAIR.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def odd_values(value: Any, path: str = "", depth: int = 0, *, texts: bool = True) -> Iterator[tuple[str, str]]:
    """What has no place in JSON: where it stands, with dots and indexes, and what is wrong.

    :param texts: look at texts too.
    """
    if isinstance(value, str):
        if texts and HALF_PAIR.search(value):
            yield path, "contains half of a surrogate pair, which is not a character"
    elif isinstance(value, (Mapping, list, tuple)):
        if depth >= DEEPEST:
            yield path, f"is nested deeper than {DEEPEST} levels"
        elif isinstance(value, Mapping):
            for name, item in value.items():
                yield from odd_values(name, path, depth, texts=texts)
                yield from odd_values(item, f"{path}.{name}" if path else str(name), depth + 1, texts=texts)
        else:
            for index, item in enumerate(value):
                yield from odd_values(item, f"{path}[{index}]", depth + 1, texts=texts)
    elif isinstance(value, float) and not math.isfinite(value):
        yield path, f"{value} is not a number that can be sent"
    elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        yield path, f"is larger than any integer of the API; at most {LARGEST_INTEGER} is allowed"


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


_DECODER = json.JSONDecoder(parse_constant=lambda name: None, parse_float=_finite)


def _too_deep() -> str:
    return f"it is nested deeper than {DEEPEST} levels"


def _check_depth(value: Any) -> None:
    """:raises ValueError: lists and objects stand too deep in each other."""
    level = [value]
    for _depth in range(DEEPEST + 1):
        containers = [item for item in level if isinstance(item, (dict, list))]
        if not containers:
            return
        level = [item for container in containers for item in (container.values() if isinstance(container, dict) else container)]
    raise ValueError(_too_deep())


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return HALF_PAIR.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {_replaced(name): _replaced(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item) for item in value]
    return value
