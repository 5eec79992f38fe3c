#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_incoming_rule."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_incoming_rule
short_description: Create, change and remove rules for incoming calls of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one rule for calls that come in for an extension as described, or removes it.
  - A rule is found by its O(name), or by its O(id).
  - It belongs to the extension API, a service with its own host and login. It is B(not) one of the inbound rules of PortSIP PBX's own REST
    API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  name:
    description:
      - Name of the rule. Needed unless O(id) is given. Given together with O(id), it is the name the rule gets.
      - The API allows several rules with the same name. Such a name is an error that lists their ids.
    type: str
  type:
    description:
      - What happens to a call. Needed to create a rule.
    type: str
    choices:
      busy: The caller hears that the line is busy.
      hangup: The call ends.
      voicemail: The caller leaves a voice message.
      playfile: The caller hears O(playfile_sound).
      transfer: The call goes to O(transfer_dst), all destinations at once.
      simple_transfer: The call goes to O(transfer_dst). The API does not say what it does otherwise than V(transfer).
      cascade: The numbers of O(cascade_numbers) are called, each after its delay.
      simple_cascade: The numbers of O(cascade_numbers) are called. The API does not say what it does otherwise than V(cascade).
  enabled:
    description:
      - Whether the rule is used. The API uses V(true) when it is left out on creation.
    type: bool
  final:
    description:
      - Whether no further rule is tried where the call failed. The API uses V(true) when it is left out on creation.
    type: bool
  interval:
    description:
      - The interval in which the rule holds, by its name or its id; a name comes before an id. An empty string makes the rule hold
        at any time.
      - In check mode an interval that does not exist yet is taken for one that an earlier task creates, with a warning.
    type: str
  caller_id_action:
    description:
      - Which callers the rule is for. The API uses V(any) when it is left out on creation.
    type: str
    choices:
      matches: Those whose number matches O(caller_id).
      not_matches: Those whose number does not match O(caller_id).
      anonymous: Those without a number.
      any: All of them.
  caller_id:
    description:
      - Regular expression for the number of the caller. Needed with O(caller_id_action=matches) and O(caller_id_action=not_matches). An
        empty string clears.
    type: str
  call_status:
    description:
      - Which outcome of the call so far the rule is for. The API uses V(any) when it is left out on creation.
    type: str
    choices:
      - no_answer
      - busy
      - any
  extension_call_status:
    description:
      - Which state of calls of the extension the rule is for. The API uses V(any) when it is left out on creation.
    type: str
    choices:
      - no_answer
      - busy
      - any
  extension_status:
    description:
      - Which state of the extension the rule is for. The API uses V(any) when it is left out on creation.
    type: str
    choices:
      - registered
      - unreachable
      - any
  transfer_dst:
    description:
      - Destinations of a transfer, divided by blanks, at most 10. Needed with O(type=transfer) and O(type=simple_transfer). An empty string
        clears.
    type: str
  transfer_timeout:
    description:
      - Seconds it rings at a destination. The API uses 60 when it is left out on creation.
    type: int
  allow_public_transfer:
    description:
      - Whether a destination outside may pass the call on.
    type: bool
  enable_call_screening:
    description:
      - Whether the caller says the name before the call is connected.
    type: bool
  ignore_early_media:
    description:
      - Whether the caller hears a ring back tone rather than what the destination plays before it answers. The API uses V(true) when it is
        left out on creation.
    type: bool
  cascade_numbers:
    description:
      - The numbers of a cascade. Needed with O(type=cascade). It is always the whole list, and an empty list clears.
    type: list
    elements: dict
    suboptions:
      number:
        description:
          - The number.
        type: str
        required: true
      delay:
        description:
          - Seconds after which it is called.
        type: int
        default: 0
  playfile_sound:
    description:
      - The sound that is played with O(type=playfile).
    type: str
  control_code:
    description:
      - Code with which the rule is switched on and off by phone. An empty string clears.
    type: str
  position:
    description:
      - Place of the rule among all rules of the extension, which are tried from the first on, counted from 1. A number beyond the end is
        the last place. A rule that is new stands at the end when this is left out.
      - To order all rules, use M(portsip.pbx.portsip_extension_incoming_rule_order) instead. Rules each with a place of their own in one
        play move each other.
    type: int
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(POST) of C(/extension/{extension_id}/incom_rule/), and C(GET), C(PUT) and C(DELETE) of
    C(/extension/{extension_id}/incom_rule/{rule_id}). With O(position) also C(GET) and C(PUT) of
    C(/extension/{extension_id}/incom_rule/order/), where names are given also C(GET /extension/{extension_id}/interval/) and C(GET
    /extension/{extension_id}/sound/).
  - Rule and place are written one after the other. A run that failed in between is completed by the next one.
  - Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET
    /extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.
seealso:
  - module: portsip.pbx.portsip_extension_incoming_rule_order
  - module: portsip.pbx.portsip_extension_interval
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Send callers to two colleagues for the night
  portsip.pbx.portsip_extension_incoming_rule:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Night
    type: transfer
    transfer_dst: 202 203
    transfer_timeout: 30
    interval: Outside office hours

- name: Turn some callers away before any other rule
  portsip.pbx.portsip_extension_incoming_rule:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Nuisance
    type: busy
    caller_id_action: matches
    caller_id: ^\+1555019
    position: 1

- name: Call one number after the other
  portsip.pbx.portsip_extension_incoming_rule:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Stand-by
    type: cascade
    call_status: no_answer
    cascade_numbers:
      - number: "202"
        delay: 0
      - number: "+15550101"
        delay: 20

- name: Remove a rule
  portsip.pbx.portsip_extension_incoming_rule:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Stand-by
    state: absent
"""

RETURN = r"""
incoming_rule:
  description:
    - The rule as it is after the run, in check mode as it would be. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the rule. Null in check mode for one that is still to be created.
      returned: always
      type: int
      sample: 21
    name:
      description: Name.
      returned: always
      type: str
      sample: "Night"
    type:
      description: What happens to a call.
      returned: always
      type: str
      sample: "transfer"
    enabled:
      description: Whether the rule is used.
      returned: always
      type: bool
      sample: true
    final:
      description: Whether no further rule is tried where the call failed.
      returned: always
      type: bool
      sample: true
    interval:
      description: Id of the interval in which the rule holds.
      returned: always
      type: int
      sample: 7
    caller_id_action:
      description: Which callers the rule is for.
      returned: always
      type: str
      sample: "any"
    caller_id:
      description: Regular expression for the number of the caller.
      returned: always
      type: str
      sample: "^\\+49"
    call_status:
      description: Which outcome of the call so far the rule is for.
      returned: always
      type: str
      sample: "any"
    extension_call_status:
      description: Which state of calls of the extension the rule is for.
      returned: always
      type: str
      sample: "any"
    extension_status:
      description: Which state of the extension the rule is for.
      returned: always
      type: str
      sample: "any"
    transfer_dst:
      description: Destinations of a transfer, divided by blanks.
      returned: always
      type: str
      sample: "301 302"
    transfer_timeout:
      description: Seconds it rings at a destination.
      returned: always
      type: int
      sample: 60
    allow_public_transfer:
      description: Whether a destination outside may pass the call on.
      returned: always
      type: bool
      sample: false
    enable_call_screening:
      description: Whether the caller says the name before the call is connected.
      returned: always
      type: bool
      sample: false
    ignore_early_media:
      description: Whether the caller hears a ring back tone rather than what the destination plays before it answers.
      returned: always
      type: bool
      sample: true
    cascade_numbers:
      description: The numbers of a cascade.
      returned: always
      type: list
      elements: dict
      contains:
        number:
          description: The number.
          returned: always
          type: str
          sample: "301"
        delay:
          description: Seconds after which it is called.
          returned: always
          type: int
          sample: 10
    playfile_sound:
      description: The sound that is played with O(type=playfile).
      returned: always
      type: int
      sample: null
    control_code:
      description: Code with which the rule is switched on and off by phone.
      returned: always
      type: str
      sample: null
    position:
      description: Place of the rule among all rules of the extension.
      returned: when O(position) is given and the rule is there
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
      sample: {"name": "Night", "transfer_dst": "301", "type": "transfer"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"name": "Night", "transfer_dst": "301 302", "type": "transfer"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "incoming rule Night: transfer_dst is needed where type is transfer"
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
from ansible_collections.portsip.pbx.plugins.module_utils.engine.incoming_rule import run_incoming_rule
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_rule import INCOMING_RULE

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "type": {
        "type": "str",
        "choices": ["busy", "hangup", "voicemail", "playfile", "transfer", "simple_transfer", "cascade", "simple_cascade"],
    },
    "enabled": {"type": "bool"},
    "final": {"type": "bool"},
    "interval": {"type": "str"},
    "caller_id_action": {"type": "str", "choices": ["matches", "not_matches", "anonymous", "any"]},
    "caller_id": {"type": "str"},
    "call_status": {"type": "str", "choices": ["no_answer", "busy", "any"]},
    "extension_call_status": {"type": "str", "choices": ["no_answer", "busy", "any"]},
    "extension_status": {"type": "str", "choices": ["registered", "unreachable", "any"]},
    "transfer_dst": {"type": "str"},
    "transfer_timeout": {"type": "int"},
    "allow_public_transfer": {"type": "bool"},
    "enable_call_screening": {"type": "bool"},
    "ignore_early_media": {"type": "bool"},
    "cascade_numbers": {
        "type": "list",
        "elements": "dict",
        "options": {"number": {"type": "str", "required": True}, "delay": {"type": "int", "default": 0}},
    },
    "playfile_sound": {"type": "str"},
    "control_code": {"type": "str"},
}
BEYOND: dict[str, Any] = {"position": {"type": "int"}}


MODULE = object_module(INCOMING_RULE, OPTIONS, BEYOND, work=run_incoming_rule)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
