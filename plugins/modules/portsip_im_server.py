#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_im_server."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_im_server
short_description: Set up the instant messaging server of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the addresses of the host on which the server for instant messages (IM) runs.
options:
  private_ipv4:
    description:
      - IPv4 address of the host inside its network. An empty string clears.
    type: str
  private_ipv6:
    description:
      - IPv6 address of the host inside its network, compared in any spelling. An empty string clears.
    type: str
  public_ipv4:
    description:
      - IPv4 address under which the host is reached from outside. An empty string clears.
    type: str
  public_ipv6:
    description:
      - IPv6 address under which the host is reached from outside, compared in any spelling. An empty string clears.
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
  - Uses C(GET /im) and C(POST /im).
seealso:
  - module: portsip.pbx.portsip_server_token
  - module: portsip.pbx.portsip_network
"""

EXAMPLES = r"""
- name: Say where the IM server runs
  portsip.pbx.portsip_im_server:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    private_ipv4: 192.0.2.20
    public_ipv4: 203.0.113.20
"""

RETURN = r"""
im_server:
  description: The addresses as they are after the run, in check mode as they would be. A field without a value
    is null.
  returned: success
  type: dict
  contains:
    private_ipv4:
      description: IPv4 address of the host inside its network.
      returned: always
      type: str
      sample: 192.0.2.20
    private_ipv6:
      description: IPv6 address of the host inside its network, compared in any spelling.
      returned: always
      type: str
      sample: null
    public_ipv4:
      description: IPv4 address under which the host is reached from outside.
      returned: always
      type: str
      sample: 203.0.113.20
    public_ipv6:
      description: IPv6 address under which the host is reached from outside, compared in any spelling.
      returned: always
      type: str
      sample: null
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
      sample: {"private_ipv4": "192.0.2.10"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"private_ipv4": "192.0.2.20"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "public_ipv4: 'im.example.net' is not allowed, it must be an IPv4 address, such as 192.0.2.10"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.system import IM_SERVER

OPTIONS: dict[str, Any] = {
    "private_ipv4": {"type": "str"},
    "private_ipv6": {"type": "str"},
    "public_ipv4": {"type": "str"},
    "public_ipv6": {"type": "str"},
}


MODULE = object_module(IM_SERVER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
