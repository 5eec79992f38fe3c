#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_fax."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_fax
short_description: Set up fax of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets where faxes that come in go, and who may send some by mail.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  fax_in_format:
    description:
      - Format of faxes that come in, as the API names it. It uses V(tiff) where nothing is set.
    type: str
  fax_mailto:
    description:
      - Where faxes that come in are sent by mail.
      - An empty string clears.
    type: str
  fax_out_greeting:
    description:
      - The sound that is played before a fax is sent.
    type: str
  email_to_fax_accept:
    description:
      - Mail addresses from which mails are taken and sent as faxes. The order means nothing. An empty list clears.
    type: list
    elements: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/fax/), and C(GET /extension/{extension_id}/sound/) where a sound is given by its
    title.
  - Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET
    /extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.
seealso:
  - module: portsip.pbx.portsip_extension_phone
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Have faxes sent to the office
  portsip.pbx.portsip_extension_fax:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 601
    fax_mailto: fax@example.net
    email_to_fax_accept:
      - anna@example.net
      - bert@example.net

- name: Take no more faxes by mail
  portsip.pbx.portsip_extension_fax:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 601
    email_to_fax_accept: []
"""

RETURN = r"""
fax:
  description:
    - The fax settings as they are after the run, in check mode as they would be. A field without a value is null. Sounds are ids.
  returned: success
  type: dict
  contains:
    fax_in_format:
      description: Format of faxes that come in.
      returned: always
      type: str
      sample: "tiff"
    fax_mailto:
      description: Where faxes that come in are sent by mail.
      returned: always
      type: str
      sample: "fax@example.net"
    fax_out_greeting:
      description: The sound that is played before a fax is sent.
      returned: always
      type: int
      sample: null
    email_to_fax_accept:
      description: Mail addresses from which mails are taken and sent as faxes.
      returned: always
      type: list
      elements: str
      sample: ["anna@example.net"]
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
      sample: {"fax_in_format": "tiff"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"fax_in_format": "tiff", "fax_mailto": "fax@example.net"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: >-
    The extension API answered 404 to GET /extension/999/fax/: not_found. Either there is no extension with the id 999 (which is not the
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_settings import FAX

OPTIONS: dict[str, Any] = {
    "fax_in_format": {"type": "str"},
    "fax_mailto": {"type": "str"},
    "fax_out_greeting": {"type": "str"},
    "email_to_fax_accept": {"type": "list", "elements": "str"},
}


MODULE = object_module(FAX, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
