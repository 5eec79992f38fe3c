#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_sbc."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_sbc
short_description: Set up the session border controller of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the name, the web ports and the transports of the session border controller (SBC), which connects browsers
    and phones outside with the PBX.
options:
  domain:
    description:
      - Host name under which the SBC is reached, such as V(sbc.example.net). An empty string clears.
    type: str
  http_port:
    description:
      - Port for HTTP, from 0 to 65535. The PBX starts out with 8882.
    type: int
  https_port:
    description:
      - Port for HTTPS, from 0 to 65535. The PBX starts out with 8883.
    type: int
  transports:
    description:
      - All transports on which the SBC takes SIP. The order means nothing. A transport that is not in the list
        is removed; an empty list removes all.
    type: list
    elements: dict
    suboptions:
      protocol:
        description:
          - The protocol.
        type: str
        required: true
        choices:
          - UDP
          - TCP
          - TLS
      port:
        description:
          - The port, from 0 to 65535. TCP and TLS cannot use 0.
        type: int
        required: true
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /sbc) and C(POST /sbc).
seealso:
  - module: portsip.pbx.portsip_server_token
  - module: portsip.pbx.portsip_network
  - module: portsip.pbx.portsip_transport
"""

EXAMPLES = r"""
- name: Set up the SBC
  portsip.pbx.portsip_sbc:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    domain: sbc.example.net
    https_port: 8883
    transports:
      - protocol: UDP
        port: 5066
      - protocol: TLS
        port: 5069
"""

RETURN = r"""
sbc:
  description: The SBC as it is after the run, in check mode as it would be. A field without a value is null.
  returned: success
  type: dict
  contains:
    domain:
      description: Host name under which the SBC is reached, such as V(sbc.example.net).
      returned: always
      type: str
      sample: sbc.example.net
    http_port:
      description: Port for HTTP, from 0 to 65535.
      returned: always
      type: int
      sample: 8882
    https_port:
      description: Port for HTTPS, from 0 to 65535.
      returned: always
      type: int
      sample: 8883
    transports:
      description: All transports on which the SBC takes SIP.
      returned: always
      type: list
      elements: dict
      sample:
        - protocol: UDP
          port: 5066
        - protocol: TLS
          port: 5069
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was.
      returned: always
      type: dict
      sample: {"domain": "sbc.example.net", "http_port": 8882}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"domain": "sbc.example.net", "http_port": 8080}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "http_port and https_port are both 8883; each needs a port of its own"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.system import SBC

OPTIONS: dict[str, Any] = {
    "domain": {"type": "str"},
    "http_port": {"type": "int"},
    "https_port": {"type": "int"},
    "transports": {
        "type": "list",
        "elements": "dict",
        "options": {
            "protocol": {"type": "str", "required": True, "choices": ["UDP", "TCP", "TLS"]},
            "port": {"type": "int", "required": True},
        },
    },
}


MODULE = object_module(SBC, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
