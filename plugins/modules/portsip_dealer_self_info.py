#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_dealer_self_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_dealer_self_info
short_description: Read the PortSIP PBX dealer who signs in
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads the dealer who signs in, with the number of its tenants, users and dealers, and the limits.
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a dealer.
  - Uses C(GET /dealer) and C(GET /dealer/status).
seealso:
  - module: portsip.pbx.portsip_dealer_self
  - module: portsip.pbx.portsip_system_info
"""

EXAMPLES = r"""
- name: Read how many more tenants and extensions the dealer may create
  portsip.pbx.portsip_dealer_self_info:
    api_url: https://pbx.example.net:8887/api
    api_username: northside
    api_password: "{{ vault_dealer_password }}"
  register: self
"""

RETURN = r"""
dealer:
  description: The same as RV(portsip.pbx.portsip_dealer_self#module:dealer).
  returned: success
  type: dict
  sample:
    name: northside
    level: RESELLER
status:
  description: The release of the PBX, and what there is and may be.
  returned: success
  type: dict
  contains:
    version:
      description: Release of the PBX.
      returned: always
      type: str
      sample: 22.3.9.1720
    max_tenants:
      description: Maximum number of tenants.
      returned: always
      type: int
      sample: 20
    current_tenants:
      description: Number of tenants.
      returned: always
      type: int
      sample: 8
    max_users:
      description: Maximum number of users of all its tenants together.
      returned: always
      type: int
      sample: 2000
    current_users:
      description: Number of users.
      returned: always
      type: int
      sample: 120
    max_dealers:
      description: Maximum number of dealers below.
      returned: always
      type: int
      sample: 5
    current_dealers:
      description: How many he has.
      returned: always
      type: int
      sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "Could not connect to https://pbx.example.net:8887 (connection refused). Check host, port and firewall."
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
      description: The message of the API, or null.
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.system_info import run_dealer_self_info

MODULE = action_module(run_dealer_self_info, {})


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
