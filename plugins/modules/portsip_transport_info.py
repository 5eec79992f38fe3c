#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_transport_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_transport_info
short_description: Read transports of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one, some or all transports of the PBX, that is the protocols and ports at which it takes SIP.
options:
  protocol:
    description:
      - Only transports with this protocol, V(UDP), V(TCP) or V(TLS).
    type: str
  port:
    description:
      - Only transports with this port.
    type: int
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
  - Uses C(GET /transports), C(GET /transports/{id}) and C(GET /transports/{id}/status).
seealso:
  - module: portsip.pbx.portsip_transport
"""

EXAMPLES = r"""
- name: Read all transports
  portsip.pbx.portsip_transport_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
  register: all_transports

- name: Read all transports and whether they work
  portsip.pbx.portsip_transport_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    status: true
  register: transports_now

- name: Read the ports that take TLS
  portsip.pbx.portsip_transport_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    protocol: TLS
  register: tls
"""

RETURN = r"""
transports:
  description:
    - The transports, with null for a field without a value.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the transport.
      returned: always
      type: str
      sample: "650192837465019283"
    protocol:
      description: Protocol.
      returned: always
      type: str
      sample: TLS
    port:
      description: Port.
      returned: always
      type: int
      sample: 5061
    verification:
      description: Whether clients must present a certificate.
      returned: always
      type: str
      sample: MANDATORY
    status:
      description: V(ACTIVATED) or V(DEACTIVATED).
      returned: when O(status=true)
      type: str
      sample: ACTIVATED
count:
  description: How many transports are returned.
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.transport import TRANSPORT

MODULE = info_module(TRANSPORT)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
