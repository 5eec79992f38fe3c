#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_call_queue_agent_status."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_call_queue_agent_status
short_description: Set the status of an agent in a call queue of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Logs an agent in to a call queue or out of it, or sets whether the agent is ready for calls of that queue.
  - The status is read first, and only set if it is another one. Who the agents of a queue are says M(portsip.pbx.portsip_call_queue).
options:
  call_queue:
    description:
      - The call queue, by its extension number in quotes, its name or its id.
    type: str
    required: true
  extension_number:
    description:
      - Extension number of the agent, in quotes, or the display name or user name of the user who has it.
    type: str
    required: true
  status:
    description:
      - What the agent is to be. V(LOGGED_IN) is what every agent is who is neither logged out nor offline; the PBX makes an agent who logs
        in ready, or not ready, as the option O(portsip.pbx.portsip_call_queue#module:agent_auto_ready) of the queue says.
      - An agent who is on a call is not interrupted.
    type: str
    required: true
    choices:
      READY: Logged in, and gets calls of the queue.
      NOT_READY: Logged in, but gets no calls of the queue.
      WRAP_UP: Has work to do after a call, and gets no calls of the queue.
      LOGGED_IN: Logged in to the queue.
      LOGGED_OUT: Logged out of the queue.
  reason:
    description:
      - Why the agent is not ready, one of the codes that the tenant has set up. It goes with O(status=NOT_READY).
      - Available from PBX release 22.3 on. The PBX returns it from 22.5 on; before, it is only set together with another status.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a user of the tenant who may administer it, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(GET /call_queues), C(GET /call_queues/{id}/agents/{agent_number}) and C(POST /call_queues/{id}/agents/{agent_number}) inside the
    tenant; in check mode also C(GET /call_queues/{id}), and with O(reason) C(GET /tenant/status).
seealso:
  - module: portsip.pbx.portsip_call_queue
  - module: portsip.pbx.portsip_call_queue_info
"""

EXAMPLES = r"""
- name: Log an agent out for the holidays
  portsip.pbx.portsip_call_queue_agent_status:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    call_queue: "8750"
    extension_number: "2001"
    status: LOGGED_OUT

- name: Let everybody of the early shift take calls
  portsip.pbx.portsip_call_queue_agent_status:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    call_queue: Emergencies
    extension_number: "{{ item }}"
    status: READY
  loop:
    - "2001"
    - "2002"
"""

RETURN = r"""
call_queue_agent:
  description: The agent as the PBX then returns it; in check mode, as it would be.
  returned: success
  type: dict
  contains:
    extension_number:
      description: Extension number of the agent.
      returned: always
      type: str
      sample: "2001"
    display_name:
      description: Name of the user.
      returned: when the agent exists
      type: str
      sample: Anna Berg
    skill_level:
      description: Skill level of the agent in the queue.
      returned: when the agent exists
      type: int
      sample: 1
    status:
      description:
        - What the agent is. Besides what can be set it may be V(QUEUE_CALL), V(OTHER_CALL) or V(OFFLINE), and before release 22.3
          V(BREAK) or V(LUNCH).
      returned: always
      type: str
      sample: READY
    reason:
      description: Why the agent is not ready.
      returned: when the PBX returns it, from release 22.5 on
      type: str
      sample: Training
diff:
  description: The status before and after.
  returned: when diff mode is on
  type: dict
  sample:
    before:
      status: LOGGED_OUT
    after:
      status: READY
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "extension_number: 2009 is no agent of the call queue '8700'"
error:
  description: What went wrong, as a structure for conditions in playbooks.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - V(input) is an option that is not valid, V(library) a missing Python library, V(connection) an API that cannot be reached,
          V(authentication) refused credentials or a missing role, V(refused) content that the API rejects, V(not_found) an object that
          does not exist, V(ambiguous) a name that several objects have, V(conflict) an object in use or a change that the API does not
          support, V(rate_limited) too many requests, and V(unexpected) anything else.
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
      description: The message of the API, or null.
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.call_queue_agent_status import run_call_queue_agent_status
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "tenant": {"type": "str"},
    "call_queue": {"type": "str", "required": True},
    "extension_number": {"type": "str", "required": True},
    "status": {"type": "str", "required": True, "choices": ["READY", "NOT_READY", "WRAP_UP", "LOGGED_IN", "LOGGED_OUT"]},
    "reason": {"type": "str"},
}


MODULE = action_module(run_call_queue_agent_status, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
