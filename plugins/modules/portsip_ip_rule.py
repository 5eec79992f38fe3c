#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ip_rule."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ip_rule
short_description: Create, change and remove IP rules of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one IP rule of the PBX as described, or removes it. An IP rule always lets a network in, or always keeps it out.
  - A rule is found by its O(cidr), or by its O(id).
options:
  cidr:
    description:
      - The network as address and prefix length, IPv4 such as V(192.0.2.0/24) or IPv6 such as V(2001:db8::/32). A single address may be
        written without a prefix length.
      - Compared, and written, in normal form, so V(192.0.2.17/24) and V(192.0.2.0/24) are the same rule, and so are V(2001:DB8:0::/32)
        and V(2001:db8::/32).
      - Needed unless O(id) is given. Given together with O(id), it is the network the rule gets.
    type: str
  target:
    description:
      - What happens to packets from the network. Needed on creation.
    type: str
    choices:
      ACCEPT: They are let in, and the network is never blocked.
      DENY: They are turned away.
  expire_at:
    description:
      - When the rule ends, in RFC 3339 form with an offset from UTC, such as V(2027-03-31T22:00:00Z). Times that mean the same instant are
        equal.
      - An empty string clears, so that the rule does not end. So does leaving it out on creation.
    type: str
  description:
    description:
      - Remark, up to 255 characters. An empty string clears.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /ip_filters), C(GET /ip_filters/{id}), C(POST /ip_filters), C(POST /ip_filters/{id}) and C(POST /ip_filters/{id}/destroy).
  - The PBX itself adds rules for addresses it blocks. The module never touches a rule that is not named.
  - In a loop, the rules of the PBX are listed once for all items when the task runs on the controller.
seealso:
  - module: portsip.pbx.portsip_ip_rule_info
  - module: portsip.pbx.portsip_transport
"""

EXAMPLES = r"""
- name: Let the sites in
  portsip.pbx.portsip_ip_rule:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    cidr: "{{ item.cidr }}"
    target: ACCEPT
    description: "{{ item.site }}"
  loop:
    - cidr: 198.51.100.0/24
      site: Northside main building
    - cidr: 203.0.113.17/32
      site: Northside laboratory
    - cidr: 2001:db8:40::/48
      site: Northside data centre
  loop_control:
    label: "{{ item.cidr }}"

- name: Keep a network out until the end of March
  portsip.pbx.portsip_ip_rule:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    cidr: 192.0.2.0/24
    target: DENY
    expire_at: "2027-03-31T22:00:00Z"
    description: Scans for open ports

- name: Keep it out for good
  portsip.pbx.portsip_ip_rule:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    cidr: 192.0.2.0/24
    expire_at: ""

- name: Remove a rule
  portsip.pbx.portsip_ip_rule:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    cidr: 203.0.113.17/32
    state: absent
"""

RETURN = r"""
ip_rule:
  description:
    - The rule as it is after the run, in check mode as it would be. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the rule. Null in check mode for one that is still to be created.
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
      sample: {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"cidr": "192.0.2.0/24", "target": "DENY"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "cidr: '300.1.2.3/24': must be an IPv4 or IPv6 address or network, such as 192.0.2.0/24 or 2001:db8::/32"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ip_rule import IP_RULE

OPTIONS: dict[str, Any] = {
    "cidr": {"type": "str"},
    "target": {"type": "str", "choices": ["ACCEPT", "DENY"]},
    "expire_at": {"type": "str"},
    "description": {"type": "str"},
}


MODULE = object_module(IP_RULE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
