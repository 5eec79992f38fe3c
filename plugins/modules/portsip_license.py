#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_license."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_license
short_description: Set the license of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Writes the license key of the PBX where it differs.
options:
  license_key:
    description:
      - The license key as the vendor gives it. It is compared, but never shown.
      - Without it, the module changes nothing and returns what the license allows.
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
  - Uses C(GET /license) and C(POST /license).
seealso:
  - module: portsip.pbx.portsip_system_info
  - module: portsip.pbx.portsip_settings
"""

EXAMPLES = r"""
- name: License the PBX
  portsip.pbx.portsip_license:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    license_key: "{{ vault_portsip_license }}"
"""

RETURN = r"""
license:
  description: The license as it is after the run, without its key. In check mode the facts of the license that
    is there now.
  returned: success
  type: dict
  contains:
    product_name:
      description: Product that is licensed.
      returned: always
      type: str
      sample: PortSIP PBX
    api_version:
      description: Version of the API.
      returned: always
      type: str
      sample: '22.3'
    max_sim_calls:
      description: How many calls are allowed at once.
      returned: always
      type: int
      sample: 200
    company_name:
      description: Company that the license belongs to.
      returned: always
      type: str
      sample: Example Telecom
    contact_email:
      description: Contact of that company.
      returned: always
      type: str
      sample: office@example.net
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
      sample: {"license_key": "(hidden) (to be replaced)"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"license_key": "(hidden) (new)"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "The PBX answered 400 to POST /license: VALIDATE_FAILED: the license key is not valid."
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.product import LICENSE

OPTIONS: dict[str, Any] = {"license_key": {"type": "str", "no_log": True}}


MODULE = object_module(LICENSE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
