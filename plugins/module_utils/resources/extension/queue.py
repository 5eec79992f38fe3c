# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call queue of the extension API, which is not one of the PBX itself (extension API, queue)."""

from __future__ import annotations

from typing import Literal

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.relations import Dropped
from ...schema.resource import Resource
from ...schema.types import Count, MailAddress, Seconds
from .parts import EXTENSION, OR_NO_WORD, sounds

Strategy = Literal[
    "ring-all",
    "longest-idle-agent",
    "round-robin",
    "top-down",
    "agent-with-least-talk-time",
    "agent-with-fewest-calls",
    "sequentially-by-agent-order",
    "random",
]


class Queue(Wanted):
    """How a queue treats its callers and agents; sounds by id or title."""

    announce_sound: str | None = option(
        "The sound that is repeated to callers while they wait.",
    )
    no_agent_timeout_transfer_dst_sound: str | None = option(
        "The sound that is played to such a caller before that.",
    )
    start_sound: str | None = option(
        "The sound that callers hear when they come into the queue.",
    )
    exit_key: str | None = option(
        "The key that a caller presses to leave the queue.",
        "An empty string clears the field.",
    )
    append_to_cid_name_on_transfer: str | None = option(
        "Text that is added to the name of the caller when a call is forwarded.",
        "An empty string clears the field.",
    )
    agent_announce_sound: str | None = option(
        "The sound that an agent hears before the call is connected.",
    )
    position_announce_frequency: Seconds | None = option(
        "Seconds between two announcements of the caller's position.",
    )
    agent_hangup_action: Literal["None", "transfer", "quality_rate"] | None = option(
        "What happens to the caller when the agent hangs up.",
        "V(None) is a value of the API, which Ansible passes unchanged; null means that the option is not given.",
        choices={
            "None": "The call ends.",
            "quality_rate": "The caller is asked to rate the call.",
            "transfer": "The caller goes to O(agent_hangup_transfer_dst).",
        },
    )
    skip_busy_agents: bool | None = option(
        "Whether agents who are busy are not called at all.",
    )
    vm_mailto: MailAddress | None = option(
        "Email address that is notified of voice messages.",
        "An empty string clears the field.",
    )
    no_agent_timeout_transfer_dst: str | None = option(
        "Where a caller goes after O(max_wait_time_with_no_agent).",
        "An empty string clears the field.",
    )
    agent_report_wait_time: bool | None = option(
        "Whether the agent is told how long the caller has waited.",
    )
    vm_enabled: bool | None = option(
        "Whether callers can leave a voice message.",
    )
    quality_rate_sound: str | None = option(
        "The sound that asks for the rating.",
    )
    strategy: Strategy | None = option(
        "How the queue chooses the agents it calls.",
        choices={
            "agent-with-fewest-calls": "The agent who had the fewest calls.",
            "agent-with-least-talk-time": "The agent who has talked least.",
            "longest-idle-agent": "The agent who has been idle for longest.",
            "random": "By chance.",
            "ring-all": "All agents at once.",
            "round-robin": "One after the other, beginning after the one called last.",
            "sequentially-by-agent-order": "One after the other by level and position.",
            "top-down": "One after the other, always beginning at the top.",
        },
    )
    try_same_agent_time: Seconds | None = option(
        "Seconds within which a caller who calls again is connected with the same agent, if possible.",
    )
    record_enabled: bool | None = option(
        "Whether the calls of the queue are recorded.",
    )
    vm_attach_file: bool | None = option(
        "Whether the message is attached to that email.",
    )
    tier_rule_wait_multiply_level: bool | None = option(
        "Whether that time is multiplied by the level. With V(false) all levels are called in their order once "
        "O(tier_rule_wait_second) has passed.",
    )
    sound_type: Literal["ring", "music"] | None = option(
        "What callers hear while they wait.",
        "With V(ring) the API drops O(sound), so that both together are an error, and switching to V(ring) clears O(sound).",
        choices={
            "music": "The sound O(sound).",
            "ring": "The ring back tone.",
        },
    )
    timeout_transfer_dst_sound: str | None = option(
        "The sound that is played to such a caller before that.",
    )
    tier_rules_apply: bool | None = option(
        "Whether callers go from one level of agents to the next only after a time.",
    )
    disable_answer: bool | None = option(
        "Whether the queue leaves the call unanswered until an agent answers.",
    )
    vm_profile: Literal["default", "record_silence"] | None = option(
        "How voice messages are recorded.",
        choices={
            "default": "As usual.",
            "record_silence": "Silence is recorded too.",
        },
    )
    vm_greeting: str | None = option(
        "The sound that callers hear before they leave a message.",
    )
    quality_rate_finish_sound: str | None = option(
        "The sound that thanks for the rating.",
    )
    announce_frequency: Seconds | None = option(
        "Seconds between two announcements of O(announce_sound).",
    )
    exit_transfer_dst: str | None = option(
        "Where a caller who leaves with O(exit_key) goes.",
        "An empty string clears the field.",
    )
    tier_rule_wait_second: Seconds | None = option(
        "Seconds a caller waits before the next level of agents is called too. It matters with O(tier_rules_apply=true).",
    )
    sound: str | None = option(
        "The sound that callers hear while they wait.",
        "Only with O(sound_type=music).",
    )
    exit_with_no_av_agents: bool | None = option(
        "Whether a call is not taken into the queue while no agent is available.",
    )
    exit_transfer_dst_sound: str | None = option(
        "The sound that is played to such a caller before that.",
    )
    quality_rate_max: Count | None = option(
        "The best rating that can be given.",
    )
    timeout_transfer_dst: str | None = option(
        "Where a caller goes after O(max_wait_time).",
        "An empty string clears the field.",
    )
    max_wait_time: Seconds | None = option(
        "Seconds after which a caller that no agent has answered leaves the queue.",
    )
    agent_hangup_transfer_dst: str | None = option(
        "Where the caller goes with O(agent_hangup_action=transfer).",
        "An empty string clears the field.",
    )
    max_wait_time_with_no_agent: Seconds | None = option(
        "Seconds after which a caller leaves a queue that has no agents.",
    )

    @model_validator(mode="after")
    def _ring_has_no_sound(self) -> Queue:
        if self.sound_type == "ring" and self.sound:
            raise ValueError("sound goes with sound_type music; where sound_type is ring, the API drops it")
        return self


QUEUE = Resource(
    name="queue",
    plural="queues",
    model=Queue,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/queue/",
    parents=EXTENSION,
    key=(),
    queries=False,
    dropped=(Dropped("sound", where="sound_type", equals="ring"),),
    overrides={
        "agent_hangup_action": OR_NO_WORD,
        **sounds(
            "announce_sound",
            "no_agent_timeout_transfer_dst_sound",
            "start_sound",
            "agent_announce_sound",
            "quality_rate_sound",
            "timeout_transfer_dst_sound",
            "vm_greeting",
            "quality_rate_finish_sound",
            "sound",
            "exit_transfer_dst_sound",
        ),
    },
    page=Page(
        summary="Set up a call queue of the extension API",
        description=(
            "Sets how the call queue of an extension treats its callers and agents.",
            "It is B(not) one of the call queues of PortSIP PBX's own REST API (C(/call_queues)), which this module does not touch.",
            "Its agents are set up with M(portsip.pbx.portsip_queue_agent).",
        ),
        notes=("The extension must be of the type queue.",),
        seealso=("queue_agent",),
        samples={
            "agent_hangup_action": "None",
            "agent_report_wait_time": False,
            "announce_frequency": 60,
            "append_to_cid_name_on_transfer": "Sales",
            "disable_answer": False,
            "exit_key": "0",
            "exit_transfer_dst": "302",
            "exit_with_no_av_agents": False,
            "max_wait_time": 300,
            "max_wait_time_with_no_agent": 60,
            "no_agent_timeout_transfer_dst": "301",
            "position_announce_frequency": 90,
            "quality_rate_max": 5,
            "record_enabled": False,
            "skip_busy_agents": True,
            "sound_type": "music",
            "strategy": "round-robin",
            "tier_rule_wait_multiply_level": False,
            "tier_rule_wait_second": 20,
            "tier_rules_apply": True,
            "timeout_transfer_dst": "300",
            "try_same_agent_time": 600,
            "vm_attach_file": True,
            "vm_enabled": False,
            "vm_mailto": "sales@example.net",
            "vm_profile": "default",
        },
    ),
)
