#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_queue_agent."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_queue_agent
short_description: Create, change and remove agents of the extension API and their places in queues
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one queue agent of the extension API as described, together with its places in queues, or removes it.
  - An agent belongs to an extension, the agent's own, and is found there by its O(name), or by its O(id). Its places in queues belong to
    the extensions of the queues.
  - These are the agents and queues of the extension API, a service with its own host and login. They are B(not) the call queues of PortSIP
    PBX's own REST API (C(/call_queues)), which this module does not touch.
options:
  extension_id:
    description:
      - Id of the agent's own extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  name:
    description:
      - Name of the agent. Needed unless O(id) is given. Given together with O(id), it is the name the agent gets.
      - The API allows several agents with the same name on one extension. Such a name is an error that lists their ids.
    type: str
  status:
    description:
      - Whether the agent takes calls. Where agents log in and out by phone, leave it out here, or each run sets it back. The API uses
        V(available) when it is left out on creation.
    type: str
    choices:
      available: The agent takes calls.
      logged_out: The agent takes no calls.
  agent_sound_id:
    description:
      - Id of the sound that is played to the agent.
    type: int
  busy_delay_time:
    description:
      - Seconds before an agent who does not want to be disturbed is tried again. The API uses 10 when it is left out on creation.
    type: int
  no_answer_delay_time:
    description:
      - Seconds before an agent who did not answer is tried again. The API uses 10 when it is left out on creation.
    type: int
  reject_delay_time:
    description:
      - Seconds before an agent who rejected a call is tried again. The API uses 10 when it is left out on creation.
    type: int
  wrap_up_time:
    description:
      - Seconds an agent has after a call before the next one. The API uses 0 when it is left out on creation.
    type: int
  call_timeout:
    description:
      - Seconds a call rings at the agent. The API uses 60 when it is left out on creation.
    type: int
  extra_params:
    description:
      - Further parameters as the operator of the API gives them. An empty string clears.
    type: str
  queues:
    description:
      - Places in queues, each queue and type once. What becomes of these, and of places that are not listed, is for O(queues_mode) to say.
      - With O(state=absent) it is not used; see O(remove_from_queues).
    type: list
    elements: dict
    suboptions:
      queue:
        description: Id of the queue's extension.
        type: int
        required: true
      level:
        description:
          - Level of the agent, at least 0. Agents of the lowest level are called first. On a new place it is V(1) when left out, on one
            that exists it is then left alone.
        type: int
      position:
        description:
          - Order within the level, at least 0. On a new place it is V(1) when left out, on one that exists it is then left alone.
        type: int
      type:
        description: Kind of place. V(local) is used when it is left out.
        type: str
        choices:
          local: The agent is reached on an extension.
          remote: The agent is reached on an outside number.
  queues_mode:
    description:
      - What O(queues) means. V(merge) is used when it is left out.
      - Whatever it is, only places of this agent are touched, and with O(state=present) the agent is created where it does not exist.
    type: str
    choices:
      merge: The agent has the places that are listed; others are left alone.
      replace: The agent has the places that are listed and no others in the queues that are looked through. These are the queues
        in O(queues), with both types of places, and those in O(queues_scope), which is needed then. New places are made before old ones are
        taken away.
      remove: The agent has none of the places that are listed; others are left alone. Level and position then mean nothing. A place the
        agent does not have is no error, and a queue that does not exist is a warning.
  queues_scope:
    description:
      - Ids of the extensions of further queues to look through with O(queues_mode=replace), and needed with it. An empty list means no
        other queues than those in O(queues).
      - The API cannot be asked which queues an agent is in. A place in a queue that is neither in O(queues) nor here stays, and nobody
        is told. List every queue that the agent may be in, such as all queues of the customer.
      - Each queue takes two requests to look through, which count towards the API's hourly limit.
    type: list
    elements: int
  remove_from_queues:
    description:
      - Whether an agent that is removed with O(state=absent) loses its places in queues too. With V(false) the queues keep places of an
        agent that does not exist.
    type: bool
    default: true
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extensions of the agent and of the queues.
  - Uses C(GET), C(POST), C(PUT) and C(DELETE) of C(/extension/{extension_id}/agent/), and C(GET), C(POST), C(PUT) and C(DELETE) of
    C(/extension/{queue}/queue/agents/local/) and C(/extension/{queue}/queue/agents/remote/).
  - Agent and places are written one after the other. A run that failed in between is completed by the next one.
seealso:
  - module: portsip.pbx.portsip_queue_agent_info
  - module: portsip.pbx.portsip_queue
"""

EXAMPLES = r"""
- name: Have an agent in two queues
  portsip.pbx.portsip_queue_agent:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Reception Northside 1
    status: available
    wrap_up_time: 15
    call_timeout: 25
    queues:
      - queue: 901
        level: 1
        position: 1
      - queue: 902
        level: 2
        position: 1

- name: Call the agent later in one queue, whatever other queues the agent is in
  portsip.pbx.portsip_queue_agent:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Reception Northside 1
    queues:
      - queue: 901
        level: 3

- name: Take an agent out of one queue
  portsip.pbx.portsip_queue_agent:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Reception Northside 1
    queues_mode: remove
    queues:
      - queue: 902

- name: Have an agent in this queue and in no other of the customer
  portsip.pbx.portsip_queue_agent:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Reception Northside 1
    queues_mode: replace
    queues_scope:
      - 901
      - 902
    queues:
      - queue: 901

- name: Remove an agent from all queues and for good
  portsip.pbx.portsip_queue_agent:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Reception Northside 1
    state: absent
"""

RETURN = r"""
agent:
  description:
    - The agent as it is after the run, in check mode as it would be, with every option of this module that is a field of it under its own
      name. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the agent. Null in check mode for one that is still to be created.
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
      description: The places in the queues that O(queues) lists, none of them with O(queues_mode=remove).
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
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was, empty if there was none.
      returned: always
      type: dict
      sample: {"name": "Reception Northside 1", "queues": [{"queue": 901, "type": "local", "level": 1, "position": 1}]}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"name": "Reception Northside 1", "queues": [{"queue": 901, "type": "local", "level": 3, "position": 1}]}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "name: 2 agents of extension 201 are called Reception Northside 1, their ids are 4711 and 4712; give id instead"
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
      sample: ambiguous
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.queue_agent import QUEUE_AGENT

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "status": {"type": "str", "choices": ["available", "logged_out"]},
    "agent_sound_id": {"type": "int"},
    "busy_delay_time": {"type": "int"},
    "no_answer_delay_time": {"type": "int"},
    "reject_delay_time": {"type": "int"},
    "wrap_up_time": {"type": "int"},
    "call_timeout": {"type": "int"},
    "extra_params": {"type": "str"},
    "queues": {
        "type": "list",
        "elements": "dict",
        "options": {
            "queue": {"type": "int", "required": True},
            "level": {"type": "int"},
            "position": {"type": "int"},
            "type": {"type": "str", "choices": ["local", "remote"]},
        },
    },
    "queues_mode": {"type": "str", "choices": ["merge", "replace", "remove"]},
    "queues_scope": {"type": "list", "elements": "int"},
    "remove_from_queues": {"type": "bool", "default": True},
}


MODULE = object_module(QUEUE_AGENT, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
