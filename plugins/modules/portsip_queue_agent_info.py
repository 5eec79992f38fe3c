#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_queue_agent_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_queue_agent_info
short_description: Read agents of the extension API and their places in queues
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one or all queue agents that belong to an extension, in the extension API.
  - These are the agents and queues of the extension API, a service with its own host and login. They are B(not) the call queues of PortSIP
    PBX's own REST API (C(/call_queues)).
options:
  extension_id:
    description:
      - Id of the agents' own extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  name:
    description:
      - Only agents with exactly this name.
    type: str
  queues:
    description:
      - Ids of the extensions of queues. The places of the agents in these queues are returned too; the API has no list of all queues of an
        agent.
    type: list
    elements: int
extends_documentation_fragment:
  - portsip.pbx.info
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs an application of the extension API whose access covers the extensions of the agents and of the queues.
  - Uses C(GET /extension/{extension_id}/agent/) and C(GET /extension/{extension_id}/agent/{agent_id}), and, with O(queues),
    C(GET /extension/{queue}/queue/agents/local/) and C(GET /extension/{queue}/queue/agents/remote/).
seealso:
  - module: portsip.pbx.portsip_queue_agent
"""

EXAMPLES = r"""
- name: Read the agents of an extension and their places in two queues
  portsip.pbx.portsip_queue_agent_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    queues:
      - 901
      - 902
  register: reception

- name: Show who takes calls
  ansible.builtin.debug:
    msg: "{{ reception.agents | selectattr('status', 'equalto', 'available') | map(attribute='name') }}"
"""

RETURN = r"""
agents:
  description:
    - The agents, with null for a field without a value.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the agent.
      returned: always
      type: int
      sample: 4711
    extension_id:
      description: Id of the agent's own extension.
      returned: when the agent exists
      type: int
      sample: 201
    name:
      description: Name.
      returned: always
      type: str
      sample: Reception Northside 1
    status:
      description: Whether the agent takes calls.
      returned: always
      type: str
      sample: available
    busy_delay_time:
      description: Seconds before an agent who does not want to be disturbed is tried again.
      returned: always
      type: int
      sample: 10
    no_answer_delay_time:
      description: Seconds before an agent who did not answer is tried again.
      returned: always
      type: int
      sample: 10
    reject_delay_time:
      description: Seconds before an agent who rejected a call is tried again.
      returned: always
      type: int
      sample: 10
    wrap_up_time:
      description: Seconds after a call before the next one.
      returned: always
      type: int
      sample: 15
    call_timeout:
      description: Seconds a call rings at the agent.
      returned: always
      type: int
      sample: 25
    queues:
      description: The places in the queues that O(queues) lists.
      returned: when O(queues) is given
      type: list
      elements: dict
      contains:
        queue:
          description: Id of the queue's extension.
          returned: always
          type: int
          sample: 901
        type:
          description: Kind of place, V(local) or V(remote).
          returned: always
          type: str
          sample: local
        level:
          description: Level of the agent.
          returned: always
          type: int
          sample: 1
        position:
          description: Order within the level.
          returned: always
          type: int
          sample: 1
count:
  description: How many agents are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "extension_api_url: is needed, such as https://HOST (or the environment variable PORTSIP_EXTENSION_API_URL)"
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

from ansible_collections.portsip.pbx.plugins.module_utils.definition import info_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.queue_agent import QUEUE_AGENT

MODULE = info_module(QUEUE_AGENT)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
