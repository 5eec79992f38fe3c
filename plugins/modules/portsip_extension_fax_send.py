#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_fax_send."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_fax_send
short_description: Send a fax through the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sends a file as a fax, cancels a fax that is being sent, or sends one again.
  - It does so in every run. A fax that may have been sent is never sent a second time by the same task; if the connection breaks in
    between, the task fails with a message.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  action:
    description:
      - V(send) sends O(file) to O(dst_num), V(cancel) stops the fax O(message_id), and V(retry) sends it again.
    type: str
    choices:
      - send
      - cancel
      - retry
    default: send
  file:
    description:
      - Path of the file, on the host that runs the module, which is the controller for a local task. The API does not document the
        formats; it writes TIFF and PDF itself.
    type: path
  dst_num:
    description:
      - Destination number of the fax.
    type: str
  message_id:
    description:
      - Id of the fax with O(action=cancel) and O(action=retry), as returned when it was sent.
    type: int
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.acting
notes:
  - Requires an application of the extension API whose access covers the extension.
  - Uses C(POST /extension/{extension_id}/fax/out/) and C(PUT /extension/{extension_id}/fax/out/{message_id}).
  - The API accepts the request and returns the current C(status). The status cannot be read later.
seealso:
  - module: portsip.pbx.portsip_extension_fax
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_extension_file
"""

EXAMPLES = r"""
- name: Send the price list
  portsip.pbx.portsip_extension_fax_send:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 601
    file: /srv/documents/prices.pdf
    dst_num: "+493055501000"
  register: prices

- name: Send a failed fax again
  portsip.pbx.portsip_extension_fax_send:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 601
    action: retry
    message_id: 19001
"""

RETURN = r"""
done:
  description: Whether it was done. False in check mode.
  returned: success
  type: bool
  sample: true
summary:
  description: What the API was asked for, or in check mode would have been.
  returned: success
  type: str
  sample: "The API was asked to send the file prices.pdf of 48211 bytes to +493055501000."
fax:
  description: The fax.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the fax. Null in check mode with O(action=send).
      returned: always
      type: int
      sample: 19001
    dst_num:
      description: Number the fax goes to, or null where it is not known.
      returned: always
      type: str
      sample: "+493055501000"
    status:
      description: State of the fax when the API answered. Null in check mode.
      returned: always
      type: str
      sample: new
    datetime:
      description: When the API took the order. Null in check mode.
      returned: always
      type: str
      sample: "2026-11-21 15:30:00"
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "file: '/srv/documents/prices.pdf' can't be read: No such file or directory"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.fax_send import ACTIONS, run_fax_send
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "action": {"type": "str", "choices": list(ACTIONS), "default": "send"},
    "file": {"type": "path"},
    "dst_num": {"type": "str"},
    "message_id": {"type": "int"},
}


MODULE = action_module(run_fax_send, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
