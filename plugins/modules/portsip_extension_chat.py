#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_chat."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_chat
short_description: Mark or delete the messages of a chat through the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Marks all messages of a chat as read or unread, or deletes all of them.
  - The API has no way to read their state, so that every run makes the request and reports a change. Repeating it has no further effect.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  chat_id:
    description:
      - Id of the chat.
    type: str
    required: true
  action:
    description:
      - V(read) and V(unread) mark the messages, V(delete) deletes all of them, which cannot be undone.
    type: str
    required: true
    choices:
      - read
      - unread
      - delete
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.acting
notes:
  - Requires an application of the extension API whose access covers the extension and its chats.
  - Uses C(PUT /extension/{extension_id}/chat/{chat_id}/messages/) and C(DELETE /extension/{extension_id}/chat/{chat_id}/messages/).
seealso:
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Mark the messages of a chat as read
  portsip.pbx.portsip_extension_chat:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    chat_id: 9b1f40c2
    action: read
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
  sample: "The API was asked to mark the messages of the chat 9b1f40c2 as read."
chat:
  description: The chat.
  returned: success
  type: dict
  contains:
    extension_id:
      description: Id of the extension.
      returned: always
      type: int
      sample: 201
    id:
      description: Id of the chat.
      returned: always
      type: str
      sample: 9b1f40c2
    read:
      description: Whether the messages are marked as read. Null with O(action=delete).
      returned: always
      type: bool
      sample: true
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "chat_id: '..' is not allowed, it must be an id"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.chat import ACTIONS, run_chat
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "chat_id": {"type": "str", "required": True},
    "action": {"type": "str", "required": True, "choices": list(ACTIONS)},
}


MODULE = action_module(run_chat, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
