#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_queue."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_queue
short_description: Set up a call queue of the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets how the call queue of an extension treats its callers and agents.
  - It is a queue of the extension API, a service with its own host and login. It is B(not) one of the call queues of PortSIP PBX's own REST
    API (C(/call_queues)), which this module does not touch.
  - Its agents are set up with M(portsip.pbx.portsip_queue_agent).
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  strategy:
    description:
      - How the queue chooses the agents it calls.
    type: str
    choices:
      ring-all: All agents at once.
      longest-idle-agent: The agent who has been idle for longest.
      round-robin: One after the other, beginning after the one called last.
      top-down: One after the other, always beginning at the top.
      agent-with-least-talk-time: The agent who has talked least.
      agent-with-fewest-calls: The agent who had the fewest calls.
      sequentially-by-agent-order: One after the other by level and position.
      random: By chance.
  sound_type:
    description:
      - What callers hear while they wait.
      - With V(ring) the API drops O(sound), so that the two together are an error, and switching to V(ring) empties O(sound).
    type: str
    choices:
      ring: The ring back tone.
      music: The sound O(sound).
  sound:
    description:
      - The sound that callers hear while they wait.
      - It goes with O(sound_type=music) only.
    type: str
  start_sound:
    description:
      - The sound that callers hear when they come into the queue.
    type: str
  announce_sound:
    description:
      - The sound that is played to callers again and again while they wait.
    type: str
  announce_frequency:
    description:
      - Seconds between two times that O(announce_sound) is played.
    type: int
  position_announce_frequency:
    description:
      - Seconds between two times that callers are told their position.
    type: int
  agent_announce_sound:
    description:
      - The sound that an agent hears before the call is connected.
    type: str
  agent_report_wait_time:
    description:
      - Whether the agent is told how long the caller has waited.
    type: bool
  skip_busy_agents:
    description:
      - Whether agents who are busy are not called at all.
    type: bool
  try_same_agent_time:
    description:
      - Seconds within which a caller who calls again is connected with the same agent, if possible.
    type: int
  disable_answer:
    description:
      - Whether the queue does not answer the call by itself.
    type: bool
  record_enabled:
    description:
      - Whether the calls of the queue are recorded.
    type: bool
  append_to_cid_name_on_transfer:
    description:
      - Text that is added to the name of the caller when a call is passed on.
      - An empty string clears.
    type: str
  tier_rules_apply:
    description:
      - Whether callers go from one level of agents to the next only after a time.
    type: bool
  tier_rule_wait_second:
    description:
      - Seconds a caller waits before the next level of agents is called too. It matters with O(tier_rules_apply=true).
    type: int
  tier_rule_wait_multiply_level:
    description:
      - Whether that time is multiplied by the level. With V(false) all levels are called in their order once O(tier_rule_wait_second) has
        passed.
    type: bool
  max_wait_time:
    description:
      - Seconds after which a caller whom no agent has answered leaves the queue.
    type: int
  timeout_transfer_dst:
    description:
      - Where a caller goes after O(max_wait_time).
      - An empty string clears.
    type: str
  timeout_transfer_dst_sound:
    description:
      - The sound that such a caller hears before.
    type: str
  max_wait_time_with_no_agent:
    description:
      - Seconds after which a caller leaves a queue that has no agents.
    type: int
  no_agent_timeout_transfer_dst:
    description:
      - Where a caller goes after O(max_wait_time_with_no_agent).
      - An empty string clears.
    type: str
  no_agent_timeout_transfer_dst_sound:
    description:
      - The sound that such a caller hears before.
    type: str
  exit_with_no_av_agents:
    description:
      - Whether a call is not taken into the queue while no agent is available.
    type: bool
  exit_key:
    description:
      - The key with which a caller leaves the queue.
      - An empty string clears.
    type: str
  exit_transfer_dst:
    description:
      - Where a caller who leaves with O(exit_key) goes.
      - An empty string clears.
    type: str
  exit_transfer_dst_sound:
    description:
      - The sound that such a caller hears before.
    type: str
  agent_hangup_action:
    description:
      - What happens to the caller when the agent hangs up.
      - V(None) is a word of the API, which Ansible takes as it is; null would leave the option alone.
    type: str
    choices:
      "None": The call ends.
      transfer: The caller goes to O(agent_hangup_transfer_dst).
      quality_rate: The caller is asked to rate the call.
  agent_hangup_transfer_dst:
    description:
      - Where the caller goes with O(agent_hangup_action=transfer).
      - An empty string clears.
    type: str
  quality_rate_sound:
    description:
      - The sound that asks for the rating.
    type: str
  quality_rate_finish_sound:
    description:
      - The sound that thanks for the rating.
    type: str
  quality_rate_max:
    description:
      - The best rating that can be given.
    type: int
  vm_enabled:
    description:
      - Whether callers can leave a voice message.
    type: bool
  vm_mailto:
    description:
      - Mail address that voice messages are announced to.
      - An empty string clears.
    type: str
  vm_attach_file:
    description:
      - Whether the message is attached to that mail.
    type: bool
  vm_profile:
    description:
      - How voice messages are recorded.
    type: str
    choices:
      default: As usual.
      record_silence: Silence is recorded too.
  vm_greeting:
    description:
      - The sound that callers hear before they leave a message.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension. The extension must be of the type queue.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/queue/), and C(GET /extension/{extension_id}/sound/) where a sound is given by its
    title.
  - Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET
    /extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.
seealso:
  - module: portsip.pbx.portsip_queue_agent
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Set up a queue that passes callers on after five minutes
  portsip.pbx.portsip_queue:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 901
    strategy: longest-idle-agent
    max_wait_time: 300
    timeout_transfer_dst: "300"
    tier_rules_apply: true
    tier_rule_wait_second: 20

- name: Let callers hear the ring back tone, and let the call end when the agent hangs up
  portsip.pbx.portsip_queue:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 901
    sound_type: ring
    agent_hangup_action: "None"

- name: Pass nobody on any more, and forget the waiting time
  portsip.pbx.portsip_queue:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 901
    timeout_transfer_dst: ""
    unset:
      - max_wait_time
"""

RETURN = r"""
queue:
  description:
    - The queue as it is after the run, in check mode as it would be. A field without a value is null. Sounds are ids.
  returned: success
  type: dict
  contains:
    strategy:
      description: How the queue chooses the agents it calls.
      returned: always
      type: str
      sample: "round-robin"
    sound_type:
      description: What callers hear while they wait.
      returned: always
      type: str
      sample: "music"
    sound:
      description: The sound that callers hear while they wait.
      returned: always
      type: int
      sample: 31
    start_sound:
      description: The sound that callers hear when they come into the queue.
      returned: always
      type: int
      sample: 32
    announce_sound:
      description: The sound that is played to callers again and again while they wait.
      returned: always
      type: int
      sample: 33
    announce_frequency:
      description: Seconds between two times that O(announce_sound) is played.
      returned: always
      type: int
      sample: 60
    position_announce_frequency:
      description: Seconds between two times that callers are told their position.
      returned: always
      type: int
      sample: 90
    agent_announce_sound:
      description: The sound that an agent hears before the call is connected.
      returned: always
      type: int
      sample: null
    agent_report_wait_time:
      description: Whether the agent is told how long the caller has waited.
      returned: always
      type: bool
      sample: false
    skip_busy_agents:
      description: Whether agents who are busy are not called at all.
      returned: always
      type: bool
      sample: true
    try_same_agent_time:
      description: Seconds within which a caller who calls again is connected with the same agent, if possible.
      returned: always
      type: int
      sample: 600
    disable_answer:
      description: Whether the queue does not answer the call by itself.
      returned: always
      type: bool
      sample: false
    record_enabled:
      description: Whether the calls of the queue are recorded.
      returned: always
      type: bool
      sample: false
    append_to_cid_name_on_transfer:
      description: Text that is added to the name of the caller when a call is passed on.
      returned: always
      type: str
      sample: "Sales"
    tier_rules_apply:
      description: Whether callers go from one level of agents to the next only after a time.
      returned: always
      type: bool
      sample: true
    tier_rule_wait_second:
      description: Seconds a caller waits before the next level of agents is called too.
      returned: always
      type: int
      sample: 20
    tier_rule_wait_multiply_level:
      description: Whether that time is multiplied by the level.
      returned: always
      type: bool
      sample: false
    max_wait_time:
      description: Seconds after which a caller whom no agent has answered leaves the queue.
      returned: always
      type: int
      sample: 300
    timeout_transfer_dst:
      description: Where a caller goes after O(max_wait_time).
      returned: always
      type: str
      sample: "300"
    timeout_transfer_dst_sound:
      description: The sound that such a caller hears before.
      returned: always
      type: int
      sample: null
    max_wait_time_with_no_agent:
      description: Seconds after which a caller leaves a queue that has no agents.
      returned: always
      type: int
      sample: 60
    no_agent_timeout_transfer_dst:
      description: Where a caller goes after O(max_wait_time_with_no_agent).
      returned: always
      type: str
      sample: "301"
    no_agent_timeout_transfer_dst_sound:
      description: The sound that such a caller hears before.
      returned: always
      type: int
      sample: null
    exit_with_no_av_agents:
      description: Whether a call is not taken into the queue while no agent is available.
      returned: always
      type: bool
      sample: false
    exit_key:
      description: The key with which a caller leaves the queue.
      returned: always
      type: str
      sample: "0"
    exit_transfer_dst:
      description: Where a caller who leaves with O(exit_key) goes.
      returned: always
      type: str
      sample: "302"
    exit_transfer_dst_sound:
      description: The sound that such a caller hears before.
      returned: always
      type: int
      sample: null
    agent_hangup_action:
      description: What happens to the caller when the agent hangs up.
      returned: always
      type: str
      sample: "None"
    agent_hangup_transfer_dst:
      description: Where the caller goes with O(agent_hangup_action=transfer).
      returned: always
      type: str
      sample: null
    quality_rate_sound:
      description: The sound that asks for the rating.
      returned: always
      type: int
      sample: null
    quality_rate_finish_sound:
      description: The sound that thanks for the rating.
      returned: always
      type: int
      sample: null
    quality_rate_max:
      description: The best rating that can be given.
      returned: always
      type: int
      sample: 5
    vm_enabled:
      description: Whether callers can leave a voice message.
      returned: always
      type: bool
      sample: false
    vm_mailto:
      description: Mail address that voice messages are announced to.
      returned: always
      type: str
      sample: "sales@example.net"
    vm_attach_file:
      description: Whether the message is attached to that mail.
      returned: always
      type: bool
      sample: true
    vm_profile:
      description: How voice messages are recorded.
      returned: always
      type: str
      sample: "default"
    vm_greeting:
      description: The sound that callers hear before they leave a message.
      returned: always
      type: int
      sample: null
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was.
      returned: always
      type: dict
      sample: {"max_wait_time": 120, "strategy": "round-robin"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"max_wait_time": 300, "strategy": "round-robin"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "sound goes with sound_type music; where sound_type is ring, the API drops it"
error:
  description: What went wrong, for a playbook to decide by.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - V(input) is an option that is not valid, V(library) a missing Python library, V(connection) an API that cannot be reached,
          V(authentication) refused credentials or a missing role, V(refused) content the API does not take, V(not_found) an object that
          does not exist, V(ambiguous) a name that several objects have, V(conflict) an object in use or a change the API cannot make,
          V(rate_limited) too many requests, and V(unexpected) anything else.
      returned: always
      type: str
      sample: input
    status:
      description: HTTP status of the answer, or null if there was none.
      returned: always
      type: int
      sample: null
    code:
      description: Error code of the API, or null.
      returned: always
      type: str
      sample: null
    detail:
      description: The API's own words, or null.
      returned: always
      type: str
      sample: null
    method:
      description: HTTP method of the request, or null.
      returned: always
      type: str
      sample: null
    path:
      description: Path of the request, without host and query, or null.
      returned: always
      type: str
      sample: null
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.definition import object_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.queue import QUEUE

OPTIONS: dict[str, Any] = {
    "strategy": {
        "type": "str",
        "choices": [
            "ring-all",
            "longest-idle-agent",
            "round-robin",
            "top-down",
            "agent-with-least-talk-time",
            "agent-with-fewest-calls",
            "sequentially-by-agent-order",
            "random",
        ],
    },
    "sound_type": {"type": "str", "choices": ["ring", "music"]},
    "sound": {"type": "str"},
    "start_sound": {"type": "str"},
    "announce_sound": {"type": "str"},
    "announce_frequency": {"type": "int"},
    "position_announce_frequency": {"type": "int"},
    "agent_announce_sound": {"type": "str"},
    "agent_report_wait_time": {"type": "bool"},
    "skip_busy_agents": {"type": "bool"},
    "try_same_agent_time": {"type": "int"},
    "disable_answer": {"type": "bool"},
    "record_enabled": {"type": "bool"},
    "append_to_cid_name_on_transfer": {"type": "str"},
    "tier_rules_apply": {"type": "bool"},
    "tier_rule_wait_second": {"type": "int"},
    "tier_rule_wait_multiply_level": {"type": "bool"},
    "max_wait_time": {"type": "int"},
    "timeout_transfer_dst": {"type": "str"},
    "timeout_transfer_dst_sound": {"type": "str"},
    "max_wait_time_with_no_agent": {"type": "int"},
    "no_agent_timeout_transfer_dst": {"type": "str"},
    "no_agent_timeout_transfer_dst_sound": {"type": "str"},
    "exit_with_no_av_agents": {"type": "bool"},
    "exit_key": {"type": "str", "no_log": False},
    "exit_transfer_dst": {"type": "str"},
    "exit_transfer_dst_sound": {"type": "str"},
    "agent_hangup_action": {"type": "str", "choices": ["None", "transfer", "quality_rate"]},
    "agent_hangup_transfer_dst": {"type": "str"},
    "quality_rate_sound": {"type": "str"},
    "quality_rate_finish_sound": {"type": "str"},
    "quality_rate_max": {"type": "int"},
    "vm_enabled": {"type": "bool"},
    "vm_mailto": {"type": "str"},
    "vm_attach_file": {"type": "bool"},
    "vm_profile": {"type": "str", "choices": ["default", "record_silence"]},
    "vm_greeting": {"type": "str"},
}


MODULE = object_module(QUEUE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
