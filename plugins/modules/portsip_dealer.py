#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_dealer."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_dealer
short_description: Create, change and remove dealers of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one dealer of the PBX as described, or removes it. Dealers run tenants of their own.
  - A dealer is found by its O(name), or by its O(id).
options:
  name:
    description:
      - User name of the dealer, 1 to 64 letters, digits and the characters C(_ - ' .), neither first nor last a
        period. V(admin), V(system), V(administrator) and V(root) are reserved.
      - Needed unless O(id) is given. Given together with O(id), it is the name that the dealer gets, which takes
        O(recreate).
    type: str
  level:
    description:
      - Level of the dealer. Needed on creation, and then only changed with O(recreate).
    type: str
    choices:
      DISTRIBUTOR: The first level.
      SUB_DISTRIBUTOR: The second level.
      RESELLER: The third level.
  password:
    description:
      - Password of the dealer. Needed on creation.
      - The PBX never tells it, so that it cannot be compared; see O(update_password).
    type: str
  enabled:
    description:
      - Whether the dealer may sign in. The PBX uses V(true) when it is left out on creation.
    type: bool
  email:
    description:
      - Mail address, up to 128 characters. Needed on creation since release 22.6.
    type: str
  display_name:
    description:
      - Name that is shown, up to 1024 characters. Needed on creation since release 22.6.
    type: str
  website:
    description:
      - Web site. An empty string clears.
    type: str
  phone:
    description:
      - Phone number in quotes, up to 32 characters. An empty string clears.
    type: str
  address:
    description:
      - Postal address, up to 128 characters. An empty string clears.
    type: str
  description:
    description:
      - Remark. An empty string clears.
    type: str
  max_tenants:
    description:
      - How many tenants the dealer may have. When it is left out on creation, 100 is sent.
    type: int
  max_extensions:
    description:
      - How many extensions the tenants of the dealer may have together. When it is left out on creation, 50000
        is sent.
    type: int
  tenant_full_access:
    description:
      - Whether the dealer may do everything in his tenants. Only a distributor can change it. The PBX uses V(true)
        when it is left out on creation.
    type: bool
  recreate:
    description:
      - The API cannot change O(name) and O(level) of what exists. V(true) allows to remove it and to create it
        anew for that; otherwise such a change is an error.
      - What gets lost is the id, and the hold on tenants and dealers below. The PBX may refuse to remove a dealer
        that has such. O(password) has to be given.
    type: bool
    default: false
  update_password:
    description:
      - V(always) writes O(password) in every run that gives it, and reports a change each time, because nobody
        can tell whether it differs.
      - V(on_create) writes it only into a dealer that is created.
    type: str
    choices:
      - always
      - on_create
    default: always
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator, or a dealer for the dealers below.
  - Uses C(GET /dealers), C(GET /dealers/{id}), C(POST /dealers), C(POST /dealers/{id}), C(POST /dealers/{id}/password)
    and C(POST /dealers/{id}/destroy).
  - Since release 22.8 the PBX refuses to remove a dealer that still has tenants or dealers.
seealso:
  - module: portsip.pbx.portsip_dealer_info
  - module: portsip.pbx.portsip_tenant_dealer
  - module: portsip.pbx.portsip_dealer_self
  - module: portsip.pbx.portsip_tenant
"""

EXAMPLES = r"""
- name: Let a reseller run up to twenty tenants
  portsip.pbx.portsip_dealer:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: northside
    level: RESELLER
    password: "{{ vault_northside_password }}"
    update_password: on_create
    email: office@northside.example.com
    display_name: Northside Telecom
    phone: "+15550100"
    max_tenants: 20
    max_extensions: 2000

- name: Give him a new password
  portsip.pbx.portsip_dealer:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: northside
    password: "{{ vault_northside_new_password }}"

- name: Remove him
  portsip.pbx.portsip_dealer:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    name: northside
    state: absent
"""

RETURN = r"""
dealer:
  description:
    - The dealer as it is after the run, in check mode as it would be, without the password. Null after O(state=absent).
      A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the dealer. Null in check mode for one that is still to be created.
      returned: always
      type: str
      sample: '410283746501928374'
    name:
      description: User name of the dealer, 1 to 64 letters, digits and the characters C(_ - ' .), neither first
        nor last a period.
      returned: always
      type: str
      sample: northside
    level:
      description: Level of the dealer.
      returned: always
      type: str
      sample: RESELLER
    enabled:
      description: Whether the dealer may sign in.
      returned: always
      type: bool
      sample: true
    email:
      description: Mail address, up to 128 characters.
      returned: always
      type: str
      sample: office@northside.example.com
    display_name:
      description: Name that is shown, up to 1024 characters.
      returned: always
      type: str
      sample: Northside Telecom
    website:
      description: Web site.
      returned: always
      type: str
      sample: https://northside.example.com
    phone:
      description: Phone number in quotes, up to 32 characters.
      returned: always
      type: str
      sample: '+15550100'
    address:
      description: Postal address, up to 128 characters.
      returned: always
      type: str
      sample: 1 North Street
    description:
      description: Remark.
      returned: always
      type: str
      sample: Runs the north
    max_tenants:
      description: How many tenants the dealer may have.
      returned: always
      type: int
      sample: 20
    max_extensions:
      description: How many extensions the tenants of the dealer may have together.
      returned: always
      type: int
      sample: 2000
    tenant_full_access:
      description: Whether the dealer may do everything in his tenants.
      returned: always
      type: bool
      sample: true
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
      sample: {"max_tenants": 10, "name": "northside"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"max_tenants": 20, "name": "northside"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "dealer northside does not exist yet, and to create it level and password are needed"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.dealer import DEALER

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "level": {"type": "str", "choices": ["DISTRIBUTOR", "SUB_DISTRIBUTOR", "RESELLER"]},
    "password": {"type": "str", "no_log": True},
    "enabled": {"type": "bool"},
    "email": {"type": "str"},
    "display_name": {"type": "str"},
    "website": {"type": "str"},
    "phone": {"type": "str"},
    "address": {"type": "str"},
    "description": {"type": "str"},
    "max_tenants": {"type": "int"},
    "max_extensions": {"type": "int"},
    "tenant_full_access": {"type": "bool"},
}


MODULE = object_module(DEALER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
