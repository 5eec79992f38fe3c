# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A group of users and its members (PortSIP PBX REST API 22.2, /groups)."""

from __future__ import annotations

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import WholeList
from ...schema.resource import Resource
from ...schema.types import Name64, Text1024
from .forwarding import OutboundCallerId
from .members import HOW_TO_NAME, MEMBER, MODES, Members, MembersMode, mode_needs_list


class Group(Wanted):
    """Users who are treated alike, such as by outbound rules."""

    name: Name64 | None = option("Name of the group, 1 to 64 characters. Required unless O(id) is given.")
    description: Text1024 | None = option("Remark, up to 1024 characters.")
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers that outbound calls of the members show, in any order. An empty list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )
    members: Members | None = option(
        f"Members of the group, in any order, {HOW_TO_NAME} O(members_mode) defines what happens to these, and to members that are "
        "not listed.",
        items="set",
        whole_list=WholeList("/members", one_by_one=True, mode="members_mode"),
        item=MEMBER,
    )
    members_mode: MembersMode | None = option(
        "How O(members) is applied. V(replace) is used when it is left out.",
        choices=MODES,
    )

    @model_validator(mode="after")
    def _mode_has_members(self) -> Group:
        mode_needs_list(self, "members")
        return self


GROUP = Resource(
    name="group",
    plural="groups",
    model=Group,
    level="tenant",
    collection="/groups",
    key=("name",),
    lookup={"name": "str"},
    summary=True,
    required=("name",),
    page=Page(
        summary="Create, change and remove groups of users of PortSIP PBX",
        description=(
            "Creates, changes or removes one group of users of a tenant, and its members.",
            "A group is found by its O(name) in the tenant, or by its O(id).",
        ),
        seealso=("user",),
        samples={"members": ["2001", "2002"], "name": "Front desk", "description": "Everybody at the desk"},
    ),
    info_page=Page(
        summary="Read groups of users of PortSIP PBX",
        description=("Reads one, some or all groups of users of a tenant.",),
    ),
)
