# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A ring group and its members (PortSIP PBX REST API 22.2, /ring_groups)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.lists import each_once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import NumberOf, WholeList
from ...schema.relations import Naming
from ...schema.resource import Resource
from ...schema.types import Count, ExtensionNumber, ExtensionNumberOrName, Name64
from .forwarding import ForwardRule, OutboundCallerId


class Agent(Wanted):
    """A member of a ring group."""

    extension_number: ExtensionNumberOrName = option(
        "Extension number of the member, in quotes, or the display name or user name of the user who has it. It has to exist.",
        required=True,
        number_of=NumberOf(("user",)),
    )
    skill_level: Annotated[int, Field(ge=1, le=100)] | None = option(
        "Skill level from 1, which is called first, to 100. Only strategies that are based on skills use it. Left out, the "
        "level of a member stays as it is; the PBX uses V(1) for a new one.",
    )


class RingGroup(Wanted):
    """Extensions that are called together or in turn."""

    name: Name64 | None = option("Name of the ring group, 1 to 64 characters. Required on creation.")
    extension_number: ExtensionNumber | None = option(
        "Number at which the ring group is reached, 3 to 64 digits, in quotes. All extensions, groups, queues and receptionists "
        "of a tenant share one set of numbers.",
        "Required unless O(id) is given. The PBX cannot change it: see O(recreate).",
        immutable=True,
    )
    ring_strategy: (
        Literal[
            "RING_SIMULTANEOUSLY",
            "PRIORITIZED_HUNT",
            "CYCLIC_HUNT",
            "LEAST_WORKED_HUNT",
            "PAGING_INTERCOM",
            "SKILL_BASED_ROUTING_PRIORITIZED_HUNT",
            "SKILL_BASED_ROUTING_CYCLIC_HUNT",
            "SKILL_BASED_ROUTING_LEAST_WORKED_HUNT",
        ]
        | None
    ) = option(
        "Which members ring, and in which order.",
        choices={
            "RING_SIMULTANEOUSLY": "All available members at once.",
            "PRIORITIZED_HUNT": "One after the other, in the order of O(agents).",
            "CYCLIC_HUNT": "One after the other, first the member that has not been called for the longest time.",
            "LEAST_WORKED_HUNT": "One after the other, first the member that has not answered for the longest time.",
            "PAGING_INTERCOM": "All available members at once, whose phones answer by themselves.",
            "SKILL_BASED_ROUTING_PRIORITIZED_HUNT": "As V(PRIORITIZED_HUNT), one skill level after the other.",
            "SKILL_BASED_ROUTING_CYCLIC_HUNT": "As V(CYCLIC_HUNT), one skill level after the other.",
            "SKILL_BASED_ROUTING_LEAST_WORKED_HUNT": "As V(LEAST_WORKED_HUNT), one skill level after the other.",
        },
    )
    ring_time: Count | None = option("Seconds that each member rings.", api_default=20)
    skip_busy_member: bool | None = option("Whether members that are on a call are skipped.")
    agents: Annotated[list[Agent], each_once("extension_number")] | None = option(
        "The whole list of members, in the order in which they are called with V(PRIORITIZED_HUNT). A member that is not listed "
        "is removed. An empty list removes all members.",
        keys=("extension_number",),
        whole_list=WholeList("/agents"),
    )
    no_answer_forward_rule: ForwardRule | None = option(
        "What happens to a call that no member answers. Keys that are left out keep their values.", deferred=True
    )
    enable_night_mode: bool | None = option(
        "Whether O(night_mode_forward_rule) applies now. Where staff switch night mode by phone, do not set it here, "
        "otherwise each run switches it back.",
        since="22.3",
    )
    night_mode_forward_rule: ForwardRule | None = option(
        "What happens to all calls in night mode. Keys that are left out keep their values.", deferred=True
    )
    enable_audio_recording: bool | None = option("Whether calls to the ring group are recorded.", since="22.6")
    enable_paid: bool | None = option("Whether the C(P-Asserted-Identity) header names the ring group.", api_default=False)
    enable_prid: bool | None = option("Whether the C(Remote-Party-ID) header names the ring group.", api_default=False)
    extension_number_as_to_header: bool | None = option("Whether the C(To) header holds O(extension_number).", api_default=False)
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers shown on calls that the ring group forwards to the outside, in any order. An empty "
        "list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )


RING_GROUP = Resource(
    name="ring_group",
    plural="ring_groups",
    model=RingGroup,
    level="tenant",
    collection="/ring_groups",
    key=("extension_number",),
    naming=Naming(by=("extension_number", "name")),
    unique=True,
    lookup={"extension_number": "str", "name": "str"},
    summary=True,
    required=("name", "extension_number"),
    lost_on_recreate="its id.",
    page=Page(
        seealso=("ivr", "tenant"),
        samples={"agents": [{"extension_number": "2001", "skill_level": 1}], "extension_number": "8600", "name": "Front desk"},
    ),
    info_page=Page(),
)
