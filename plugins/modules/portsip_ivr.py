#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr
short_description: Create, change and remove virtual receptionists of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one virtual receptionist (auto attendant, IVR) of a tenant as described, or removes it, with its prompts, its menu and what
    happens to callers who choose nothing.
  - A receptionist is found by its O(extension_number) in the tenant, or by its O(id).
options:
  extension_number:
    description:
      - Number at which the receptionist is reached, 3 to 64 digits, in quotes. All extensions, groups and queues of a tenant share one
        set of numbers, and V("555"), V("666"), V("777") and V("888") are reserved by the PBX.
      - Needed unless O(id) is given. The PBX cannot change it, so a number other than that of the receptionist with O(id) is an error,
        or makes the receptionist anew with O(recreate=true).
    type: str
  name:
    description:
      - Name of the receptionist, 1 to 64 characters. Needed on creation.
    type: str
  language:
    description:
      - Language of the built-in prompts as a BCP 47 tag, such as V(de-DE).
    type: str
  dtmf_interval:
    description:
      - Seconds to wait for the next digit, at least 1. The PBX uses 2 when it is left out on creation.
    type: int
  prompt_file_id:
    description:
      - The prompt that greets callers, by the name or the id of a file that is on the PBX already. An empty string clears it.
      - The PBX tells only the name and the size of the file in use, so a file replaced by another with the same name and size goes
        unnoticed.
    type: str
  transfer_prompt_file_id:
    description:
      - The prompt played before a call is put through, by the name or the id of a file, as with O(prompt_file_id).
    type: str
  enable_pin:
    description:
      - Whether callers must enter O(pin) before they dial out through the receptionist (DISA). The PBX uses V(true) when it is left out
        on creation.
    type: bool
  pin:
    description:
      - PIN for calls out through the receptionist (DISA), in quotes. Needed on creation, even with O(enable_pin=false).
      - 6 to 10 digits in PBX release 22.2; from 22.3 on at least 4, as the tenant's policy says. The same digit three times running,
        such as V("111"), and three digits in sequence, such as V("012"), are not allowed.
      - The PBX tells the PIN in use, so it is compared like other fields.
    type: str
  enable_night_mode:
    description:
      - Whether O(night_mode_forward_rule) applies now. Where staff switch night mode by phone, leave it out here, or each run switches it
        back. From PBX release 22.3 on, which uses V(false) when it is left out on creation.
    type: bool
  exclude_list:
    description:
      - The whole list of extension numbers that callers cannot reach by dialling them, as numbers and ranges such as V(3000-3999), in any
        order and in quotes. An empty list clears. From PBX release 22.3 on.
    type: list
    elements: str
  timeout_forward_rule:
    description:
      - What happens to a caller who enters nothing. Keys left out are left alone.
    type: dict
    suboptions:
      timeout:
        description: Seconds to wait for input, each time. The PBX uses 30 when it is left out on creation.
        type: int
      repeat_times:
        description: How often the prompt is repeated before the action, at least 0. The PBX uses 3 when it is left out on creation.
        type: int
      action: &action
        description: What happens to the call.
        type: str
        choices:
          FORWARD_TO_NUMBER: The call goes to C(number).
          FORWARD_TO_VOICEMAIL: The call goes to the voicemail of C(number).
          REPEAT: The prompt is played again.
          HANGUP: The call ends.
      number: &number
        description: Extension number or external number with or without a leading C(+), in quotes.
        type: str
  failure_forward_rule: &forward_rule
    description:
      - What happens to the call; O(failure_forward_rule) applies to input that leads nowhere, O(night_mode_forward_rule) to all calls
        while night mode is on. Keys left out are left alone.
    type: dict
    suboptions:
      action: *action
      number: *number
  night_mode_forward_rule: *forward_rule
  custom_forward_rules:
    description:
      - The whole menu, one entry for each input, in any order. Entries are told apart by their C(user_input). An entry of the PBX that is
        not listed is removed; in one that is listed, keys left out are left alone.
      - An empty list clears the menu.
    type: list
    elements: dict
    suboptions:
      user_input:
        description: What the caller enters, such as V("1"), in quotes. Each input only once.
        type: str
        required: true
      office_hours:
        description: When this entry counts as open. Keys left out are left alone.
        type: dict
        suboptions:
          mode:
            description: Whose hours apply.
            type: str
            choices:
              GLOBAL: The tenant's, as set with M(portsip.pbx.portsip_tenant).
              CUSTOM: The days given here.
          monday: &day
            description: Hours of this day, for C(mode=CUSTOM).
            type: dict
            suboptions:
              enabled:
                description: Whether this day is open at all. An open day without times is open around the clock.
                type: bool
              ranges:
                description: The whole list of open times of this day, in any order. An empty list clears it.
                type: list
                elements: dict
                suboptions:
                  from:
                    description:
                      - Opening time as C(HH:MM) in 24 hours, in quotes, such as V("08:30"). It must be earlier than the closing time.
                    type: str
                    required: true
                  to:
                    description: Closing time as C(HH:MM) in 24 hours, in quotes, such as V("18:00"). A day ends at V("23:59").
                    type: str
                    required: true
          tuesday: *day
          wednesday: *day
          thursday: *day
          friday: *day
          saturday: *day
          sunday: *day
      office_hours_forward_rule: &menu_rule
        description: What happens to the call, within office hours, outside of them, or on a holiday. Keys left out are left alone.
        type: dict
        suboptions:
          action:
            description: What happens to the call.
            type: str
            choices:
              FORWARD_TO_NUMBER: The call goes to C(number).
              FORWARD_TO_VOICEMAIL: The call goes to the voicemail of C(number).
              REPEAT: The prompt is played again.
              HANGUP: The call ends.
              DISA: The caller may dial out, after the PIN with O(enable_pin=true).
          number: *number
      non_office_hours_forward_rule: *menu_rule
      holidays:
        description: The whole list of the tenant's holidays on which the holiday rule applies, by names or ids, in any order.
        type: list
        elements: str
      holiday_forward_rule: *menu_rule
  outbound_caller_ids:
    description:
      - The whole list of numbers shown on calls that go out through the receptionist, in any order. An empty list clears.
    type: list
    elements: dict
    suboptions:
      provider_id:
        description: The trunk, by name or id.
        type: str
        required: true
      caller_id:
        description: Number to show on calls through this trunk, 1 to 64 characters, in quotes.
        type: str
        required: true
      description:
        description: Remark, up to 1024 characters.
        type: str
  recreate:
    description:
      - Whether a change of O(extension_number), which the PBX cannot make, may be made by removing the receptionist and creating it anew.
      - Lost are its action URLs, its id, and its prompts unless they are given again. Everything else is carried over. Set up again its
        action URLs and whatever refers to it by its id. Calls are not answered in between.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a user of the tenant who may administer it, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(GET /ivrs), C(GET /ivrs/{id}), C(POST /ivrs), C(POST /ivrs/{id}) and C(POST /ivrs/{id}/destroy) inside the tenant; C(GET /files),
    C(GET /holidays) and C(GET /providers) to find what is given by name.
  - Quote PINs, times and phone numbers in YAML. Without quotes C(0123) may become C(83), C(18:00) becomes C(1080) and a number loses its
    leading zero or C(+).
seealso:
  - module: portsip.pbx.portsip_ivr_info
  - module: portsip.pbx.portsip_ivr_action_url
  - module: portsip.pbx.portsip_tenant
"""

EXAMPLES = r"""
- name: Have a receptionist with a menu
  portsip.pbx.portsip_ivr:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    extension_number: "8000"
    name: Northside reception
    language: en-GB
    pin: "{{ vault_ivr_pin }}"
    prompt_file_id: welcome-en.wav
    timeout_forward_rule:
      timeout: 10
      repeat_times: 2
      action: FORWARD_TO_NUMBER
      number: "2000"
    failure_forward_rule:
      action: REPEAT
    night_mode_forward_rule:
      action: FORWARD_TO_VOICEMAIL
      number: "2000"
    custom_forward_rules:
      - user_input: "1"     # appointments, in the tenant's office hours
        office_hours:
          mode: GLOBAL
        office_hours_forward_rule:
          action: FORWARD_TO_NUMBER
          number: "6001"
        non_office_hours_forward_rule:
          action: FORWARD_TO_VOICEMAIL
          number: "6001"
        holidays:
          - Christmas Day
          - New Year
        holiday_forward_rule:
          action: FORWARD_TO_NUMBER
          number: "+493055501999"
      - user_input: "2"     # laboratory, with hours of its own
        office_hours:
          mode: CUSTOM
          wednesday:
            enabled: true
            ranges:
              - from: "07:30"
                to: "11:00"
        office_hours_forward_rule:
          action: FORWARD_TO_NUMBER
          number: "6002"
        non_office_hours_forward_rule:
          action: HANGUP
    outbound_caller_ids:
      - provider_id: City Telecom
        caller_id: "+493055501000"
        description: Main number
    exclude_list:
      - "3000-3999"
      - "2010"

- name: Change nothing but the greeting
  portsip.pbx.portsip_ivr:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    extension_number: "8000"
    prompt_file_id: welcome-winter-en.wav

- name: Close the menu and take away the greeting, as a user of the tenant
  portsip.pbx.portsip_ivr:
    api_url: https://pbx.example.net:8887/api
    api_username: telephony
    api_password: "{{ vault_tenant_password }}"
    api_domain: northside.example.net
    extension_number: "8000"
    prompt_file_id: ""
    custom_forward_rules: []

- name: Move a receptionist to another number, knowing what gets lost
  portsip.pbx.portsip_ivr:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    id: "591827364509182736"
    extension_number: "8001"
    prompt_file_id: welcome-en.wav
    recreate: true

- name: Remove a receptionist
  portsip.pbx.portsip_ivr:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    extension_number: "8000"
    state: absent
"""

RETURN = r"""
ivr:
  description:
    - The receptionist as it is after the run, in check mode as it would be, with every option of this module that is a field of it and can
      be read under its own name. The PIN is left out. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the receptionist. Null in check mode for one that is still to be created.
      returned: always
      type: str
      sample: "591827364509182736"
    extension_number:
      description: Number at which it is reached.
      returned: always
      type: str
      sample: "8000"
    name:
      description: Name.
      returned: always
      type: str
      sample: Northside reception
    prompt_file_name:
      description: Name of the greeting's file.
      returned: when set
      type: str
      sample: welcome-en.wav
    prompt_file_size:
      description: Size of the greeting's file in bytes.
      returned: when set
      type: int
      sample: 183244
    prompt_file_url:
      description: Path from which the greeting's file can be downloaded.
      returned: when set
      type: str
      sample: /api/blobs/WexWdABcd5D4PDgz
    transfer_prompt_file_name:
      description: Name of the file played before a call is put through.
      returned: when set
      type: str
      sample: connecting-en.wav
    transfer_prompt_file_size:
      description: Size of that file in bytes.
      returned: when set
      type: int
      sample: 60120
    transfer_prompt_file_url:
      description: Path from which that file can be downloaded.
      returned: when set
      type: str
      sample: /api/blobs/Kf0aWcMs22QpLzv1
    custom_forward_rules:
      description: The menu, a list with one entry for each input. Holidays are given by their ids.
      returned: always
      type: list
      elements: dict
      sample: [{"user_input": "1", "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "6001"}}]
    outbound_caller_ids:
      description: Numbers shown on calls that go out through the receptionist. Trunks are given by their ids.
      returned: always
      type: list
      elements: dict
      sample: [{"provider_id": "730018264519283746", "caller_id": "+493055501000", "description": "Main number"}]
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
      sample: {"extension_number": "8000", "language": "en-GB"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"extension_number": "8000", "language": "de-DE"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "pin: the value given must not have the same digit three times running"
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
from ansible_collections.portsip.pbx.plugins.module_utils.options import (
    FORWARD_RULE,
    MENU_FORWARD_RULE,
    MENU_OFFICE_HOURS,
    TIMEOUT_FORWARD_RULE,
)
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr import IVR

OPTIONS: dict[str, Any] = {
    "extension_number": {"type": "str"},
    "name": {"type": "str"},
    "language": {"type": "str"},
    "dtmf_interval": {"type": "int"},
    "prompt_file_id": {"type": "str"},
    "transfer_prompt_file_id": {"type": "str"},
    "enable_pin": {"type": "bool"},
    "pin": {"type": "str", "no_log": True},
    "enable_night_mode": {"type": "bool"},
    "exclude_list": {"type": "list", "elements": "str"},
    "timeout_forward_rule": {"type": "dict", "options": TIMEOUT_FORWARD_RULE},
    "failure_forward_rule": {"type": "dict", "options": FORWARD_RULE},
    "night_mode_forward_rule": {"type": "dict", "options": FORWARD_RULE},
    "custom_forward_rules": {
        "type": "list",
        "elements": "dict",
        "options": {
            "user_input": {"type": "str", "required": True},
            "office_hours": {"type": "dict", "options": MENU_OFFICE_HOURS},
            "office_hours_forward_rule": {"type": "dict", "options": MENU_FORWARD_RULE},
            "non_office_hours_forward_rule": {"type": "dict", "options": MENU_FORWARD_RULE},
            "holidays": {"type": "list", "elements": "str"},
            "holiday_forward_rule": {"type": "dict", "options": MENU_FORWARD_RULE},
        },
    },
    "outbound_caller_ids": {
        "type": "list",
        "elements": "dict",
        "options": {
            "provider_id": {"type": "str", "required": True},
            "caller_id": {"type": "str", "required": True},
            "description": {"type": "str"},
        },
    },
}


MODULE = object_module(IVR, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
