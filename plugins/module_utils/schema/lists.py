# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules for lists of mappings."""

from __future__ import annotations

from typing import Any

from ..base.libraries import AfterValidator


def once(values: list[Any]) -> list[Any]:
    """A rule for a list of plain values: none is in it twice."""
    double = next((value for value in values if values.count(value) > 1), None)
    if double is not None:
        raise ValueError(f"contains {double!r} twice")
    return values


def each_once(name: str) -> Any:
    """A rule for a list: no two items have the same value in the field *name*.

    :returns: an annotation, as in ``Annotated[list[Agent], each_once("extension_number")]``.
    """

    def check(items: list[Any]) -> list[Any]:
        values = [getattr(item, name) for item in items]
        double = next((value for value in values if values.count(value) > 1), None)
        if double is not None:
            raise ValueError(f"duplicate {name} {double!r}")
        return items

    return AfterValidator(check)
