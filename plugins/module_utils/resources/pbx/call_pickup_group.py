# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call pickup group and its members (PortSIP PBX REST API 22.2, /call_pickup_groups).

That a user is in one such group at most, and that names are unique, is known from the vendor's knowledge base (Call Pickup).
"""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import WholeList
from ...schema.resource import Resource
from ...schema.types import Name64, Text1024
from .members import HOW_TO_NAME, MEMBER, Members


class CallPickupGroup(Wanted):
    """Users who answer each other's calls."""

    name: Name64 | None = option(
        "Name of the call pickup group, 1 to 64 characters, unique in the tenant. Required unless O(id) is given.",
    )
    description: Text1024 | None = option("Remark, up to 1024 characters.")
    members: Members | None = option(
        f"The whole list of members, in any order, {HOW_TO_NAME} A member that is not listed is removed. An empty list removes all "
        "members.",
        "A user is a member of one call pickup group at most. A document takes a user out of the old group first; between "
        "single tasks, and in a role, that is up to the order of the groups.",
        items="set",
        whole_list=WholeList("/members", one_place=True),
        item=MEMBER,
    )


CALL_PICKUP_GROUP = Resource(
    name="call_pickup_group",
    plural="call_pickup_groups",
    model=CallPickupGroup,
    level="tenant",
    collection="/call_pickup_groups",
    key=("name",),
    unique=True,
    lookup={"name": "str"},
    summary=True,
    required=("name",),
    page=Page(
        description=(
            "Creates, changes or removes one call pickup group of a tenant, and its members. Each member can answer a call that rings "
            "at another one by dialing the feature access code for group call pickup, V(*98) unless it was changed.",
            "A call pickup group is found by its O(name) in the tenant, or by its O(id).",
        ),
        seealso=("user", "call_park_group", "feature_access_codes"),
        samples={"members": ["2001", "2002"], "name": "Front desk", "description": "Everybody at the desk"},
    ),
    info_page=Page(),
)
