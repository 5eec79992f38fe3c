# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Numbers as they are dialled, compared with masks, and brought into the form that outbound rules see (PortSIP's knowledge base)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...base.number_pool import Range
from ..call_flow.definition import names

NOT_DIALLED = re.compile(r"[\s()./-]+")
"""What people write between digits."""
NUMBER = re.compile(r"\+?[0-9*#]+")
"""What can be dialled, without what people write between digits."""


def dialled(value: Any) -> str:
    """A number without what people write between its digits."""
    return NOT_DIALLED.sub("", str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """The entries of a list of numbers, ranges or masks, also of one in a text as the API has it."""
    if isinstance(value, (list, tuple)):
        return [text for text in (str(item).strip() for item in value if isinstance(item, (str, int))) if text]
    return names(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else []


def ranges_of(value: Any) -> list[Range]:
    """The ranges of a pool that are understood."""
    found = []
    for text in texts(value):
        try:
            found.append(Range.parse(text))
        except ValueError:
            continue
    return found


def within(number: str, ranges: Iterable[Range]) -> Range | None:
    """The range that has a number."""
    try:
        own = Range.parse(number)
    except ValueError:
        return None
    return next((one for one in ranges if one.meets(own)), None)


def each_number(one: Range) -> Iterator[str]:
    """The numbers of a range."""
    plus, length = one.kind
    for number in range(one.first, one.last + 1):
        yield plus + str(number).zfill(length)


def matches(masks: Iterable[str], number: str) -> bool:
    """Whether one of some masks means a number.

    A mask is a number, a range, or a number in which each ``*`` stands for one digit: beginning and length have to fit
    (PortSIP's knowledge base, release notes of 22.4).
    """
    return bool(number) and any(_matches(mask, number) for mask in masks)


def _matches(mask: str, number: str) -> bool:
    if "-" in mask:
        try:
            return Range.parse(mask).meets(Range.parse(number))
        except ValueError:
            return False
    return re.fullmatch(re.escape(mask).replace(r"\*", "[0-9]"), number) is not None


def meet(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a number can fit masks of both lists; an empty list means every number."""
    ones, others = list(one), list(other)
    return not ones or not others or any(_meet(first, second) for first in ones for second in others)


def _meet(one: str, other: str) -> bool:
    if "-" in one or "-" in other:
        ranges = [Range.parse(text) for text in (_ends(one), _ends(other)) if text]
        return len(ranges) == 2 and ranges[0].meets(ranges[1])
    return len(one) == len(other) and all(first == second or "*" in (first, second) for first, second in zip(one, other, strict=True))


def _ends(mask: str) -> str:
    """A mask as a range of numbers, as far as it has one; empty where it does not."""
    text = mask if "-" in mask else f"{mask.replace('*', '0')}-{mask.replace('*', '9')}"
    try:
        Range.parse(text)
    except ValueError:
        return ""
    return text


def in_e164(number: str, settings: Any) -> tuple[str, str]:
    """A number as outbound rules see it, and what was done to it; an empty text where nothing was.

    :param settings: ``e164`` of the tenant. Only numbers with a leading plus are changed (PortSIP's knowledge base, E164 number
        processing: prefix, national or international code, the rest).
    """
    if not isinstance(settings, Mapping) or settings.get("enabled") is not True or not number.startswith("+"):
        return number, ""
    country, area, national, international, prefix = (
        code_of(settings.get(name)) for name in ("country", "area_code", "national_code", "international_code", "prefix")
    )
    rest = number[1:]
    if not country or not rest.startswith(country):
        return f"{prefix}{international}{rest}", "E.164 processing, another country"
    rest = rest.removeprefix(country) if settings.get("remove_duplicate_countries") is not False else rest
    if settings.get("remove_duplicate_area_codes") is not False:
        rest = rest.removeprefix(area)
    return f"{prefix}{national}{rest}", "E.164 processing, the tenant's country"


def code_of(value: Any) -> str:
    """The digits of a code, also of one such as ``Angola(244)``."""
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    found = re.search(r"\(([0-9]+)\)", text)
    return found[1] if found else text
