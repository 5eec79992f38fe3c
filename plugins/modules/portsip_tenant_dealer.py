#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_tenant_dealer."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_tenant_dealer
short_description: Assign tenants of PortSIP PBX to dealers
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes a tenant belong to a dealer, or takes it away from the dealer.
  - Only the dealer that is named is touched. What becomes of a former dealer of the tenant is up to the PBX.
options:
  tenant:
    description:
      - The tenant, by its id, its SIP domain or its name. A name counts only where no domain matches, and one that reads like a domain
        never counts.
    type: str
    required: true
  dealer:
    description:
      - The dealer, by his user name or his id.
    type: str
    required: true
extends_documentation_fragment:
  - portsip.pbx.options.assignment
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator, or a dealer for the dealers below.
  - Uses C(GET /tenants), C(GET /dealers), C(GET /tenants/{id}/dealers), C(POST /tenants/{id}/dealers/{dealer_id})
    and C(POST /tenants/{id}/dealers/{dealer_id}/destroy).
seealso:
  - module: portsip.pbx.portsip_tenant
  - module: portsip.pbx.portsip_dealer
  - module: portsip.pbx.portsip_tenant_dealer_info
"""

EXAMPLES = r"""
- name: Let the dealer run the clinic
  portsip.pbx.portsip_tenant_dealer:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: clinic.example.com
    dealer: northside

- name: Take it away from him
  portsip.pbx.portsip_tenant_dealer:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: clinic.example.com
    dealer: northside
    state: absent
"""

RETURN = r"""
tenant_dealer:
  description:
    - The dealer of the tenant after the run, in check mode as he would be. Null after O(state=absent).
  returned: success
  type: dict
  contains:
    dealer:
      description: Id of the dealer.
      returned: always
      type: str
      sample: '410283746501928374'
    name:
      description: User name of the dealer.
      returned: when the assignment is there
      type: str
      sample: northside
    display_name:
      description: Name that is shown.
      returned: when the dealer has one
      type: str
      sample: Northside Telecom
    level:
      description: Level of the dealer.
      returned: when the assignment is there
      type: str
      sample: RESELLER
    enabled:
      description: Whether the dealer may sign in.
      returned: when the assignment is there
      type: bool
      sample: true
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
      sample: {}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"dealer": "410283746501928374"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "dealer: there is no dealer with the name or id 'northsid'"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.dealer import TENANT_DEALER

OPTIONS: dict[str, Any] = {"dealer": {"type": "str", "required": True}}


MODULE = object_module(TENANT_DEALER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
