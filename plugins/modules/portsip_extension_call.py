#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_call."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_call
short_description: Make a call and control calls through the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes a call between two numbers, or controls a current call of an extension.
  - It does so in every run. A request that may have taken effect is never repeated, so that a broken connection does not cause a second
    call; the task then fails with a message.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  action:
    description:
      - What to do.
      - V(callback) calls O(src_num), and connects whoever answers with O(dst_num). Both are required.
      - V(transfer) and V(attended_transfer) transfer the call to O(send_dst), the latter after the destination has answered.
      - V(hold), V(offhold), V(park) and V(pickup) put the call on hold, resume it, park it, and pick it up.
      - V(eavesdrop), V(whisper) and V(conference) let a third party listen to the call, speak to one side of it, or join it.
      - V(hangup) ends the call. A call that no longer exists is neither a failure nor a change; check mode looks it up.
      - V(valet_park) parks the call in a slot, V(valet_bridge) connects it with the call in O(slot), and V(valet_slots) only returns the
        slots, which is not a change.
      - V(speech_to_text_start) transcribes the speech of one side and sends the text to O(url), and V(speech_to_text_stop) stops this.
        Both require O(direction).
    type: str
    required: true
    choices:
      - callback
      - transfer
      - attended_transfer
      - park
      - pickup
      - hold
      - offhold
      - eavesdrop
      - whisper
      - conference
      - hangup
      - valet_park
      - valet_bridge
      - valet_slots
      - speech_to_text_start
      - speech_to_text_stop
  call_api_id:
    description:
      - Id of the call, as the subset V(current_calls) of M(portsip.pbx.portsip_extension_info) returns it. Required for every action but
        V(callback).
    type: str
  src_num:
    description:
      - Numbers that are called at the same time with O(action=callback). The first one that answers is connected.
    type: list
    elements: str
  dst_num:
    description:
      - Number that the answered call is connected to, with O(action=callback).
    type: str
  caller_id_name:
    description:
      - Caller ID name, with O(action=callback) and with the actions for a current call.
    type: str
  caller_id_number:
    description:
      - Caller ID number, likewise.
    type: str
  send_dst:
    description:
      - Number that the call is transferred to, or that is added to it. Required for V(transfer) and V(attended_transfer), and possible
        with the other actions from V(park) to V(conference), for which the API does not document the default.
    type: str
  slot:
    description:
      - Slot of the valet parking. Required for V(valet_bridge), and possible with V(valet_park) and V(valet_slots).
    type: int
  direction:
    description:
      - Side whose speech is transcribed, seen from the extension.
    type: str
    choices:
      - in
      - out
  url:
    description:
      - URL that receives the text, with O(action=speech_to_text_start).
    type: str
  allow_public_transfer:
    description:
      - Whether the call may be transferred to an external number. Only with O(action=callback).
    type: bool
  announce_sound_id:
    description:
      - Id of the sound that is played to the first called party after answering. Only with O(action=callback).
    type: int
  call_duration:
    description:
      - Seconds after which the call ends. Only with O(action=callback).
    type: int
  callback_rate_limit:
    description:
      - Limit of the rate of callbacks. Only with O(action=callback).
    type: int
  dst_ani:
    description:
      - Caller number for trunks on the call to O(dst_num). Only with O(action=callback).
    type: str
  dst_announce_sound_id:
    description:
      - Id of the sound that both sides hear after O(dst_num) has answered. Only with O(action=callback).
    type: int
  dst_dtmf:
    description:
      - Digits that are sent to O(dst_num). Only with O(action=callback).
    type: str
  src_ani:
    description:
      - Caller number for trunks on the call to O(src_num). Only with O(action=callback).
    type: str
  src_caller_id_name:
    description:
      - Name that O(src_num) sees. Only with O(action=callback).
    type: str
  src_caller_id_number:
    description:
      - Number that O(src_num) sees. Only with O(action=callback).
    type: str
  transfer_after_dst_hangup:
    description:
      - Number to which O(src_num) is transferred when O(dst_num) hangs up. Only with O(action=callback).
    type: str
  transfer_after_src_hangup:
    description:
      - Number to which O(dst_num) is transferred when O(src_num) hangs up. Only with O(action=callback).
    type: str
  wait_for_pickup:
    description:
      - Seconds to wait for somebody to answer. Only with O(action=callback).
    type: int
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.acting
notes:
  - Requires an application of the extension API whose access covers the extension and its calls.
  - Uses C(POST /extension/{extension_id}/callback/), C(PUT /extension/{extension_id}/current_calls/{call_api_id}),
    C(DELETE /extension/{extension_id}/current_calls/{call_api_id}), C(GET /extension/{extension_id}/current_calls/{call_api_id}),
    C(PUT /extension/{extension_id}/valet_park/{call_api_id}) and C(PUT /extension/{extension_id}/speech_to_text/{call_api_id}).
seealso:
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_extension_conference_control
"""

EXAMPLES = r"""
- name: Call the reception, and connect it with a customer
  portsip.pbx.portsip_extension_call:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    action: callback
    src_num:
      - "201"
    dst_num: "+493055501000"
    wait_for_pickup: 30

- name: Find the calls of the extension
  portsip.pbx.portsip_extension_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    subsets:
      - current_calls
  register: reception

- name: Transfer all of these calls to the night service
  portsip.pbx.portsip_extension_call:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    action: transfer
    call_api_id: "{{ item.call_api_id }}"
    send_dst: "777"
  loop: "{{ reception.current_calls }}"
"""

RETURN = r"""
done:
  description: Whether it was done. False in check mode, and where there was no call to end.
  returned: success
  type: bool
  sample: true
summary:
  description: What the API was asked for, or in check mode would have been.
  returned: success
  type: str
  sample: "The API was asked to transfer the call 5f1c-07 to 777."
call:
  description: What it was about.
  returned: success
  type: dict
  contains:
    extension_id:
      description: Id of the extension.
      returned: always
      type: int
      sample: 201
    action:
      description: The action.
      returned: always
      type: str
      sample: transfer
    call_api_id:
      description: Id of the call, also of one that was made. Null in check mode with V(callback).
      returned: always
      type: str
      sample: 5f1c-07
    call_id:
      description: The other id that the API gives to a call it makes, or null.
      returned: always
      type: str
      sample: null
    answer:
      description: What the API answered, which its description does not tell for most actions, or null.
      returned: always
      type: raw
      sample: null
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "call_api_id: is needed with action=transfer"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.call import ACTIONS, run_call
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "action": {"type": "str", "required": True, "choices": list(ACTIONS)},
    "call_api_id": {"type": "str"},
    "src_num": {"type": "list", "elements": "str"},
    "dst_num": {"type": "str"},
    "caller_id_name": {"type": "str"},
    "caller_id_number": {"type": "str"},
    "send_dst": {"type": "str"},
    "slot": {"type": "int"},
    "direction": {"type": "str", "choices": ["in", "out"]},
    "url": {"type": "str"},
    "allow_public_transfer": {"type": "bool"},
    "announce_sound_id": {"type": "int"},
    "call_duration": {"type": "int"},
    "callback_rate_limit": {"type": "int"},
    "dst_ani": {"type": "str"},
    "dst_announce_sound_id": {"type": "int"},
    "dst_dtmf": {"type": "str"},
    "src_ani": {"type": "str"},
    "src_caller_id_name": {"type": "str"},
    "src_caller_id_number": {"type": "str"},
    "transfer_after_dst_hangup": {"type": "str"},
    "transfer_after_src_hangup": {"type": "str"},
    "wait_for_pickup": {"type": "int"},
}


MODULE = action_module(run_call, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
