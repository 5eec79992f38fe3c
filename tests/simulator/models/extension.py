# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The bodies that the extension API accepts (extension API, agents; queues)."""

from __future__ import annotations

from typing import Literal

from ..validation import Blankable, Body, Bool, Int, NonEmpty, Str, update_of

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


class AgentCreate(Body):
    """The body of ``POST /extension/{extension_id}/agent/``."""

    status: Literal["logged_out", "available"] | None = "available"
    agent_sound_id: Int | None = None
    name: NonEmpty
    busy_delay_time: Int | None = 10
    no_answer_delay_time: Int | None = 10
    call_timeout: Int | None = 60
    wrap_up_time: Int | None = 0
    reject_delay_time: Int | None = 10
    extra_params: Blankable[Str] = None


class MembershipCreate(Body):
    """The body of ``POST /extension/{extension_id}/queue/agents/local/`` and ``.../remote/``."""

    agent_id: Int
    level: Int | None = 0
    position: Int | None = 0


class Queue(Body):
    """The body of ``PUT /extension/{extension_id}/queue/``; the defaults are those of its answer."""

    announce_sound: Int | None = None
    no_agent_timeout_transfer_dst_sound: Int | None = None
    start_sound: Int | None = None
    exit_key: Blankable[Str] = None
    append_to_cid_name_on_transfer: Blankable[Str] = None
    agent_announce_sound: Int | None = None
    position_announce_frequency: Int | None = None
    agent_hangup_action: Literal["None", "transfer", "quality_rate"] | None = None
    skip_busy_agents: Bool | None = False
    vm_mailto: Blankable[Str] = None
    no_agent_timeout_transfer_dst: Blankable[Str] = None
    agent_report_wait_time: Bool | None = False
    vm_enabled: Bool | None = False
    quality_rate_sound: Int | None = None
    strategy: Strategy | None = "round-robin"
    try_same_agent_time: Int | None = None
    record_enabled: Bool | None = False
    vm_attach_file: Bool | None = True
    tier_rule_wait_multiply_level: Bool | None = False
    sound_type: Literal["ring", "music"] | None = "music"
    timeout_transfer_dst_sound: Int | None = None
    tier_rules_apply: Bool | None = False
    disable_answer: Bool | None = False
    vm_profile: Literal["default", "record_silence"] | None = "default"
    vm_greeting: Int | None = None
    quality_rate_finish_sound: Int | None = None
    announce_frequency: Int | None = None
    exit_transfer_dst: Blankable[Str] = None
    tier_rule_wait_second: Int | None = 0
    sound: Int | None = None
    exit_with_no_av_agents: Bool | None = False
    exit_transfer_dst_sound: Int | None = None
    quality_rate_max: Int | None = None
    timeout_transfer_dst: Blankable[Str] = None
    max_wait_time: Int | None = None
    agent_hangup_transfer_dst: Blankable[Str] = None
    max_wait_time_with_no_agent: Int | None = None


AgentUpdate = update_of(AgentCreate)
MembershipUpdate = update_of(MembershipCreate, without=("agent_id",))
