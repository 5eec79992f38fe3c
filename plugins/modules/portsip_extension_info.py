#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_info
short_description: Read an extension of the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads what there is to know of an extension, be it a phone, a queue or an IVR, with its calls, recordings, rules and devices.
  - Each subset has a key of its own in the result. Lists are complete, however many pages they have. Secrets are left out.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
      - Required for every subset but V(registrations).
    type: int
  subsets:
    description:
      - What to read. Each comes back under its own name, which RETURN VALUES describe. Most take one request each; leave out what is not
        needed.
      - An extension has only the subsets of its type. V(phone) is for phones, V(fax) for faxes, those that begin with V(conference),
        V(ivr) and V(queue) are for conferences, IVRs and queues. The others are for every extension.
      - V(records) and V(record_statistics) need O(start_datetime) and O(end_datetime). The subsets in the singular need the id of what is
        meant, and those that begin with V(ivr_option) or V(ivr_rule) need O(context_id), the latter O(option_digits) too.
    type: list
    elements: str
    choices:
      - agent
      - agents
      - aliases
      - ani
      - call
      - conference
      - conference_status
      - current_calls
      - event
      - events
      - extension
      - fax
      - incoming_rule
      - incoming_rule_order
      - incoming_rules
      - interval
      - intervals
      - ivr
      - ivr_context
      - ivr_contexts
      - ivr_options
      - ivr_rule
      - ivr_rule_order
      - ivr_rules
      - ivr_scheme
      - notification
      - notifications
      - phone
      - queue
      - queue_agent
      - queue_agents
      - queue_status
      - queue_status_agents
      - queue_status_members
      - record_statistics
      - records
      - registration
      - registrations
      - sounds
      - user
      - users
    default:
      - extension
  extension_ids:
    description:
      - Ids of the extensions that the subset V(registrations) tells about.
    type: list
    elements: int
  agent_id:
    description:
      - Id of an agent, for the subsets V(agent) and V(queue_agent).
    type: int
  call_api_id:
    description:
      - Id of a call, for the subset V(call).
    type: str
  context_id:
    description:
      - Id of a context of the IVR, for V(ivr_context), V(ivr_options), V(ivr_rule), V(ivr_rule_order) and V(ivr_rules).
    type: int
  option_digits:
    description:
      - What is entered in that context, in quotes, or V(start), V(timeout) or V(invalid), for V(ivr_rule), V(ivr_rule_order) and
        V(ivr_rules).
    type: str
  rule_id:
    description:
      - Id of a rule, for the subsets V(incoming_rule) and V(ivr_rule).
    type: int
  event_id:
    description:
      - Id of an event, that is of a URL that is called, for the subset V(event).
    type: int
  interval_id:
    description:
      - Id of an interval, for the subset V(interval).
    type: int
  notification_id:
    description:
      - Id of a email notification, for the subset V(notification).
    type: int
  user_id:
    description:
      - Id of a user, for the subset V(user).
    type: int
  start_datetime:
    description:
      - Beginning of the period for V(records) and V(record_statistics), such as V(2026-11-01 00:00:00). The API does not say in which
        time zone.
    type: str
  end_datetime:
    description:
      - End of the period, which must be after O(start_datetime).
    type: str
  order:
    description:
      - Whether V(records) begins with the latest recording (V(desc)) or with the first (V(asc)).
    type: str
    choices:
      - desc
      - asc
    default: desc
  conference_facts:
    description:
      - What V(conference_status) tells, with one request for each. Everything when it is left out.
    type: list
    elements: str
    choices:
      - show_members
      - is_locked
      - max_members
      - count
      - run_time
  alias_filter:
    description:
      - Only aliases whose fields have one of these values.
    type: dict
    suboptions:
      id:
        description:
          - Ids.
        type: list
        elements: int
      name:
        description:
          - Names.
        type: list
        elements: str
      domain:
        description:
          - Domains.
        type: list
        elements: str
  sound_filter:
    description:
      - Only sounds whose fields have one of these values.
    type: dict
    suboptions:
      id:
        description:
          - Ids.
        type: list
        elements: int
      title:
        description:
          - Titles.
        type: list
        elements: str
  user_filter:
    description:
      - Only users whose fields have one of these values.
    type: dict
    suboptions:
      id:
        description:
          - Ids.
        type: list
        elements: int
      login:
        description:
          - Names by which they sign in.
        type: list
        elements: str
      name:
        description:
          - Names.
        type: list
        elements: str
      email:
        description:
          - Email addresses.
        type: list
        elements: str
      comment:
        description:
          - Comments.
        type: list
        elements: str
      status:
        description:
          - States.
        type: list
        elements: str
      timezone:
        description:
          - Time zones.
        type: list
        elements: str
      access:
        description:
          - Kinds of access.
        type: list
        elements: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires an application of the extension API whose access covers the extension.
  - Uses C(GET /extension/registration/),
    C(GET /extension/{extension_id}/agent/),
    C(GET /extension/{extension_id}/agent/{agent_id}),
    C(GET /extension/{extension_id}/alias/),
    C(GET /extension/{extension_id}/ani/),
    C(GET /extension/{extension_id}/conference/),
    C(GET /extension/{extension_id}/conference/status/),
    C(GET /extension/{extension_id}/current_calls/),
    C(GET /extension/{extension_id}/current_calls/{call_api_id}),
    C(GET /extension/{extension_id}/event/),
    C(GET /extension/{extension_id}/event/{id}),
    C(GET /extension/{extension_id}/extension/),
    C(GET /extension/{extension_id}/fax/),
    C(GET /extension/{extension_id}/incom_rule/),
    C(GET /extension/{extension_id}/incom_rule/order/),
    C(GET /extension/{extension_id}/incom_rule/{rule_id}),
    C(GET /extension/{extension_id}/interval/),
    C(GET /extension/{extension_id}/interval/{interval_id}),
    C(GET /extension/{extension_id}/ivr/),
    C(GET /extension/{extension_id}/ivr/context/),
    C(GET /extension/{extension_id}/ivr/context/{context_id}),
    C(GET /extension/{extension_id}/ivr/context/{context_id}/options/),
    C(GET /extension/{extension_id}/ivr/context/{context_id}/options/{option_digits}/rules/),
    C(GET /extension/{extension_id}/ivr/context/{context_id}/options/{option_digits}/rules/order/),
    C(GET /extension/{extension_id}/ivr/context/{context_id}/options/{option_digits}/rules/{rule_id}),
    C(GET /extension/{extension_id}/ivr/scheme/),
    C(GET /extension/{extension_id}/mail_notification/),
    C(GET /extension/{extension_id}/mail_notification/{id}),
    C(GET /extension/{extension_id}/phone/),
    C(GET /extension/{extension_id}/queue/),
    C(GET /extension/{extension_id}/queue/agents/local/),
    C(GET /extension/{extension_id}/queue/agents/local/{agent_id}),
    C(GET /extension/{extension_id}/queue/agents/remote/),
    C(GET /extension/{extension_id}/queue/agents/remote/{agent_id}),
    C(GET /extension/{extension_id}/queue/status/),
    C(GET /extension/{extension_id}/queue/status/agents/),
    C(GET /extension/{extension_id}/queue/status/members/),
    C(GET /extension/{extension_id}/record/),
    C(GET /extension/{extension_id}/record/stats/),
    C(GET /extension/{extension_id}/registration/),
    C(GET /extension/{extension_id}/sound/),
    C(GET /extension/{extension_id}/user/extension/) and
    C(GET /extension/{extension_id}/user/extension/{user_id}).
seealso:
  - module: portsip.pbx.portsip_extension_call
  - module: portsip.pbx.portsip_extension_conference_control
  - module: portsip.pbx.portsip_extension_ani
  - module: portsip.pbx.portsip_extension_conference
  - module: portsip.pbx.portsip_extension_event
  - module: portsip.pbx.portsip_extension_fax
  - module: portsip.pbx.portsip_extension_file
  - module: portsip.pbx.portsip_extension_incoming_rule
  - module: portsip.pbx.portsip_extension_incoming_rule_order
  - module: portsip.pbx.portsip_extension_interval
  - module: portsip.pbx.portsip_extension_ivr
  - module: portsip.pbx.portsip_extension_notification
  - module: portsip.pbx.portsip_extension_phone
  - module: portsip.pbx.portsip_extension_user
  - module: portsip.pbx.portsip_queue
  - module: portsip.pbx.portsip_queue_agent
  - module: portsip.pbx.portsip_queue_agent_info
  - module: portsip.pbx.portsip_extension_registration
"""

EXAMPLES = r"""
- name: Read the state of a queue
  portsip.pbx.portsip_extension_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 901
    subsets:
      - queue_status
      - queue_status_members
  register: hotline

- name: Warn when a caller has been waiting for too long
  ansible.builtin.debug:
    msg: "{{ hotline.queue_status_members | selectattr('wait_time', 'gt', 120) | map(attribute='number') }}"

- name: Find two sounds and the recordings of a month
  portsip.pbx.portsip_extension_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    subsets:
      - sounds
      - records
    sound_filter:
      title:
        - Welcome
        - Closed
    start_datetime: "2026-11-01 00:00:00"
    end_datetime: "2026-12-01 00:00:00"

- name: Find the extensions without a registered device
  portsip.pbx.portsip_extension_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    subsets:
      - registrations
    extension_ids:
      - 201
      - 202
"""

RETURN = r"""
agent:
  description: The agent O(agent_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 4711
    name: Reception 1
    status: available
agents:
  description: The agents that belong to the extension.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 4711
      name: Reception 1
      status: available
aliases:
  description: The names by which the extension can be reached besides its own.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 31
      name: reception
      domain: pbx.example.net
ani:
  description: The number that the extension shows to the called.
  returned: when it is in O(subsets)
  type: dict
  sample:
    ani_number: '+493055501000'
call:
  description: The call O(call_api_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    call_api_id: 5f1c-07
    call_flow: in
conference:
  description: Settings of the conference, without its PINs.
  returned: when it is in O(subsets)
  type: dict
  sample:
    max_members: 20
    record_enabled: false
conference_status:
  description:
    - What O(conference_facts) asks about the conference that is under way, as the API answers it. Null for what it knows nothing about.
  returned: when it is in O(subsets)
  type: dict
  sample:
    is_locked:
      is_locked: false
    count:
      count: 3
current_calls:
  description: The calls that the extension has now.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - call_api_id: 5f1c-07
      call_flow: in
event:
  description: The notified address O(event_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 7
    event_type: answer
    method: POST
    url: https://crm.example.net/calls
events:
  description: The addresses that are notified of the extension's calls.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 7
      event_type: answer
      method: POST
      url: https://crm.example.net/calls
extension:
  description: The extension itself.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 201
    type: phone
    name: '201'
    status: active
fax:
  description: Settings of the fax.
  returned: when it is in O(subsets)
  type: dict
  sample:
    fax_in_format: pdf
    fax_mailto: fax@clinic.example.net
incoming_rule:
  description: The rule for incoming calls O(rule_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 12
    name: Night
    type: transfer
    enabled: true
incoming_rule_order:
  description: The ids of the rules for incoming calls, in the order in which they are tried.
  returned: when it is in O(subsets)
  type: list
  elements: int
  sample:
    - 12
    - 14
incoming_rules:
  description: The rules for incoming calls, in the order in which they are tried.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 12
      name: Night
      type: transfer
      enabled: true
interval:
  description: The interval O(interval_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 3
    name: Office hours
    timezone: Europe/Berlin
intervals:
  description: The intervals, which say when rules apply.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 3
      name: Office hours
      timezone: Europe/Berlin
ivr:
  description: Settings of the IVR.
  returned: when it is in O(subsets)
  type: dict
  sample:
    entry_context: 5
    lifetime: 600
ivr_context:
  description: The context O(context_id) of the IVR, or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 5
    name: Main
    timeout: 5
ivr_contexts:
  description: The contexts of the IVR, without what can be entered in them.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 5
      name: Main
      timeout: 5
ivr_options:
  description: What can be entered in the menu O(context_id).
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - digits: start
    - digits: '1'
ivr_rule:
  description: The rule O(rule_id) for what was entered, or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 90
    action: transfer
ivr_rule_order:
  description: The ids of the rules for O(option_digits) in the menu O(context_id), in the order in which they are worked through.
  returned: when it is in O(subsets)
  type: list
  elements: int
  sample:
    - 90
    - 91
ivr_rules:
  description: The rules for O(option_digits) in the menu O(context_id), in the order in which they are worked through.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 90
      action: transfer
ivr_scheme:
  description: The whole IVR, with its contexts, what can be entered in them, and the rules.
  returned: when it is in O(subsets)
  type: dict
  sample:
    entry_context: 5
    contexts: []
notification:
  description: The email notification O(notification_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 8
    event_type: missed_call
    mail: desk@clinic.example.net
notifications:
  description: The email notifications.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 8
      event_type: missed_call
      mail: desk@clinic.example.net
phone:
  description: Settings of the phone, without its PINs and its password.
  returned: when it is in O(subsets)
  type: dict
  sample:
    label: Reception
    record_enabled: false
queue:
  description: Settings of the queue.
  returned: when it is in O(subsets)
  type: dict
  sample:
    strategy: ring-all
    max_wait_time: 300
queue_agent:
  description: The places of the agent O(agent_id) in the queue, one in each of its two lists, V(local) and V(remote), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    local:
      agent_id: 4711
      level: 1
      position: 1
    remote: null
queue_agents:
  description: The places in the queue, in its two lists, V(local) and V(remote).
  returned: when it is in O(subsets)
  type: dict
  sample:
    local:
      - agent_id: 4711
        level: 1
        position: 1
    remote: []
queue_status:
  description: How many callers wait, are being offered to agents, and talk.
  returned: when it is in O(subsets)
  type: dict
  sample:
    waiting_members: 2
    trying_members: 1
    answered_members: 4
queue_status_agents:
  description: What the agents of the queue do now.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - name: Reception 1
      status: Available
      state: Waiting
queue_status_members:
  description: The callers in the queue.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - number: '+493055501000'
      state: Waiting
      wait_time: 42
record_statistics:
  description: Number and size of the recordings of the period.
  returned: when it is in O(subsets)
  type: raw
  sample:
    records_count: 12
    files_size: 5774400
records:
  description: The recordings of the period.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - record_uuid: 5f1c07
      duration: 61
      record_file_size: 481200
registration:
  description: Where the devices of the extension are registered.
  returned: when it is in O(subsets)
  type: dict
  sample:
    extension_id: 201
    registered: true
    registrations:
      - registration_id: 3c26-1
        device: Desk phone
registrations:
  description: The same for several extensions at once, those that O(extension_ids) names, or all that the application has access to.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - extension_id: 201
      registered: false
      registrations: []
sounds:
  description: The sounds.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 55
      title: Welcome
      filename: welcome.mp3
user:
  description: The user O(user_id), or null.
  returned: when it is in O(subsets)
  type: dict
  sample:
    id: 17
    login: reception
    name: Reception
users:
  description: The users of the extension.
  returned: when it is in O(subsets)
  type: list
  elements: dict
  sample:
    - id: 17
      login: reception
      name: Reception
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "start_datetime, end_datetime: are needed with the subset records"
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.extension_info import run_extension_info
from ansible_collections.portsip.pbx.plugins.module_utils.run.extension_subsets import CONFERENCE_FACTS, SUBSETS


def _lists(**elements: str) -> dict[str, Any]:
    return {"type": "dict", "options": {name: {"type": "list", "elements": kind} for name, kind in elements.items()}}


OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int"},
    "subsets": {"type": "list", "elements": "str", "choices": sorted(SUBSETS), "default": ["extension"]},
    "extension_ids": {"type": "list", "elements": "int"},
    "agent_id": {"type": "int"},
    "call_api_id": {"type": "str"},
    "context_id": {"type": "int"},
    "option_digits": {"type": "str"},
    "rule_id": {"type": "int"},
    "event_id": {"type": "int"},
    "interval_id": {"type": "int"},
    "notification_id": {"type": "int"},
    "user_id": {"type": "int"},
    "start_datetime": {"type": "str"},
    "end_datetime": {"type": "str"},
    "order": {"type": "str", "choices": ["desc", "asc"], "default": "desc"},
    "conference_facts": {"type": "list", "elements": "str", "choices": list(CONFERENCE_FACTS)},
    "alias_filter": _lists(id="int", name="str", domain="str"),
    "sound_filter": _lists(id="int", title="str"),
    "user_filter": _lists(id="int", login="str", name="str", email="str", comment="str", status="str", timezone="str", access="str"),
}


MODULE = action_module(run_extension_info, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
