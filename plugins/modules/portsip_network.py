#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_network."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_network
short_description: Set the network addresses of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the addresses and names under which the PBX is reached, and the name servers it asks.
  - A wrong address can make the PBX unreachable for phones and for Ansible alike. Look at the difference in check
    mode first.
options:
  web_domain:
    description:
      - Host name of the web portal and of the REST API, such as V(pbx.example.net). An empty string clears.
    type: str
  private_ipv4:
    description:
      - IPv4 address of the host inside its network.
    type: str
  public_ipv4:
    description:
      - IPv4 address under which the host is reached from outside. An empty string clears.
    type: str
  enable_ipv6:
    description:
      - Whether IPv6 is used.
    type: bool
  private_ipv6:
    description:
      - IPv6 address of the host inside its network, compared in any spelling. An empty string clears.
    type: str
  public_ipv6:
    description:
      - IPv6 address under which the host is reached from outside, compared in any spelling. An empty string clears.
    type: str
  primary_dns_server:
    description:
      - Name server that is asked first.
    type: str
  secondary_dns_server:
    description:
      - Name server that is asked when the first one does not answer. An empty string clears.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /network) and C(POST /network).
seealso:
  - module: portsip.pbx.portsip_sbc
  - module: portsip.pbx.portsip_im_server
  - module: portsip.pbx.portsip_transport
"""

EXAMPLES = r"""
- name: Set addresses and name servers
  portsip.pbx.portsip_network:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    web_domain: pbx.example.net
    private_ipv4: 192.0.2.10
    public_ipv4: 203.0.113.10
    enable_ipv6: false
    primary_dns_server: 192.0.2.53
    secondary_dns_server: 198.51.100.53

- name: Do without a second name server
  portsip.pbx.portsip_network:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    secondary_dns_server: ""
"""

RETURN = r"""
network:
  description: The network settings as they are after the run, in check mode as they would be. A field without a
    value is null.
  returned: success
  type: dict
  contains:
    web_domain:
      description: Host name of the web portal and of the REST API, such as V(pbx.example.net).
      returned: always
      type: str
      sample: pbx.example.net
    private_ipv4:
      description: IPv4 address of the host inside its network.
      returned: always
      type: str
      sample: 192.0.2.10
    public_ipv4:
      description: IPv4 address under which the host is reached from outside.
      returned: always
      type: str
      sample: 203.0.113.10
    enable_ipv6:
      description: Whether IPv6 is used.
      returned: always
      type: bool
      sample: true
    private_ipv6:
      description: IPv6 address of the host inside its network, compared in any spelling.
      returned: always
      type: str
      sample: 2001:db8::10
    public_ipv6:
      description: IPv6 address under which the host is reached from outside, compared in any spelling.
      returned: always
      type: str
      sample: null
    primary_dns_server:
      description: Name server that is asked first.
      returned: always
      type: str
      sample: 192.0.2.53
    secondary_dns_server:
      description: Name server that is asked when the first one does not answer.
      returned: always
      type: str
      sample: 198.51.100.53
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
      sample: {"primary_dns_server": "192.0.2.1", "web_domain": "pbx.example.net"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"primary_dns_server": "192.0.2.53", "web_domain": "pbx.example.net"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "private_ipv4: '192.0.2.300' is not allowed, it must be an IPv4 address, such as 192.0.2.10"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.system import NETWORK

OPTIONS: dict[str, Any] = {
    "web_domain": {"type": "str"},
    "private_ipv4": {"type": "str"},
    "public_ipv4": {"type": "str"},
    "enable_ipv6": {"type": "bool"},
    "private_ipv6": {"type": "str"},
    "public_ipv6": {"type": "str"},
    "primary_dns_server": {"type": "str"},
    "secondary_dns_server": {"type": "str"},
}


MODULE = object_module(NETWORK, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
