#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_provider_assignment."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_provider_assignment
short_description: Assign trunks of PortSIP PBX to tenants
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Lets a tenant use a trunk of the system, with numbers of its own, or takes the trunk away from the tenant.
  - Numbers that overlap inside the option are found before the first request, numbers that another tenant has on
    this trunk before the first write.
options:
  provider:
    description:
      - The trunk (the API calls it a provider), by its name or its id.
    type: str
    required: true
  tenant:
    description:
      - The tenant, by its id, its SIP domain or its name. A name counts only where no domain matches, and one that reads like a domain
        never counts.
    type: str
    required: true
  did_numbers:
    description:
      - The numbers (DID) of the tenant on this trunk, as a list of numbers and ranges such as V(12000-18000), or
        as the API does in one text with semicolons between.
      - The PBX takes no numbers that begin with C(+), C(0) or C(00).
      - Compared as sets of numbers, so that the order, and how they are put together in ranges, means nothing.
      - An empty list clears.
    type: list
    elements: str
  concurrency:
    description:
      - How many calls the tenant may have on this trunk at once.
    type: int
extends_documentation_fragment:
  - portsip.pbx.options.assignment
  - portsip.pbx.options.fields
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /providers), C(GET /tenants), C(GET /providers/{id}/assignees), C(GET /providers/{id}/assignees/{tenant_id}),
    C(POST /providers/{id}/assignees/{tenant_id}) and C(POST /providers/{id}/assignees/{tenant_id}/destroy).
seealso:
  - module: portsip.pbx.portsip_provider_assignment_info
  - module: portsip.pbx.portsip_tenant
"""

EXAMPLES = r"""
- name: Let the clinic use the trunk with its own numbers
  portsip.pbx.portsip_provider_assignment:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    provider: Carrier One
    tenant: clinic.example.com
    did_numbers:
      - "15550100"
      - "15550200-15550299"
    concurrency: 30

- name: The same as the API writes it
  portsip.pbx.portsip_provider_assignment:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    provider: Carrier One
    tenant: office.example.com
    did_numbers: "3000;12000-18000"

- name: Take the trunk away from the clinic
  portsip.pbx.portsip_provider_assignment:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    provider: Carrier One
    tenant: clinic.example.com
    state: absent
"""

RETURN = r"""
provider_assignment:
  description:
    - The assignment as it is after the run, in check mode as it would be. Null after O(state=absent). A field without
      a value is null.
  returned: success
  type: dict
  contains:
    tenant:
      description: Id of the tenant.
      returned: always
      type: str
      sample: '920384756102938475'
    did_numbers:
      description: The numbers (DID) of the tenant on this trunk, as a list of numbers and ranges such as V(12000-18000),
        or as the API does in one text with semicolons between.
      returned: always
      type: list
      elements: str
      sample:
        - '3000'
        - 12000-18000
    concurrency:
      description: How many calls the tenant may have on this trunk at once.
      returned: always
      type: int
      sample: 30
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
      sample: {"did_numbers": ["3000"], "tenant": "920384756102938475"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"did_numbers": ["3000", "12000-18000"], "tenant": "920384756102938475"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "did_numbers: 3000-3100 and 3050 overlap"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.provider_assignment import PROVIDER_ASSIGNMENT

OPTIONS: dict[str, Any] = {
    "tenant": {"type": "str", "required": True},
    "did_numbers": {"type": "list", "elements": "str"},
    "concurrency": {"type": "int"},
}


MODULE = object_module(PROVIDER_ASSIGNMENT, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
