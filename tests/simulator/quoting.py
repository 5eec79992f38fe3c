# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A request's body as a careless server repeats it in an error message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import quote

Form = Literal["plain", "json", "repr", "percent"]


def quoted(body: Any, raw: bytes, form: Form) -> str:
    """Return the text of a body: its values one a line, as it was sent, as Python writes it, or percent-encoded."""
    if form == "json":
        return raw.decode("utf-8", "replace")
    if form == "repr":
        return repr(body)
    values = "\n".join(_values(body))
    return values if form == "plain" else quote(values, safe="")


def _values(value: Any) -> Iterator[str]:
    """Yield the texts of all values, at any depth."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _values(item)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif value is not None:
        yield str(value)
