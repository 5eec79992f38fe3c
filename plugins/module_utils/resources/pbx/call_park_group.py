# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call park group and its members (PortSIP PBX REST API 22.2, /call_park_groups).

That a user is in one such group at most, that names are unique and which member is tried first is known from the vendor's knowledge
base (Using Call Parking Feature).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference, WholeList
from ...schema.resource import Resource
from ...schema.types import Name64
from .members import HOW_TO_NAME, MEMBER, MODES, Members, MembersMode, mode_needs_list
from .recall import USER_ONLY, RecallTo, recall_choices


class CallParkGroup(Wanted):
    """Users for whom calls are parked."""

    name: Name64 | None = option(
        "Name of the call park group, 1 to 64 characters, unique in the tenant. Required unless O(id) is given.",
    )
    recall_to: RecallTo | None = option(
        "Who is called when nobody picks up a parked call. After how many seconds is set by M(portsip.pbx.portsip_service_numbers).",
        choices=recall_choices("O(ring_group)"),
    )
    ring_group_id: str | None = option(
        "The ring group, by its extension number in quotes, its name or its id. It has to exist. Required unless O(recall_to) is "
        "V(USER_ONLY). An empty string clears the field.",
        reference=Reference("ring_group"),
    )
    members: Members | None = option(
        f"Members of the group, {HOW_TO_NAME} O(members_mode) defines what happens to these, and to members that are not listed.",
        "The PBX parks a call for the first member that is free, and tries members in the order in which they were added. New "
        "members are added in the order of the list; an order that exists stays.",
        "A user is a member of one call park group at most. A document takes a user out of the old group first; between "
        "single tasks, and in a role, that is up to the order of the groups.",
        items="set",
        whole_list=WholeList("/members", one_by_one=True, mode="members_mode", one_place=True),
        item=MEMBER,
    )
    members_mode: MembersMode | None = option(
        "How O(members) is applied. V(replace) is used when it is left out.",
        choices=MODES,
    )

    @model_validator(mode="after")
    def _mode_has_members(self) -> CallParkGroup:
        mode_needs_list(self, "members")
        return self


def _complete(group: Mapping[str, Any]) -> None:
    """:raises ValueError: calls are to be forwarded to a ring group, and there is none."""
    if group.get("recall_to") not in (None, "", USER_ONLY) and not group.get("ring_group_id"):
        raise ValueError(f"ring_group is required with recall_to {group['recall_to']}")


CALL_PARK_GROUP = Resource(
    name="call_park_group",
    plural="call_park_groups",
    model=CallParkGroup,
    level="tenant",
    collection="/call_park_groups",
    key=("name",),
    unique=True,
    lookup={"name": "str"},
    summary=True,
    required=("name",),
    complete=_complete,
    page=Page(
        description=(
            "Creates, changes or removes one call park group of a tenant, and its members. A call that a member transfers to the "
            "feature access code for group call park, V(*58) unless it was changed, is parked for a member who is free, and each "
            "member can retrieve it.",
            "A call park group is found by its O(name) in the tenant, or by its O(id).",
        ),
        seealso=("user", "ring_group", "service_numbers", "call_pickup_group", "feature_access_codes"),
        samples={
            "members": ["2001", "2002"],
            "name": "Front desk",
            "recall_to": "RING_GROUP_ONLY",
            "ring_group_id": "601827364509182736",
        },
    ),
    info_page=Page(),
)
