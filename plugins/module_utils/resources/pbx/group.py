# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A group of users and its members (PortSIP PBX REST API 22.2, /groups)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ...base.libraries import AfterValidator, model_validator
from ...schema.attribute import Attribute, option
from ...schema.lists import once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import NumberOf, WholeList
from ...schema.resource import Resource
from ...schema.types import ExtensionNumberOrName, Name64, Text1024
from .forwarding import OutboundCallerId


def number_of_member(value: Any) -> Any:
    """The extension number of a member, which is read as a user."""
    return value.get("extension_number") if isinstance(value, dict) else value


class Group(Wanted):
    """Users who are treated alike, such as by outbound rules."""

    name: Name64 | None = option("Name of the group, 1 to 64 characters. Required unless O(id) is given.")
    description: Text1024 | None = option("Remark, up to 1024 characters.")
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers that outbound calls of the members show, in any order. An empty list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )
    members: Annotated[list[ExtensionNumberOrName], AfterValidator(once)] | None = option(
        "Members of the group, in any order, each by extension number, in quotes, or by the display name or user name of the user who "
        "has it. They have to exist. O(members_mode) defines what happens to these, and to members that are not listed.",
        items="set",
        whole_list=WholeList("/members", one_by_one=True, mode="members_mode"),
        item=Attribute(decode=number_of_member, number_of=NumberOf(("user",))),
    )
    members_mode: Literal["merge", "replace", "remove"] | None = option(
        "How O(members) is applied. V(replace) is used when it is left out.",
        choices={
            "merge": "The users listed are members; others remain.",
            "remove": "The users listed are no members; others remain.",
            "replace": "The users listed are the only members. An empty list removes all.",
        },
    )

    @model_validator(mode="after")
    def _mode_has_members(self) -> Group:
        if self.members_mode is not None and self.members is None:
            raise ValueError("members is required where members_mode is given")
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
