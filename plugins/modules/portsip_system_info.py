#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_system_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_system_info
short_description: Read how PortSIP PBX is and how it is set up
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads the state, the release, the license and the settings of the PBX as a whole. Secrets are left out.
options:
  subset:
    description:
      - What to read. Each part takes one request. Leave out what is not needed.
    type: list
    elements: str
    choices: &id001
      - status
      - network
      - settings
      - notification
      - sbc
      - im_server
      - license
      - certificate
    default: *id001
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a system administrator.
  - Uses C(GET /admin/status), C(GET /network), C(GET /admin/settings), C(GET /admin/notification), C(GET /sbc),
    C(GET /im), C(GET /license) and C(GET /key).
seealso:
  - module: portsip.pbx.portsip_network
  - module: portsip.pbx.portsip_settings
  - module: portsip.pbx.portsip_notification
  - module: portsip.pbx.portsip_sbc
  - module: portsip.pbx.portsip_im_server
  - module: portsip.pbx.portsip_license
  - module: portsip.pbx.portsip_certificate
  - module: portsip.pbx.portsip_dealer_self_info
"""

EXAMPLES = r"""
- name: Read the release
  portsip.pbx.portsip_system_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    subset:
      - status
  register: pbx

- name: Require release 22.3 or later
  ansible.builtin.assert:
    that: pbx.system.version is version('22.3', '>=')
"""

RETURN = r"""
system:
  description: The parts that were asked for.
  returned: success
  type: dict
  contains:
    version:
      description: Release of the PBX.
      returned: when V(status) is in O(subset)
      type: str
      sample: 22.3.9.1720
    status:
      description: State of the PBX, with the numbers of users, tenants, dealers, trunks, servers and calls there
        are and may be.
      returned: when it is in O(subset)
      type: dict
      sample:
        version: 22.3.9.1720
        current_users: 120
        licensed_users: 500
        current_tenants: 8
        current_calls: 17
    network:
      description: The same as RV(portsip.pbx.portsip_network#module:network).
      returned: when it is in O(subset)
      type: dict
      sample:
        web_domain: pbx.example.net
    settings:
      description: The same as RV(portsip.pbx.portsip_settings#module:settings).
      returned: when it is in O(subset)
      type: dict
      sample:
        register_expiration_time: 300
    notification:
      description: The same as RV(portsip.pbx.portsip_notification#module:notification).
      returned: when it is in O(subset)
      type: dict
      sample:
        type: SMTP
    sbc:
      description: The same as RV(portsip.pbx.portsip_sbc#module:sbc).
      returned: when it is in O(subset)
      type: dict
      sample:
        http_port: 8882
    im_server:
      description: The same as RV(portsip.pbx.portsip_im_server#module:im_server).
      returned: when it is in O(subset)
      type: dict
      sample:
        private_ipv4: 192.0.2.20
    license:
      description: The same as RV(portsip.pbx.portsip_license#module:license).
      returned: when it is in O(subset)
      type: dict
      sample:
        max_sim_calls: 200
    certificate:
      description: The same as RV(portsip.pbx.portsip_certificate#module:certificate).
      returned: when it is in O(subset)
      type: dict
      sample:
        expires_at: '2027-06-30T12:00:00Z'
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

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.system_info import run_system_info

OPTIONS: dict[str, Any] = {
    "subset": {
        "type": "list",
        "elements": "str",
        "default": ["status", "network", "settings", "notification", "sbc", "im_server", "license", "certificate"],
        "choices": ["status", "network", "settings", "notification", "sbc", "im_server", "license", "certificate"],
    }
}


MODULE = action_module(run_system_info, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
