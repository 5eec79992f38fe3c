#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_tenant_dealer_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_tenant_dealer_info
short_description: Read the dealers of a tenant of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads the dealers to whom a tenant belongs.
options:
  tenant:
    description:
      - The tenant, by its id, its SIP domain or its name. A name counts only where no domain matches, and one that reads like a domain
        never counts.
    type: str
    required: true
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a system administrator, or a dealer for the dealers below.
  - Uses C(GET /tenants) and C(GET /tenants/{id}/dealers).
seealso:
  - module: portsip.pbx.portsip_tenant_dealer
"""

EXAMPLES = r"""
- name: Read to whom the clinic belongs
  portsip.pbx.portsip_tenant_dealer_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: clinic.example.com
  register: clinic
"""

RETURN = r"""
tenant_dealers:
  description:
    - The dealers.
  returned: success
  type: list
  elements: dict
  contains:
    dealer:
      description: Id of the dealer.
      returned: always
      type: str
      sample: '410283746501928374'
    name:
      description: User name of the dealer.
      returned: always
      type: str
      sample: northside
    display_name:
      description: Name that is shown.
      returned: when the dealer has one
      type: str
      sample: Northside Telecom
    level:
      description: Level of the dealer.
      returned: always
      type: str
      sample: RESELLER
    enabled:
      description: Whether the dealer may sign in.
      returned: always
      type: bool
      sample: true
count:
  description: How many are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "Could not connect to https://pbx.example.net:8887 (connection refused). Check host, port and firewall."
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
      sample: connection
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
      sample: POST
    path:
      description: Path of the request, without host and query, or null.
      returned: always
      type: str
      sample: /api/login/oauth/token
"""

from ansible_collections.portsip.pbx.plugins.module_utils.definition import info_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.dealer import TENANT_DEALER

MODULE = info_module(TENANT_DEALER)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
