#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ip_rule_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ip_rule_info
short_description: Read IP rules of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one, some or all IP rules of the PBX, including those the PBX added itself for addresses it blocks.
options:
  cidr:
    description:
      - Only the rule for exactly this network, however it is written. A rule for a larger or smaller network does not match.
    type: str
extends_documentation_fragment:
  - portsip.pbx.info
  - portsip.pbx.info.query
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a system administrator.
  - Uses C(GET /ip_filters) and C(GET /ip_filters/{id}).
seealso:
  - module: portsip.pbx.portsip_ip_rule
"""

EXAMPLES = r"""
- name: Read all IP rules
  portsip.pbx.portsip_ip_rule_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
  register: all_rules

- name: Show the networks that are kept out
  ansible.builtin.debug:
    msg: "{{ all_rules.ip_rules | selectattr('target', 'equalto', 'DENY') | map(attribute='cidr') }}"

- name: See whether there is a rule for a site
  portsip.pbx.portsip_ip_rule_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    cidr: 198.51.100.0/24
  register: site
  failed_when: site.count != 1
"""

RETURN = r"""
ip_rules:
  description:
    - The rules, with null for a field without a value.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the rule.
      returned: always
      type: str
      sample: "720193846501928374"
    cidr:
      description: The network.
      returned: always
      type: str
      sample: 192.0.2.0/24
    target:
      description: What happens to packets from the network.
      returned: always
      type: str
      sample: DENY
    expire_at:
      description: When the rule ends (RFC 3339).
      returned: always
      type: str
      sample: "2027-03-31T22:00:00Z"
    description:
      description: Remark.
      returned: always
      type: str
      sample: Scans for open ports
count:
  description: How many rules are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "The PBX refused the login of 'admin' (no api_domain - a system administrator or dealer)."
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
      sample: authentication
    status:
      description: HTTP status of the answer, or null if there was none.
      returned: always
      type: int
      sample: 400
    code:
      description: Error code of the API, or null.
      returned: always
      type: str
      sample: UNAUTHORIZED
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ip_rule import IP_RULE

MODULE = info_module(IP_RULE)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
