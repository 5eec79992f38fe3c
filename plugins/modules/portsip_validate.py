#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_validate."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_validate
short_description: Validate a document, or the definition of a tenant, a PBX or a queue
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Checks a document, or a definition as the roles of this collection take it, as a whole and without any request. Each role does this
    first.
  - Unknown keys, missing keys, wrong types, values that are not allowed, and options that do not fit together are errors, and so are two
    entries of one list that mean the same object. Networks, numbers and domains are compared in their normal form.
  - A template that Ansible did not evaluate is an error, too, and so is a text that Ansible shows in place of a secret.
  - In a document, an object that two tenants share, such as an IP rule, must have the same values in both. An agent stands in a tenant
    or in a queue, and nothing refers to an object that the document removes.
  - Values omitted with C(default(omit\)), at any depth, count as not given.
  - It is not checked whether objects that the definition refers to exist on the PBX.
options:
  kind:
    description:
      - What the definition describes.
    type: str
    required: true
    choices:
      document: A whole document, a mapping of C(system), C(tenants) and C(queues).
      tenant: The C(tenant_definition) of the role P(portsip.pbx.tenant#role).
      system: The C(system_definition) of the role P(portsip.pbx.system#role).
      queue: The C(queue_definition) of the role P(portsip.pbx.queue#role).
  definition:
    description:
      - The definition or the document. The documentation of the roles lists the keys. An entry of C(tenants) and C(queues) has the keys of
        C(tenant_definition) and C(queue_definition), and C(state); a tenant also has C(renamed_from).
      - A list of entries may be written as a mapping of C(defaults), the values that all entries share, and C(items), the entries.
      - It is never shown, because it may contain secrets.
    type: dict
    required: true
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires no login, and makes no request. The connection options are accepted and not used, so that C(module_defaults) of the group
    C(portsip.pbx.portsip), and what a role is given as C(tenant_connection), reach this module, too.
seealso:
  - module: portsip.pbx.portsip_tenant
  - module: portsip.pbx.portsip_queue
"""

EXAMPLES = r"""
- name: Validate the definition of a tenant
  portsip.pbx.portsip_validate:
    kind: tenant
    definition:
      domain: northside.example.net
      name: Northside
      timezone: America/Phoenix
      currency: USD
      region: USA
      ip_rules:
        - cidr: 198.51.100.0/24
          target: ACCEPT
      ivrs:
        - extension_number: "8000"
          name: Main line
          pin: "{{ vault_main_line_pin }}"

- name: Read a document
  ansible.builtin.include_vars:
    file: "{{ playbook_dir }}/pbx.yml"
    name: pbx

- name: Validate the document
  portsip.pbx.portsip_validate:
    kind: document
    definition: "{{ pbx }}"
"""

RETURN = r"""
entries:
  description: How many entries each part of the definition has, by its path. A mapping, such as the tenant itself, counts as one.
  returned: success
  type: dict
  sample: {"tenant": 1, "ip_rules": 1, "ivrs": 1}
references:
  description: What the document refers to and does not create itself. The PBX must already have it when the document is applied.
  returned: success, with O(kind=document)
  type: list
  elements: dict
  contains:
    path:
      description: Path of the option.
      returned: always
      type: str
      sample: tenants[0].ivrs[1].prompt_file
    kind:
      description: What it refers to.
      returned: always
      type: str
      sample: file
    name:
      description: The name, number or id.
      returned: always
      type: str
      sample: welcome.wav
msg:
  description: What is wrong, with the path of each option. The first five errors are shown, and the number of the others.
  returned: failure
  type: str
  sample: "tenant_definition.ivrs[2].pin: must not have three digits in sequence, such as 012 or 789"
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
      returned: when the definition is not valid
      type: list
      elements: dict
      contains:
        path:
          description: Path of the option.
          returned: always
          type: str
          sample: tenant_definition.ivrs[2].pin
        message:
          description: What is wrong, and what is allowed.
          returned: always
          type: str
          sample: must not have three digits in sequence, such as 012 or 789
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.validate import run_validate

OPTIONS: dict[str, Any] = {
    "kind": {"type": "str", "required": True, "choices": ["document", "tenant", "system", "queue"]},
    "definition": {"type": "dict", "required": True, "no_log": True},
}


MODULE = action_module(run_validate, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
