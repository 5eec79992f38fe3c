#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_registration."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_registration
short_description: Drop registrations of an extension through the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Drops one registration of an extension, or all of them. Where there is none to drop, nothing is written.
  - A device that still works registers again by itself, as a rule at once. To keep it out, change its password first, with
    M(portsip.pbx.portsip_extension_phone).
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  registration_id:
    description:
      - Id of the registration to drop, as the subset V(registration) of M(portsip.pbx.portsip_extension_info) returns it.
      - Exactly one of O(registration_id) and O(all) is needed.
    type: str
  all:
    description:
      - Drop every registration of the extension.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires an application of the extension API whose access covers the extension.
  - Uses C(GET /extension/{extension_id}/registration/), C(DELETE /extension/{extension_id}/registration/) and
    C(DELETE /extension/{extension_id}/registration/{registration_id}).
seealso:
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_extension_phone
"""

EXAMPLES = r"""
- name: Require every device of the extension to register again
  portsip.pbx.portsip_extension_registration:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    all: true
"""

RETURN = r"""
registration:
  description: The registrations of the extension.
  returned: success
  type: dict
  contains:
    extension_id:
      description: Id of the extension.
      returned: always
      type: int
      sample: 201
    registered:
      description: Whether any is left.
      returned: always
      type: bool
      sample: false
    registrations:
      description: Those that are left, as the API describes them.
      returned: always
      type: list
      elements: dict
      sample: []
    dropped:
      description: Those that were dropped.
      returned: always
      type: list
      elements: dict
      sample:
        - registration_id: 3c26-1
          device: Desk phone
          contact_address: 192.0.2.30:5060
          real_address: 198.51.100.7:40112
          expires: 240
diff:
  description: The registrations before and after.
  returned: when diff mode is on
  type: dict
  sample:
    before:
      registrations:
        - registration_id: 3c26-1
    after:
      registrations: []
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "registration_id, all: exactly one of these is needed"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.registration import run_registration
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "registration_id": {"type": "str"},
    "all": {"type": "bool", "default": False},
}


MODULE = action_module(run_registration, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
