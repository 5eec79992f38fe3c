#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_ani."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_ani
short_description: Set the caller number of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the number that calls of an extension go out with (ANI, automatic number identification).
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  ani_number:
    description:
      - The number that calls of the extension go out with. The API tells it under the name C(default), and takes no empty one.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/ani/).
seealso:
  - module: portsip.pbx.portsip_extension_phone
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Call with the main number
  portsip.pbx.portsip_extension_ani:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    ani_number: "+15550100"
"""

RETURN = r"""
ani:
  description:
    - The caller number as it is after the run, in check mode as it would be.
  returned: success
  type: dict
  contains:
    ani_number:
      description: The number that calls go out with.
      returned: always
      type: str
      sample: "+15550100"
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
      sample: {"ani_number": "+15550100"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"ani_number": "+15550199"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: >-
    The extension API answered 404 to GET /extension/999/ani/: not_found. Either there is no extension with the id 999 (which is not the
    number that is dialled), or it is of another type, or it has nothing with the other ids in this path.
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
      sample: not_found
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_settings import ANI

OPTIONS: dict[str, Any] = {
    "ani_number": {"type": "str"},
}


MODULE = object_module(ANI, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
