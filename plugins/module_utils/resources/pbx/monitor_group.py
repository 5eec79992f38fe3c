# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A monitor group: who may listen to whose calls (PortSIP PBX REST API 22.2, /monitor_groups).

What members and managers are is told by the vendor's knowledge base (Silent Monitoring).
"""

from __future__ import annotations

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import WholeList
from ...schema.resource import Resource
from ...schema.types import Name64, Text1024
from .members import HOW_TO_NAME, MEMBER, MODES, Members, MembersMode, mode_needs_list

_MANAGERS = {
    "merge": "The users listed are managers; others remain.",
    "remove": "The users listed are no managers; others remain.",
    "replace": "The users listed are the only managers. An empty list removes all.",
}


class MonitorGroup(Wanted):
    """Users whose calls can be monitored, and those who may do it."""

    name: Name64 | None = option("Name of the monitor group, 1 to 64 characters. Required unless O(id) is given.")
    enabled: bool | None = option("Whether calls of the members can be monitored now.")
    description: Text1024 | None = option("Remark, up to 1024 characters.")
    members: Members | None = option(
        f"Users whose calls can be monitored, in any order, {HOW_TO_NAME} O(members_mode) defines what happens to these, and to members "
        "that are not listed.",
        items="set",
        whole_list=WholeList("/members", one_by_one=True, mode="members_mode"),
        item=MEMBER,
    )
    members_mode: MembersMode | None = option(
        "How O(members) is applied. V(replace) is used when it is left out.",
        choices=MODES,
    )
    managers: Members | None = option(
        f"Users who may monitor the calls of the members, in any order, {HOW_TO_NAME} O(managers_mode) defines what happens to these, and "
        "to managers that are not listed. The web portal calls them supervisors.",
        items="set",
        whole_list=WholeList("/managers", one_by_one=True, mode="managers_mode"),
        item=MEMBER,
    )
    managers_mode: MembersMode | None = option(
        "How O(managers) is applied. V(replace) is used when it is left out.",
        choices=_MANAGERS,
    )

    @model_validator(mode="after")
    def _modes_have_lists(self) -> MonitorGroup:
        mode_needs_list(self, "members", "managers")
        return self


MONITOR_GROUP = Resource(
    name="monitor_group",
    plural="monitor_groups",
    model=MonitorGroup,
    level="tenant",
    collection="/monitor_groups",
    key=("name",),
    lookup={"name": "str"},
    summary=True,
    required=("name",),
    page=Page(
        description=(
            "Creates, changes or removes one monitor group of a tenant, its members and its managers. A manager listens to the call of a "
            "member by dialing the feature access code for silent call monitoring, V(*63) unless it was changed, with the number of the "
            "member.",
            "A monitor group is found by its O(name) in the tenant, or by its O(id).",
        ),
        notes=(
            "The monitor service of the tenant has to be enabled: see M(portsip.pbx.portsip_service_numbers).",
            "In many countries the members, and those they talk to, have to be told, or have to agree.",
        ),
        seealso=("user", "service_numbers", "feature_access_codes"),
        samples={
            "enabled": True,
            "managers": ["2003"],
            "members": ["2001", "2002"],
            "name": "Front desk",
            "description": "Training at the desk",
        },
    ),
    info_page=Page(),
)
