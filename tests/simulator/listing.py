# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Searching, filtering, ordering and paging of a collection (PortSIP PBX REST API 22.2, list parameters)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import refused
from .odata import FilterError, compile_filter
from .settings import Settings

MAX_TOP = 100


def selected(
    rows: list[dict[str, Any]], query: Mapping[str, str], settings: Settings, search: tuple[str, ...], fields: frozenset[str]
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many rows match and the page that was asked for.

    Raises ApiError (400) for a filter, order or page that the PBX would not accept.
    """
    skip = _integer(query, "skip", 0, 0, None)
    top = _integer(query, "top", MAX_TOP, 1, MAX_TOP)
    if needle := query.get("search", "").lower():
        rows = [row for row in rows if any(needle in str(row.get(name) or "").lower() for name in search)]
    if expression := query.get("filter"):
        rows = _filtered(rows, expression, settings, fields)
    if order := query.get("orderby"):
        rows = _ordered(rows, order, fields)
    return len(rows), rows[skip : skip + top]


def _integer(query: Mapping[str, str], name: str, default: int, least: int, most: int | None) -> int:
    text = query.get(name)
    if text is None:
        return default
    try:
        value = int(text)
    except ValueError:
        raise refused(name, "must be an integer") from None
    if value < least or (most is not None and value > most):
        raise refused(name, f"must be {least} or more" if most is None else f"must lie between {least} and {most}")
    return value


def _filtered(rows: list[dict[str, Any]], expression: str, settings: Settings, fields: frozenset[str]) -> list[dict[str, Any]]:
    if settings.filter_support == "ignore":
        return rows
    if settings.filter_support == "refuse":
        raise refused("filter", "is not supported")
    try:
        predicate = compile_filter(expression, fields)
    except FilterError as error:
        raise refused("filter", str(error)) from None
    return [row for row in rows if predicate(row)]


def _ordered(rows: list[dict[str, Any]], order: str, fields: frozenset[str]) -> list[dict[str, Any]]:
    for part in reversed(order.split(",")):
        words = part.split()
        if not 1 <= len(words) <= 2 or words[0] not in fields or (len(words) == 2 and words[1] not in ("asc", "desc")):
            raise refused("orderby", f"cannot order by {part.strip()!r}")
        name, descending = words[0], words[-1] == "desc"
        rows = sorted(rows, key=lambda row: _sort_key(row.get(name)), reverse=descending)
    return rows


def _sort_key(value: Any) -> tuple[int, Any]:
    if value is None:
        return (0, 0)
    return (1, value) if isinstance(value, (int, float)) else (2, str(value))
