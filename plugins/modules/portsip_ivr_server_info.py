#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr_server_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr_server_info
short_description: Read virtual receptionist servers of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one, some or all servers for virtual receptionists, if wanted with their load.
options:
  name:
    description:
      - Only the server with this name.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.status
  - portsip.pbx.info
  - portsip.pbx.info.query
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a system administrator.
  - Uses C(GET /ivr_servers), C(GET /ivr_servers/{id}) and C(GET /ivr_servers/{id}/status).
seealso:
  - module: portsip.pbx.portsip_ivr_server
"""

EXAMPLES = r"""
- name: Read all servers and how they are
  portsip.pbx.portsip_ivr_server_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    status: true
  register: servers
"""

RETURN = r"""
ivr_servers:
  description:
    - The servers, with null for a field without a value.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the server.
      returned: always
      type: str
      sample: '530192837465019283'
    name:
      description: Name of the server.
      returned: always
      type: str
      sample: receptionists-2
    enabled:
      description: Whether the server is used.
      returned: always
      type: bool
      sample: true
    type:
      description: C(INTERNAL) for the server that the PBX brings along, C(EXTERNAL) for any other.
      returned: always
      type: str
      sample: EXTERNAL
    ipv4:
      description: IPv4 address of the host.
      returned: always
      type: str
      sample: 192.0.2.31
    ipv6:
      description: IPv6 address of the host.
      returned: always
      type: str
      sample: null
    status:
      description: C(ONLINE) or C(OFFLINE).
      returned: when O(status=true)
      type: str
      sample: ONLINE
    cpu_usage:
      description: Load of the processor in percent.
      returned: when O(status=true)
      type: int
      sample: 12
    memory_usage:
      description: Usage of memory in percent.
      returned: when O(status=true)
      type: int
      sample: 40
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr_server import IVR_SERVER

MODULE = info_module(IVR_SERVER)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
