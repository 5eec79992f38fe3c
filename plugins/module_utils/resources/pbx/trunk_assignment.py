# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The assignment of a trunk to a tenant (PortSIP PBX REST API 22.2, /providers/{id}/assignees)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from ...base.libraries import Field
from ...base.number_pool import overlap
from ...schema.attribute import option
from ...schema.forms import joined_by_semicolon, semicolon_list
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference
from ...schema.relations import Parent
from ...schema.resource import Resource
from ...schema.types import Count
from .number_pools import NumberPool, pool_of, regular_pool


class TrunkAssignment(Wanted):
    """What a tenant may use of a trunk."""

    tenant: Annotated[str, Field(min_length=1)] | None = option(
        "The tenant, by its id, its SIP domain or its name. A name is only used if no domain matches, and never if it looks like a domain.",
        reference=Reference(to="tenant"),
        immutable=True,
    )
    did_numbers: NumberPool | None = option(
        "The numbers (DID) of the tenant on this trunk, as a list of numbers and ranges such as V(12000-18000), or as "
        "one string separated by semicolons as in the API.",
        "The PBX does not accept numbers that begin with C(+), C(0) or C(00).",
        "Compared as a set of numbers. The order, and how numbers are combined into ranges, does not matter.",
        "An empty list clears the field.",
        decode=semicolon_list,
        encode=joined_by_semicolon,
        canonical=regular_pool,
    )
    concurrency: Count | None = option(
        "Maximum number of simultaneous calls of the tenant on this trunk.",
    )


def _check_siblings(assignment: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    """:raises ValueError: a number is another tenant's already."""
    own = pool_of(assignment)
    for other in others:
        found = overlap(own, pool_of(other))
        if found:
            raise ValueError(f"did_numbers: {found[0]} overlaps {found[1]}, which the tenant with the id {other.get('tenant')} has already")


TRUNK_ASSIGNMENT = Resource(
    name="trunk_assignment",
    plural="trunk_assignments",
    model=TrunkAssignment,
    level="system",
    kind="assignment",
    collection="/providers/{provider}/assignees",
    parents=(Parent("provider", to="trunk"),),
    key=("tenant",),
    id_field="tenant",
    renamed={"tenant_id": "tenant"},
    paged=False,
    queries=False,
    check_siblings=_check_siblings,
    page=Page(
        noun="assignment",
        summary="Assign trunks of PortSIP PBX to tenants",
        description=(
            "Assigns a trunk of the system to a tenant, with the numbers of the tenant, or removes the assignment.",
            "Numbers that overlap within the option are reported before the first request, and numbers that are assigned to "
            "another tenant on this trunk before the first write.",
        ),
        seealso=("trunk", "tenant"),
        samples={
            "concurrency": 30,
            "did_numbers": [
                "3000",
                "12000-18000",
            ],
            "tenant": "920384756102938475",
        },
    ),
    info_page=Page(
        summary="Read which tenants use a trunk of PortSIP PBX",
        description=("Reads the tenants to which a trunk of the system is assigned, with their numbers.",),
        returned=("The assignments.",),
        returns={
            "did_numbers": {
                "description": "The numbers and ranges of the tenant.",
                "returned": "always",
                "type": "list",
                "elements": "str",
                "sample": [
                    "3000",
                    "12000-18000",
                ],
            },
        },
    ),
)
