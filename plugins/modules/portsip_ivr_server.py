#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr_server."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr_server
short_description: Create, change and remove virtual receptionist servers of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one server for virtual receptionists as described, or removes it.
  - A server is found by its O(name), or by its O(id). The server that the PBX brings along (type C(INTERNAL)) is
    one of them.
options:
  name:
    description:
      - Name of the server, 1 to 64 characters.
      - Needed unless O(id) is given. Given together with O(id), it is the name that the server gets, which takes
        O(recreate).
    type: str
  enabled:
    description:
      - Whether the server is used. The PBX uses V(true) when it is left out on creation.
    type: bool
  ipv4:
    description:
      - IPv4 address of the host. It or O(ipv6) is needed on creation, and then only changed with O(recreate).
    type: str
  ipv6:
    description:
      - IPv6 address of the host, compared in any spelling. Only changed with O(recreate).
    type: str
  recreate:
    description:
      - The API cannot change O(name), O(ipv4) and O(ipv6) of what exists. V(true) allows to remove it and to create
        it anew for that; otherwise such a change is an error.
      - What gets lost is the id, and the calls that the server serves.
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
  - Uses C(GET /ivr_servers), C(GET /ivr_servers/{id}), C(POST /ivr_servers), C(POST /ivr_servers/{id}) and C(POST
    /ivr_servers/{id}/destroy).
seealso:
  - module: portsip.pbx.portsip_ivr_server_info
  - module: portsip.pbx.portsip_ivr
"""

EXAMPLES = r"""
- name: Add a server
  portsip.pbx.portsip_ivr_server:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: receptionists-2
    ipv4: 192.0.2.31

- name: Take it out of service
  portsip.pbx.portsip_ivr_server:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: receptionists-2
    enabled: false

- name: Remove it
  portsip.pbx.portsip_ivr_server:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: receptionists-2
    state: absent
"""

RETURN = r"""
ivr_server:
  description:
    - The server as it is after the run, in check mode as it would be. Null after O(state=absent). A field without
      a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the server. Null in check mode for one that is still to be created.
      returned: always
      type: str
      sample: '530192837465019283'
    type:
      description: C(INTERNAL) for the server that the PBX brings along, C(EXTERNAL) for any other.
      returned: when the server exists
      type: str
      sample: EXTERNAL
    name:
      description: Name of the server, 1 to 64 characters.
      returned: always
      type: str
      sample: receptionists-2
    enabled:
      description: Whether the server is used.
      returned: always
      type: bool
      sample: true
    ipv4:
      description: IPv4 address of the host.
      returned: always
      type: str
      sample: 192.0.2.31
    ipv6:
      description: IPv6 address of the host, compared in any spelling.
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
      description: The object as it was, empty if there was none.
      returned: always
      type: dict
      sample: {"enabled": true, "name": "receptionists-2"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"enabled": false, "name": "receptionists-2"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "ivr_server receptionists-2: ipv4 or ipv6 is needed"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr_server import IVR_SERVER

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "enabled": {"type": "bool"},
    "ipv4": {"type": "str"},
    "ipv6": {"type": "str"},
}


MODULE = object_module(IVR_SERVER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
