#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_verify."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_verify
short_description: Verify where all calls of tenants go
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Looks at each number of a tenant at each time of a week at which something changes, and on each holiday of a year, and tells who
    answers. It works on a definition, before anything is applied, or on the PBX as it is.
  - Tells in one line each what is wrong. Calls are lost in a loop, at a number that nobody has, at a rule without a destination, at a user
    who forwards to itself, or without an outbound rule. A number may be in no rule, several rules may fit the same calls, a group may have
    no member, a holiday may be forgotten, and an emergency number may have no route.
  - Compares calls with what is expected of them, and fails where they end elsewhere.
options:
  definition:
    description:
      - The definition of a tenant, a document with C(tenants), what an export returns, or a mapping with the variables of the roles.
        Left out, the tenant is read from the PBX.
      - It should be complete. What it leaves out is taken not to be there. Numbers of objects that it does not have stand in O(elsewhere).
      - It is never shown, because it may contain secrets.
    type: dict
  tenant:
    description:
      - Only this tenant, by its domain or its name; on the PBX also by its id. Left out, all.
    type: str
  expect:
    description:
      - Calls, and where each is to end.
    type: list
    elements: dict
    suboptions:
      number:
        description:
          - The number that is called, in quotes.
        type: str
        required: true
      ends_at:
        description:
          - Where the call is to end, as a number, such as V("8050"), a kind, such as V(hangup), both, such as V(voicemail 7090), or a
            mapping with C(kind), C(name) and C(number), of which each is compared that is given.
          - Kinds are those of RV(expectations[].ends_at), and the words that texts use for them, such as V(receptionist).
        type: raw
        required: true
      at:
        description:
          - When, as in M(portsip.pbx.portsip_call_path). Left out, now.
        type: str
      caller:
        description:
          - The number of the caller.
        type: str
      keys:
        description:
          - What the caller enters, as in M(portsip.pbx.portsip_call_path).
        type: list
        elements: str
      status:
        description:
          - Statuses of users by their extension numbers, as in M(portsip.pbx.portsip_call_path).
        type: dict
      answered:
        description:
          - Whether somebody answers.
        type: bool
        default: true
      tenant:
        description:
          - The tenant, by its domain or its name. Left out, the one that has the number.
        type: str
  first_day:
    description:
      - The first day of the year whose holidays are looked at, such as V(2027-01-01). Left out, today.
    type: str
  fail_on:
    description:
      - What else lets the task fail besides expectations that are not met.
    type: str
    choices:
      never: Nothing that was found.
      error: What loses calls.
      warning: This, and what probably nobody wants.
    default: never
  elsewhere:
    description:
      - Numbers and ranges of numbers such as V(7000-7099) that exist, but are not in the definition.
    type: list
    elements: str
  night_mode:
    description:
      - Whether the whole tenant is in night mode. Left out, what the definition or the PBX says.
    type: bool
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a system administrator, a dealer of the tenant, or a user who may administer it. With O(definition), nobody signs in.
  - Uses C(GET) of the lists and objects of a tenant that decide where calls go, and C(POST /tenants/switch). With O(definition), no
    request is made, and the connection options are not used.
  - Where the task fails on what was found, it has its results all the same.
  - Whether somebody is there, and whether a trunk is online, is not asked.
seealso:
  - module: portsip.pbx.portsip_call_path
  - module: portsip.pbx.portsip_validate
  - module: portsip.pbx.portsip_drift
"""

EXAMPLES = r"""
- name: Read the definition of a tenant
  ansible.builtin.include_vars:
    file: "{{ playbook_dir }}/clinics.yml"

- name: Verify a definition before it is applied
  portsip.pbx.portsip_verify:
    definition: "{{ tenant_definition }}"
    expect:
      - {number: "16025550100", at: 2026-11-30T09:00, ends_at: receptionist 8000}
      - {number: "16025550100", at: 2026-12-24T09:00, ends_at: "8050"}
      - {number: "16025550104", at: 2026-11-29T09:00, keys: ["1"], ends_at: voicemail 7092}
      - {number: "911", caller: "1010", ends_at: {kind: outside, name: Saguaro line}}
    fail_on: error

- name: Verify all tenants as they are on the PBX
  portsip.pbx.portsip_verify:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
  register: verified

- name: Show what loses calls
  ansible.builtin.debug:
    msg: "{{ verified.findings | selectattr('severity', 'eq', 'error') | map(attribute='text') }}"
"""

RETURN = r"""
calls:
  description: Who answers each number, and when. Numbers of a range that all lead to the same place are told together.
  returned: success, and where the task fails on what was found
  type: list
  elements: dict
  contains:
    tenant:
      description: Domain of the tenant.
      returned: always
      type: str
      sample: clinic.example.net
    number:
      description: The number, or the range.
      returned: always
      type: str
      sample: "16025550100"
    times:
      description: When.
      returned: always
      type: str
      sample: Sundays 08:00 to 24:00
    ends_at:
      description: Where calls end.
      returned: always
      type: dict
      contains:
        kind:
          description:
            - What answers. Of what has a number this is V(user), V(ivr), V(ring_group), V(call_queue), V(queue), V(voicemail),
              V(shared_voicemail), V(service), V(outside) for a number outside, or V(elsewhere).
            - V(action_url) leaves it to a web server, V(dial_out) lets the caller dial out, and V(hangup) ends the call as a rule says.
            - Calls are lost with V(no_rule), no inbound rule, V(missing), a number that nobody has, V(nowhere), a rule without a
              destination, V(no_route), no outbound rule, V(unanswered), a user who has no rule for it, and V(loop).
          returned: always
          type: str
          sample: ring_group
        name:
          description: Its name, or the trunk through which a call goes out. Empty where it has none.
          returned: always
          type: str
          sample: Front desk
        number:
          description: Its number. Empty where it has none.
          returned: always
          type: str
          sample: "8600"
    text:
      description: The same in words.
      returned: always
      type: str
      sample: receptionist 8050 Night line
findings:
  description: What is wrong, the most severe first.
  returned: success, and where the task fails on what was found
  type: list
  elements: dict
  contains:
    tenant:
      description: Domain of the tenant.
      returned: always
      type: str
      sample: clinic.example.net
    severity:
      description: V(error), calls are lost, V(warning), they may be, or go where probably nobody wants them, or V(note).
      returned: always
      type: str
      sample: error
    sort:
      description: What it is, such as V(loop), V(missing), V(no destination), V(emergency) or V(holiday).
      returned: always
      type: str
      sample: missing
    text:
      description: The finding in one line.
      returned: always
      type: str
      sample: "receptionist 8000 Main line: key 3: to 8049, which nobody has"
    numbers:
      description: Numbers whose calls are lost by it without anybody's doing.
      returned: always
      type: list
      elements: str
      sample: []
  sample: []
expectations:
  description: Each item of O(expect), and where the call ends.
  returned: success, and where the task fails on what was found
  type: list
  elements: dict
  contains:
    tenant:
      description: Domain of the tenant.
      returned: always
      type: str
      sample: clinic.example.net
    number:
      description: The number.
      returned: always
      type: str
      sample: "16025550100"
    at:
      description: When, in the time of the tenant.
      returned: always
      type: str
      sample: 2026-11-30T09:00
    expected:
      description: Where the call is to end, as it was given.
      returned: always
      type: raw
      sample: receptionist 8000
    ends_at:
      description: Where the call ends.
      returned: always
      type: dict
      contains:
        kind:
          description:
            - What answers. Of what has a number this is V(user), V(ivr), V(ring_group), V(call_queue), V(queue), V(voicemail),
              V(shared_voicemail), V(service), V(outside) for a number outside, or V(elsewhere).
            - V(action_url) leaves it to a web server, V(dial_out) lets the caller dial out, and V(hangup) ends the call as a rule says.
            - Calls are lost with V(no_rule), no inbound rule, V(missing), a number that nobody has, V(nowhere), a rule without a
              destination, V(no_route), no outbound rule, V(unanswered), a user who has no rule for it, and V(loop).
          returned: always
          type: str
          sample: ring_group
        name:
          description: Its name, or the trunk through which a call goes out. Empty where it has none.
          returned: always
          type: str
          sample: Front desk
        number:
          description: Its number. Empty where it has none.
          returned: always
          type: str
          sample: "8600"
    text:
      description: The same in words.
      returned: always
      type: str
      sample: receptionist 8000 Main line
    met:
      description: Whether it ends where it is to.
      returned: always
      type: bool
      sample: true
  sample: []
totals:
  description: How much was looked at and found.
  returned: success, and where the task fails on what was found
  type: dict
  contains:
    tenants:
      description: Number of tenants.
      returned: always
      type: int
      sample: 1
    numbers:
      description: Number of numbers and ranges.
      returned: always
      type: int
      sample: 4
    error:
      description: Number of errors.
      returned: always
      type: int
      sample: 0
    warning:
      description: Number of warnings.
      returned: always
      type: int
      sample: 0
    note:
      description: Number of notes.
      returned: always
      type: int
      sample: 1
    unmet:
      description: Number of expectations that are not met.
      returned: always
      type: int
      sample: 0
msg:
  description: What went wrong. The first findings are shown, and the number of the others.
  returned: failure
  type: str
  sample: "1 of 4 expectations are not met: 16025550100 at 2026-11-30T09:00 ends at receptionist 8050 Night line, not at receptionist 8000"
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
          support, V(rate_limited) too many requests, V(verification) calls that do not go where they are to, and V(unexpected)
          anything else.
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
    findings:
      description: Everything that is wrong with the definition.
      returned: when there is no such tenant in it
      type: list
      elements: dict
      contains:
        path:
          description: Path of the option.
          returned: always
          type: str
          sample: definition
        message:
          description: What is wrong.
          returned: always
          type: str
          sample: has no tenant north.example.net; it has south.example.net
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.runs import run_verify

OPTIONS: dict[str, Any] = {
    "definition": {"type": "dict", "no_log": True},
    "tenant": {"type": "str"},
    "expect": {
        "type": "list",
        "elements": "dict",
        "options": {
            "number": {"type": "str", "required": True},
            "ends_at": {"type": "raw", "required": True},
            "at": {"type": "str"},
            "caller": {"type": "str"},
            "keys": {"type": "list", "elements": "str", "no_log": False},
            "status": {"type": "dict"},
            "answered": {"type": "bool", "default": True},
            "tenant": {"type": "str"},
        },
    },
    "first_day": {"type": "str"},
    "fail_on": {"type": "str", "choices": ["never", "error", "warning"], "default": "never"},
    "elsewhere": {"type": "list", "elements": "str"},
    "night_mode": {"type": "bool"},
}


MODULE = action_module(run_verify, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
