# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid call queue of the extension API is (extension API, /extension/{extension_id}/queue/)."""

from __future__ import annotations

from typing import Literal

from ..libraries import model_validator
from .base import Wanted
from .types import Count, MailAddress, Seconds

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

    announce_sound: str | None = None
    no_agent_timeout_transfer_dst_sound: str | None = None
    start_sound: str | None = None
    exit_key: str | None = None
    append_to_cid_name_on_transfer: str | None = None
    agent_announce_sound: str | None = None
    position_announce_frequency: Seconds | None = None
    agent_hangup_action: Literal["None", "transfer", "quality_rate"] | None = None
    skip_busy_agents: bool | None = None
    vm_mailto: MailAddress | None = None
    no_agent_timeout_transfer_dst: str | None = None
    agent_report_wait_time: bool | None = None
    vm_enabled: bool | None = None
    quality_rate_sound: str | None = None
    strategy: Strategy | None = None
    try_same_agent_time: Seconds | None = None
    record_enabled: bool | None = None
    vm_attach_file: bool | None = None
    tier_rule_wait_multiply_level: bool | None = None
    sound_type: Literal["ring", "music"] | None = None
    timeout_transfer_dst_sound: str | None = None
    tier_rules_apply: bool | None = None
    disable_answer: bool | None = None
    vm_profile: Literal["default", "record_silence"] | None = None
    vm_greeting: str | None = None
    quality_rate_finish_sound: str | None = None
    announce_frequency: Seconds | None = None
    exit_transfer_dst: str | None = None
    tier_rule_wait_second: Seconds | None = None
    sound: str | None = None
    exit_with_no_av_agents: bool | None = None
    exit_transfer_dst_sound: str | None = None
    quality_rate_max: Count | None = None
    timeout_transfer_dst: str | None = None
    max_wait_time: Seconds | None = None
    agent_hangup_transfer_dst: str | None = None
    max_wait_time_with_no_agent: Seconds | None = None

    @model_validator(mode="after")
    def _ring_has_no_sound(self) -> Queue:
        if self.sound_type == "ring" and self.sound:
            raise ValueError("sound goes with sound_type music; where sound_type is ring, the API drops it")
        return self
