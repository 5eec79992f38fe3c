# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pools of phone numbers of a trunk or of a tenant on it (PortSIP PBX REST API 22.2, did_numbers)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from ...base.libraries import AfterValidator, BeforeValidator
from ...base.number_pool import Range, check_entry, merged, overlap_within, parse_pool
from ...schema.given_texts import SplitList


def _pool(values: list[str]) -> list[str]:
    for value in values:
        check_entry(value)
    found = overlap_within(parse_pool(values))
    if found:
        raise ValueError(f"{found[0]} and {found[1]} overlap")
    return values


NumberPool = Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_pool)]


def regular_pool(value: Any) -> Any:
    """A pool however it is written; what is none is left as it is."""
    try:
        return merged(parse_pool(str(item) for item in value))
    except (ValueError, TypeError):
        return value


def readable_ranges(values: Iterable[Any]) -> list[Range]:
    """The ranges of a pool that are understood."""
    ranges: list[Range] = []
    for text in values:
        try:
            ranges.append(Range.parse(str(text)))
        except ValueError:
            continue
    return ranges


def pool_of(document: Mapping[str, Any]) -> list[Range]:
    """The ranges of an object's ``did_numbers`` that are understood."""
    return readable_ranges(document.get("did_numbers") or [])


def outside(text: str, pool: Iterable[Range]) -> bool:
    """Whether a number, or one of a range, is not in a pool; what is neither is in none, and not outside either."""
    found = readable_ranges([text])
    if not found:
        return False
    (wanted,) = found
    reach = wanted.first
    for one in sorted(pool):
        if one.kind == wanted.kind and one.first <= reach <= one.last:
            reach = one.last + 1
    return reach <= wanted.last
