#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_config."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_config
short_description: Apply a document to PortSIP PBX, its tenants and queues
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Plans a whole document C({system, tenants, queues}), and carries the plan out. What the document does not name is left alone, unless
    O(exclusive) says otherwise.
  - Everything is validated before the first request, and everything is planned before the first write. All errors are reported at once,
    each with its path in the document.
  - Objects are written in the order in which they depend on each other. What only the plan creates can be referred to, also in check mode.
    Fields that may lead to objects in a circle, such as the forward rules of receptionists, are written when all objects exist. Removals
    come last, in reverse order; a removal that frees an extension number for another object comes before it.
  - In check mode, the result is the plan. With C(--diff) it is shown in a readable form.
options:
  definition:
    description:
      - The document, as M(portsip.pbx.portsip_export) writes it. The keys of its tenants and queues are those of the definitions of the
        roles P(portsip.pbx.tenant#role), P(portsip.pbx.system#role) and P(portsip.pbx.queue#role).
      - An entry of a list may have C(state=absent). A tenant may have C(renamed_from), the domain that it had before; it is then renamed
        instead of created.
      - A list of entries may also be written C({defaults, items}).
      - It is never shown, because it may contain secrets.
    type: dict
    required: true
  tenants:
    description:
      - Only these tenants of the document, each by its domain, with everything in them. Neither C(system) nor C(queues) is then touched.
    type: list
    elements: str
  only:
    description:
      - Only these kinds, each by its key in the document, such as V(ivrs) or V(tenants.ip_rules), with everything inside them.
      - What they are in must exist on the PBX, or be one of these kinds, too.
    type: list
    elements: str
  state:
    description:
      - V(present) makes the PBX as the document says.
      - V(absent) removes what the document names, in reverse order. What can't be removed, such as settings, stays. An object that also
        another entry names, which the run is not about, stays, too.
    type: str
    choices: [present, absent]
    default: present
  absent_keeps:
    description:
      - Kinds that stay when what they are in is removed, by O(state=absent) or by an entry with C(state=absent). An entry that itself has
        C(state=absent) is removed in any case.
      - With V(agents), the agents of queues stay, and only leave the queue.
    type: list
    elements: str
    default: [transports, ip_rules]
  exclusive:
    description:
      - Kinds of which everything is removed that is on the PBX and not in the list of the document. A list that is absent removes nothing;
        an empty list removes everything.
      - What the PBX makes by itself stays, which are IP rules with an end and the built-in server for receptionists.
      - V(tenants) can't be exclusive, nor can a kind of the whole PBX be inside of a tenant.
    type: list
    elements: str
    default: []
  exclusive_limit:
    description:
      - How many objects of a kind one run may remove because of O(exclusive), in all lists together. Objects that are removed to be
        created again (C(recreate)) count, too.
      - It is checked before the first write, in check mode, too.
    type: int
    default: 10
  exclusive_limit_percent:
    description:
      - How many percent of the objects of a kind may be removed so. It counts where there are more than three.
    type: int
    default: 50
  exclusive_protected:
    description:
      - Objects that O(exclusive) never removes, each as the plan names it.
    type: list
    elements: dict
    default: []
    suboptions:
      kind:
        description: The kind, as the plan or the document calls it, such as V(ivr) or V(ivrs).
        type: str
        required: true
      name:
        description: The name, such as V(8000).
        type: str
        required: true
      within:
        description: What it is in, the outermost first. Left out, it may be anywhere.
        type: list
        elements: dict
        suboptions:
          kind:
            description: The kind, such as V(tenant).
            type: str
            required: true
          name:
            description: The name, such as V(clinic.example.net).
            type: str
            required: true
  update_password:
    description:
      - What happens to secrets that the API never shows, so that they can't be compared. C(update_password) of an entry takes precedence.
    type: str
    choices:
      on_create: They are written into new objects only.
      always: They are written in every run, which is reported as a change.
    default: on_create
  parallel:
    description:
      - How many requests are made at the same time, 1 to 64. The result does not depend on it.
    type: int
    default: 8
  requests_per_minute:
    description:
      - How many requests are made in a minute at most, to both APIs together. With V(0) there is no limit but those that the APIs name, to
        which all requests of the run keep.
    type: int
    default: 0
  validate_only:
    description:
      - Only validate the document. No request is made.
    type: bool
    default: false
  plan_file:
    description:
      - Path of a file that gets the whole plan as JSON, also in check mode, as a whole or not at all, with mode V(0600) where it is new.
      - The result holds the first part of a plan that is very long.
    type: path
  plan_digest:
    description:
      - The RV(plan_digest) of a plan that was approved. If the plan is another one now, because the document or the PBX has changed since,
        the task fails and nothing is written.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a system administrator. The user of a tenant can apply what is inside the tenant, with O(only). Queues and agents require an
    application of the extension API.
  - Uses C(GET) of the paths of the kinds in the document, each list once, C(POST /tenants/switch) for each tenant, and for what changes
    the same requests as the modules of these kinds.
  - If something can't be written, what depends on it is skipped, everything else is done, and the task fails. It returns RV(done) and
    RV(not_done), and the next run goes on from there.
  - The brand can't be read. It is written, and reported as changed, in every run. O(only) leaves it out.
seealso:
  - module: portsip.pbx.portsip_export
  - module: portsip.pbx.portsip_validate
"""

EXAMPLES = r"""
- name: Show what would change
  portsip.pbx.portsip_config:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    definition:
      tenants:
        - domain: clinic.example.com
          ivrs:
            - extension_number: "8000"
              name: Main line
              pin: "{{ vault_main_line_pin }}"
              timeout_forward_rule: {action: FORWARD_TO_NUMBER, number: "8001"}
            - extension_number: "8001"
              name: Night line
              pin: "{{ vault_night_line_pin }}"
              timeout_forward_rule: {action: FORWARD_TO_NUMBER, number: "8000"}
    plan_file: plan.json
  check_mode: true
  diff: true
  register: planned

- name: Carry out exactly the plan that was approved
  portsip.pbx.portsip_config:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    definition:
      tenants:
        - domain: clinic.example.com
          ivrs:
            - extension_number: "8000"
              name: Main line
              pin: "{{ vault_main_line_pin }}"
              timeout_forward_rule: {action: FORWARD_TO_NUMBER, number: "8001"}
            - extension_number: "8001"
              name: Night line
              pin: "{{ vault_night_line_pin }}"
              timeout_forward_rule: {action: FORWARD_TO_NUMBER, number: "8000"}
    plan_digest: "{{ planned.plan_digest }}"

- name: Ensure the clinic has this receptionist and no other one, at most five of them removed
  portsip.pbx.portsip_config:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    definition:
      tenants:
        - domain: clinic.example.com
          ivrs:
            - extension_number: "8000"
              name: Main line
              pin: "{{ vault_main_line_pin }}"
    exclusive:
      - ivrs
    exclusive_limit: 5

- name: Ensure the tenant has its new domain, instead of creating another one
  portsip.pbx.portsip_config:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    definition:
      tenants:
        - domain: clinic-north.example.com
          renamed_from: clinic.example.com
          ivrs:
            - extension_number: "8000"
              name: Main line
              pin: "{{ vault_main_line_pin }}"

- name: Remove the tenant and what is in it
  portsip.pbx.portsip_config:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    definition:
      tenants:
        - domain: clinic.example.com
          ivrs:
            - extension_number: "8000"
              name: Main line
              pin: "{{ vault_main_line_pin }}"
    state: absent
"""

RETURN = r"""
plan:
  description:
    - What is done, or would be done in check mode, in this order; nothing that stays as it is.
    - Secrets are V((changes)) where they change. A plan that is very long is cut, with a warning; O(plan_file) gets all of it.
  returned: success, unless O(validate_only=true)
  type: list
  elements: dict
  contains:
    action:
      description: V(create), V(update), V(remove) or V(recreate).
      returned: always
      type: str
      sample: update
    kind:
      description: The kind of the object.
      returned: always
      type: str
      sample: ivr
    within:
      description: What the object is in, the outermost first.
      returned: always
      type: list
      elements: dict
      contains:
        kind:
          description: The kind.
          returned: always
          type: str
          sample: tenant
        name:
          description: The name.
          returned: always
          type: str
          sample: clinic.example.com
    name:
      description: What the object is called in it.
      returned: always
      type: str
      sample: "8000"
    changes:
      description: The fields that change; none where the object is removed.
      returned: always
      type: list
      elements: dict
      contains:
        field:
          description: The field.
          returned: always
          type: str
          sample: language
        before:
          description: Its value, or null.
          returned: always
          type: raw
          sample: en-US
        after:
          description: The value that it gets, or null.
          returned: always
          type: raw
          sample: de-DE
plan_digest:
  description: SHA-256 of the plan. It is equal for plans that do the same.
  returned: success, unless O(validate_only=true)
  type: str
  sample: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12da39a3ee5e6b4b0d3255bfef
moved_calls:
  description:
    - The calls that end elsewhere once the plan is carried out, as far as the document describes where calls go, in the order of the
      tenants. At most 200; O(plan_file) gets all. See M(portsip.pbx.portsip_call_path).
    - A tenant that is created has none.
  returned: success, unless O(validate_only=true)
  type: list
  elements: dict
  contains:
    tenant:
      description: Domain of the tenant.
      returned: always
      type: str
      sample: clinic.example.com
    text:
      description: When, which calls, where they end, and where they ended before.
      returned: always
      type: str
      sample: "Sundays 08:00 to 24:00, 16025550140: voicemail 7090 Night mailbox, before receptionist 8050 Night line"
  sample: []
summary:
  description: How many objects the plan is about.
  returned: success, unless O(validate_only=true)
  type: dict
  contains:
    create:
      description: Objects that are created.
      returned: always
      type: int
      sample: 2
    update:
      description: Objects that are changed.
      returned: always
      type: int
      sample: 1
    remove:
      description: Objects that are removed.
      returned: always
      type: int
      sample: 0
    recreate:
      description: Objects that are removed and created again.
      returned: always
      type: int
      sample: 0
    unchanged:
      description: Objects that are as the document says.
      returned: always
      type: int
      sample: 12
entries:
  description: How many entries each list of the document has, by its path. A mapping counts as one.
  returned: success, with O(validate_only=true)
  type: dict
  sample: {"tenants": 1, "tenants.ivrs": 2}
diff:
  description: The plan in a readable form.
  returned: success, with C(--diff)
  type: dict
  contains:
    prepared:
      description: A line for each object and each field, then one for each call that ends elsewhere.
      returned: always
      type: str
      sample: "Plan: 1 to update, 12 unchanged.\ntenant clinic.example.com\n  ~ update ivr 8000\n      language: \"en-US\" -> \"de-DE\"\n"
done:
  description: What was written before and after something failed.
  returned: failure, if something was written or skipped
  type: list
  elements: dict
  contains:
    path:
      description: Where the object stands in the document; of an object that the document does not name, its list.
      returned: always
      type: str
      sample: tenants[0].ivrs[0]
    kind:
      description: The kind.
      returned: always
      type: str
      sample: ivr
    name:
      description: The name.
      returned: always
      type: str
      sample: "8000"
not_done:
  description: What of the plan was not done.
  returned: failure, if something was written or skipped
  type: list
  elements: dict
  contains:
    path:
      description: Where the object stands in the document; of an object that the document does not name, its list.
      returned: always
      type: str
      sample: tenants[0].ivrs[1]
    kind:
      description: The kind.
      returned: always
      type: str
      sample: ivr
    name:
      description: The name.
      returned: always
      type: str
      sample: "8001"
    reason:
      description:
        - V(failed), V(skipped), as something that it depends on failed or the run was ended before, or V(unknown), as the answer to a
          request was lost.
      returned: always
      type: str
      sample: failed
    msg:
      description:
        - What went wrong with it; of an object that was skipped, which one it depends on. Empty where the run was ended before it began,
          or while it was under way.
      returned: always
      type: str
      sample: "The PBX answered 500 to POST /ivrs: INTERNAL_ERROR."
msg:
  description: What went wrong, with the path in the document. The first five errors are shown, and the number of the others.
  returned: failure
  type: str
  sample: "tenants[0].ivrs[2].pin: must not have three digits in sequence, such as 012 or 789"
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
      description: Everything that is wrong with the document.
      returned: if something is
      type: list
      elements: dict
      contains:
        path:
          description: Where it is wrong.
          returned: always
          type: str
          sample: tenants[0].ivrs[2].pin
        message:
          description: What is wrong, and what is allowed or what to do.
          returned: always
          type: str
          sample: must not have three digits in sequence, such as 012 or 789
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config

NAMED: dict[str, Any] = {"kind": {"type": "str", "required": True}, "name": {"type": "str", "required": True}}
OPTIONS: dict[str, Any] = {
    "definition": {"type": "dict", "required": True, "no_log": True},
    "tenants": {"type": "list", "elements": "str"},
    "only": {"type": "list", "elements": "str"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "absent_keeps": {"type": "list", "elements": "str", "default": ["transports", "ip_rules"]},
    "exclusive": {"type": "list", "elements": "str", "default": []},
    "exclusive_limit": {"type": "int", "default": 10},
    "exclusive_limit_percent": {"type": "int", "default": 50},
    "exclusive_protected": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {**NAMED, "within": {"type": "list", "elements": "dict", "options": NAMED}},
    },
    "update_password": {"type": "str", "choices": ["on_create", "always"], "default": "on_create", "no_log": False},
    "parallel": {"type": "int", "default": 8},
    "requests_per_minute": {"type": "int", "default": 0},
    "validate_only": {"type": "bool", "default": False},
    "plan_file": {"type": "path"},
    "plan_digest": {"type": "str"},
}


MODULE = action_module(run_config, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
