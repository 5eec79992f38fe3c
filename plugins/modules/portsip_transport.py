#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_transport."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_transport
short_description: Create, change and remove transports of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one transport of the PBX as described, or removes it. A transport is a protocol and a port at which the PBX takes SIP.
  - A transport is found by O(protocol) and O(port) together, or by its O(id).
options:
  protocol:
    description:
      - Protocol of the transport. Needed unless O(id) is given.
      - The PBX cannot change it, so a protocol other than that of the transport with O(id) is an error, or makes the transport anew with
        O(recreate=true).
    type: str
    choices:
      - UDP
      - TCP
      - TLS
  port:
    description:
      - Port of the transport, 0 to 65535. V(0) is not allowed with O(protocol=TCP) and O(protocol=TLS).
      - Needed unless O(id) is given. Given together with O(id), it is the port the transport gets. Phones and trunks that use the old one
        must then be set up again.
    type: int
  verification:
    description:
      - Whether clients must present a certificate. It matters with O(protocol=TLS) only.
    type: str
    choices:
      DISABLE: No certificate is asked for.
      OPTIONAL: A certificate is asked for, and checked if there is one.
      MANDATORY: Clients without a valid certificate are turned away.
  recreate:
    description:
      - Whether a change of O(protocol), which the PBX cannot make, may be made by removing the transport and creating it anew.
      - Lost is its id. Devices that are registered through it must register anew, and nobody can call through it in between.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /transports), C(GET /transports/{id}), C(POST /transports), C(POST /transports/{id}) and
    C(POST /transports/{id}/destroy).
  - The PBX needs at least one transport and refuses to remove the last one. Create the new one before the old one is removed.
seealso:
  - module: portsip.pbx.portsip_transport_info
  - module: portsip.pbx.portsip_ip_rule
"""

EXAMPLES = r"""
- name: Have the usual transports
  portsip.pbx.portsip_transport:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    protocol: "{{ item.protocol }}"
    port: "{{ item.port }}"
  loop:
    - protocol: UDP
      port: 5060
    - protocol: TCP
      port: 5060
  loop_control:
    label: "{{ item.protocol }} {{ item.port }}"

- name: Take calls over TLS from trunks with a certificate only
  portsip.pbx.portsip_transport:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    protocol: TLS
    port: 5061
    verification: MANDATORY

- name: Move a transport to another port
  portsip.pbx.portsip_transport:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    id: "650192837465019283"
    port: 5071

- name: Remove a transport
  portsip.pbx.portsip_transport:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    protocol: TCP
    port: 5060
    state: absent
"""

RETURN = r"""
transport:
  description:
    - The transport as it is after the run, in check mode as it would be. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the transport. Null in check mode for one that is still to be created.
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
      sample: {"protocol": "TLS", "port": 5061, "verification": "OPTIONAL"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"protocol": "TLS", "port": 5061, "verification": "MANDATORY"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "port: 70000 is not allowed, it must be 65535 or less"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.transport import TRANSPORT

OPTIONS: dict[str, Any] = {
    "protocol": {"type": "str", "choices": ["UDP", "TCP", "TLS"]},
    "port": {"type": "int"},
    "verification": {"type": "str", "choices": ["DISABLE", "OPTIONAL", "MANDATORY"]},
}


MODULE = object_module(TRANSPORT, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
