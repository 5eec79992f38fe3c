#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_dealer_self."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_dealer_self
short_description: Set the contact details of the PortSIP PBX dealer who signs in
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets name, addresses and remark of the dealer who signs in. M(portsip.pbx.portsip_dealer) sets what only a system administrator can
    change.
options:
  email:
    description:
      - Email address, up to 128 characters. PBX releases from 22.6 on need it.
    type: str
  display_name:
    description:
      - Name that is shown, up to 1024 characters. PBX releases from 22.6 on need it.
    type: str
  website:
    description:
      - Web site. An empty string clears the field.
    type: str
  phone:
    description:
      - Phone number in quotes, up to 32 characters. An empty string clears the field.
    type: str
  address:
    description:
      - Postal address, up to 128 characters. An empty string clears the field.
    type: str
  description:
    description:
      - Remark. An empty string clears the field.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a dealer.
  - Uses C(GET /dealer) and C(POST /dealer).
seealso:
  - module: portsip.pbx.portsip_dealer
  - module: portsip.pbx.portsip_dealer_self_info
  - module: portsip.pbx.portsip_dealer_account
"""

EXAMPLES = r"""
- name: Ensure the dealer's own contact details are up to date
  portsip.pbx.portsip_dealer_self:
    api_url: https://pbx.example.net:8887/api
    api_username: northside
    api_password: "{{ vault_dealer_password }}"
    email: office@northside.example.com
    phone: "+15550100"
"""

RETURN = r"""
dealer:
  description: The dealer after the run; in check mode, as it would be after the run. A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the dealer.
      returned: always
      type: str
      sample: '410283746501928374'
    name:
      description: User name of the dealer.
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
    max_tenants:
      description: Maximum number of tenants.
      returned: always
      type: int
      sample: 20
    max_extensions:
      description: Maximum number of extensions of all tenants of the dealer together.
      returned: always
      type: int
      sample: 2000
    email:
      description: Email address, up to 128 characters.
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
      sample: {"phone": "+15550100"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"phone": "+15550111"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "email: 'office' is not allowed, it must be a email address"
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
      description: The message of the API, or null.
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import object_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.dealer_self import DEALER_SELF

OPTIONS: dict[str, Any] = {
    "email": {"type": "str"},
    "display_name": {"type": "str"},
    "website": {"type": "str"},
    "phone": {"type": "str"},
    "address": {"type": "str"},
    "description": {"type": "str"},
}


MODULE = object_module(DEALER_SELF, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
