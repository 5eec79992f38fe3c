# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The assignment of a trunk to a tenant (PortSIP PBX REST API 22.2, /providers/{id}/assignees)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models.provider_assignment import ProviderAssignment
from ..number_pool import Range, merged, overlap, parse_pool
from ..resource import Field, Parent, Reference, Resource
from .shapes import TENANT_REFERENCE, joined_by_semicolon, semicolon_list

PROVIDER = Reference(collection="/providers", noun="trunk")


def _regular(value: Any) -> Any:
    """A pool however it is written; what is none is left as it is."""
    try:
        return merged(parse_pool(str(item) for item in value))
    except (ValueError, TypeError):
        return value


def _beside(assignment: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    """:raises ValueError: a number is another tenant's already."""
    own = _readable(assignment)
    for other in others:
        found = overlap(own, _readable(other))
        if found:
            raise ValueError(f"did_numbers: {found[0]} overlaps {found[1]}, which the tenant with the id {other.get('tenant')} has already")


def _readable(assignment: Mapping[str, Any]) -> list[Range]:
    """The ranges of a pool that are understood."""
    ranges: list[Range] = []
    for text in assignment.get("did_numbers") or []:
        try:
            ranges.append(Range.parse(str(text)))
        except ValueError:
            continue
    return ranges


PROVIDER_ASSIGNMENT = Resource(
    name="provider_assignment",
    plural="provider_assignments",
    model=ProviderAssignment,
    level="system",
    kind="assignment",
    collection="/providers/{provider}/assignees",
    parents=(Parent("provider", PROVIDER),),
    key=("tenant",),
    id_field="tenant",
    renamed={"tenant_id": "tenant"},
    paged=False,
    queries=False,
    beside=_beside,
    fields={
        "tenant": Field(reference=TENANT_REFERENCE, immutable=True),
        "did_numbers": Field(decode=semicolon_list, encode=joined_by_semicolon, canonical=_regular),
    },
)
