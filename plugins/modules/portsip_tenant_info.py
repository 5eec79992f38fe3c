#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_tenant_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_tenant_info
short_description: Read tenants of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one, some or all tenants of PortSIP PBX, as far as the user who signs in may see them.
options:
  domain:
    description:
      - Only the tenant with this SIP domain. Upper and lower case make no difference.
    type: str
  name:
    description:
      - Only tenants with exactly this name.
    type: str
extends_documentation_fragment:
  - portsip.pbx.info
  - portsip.pbx.info.query
  - portsip.pbx.info.details
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a system administrator, or a dealer for its own tenants.
  - Uses C(GET /tenants) and C(GET /tenants/{id}).
seealso:
  - module: portsip.pbx.portsip_tenant
"""

EXAMPLES = r"""
- name: Read one tenant
  portsip.pbx.portsip_tenant_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    domain: northside.example.net
  register: northside

- name: Show how much of its disk space is in use
  ansible.builtin.debug:
    msg: "{{ northside.tenants[0].used_disk_quota }} of {{ northside.tenants[0].disk_quota | default('any amount', true) }}"
  when: northside.count == 1

- name: List the domains of all tenants, without reading each in full
  portsip.pbx.portsip_tenant_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    details: false
  register: all_tenants

- name: Read the tenants whose names begin with North
  portsip.pbx.portsip_tenant_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    filter: startswith(name,'North')
"""

RETURN = r"""
tenants:
  description:
    - The tenants, each with every field that M(portsip.pbx.portsip_tenant) can set under its own name, and null where it has no value.
      Secrets are left out. With O(details=false) only the fields of the list.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the tenant.
      returned: always
      type: str
      sample: "847362519048372615"
    domain:
      description: SIP domain.
      returned: always
      type: str
      sample: northside.example.net
    name:
      description: Name.
      returned: always
      type: str
      sample: Northside Clinics
    enabled:
      description: Whether the tenant may use the PBX.
      returned: always
      type: bool
      sample: true
    office_hours:
      description: The week, a mapping of days.
      returned: always
      type: dict
      sample: {"monday": {"enabled": true, "ranges": [{"from": "08:00", "to": "18:00"}]}}
    email_recipients:
      description: Mail addresses that get notifications.
      returned: always
      type: list
      elements: str
      sample: ["telephony@northside.example.net"]
    used_disk_quota:
      description: Disk space in use.
      returned: when the PBX tells it
      type: str
      sample: 12GB
    created_at:
      description: When the tenant was created (RFC 3339).
      returned: when the PBX tells it
      type: str
      sample: "2026-02-03T09:15:22.104Z"
count:
  description: How many tenants are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "api_url: is needed, such as https://pbx.example.net:8887/api (or the environment variable PORTSIP_API_URL)"
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

from ansible_collections.portsip.pbx.plugins.module_utils.definition import info_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.tenant import TENANT

MODULE = info_module(TENANT)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
