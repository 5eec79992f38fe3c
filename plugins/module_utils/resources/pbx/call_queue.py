# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call queue of the PBX and its agents (PortSIP PBX REST API 22.2, /call_queues; fields of 22.3 to 22.8 as the vendor lists them)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.lists import each_once
from ...schema.model import Wanted
from ...schema.page import Documented, Page
from ...schema.reference import NumberOf, Reference, WholeList
from ...schema.relations import Naming
from ...schema.resource import Resource
from ...schema.types import Count, ExtensionNumber, ExtensionNumberOrName, Language, Name64
from .file import FILE, LOCAL_PROMPT
from .forwarding import ForwardRule, OutboundCallerId


class QueueAgent(Wanted):
    """A user who answers calls of the queue."""

    extension_number: ExtensionNumberOrName = option(
        "Extension number of the agent, in quotes, or the display name or user name of the user who has it. It has to exist.",
        required=True,
        number_of=NumberOf(("user",)),
    )
    skill_level: Annotated[int, Field(ge=1, le=100)] | None = option(
        "Skill level from 1 to 100, for strategies that are based on skills. Left out, the level of an agent stays as it is; the PBX "
        "uses V(1) for a new one.",
        "Which end comes first is described in two ways: the API of release 22.2 says that calls go to level 1 first, the "
        "administration guide that a higher number is a higher skill, which comes first.",
    )


class QueueForwardRule(ForwardRule):
    """Where a call goes that leaves the queue."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"] | None = option(
        "What happens to the call.",
        choices={
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
        },
    )


def _prompt(what: str, prefix: str) -> str | None:
    return option(
        f"{what}, by the name or the id of a file on the PBX. An empty string clears it.",
        LOCAL_PROMPT,
        "The PBX returns only the name and the size of the file in use, so that a file that was replaced by another one "
        "with the same name and size is not detected.",
        readable=False,
        reference=Reference(to="file", local_file=FILE, audio=True),
        matched_by={f"{prefix}_name": "name", f"{prefix}_size": "size"},
    )


class CallQueue(Wanted):
    """Callers who wait for the first of several agents who is free."""

    name: Name64 | None = option("Name of the queue, 1 to 64 characters. Required on creation.")
    extension_number: ExtensionNumber | None = option(
        "Number at which the queue is reached, 3 to 64 digits, in quotes. All extensions, groups, queues, receptionists and shared "
        "mailboxes of a tenant share one set of numbers.",
        "Required unless O(id) is given. The PBX cannot change it: see O(recreate).",
        immutable=True,
    )
    polling_strategy: (
        Literal[
            "RING_SIMULTANEOUSLY",
            "PRIORITIZED_HUNT",
            "CYCLIC_HUNT",
            "LEAST_WORKED_HUNT",
            "SKILL_BASED_ROUTING_PRIORITIZED_HUNT",
            "SKILL_BASED_ROUTING_CYCLIC_HUNT",
            "SKILL_BASED_ROUTING_LEAST_WORKED_HUNT",
        ]
        | None
    ) = option(
        "Which agents ring, and in which order. Required on creation.",
        choices={
            "RING_SIMULTANEOUSLY": "All available agents at once.",
            "PRIORITIZED_HUNT": "One after the other, in the order of O(agents).",
            "CYCLIC_HUNT": "One after the other, first the agent that this queue has not called for the longest time.",
            "LEAST_WORKED_HUNT": "One after the other, first the agent that has not answered this queue for the longest time.",
            "SKILL_BASED_ROUTING_PRIORITIZED_HUNT": "As V(PRIORITIZED_HUNT), one skill level after the other.",
            "SKILL_BASED_ROUTING_CYCLIC_HUNT": "As V(CYCLIC_HUNT), one skill level after the other.",
            "SKILL_BASED_ROUTING_LEAST_WORKED_HUNT": "As V(LEAST_WORKED_HUNT), one skill level after the other.",
        },
    )
    agents: Annotated[list[QueueAgent], each_once("extension_number")] | None = option(
        "The whole list of agents, in the order in which they are called with V(PRIORITIZED_HUNT). An agent that is not listed is "
        "removed. An empty list removes all agents.",
        keys=("extension_number",),
        whole_list=WholeList("/agents"),
    )
    ring_time: Annotated[int, Field(ge=1, le=65535)] | None = option("Seconds that each agent rings, 1 to 65535.", api_default=20)
    max_callers: Count | None = option("How many callers may wait at the same time, at least 0.")
    max_waiting_time: Annotated[int, Field(ge=15, le=65535)] | None = option(
        "Seconds that a caller waits, 15 to 65535, before O(no_answer_forward_rule) applies.", api_default=300
    )
    wait_when_no_agents_online: bool | None = option(
        "Whether callers wait although no agent is logged in. Otherwise O(no_answer_forward_rule) applies at once.", api_default=False
    )
    language: Language | None = option("Language of the announcements as a BCP 47 tag, such as V(de-DE).")
    moh_prompt_file_id: str | None = _prompt("The music on hold that callers hear while they wait", "moh_prompt_file")
    intro_type: Literal["DISABLE", "NORMAL", "FULL"] | None = option(
        "Whether callers hear O(intro_prompt_file) before agents ring.",
        choices={
            "DISABLE": "They do not.",
            "NORMAL": "They do, until an agent is free.",
            "FULL": "They do, to its end, even where an agent is free.",
        },
        api_default="DISABLE",
    )
    intro_prompt_file_id: str | None = _prompt("The introduction, which O(intro_type) switches on", "intro_prompt_file")
    play_periodic_music: bool | None = option("Whether waiting callers hear an announcement again and again.", since="22.3")
    play_periodic_music_interval: Count | None = option(
        "Seconds from one announcement to the next, with O(play_periodic_music=true).", since="22.3"
    )
    prompt_playback_delay: Count | None = option("Delay before prompts are played. The vendor does not say the unit.", since="22.8")
    inform_position: Literal["DISABLE", "PERIODICALLY", "ON_CONNECTED"] | None = option(
        "Whether callers are told their position in the queue.",
        choices={
            "DISABLE": "They are not.",
            "PERIODICALLY": "They are, again and again.",
            "ON_CONNECTED": "They are when they reach the queue, and then again and again.",
        },
        api_default="DISABLE",
    )
    inform_position_interval: Annotated[int, Field(ge=10, le=1800)] | None = option(
        "Seconds from one announcement of the position to the next, 10 to 1800. V(DISABLE) as O(inform_position) leaves it without effect.",
        api_default=10,
    )
    agent_auto_ready: bool | None = option(
        "Whether an agent becomes ready after logging in and after each call. Otherwise agents set their status themselves.",
        api_default=True,
    )
    agent_auto_not_ready_after_non_acd_call: bool | None = option(
        "Whether an agent becomes not ready after a call that did not come from a queue. Without effect with O(agent_auto_ready=true).",
        api_default=True,
    )
    enable_wrap_up: bool | None = option("Whether agents have O(wrap_up_time) after each call.", since="22.3")
    wrap_up_time: Count | None = option("Seconds without a further call after each call, with O(enable_wrap_up=true).", since="22.3")
    allow_busy_agent_calls: bool | None = option(
        "Whether agents who are on a call are called, too. They may then get several calls at once.", since="22.8"
    )
    enable_sticky_routing: bool | None = option(
        "Whether a caller is put through to the agent who had the last call with that number, if that agent is ready. Without effect "
        "with V(RING_SIMULTANEOUSLY).",
        api_default=True,
    )
    sticky_routing_duration: Annotated[int, Field(ge=1, le=365)] | None = option(
        "Days for which O(enable_sticky_routing) remembers the agent, 1 to 365.", api_default=30
    )
    sla_time: Annotated[int, Field(ge=0, le=65536)] | None = option(
        "Seconds within which calls are to be answered, 0 to 65536. A call that waits longer counts as a breach of the service level, "
        "and notifies.",
        api_default=0,
    )
    no_answer_forward_rule: QueueForwardRule | None = option(
        "What happens to a call that has waited for O(max_waiting_time). Keys that are left out keep their values.", deferred=True
    )
    enable_night_mode: bool | None = option(
        "Whether O(night_mode_forward_rule) applies now. Where staff switch night mode by phone, do not set it here, "
        "otherwise each run switches it back.",
        since="22.3",
    )
    night_mode_forward_rule: QueueForwardRule | None = option(
        "What happens to all calls in night mode. Keys that are left out keep their values.", deferred=True
    )
    enable_exit_forward_rule: bool | None = option("Whether callers may leave the queue by pressing a key.", since="22.3")
    exit_forward_rule: QueueForwardRule | None = option(
        "What happens to a caller who leaves the queue so. Keys that are left out keep their values.", since="22.3", deferred=True
    )
    enable_callback: bool | None = option("Whether callers may be called back instead of waiting.", api_default=False)
    callback_mode: Literal["ACTIVE", "TIMEOUT"] | None = option(
        "When callers may ask to be called back.",
        choices={
            "ACTIVE": "At any time, by pressing V(3).",
            "TIMEOUT": "When it is offered to them, after O(callback_timeout).",
        },
        api_default="ACTIVE",
    )
    callback_timeout: Count | None = option("Seconds after which V(TIMEOUT) offers to call back.", api_default=600)
    callback_outbound_prefix: str | None = option(
        "Digits that are put before the number that is called back, so that an outbound rule matches it, in quotes."
    )
    enable_audio_recording: bool | None = option("Whether calls to the queue are recorded.", since="22.6")
    enable_paid: bool | None = option("Whether the C(P-Asserted-Identity) header names the queue.", api_default=False)
    enable_prid: bool | None = option("Whether the C(Remote-Party-ID) header names the queue.", api_default=False)
    extension_number_as_to_header: bool | None = option("Whether the C(To) header holds O(extension_number).", api_default=False)
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers shown on calls that the queue forwards to the outside, in any order. An empty list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )


def _file_returns(prefix: str, what: str, sample: str) -> dict[str, Documented]:
    return {
        f"{prefix}_name": {"description": f"Name of the file of the {what}.", "returned": "when set", "type": "str", "sample": sample},
        f"{prefix}_size": {"description": "Size of that file in bytes.", "returned": "when set", "type": "int", "sample": 183244},
        f"{prefix}_url": {
            "description": "Path from which that file can be downloaded.",
            "returned": "when set",
            "type": "str",
            "sample": "/api/blobs/WexWdABcd5D4PDgz",
        },
    }


CALL_QUEUE = Resource(
    name="call_queue",
    plural="call_queues",
    model=CallQueue,
    level="tenant",
    collection="/call_queues",
    key=("extension_number",),
    naming=Naming(by=("extension_number", "name")),
    unique=True,
    lookup={"extension_number": "str", "name": "str"},
    status="/status",
    summary=True,
    required=("name", "extension_number", "polling_strategy"),
    lost_on_recreate="its id, its statistics, and its prompts unless they are given; callers who wait in it are cut off.",
    page=Page(
        summary="Create, change and remove call queues of PortSIP PBX",
        description=(
            "Creates, changes or removes one call queue of a tenant, with its agents and their skill levels, its announcements, and "
            "the rules for callers whom nobody answers.",
            "A queue is found by its O(extension_number) in the tenant, or by its O(id).",
        ),
        notes=(
            "The queues of the extension API, which are known by an C(extension_id), are another thing: see "
            "M(portsip.pbx.portsip_queue). To set the status of an agent, see M(portsip.pbx.portsip_call_queue_agent_status).",
        ),
        seealso=("ring_group", "ivr", "queue", "tenant"),
        returns={
            **_file_returns("moh_prompt_file", "music on hold", "waiting.wav"),
            **_file_returns("intro_prompt_file", "introduction", "all-lines-busy.wav"),
        },
        samples={
            "agents": [{"extension_number": "2001", "skill_level": 1}],
            "extension_number": "8700",
            "name": "Appointments",
            "outbound_caller_ids": [{"caller_id": "+493055501000", "description": "Main number", "provider_id": "730018264519283746"}],
        },
    ),
    info_page=Page(
        summary="Read call queues of PortSIP PBX",
        returns={
            "status": {
                "description": "V(ONLINE) or V(OFFLINE).",
                "returned": "when O(status=true)",
                "type": "str",
                "sample": "ONLINE",
            },
        },
    ),
)
