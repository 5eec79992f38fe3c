#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_call_path."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_call_path
short_description: Compute where a call goes
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Computes where a call to a number ends at a time, and why, from a definition or from the PBX as it is. No call is made.
  - The path leads through trunk, inbound rule with its callers, hours and holidays, night mode, receptionists and what is pressed there,
    ring groups, call queues, the rules of users, voicemail, and outbound rules on the way out.
  - A fact about routing that the vendor does not document is marked in the path, and its words say what is taken for granted.
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
      - The tenant, by its domain or its name; on the PBX also by its id. Required where there are several.
    type: str
  number:
    description:
      - The number that is called, as it is dialled, in quotes. It has digits, C(*) and C(#), and what people write between digits. Spaces
        and a leading C(+) make no difference for a number of a trunk.
      - An extension number is called from inside. So is any number with an extension of the tenant as O(caller), also an emergency number.
    type: str
    required: true
  at:
    description:
      - When, as a local time of the tenant, such as V(2026-11-29T08:00), or as in RFC 3339 with an offset from UTC. Left out, now.
    type: str
  caller:
    description:
      - The number of the caller, as the trunk sends it, or the extension number of a user who calls. Left out, a caller whom no mask means.
    type: str
  keys:
    description:
      - What the caller enters, in order, each as a whole, such as the key of a menu or an extension number.
      - V(timeout) stands for no input until the rule for it applies, V(failure) for a transfer that fails, and V(exit) for the key that
        leaves a queue.
      - After that, the call stays where it is. Left out, the first receptionist answers, and the path ends there.
    type: list
    elements: str
  status:
    description:
      - Statuses of users by their extension numbers, V(available), V(busy), V(dnd), V(away), V(lunch), V(trip) or V(offline). All others
        are available.
    type: dict
  answered:
    description:
      - Whether somebody answers, where phones ring or a queue waits. Otherwise the rules for calls without an answer apply.
    type: bool
    default: true
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
  - Whether somebody is there, and whether a trunk is online, is not asked.
seealso:
  - module: portsip.pbx.portsip_verify
  - module: portsip.pbx.portsip_inbound_rule
  - module: portsip.pbx.portsip_outbound_rule
  - module: portsip.pbx.portsip_ivr
"""

EXAMPLES = r"""
- name: Read the definition of a tenant
  ansible.builtin.include_vars:
    file: "{{ playbook_dir }}/clinics.yml"

- name: Ask where a call on a Sunday goes, before anything is applied
  portsip.pbx.portsip_call_path:
    definition: "{{ tenant_definition }}"
    number: "+1 602 555 0100"
    at: 2026-11-29T08:00
  register: sunday

- name: Show why
  ansible.builtin.debug:
    msg: "{{ sunday.path | map(attribute='reason') }}"

- name: Ask the PBX where a call goes that presses 1, and that nobody answers
  portsip.pbx.portsip_call_path:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    tenant: clinic.example.net
    number: "16025550104"
    keys:
      - "1"
    answered: false

- name: Check through which trunk an emergency call from a desk goes
  portsip.pbx.portsip_call_path:
    definition: "{{ tenant_definition }}"
    number: "911"
    caller: "1010"
"""

RETURN = r"""
path:
  description: What decides where the call goes, step by step, and at last where it stays.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description:
        - What decides, such as V(trunk), V(inbound_rule), V(ivr), V(user), V(emergency_number), V(e164) or V(outbound_rule); of the last
          step the same as in RV(ends_at).
      returned: always
      type: str
      sample: inbound_rule
    name:
      description: Number and name of it.
      returned: always
      type: str
      sample: Main number
    reason:
      description: Why the call goes on as it does.
      returned: always
      type: str
      sample: within the tenant's office hours
    undocumented:
      description: Whether the reason rests on something that the vendor does not document. It then says what.
      returned: always
      type: bool
      sample: false
ends_at:
  description: Where the call ends.
  returned: success
  type: dict
  contains:
    kind:
      description:
        - What answers. Of what has a number this is V(user), V(ivr), V(ring_group), V(call_queue), V(queue), V(voicemail),
          V(shared_voicemail), V(service), V(outside) for a number outside, or V(elsewhere).
        - V(action_url) leaves it to a web server, V(dial_out) lets the caller dial out, and V(hangup) ends the call as a rule says.
        - Calls are lost with V(no_rule), no inbound rule, V(missing), a number that nobody has, V(nowhere), a rule without a destination,
          V(no_route), no outbound rule, V(unanswered), a user who has no rule for it, and V(loop).
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
at:
  description: When, in the time of the tenant.
  returned: success
  type: str
  sample: 2026-11-29T08:00
msg:
  description: What went wrong.
  returned: failure
  type: str
  sample: "at: 'tomorrow' must be a time of the tenant such as 2026-11-29T08:00"
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
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.runs import run_call_path

OPTIONS: dict[str, Any] = {
    "definition": {"type": "dict", "no_log": True},
    "tenant": {"type": "str"},
    "number": {"type": "str", "required": True},
    "at": {"type": "str"},
    "caller": {"type": "str"},
    "keys": {"type": "list", "elements": "str", "no_log": False},
    "status": {"type": "dict"},
    "answered": {"type": "bool", "default": True},
    "elsewhere": {"type": "list", "elements": "str"},
    "night_mode": {"type": "bool"},
}


MODULE = action_module(run_call_path, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
