#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_event."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_event
short_description: Create, change and remove webhooks for events of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Has a URL called when something happens on an extension (a webhook), or not any more.
  - An event is found by O(event_type) and O(url) together, or by its O(id). Events that no task names are left alone, unless O(all) removes
    them.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  event_type:
    description:
      - What is reported. Needed unless O(id) or O(all) is given.
    type: str
    choices:
      dial-in: A call comes in.
      dial-out: A call goes out.
      answer: A call is answered.
      hangup: A call ends.
      message-in: A message comes in.
      message-out: A message goes out.
      message-out-status: The state of a message that went out changes.
      voicemail: Somebody leaves a voice message.
  url:
    description:
      - The URL that is called, with C(http) or C(https). Needed unless O(id) or O(all) is given.
      - A password in it is never shown.
    type: str
  method:
    description:
      - The HTTP method that it is called with. Needed to create an event.
    type: str
    choices:
      - GET
      - POST
  all:
    description:
      - With O(state=absent), remove every event of the extension at once, also those that nobody described. It goes without what describes
        one event.
      - The difference then lists the events under C(events).
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET), C(POST) and C(DELETE) of C(/extension/{extension_id}/event/), and C(GET), C(PUT) and C(DELETE) of
    C(/extension/{extension_id}/event/{id}).
seealso:
  - module: portsip.pbx.portsip_extension_notification
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Tell the customer database of calls that come in
  portsip.pbx.portsip_extension_event:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    event_type: dial-in
    url: https://crm.example.net/calls
    method: POST

- name: Do not tell it any more
  portsip.pbx.portsip_extension_event:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    event_type: dial-in
    url: https://crm.example.net/calls
    state: absent

- name: Report nothing to anybody
  portsip.pbx.portsip_extension_event:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    state: absent
    all: true
"""

RETURN = r"""
event:
  description:
    - The event as it is after the run, in check mode as it would be. Null after O(state=absent).
  returned: success
  type: dict
  contains:
    id:
      description: Id of the event. Null in check mode for one that is still to be created.
      returned: always
      type: int
      sample: 21
    event_type:
      description: What is reported.
      returned: always
      type: str
      sample: "dial-in"
    url:
      description: The URL that is called.
      returned: always
      type: str
      sample: "https://crm.example.net/calls"
    method:
      description: The HTTP method.
      returned: always
      type: str
      sample: "POST"
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
      sample: {"event_type": "dial-in", "method": "GET", "url": "https://crm.example.net/calls"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"event_type": "dial-in", "method": "POST", "url": "https://crm.example.net/calls"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "all: goes with state absent only"
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
from ansible_collections.portsip.pbx.plugins.module_utils.engine.extension_event import run_extension_event
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_event import EVENT

OPTIONS: dict[str, Any] = {
    "event_type": {
        "type": "str",
        "choices": ["dial-in", "dial-out", "answer", "hangup", "message-in", "message-out", "message-out-status", "voicemail"],
    },
    "url": {"type": "str"},
    "method": {"type": "str", "choices": ["GET", "POST"]},
}
BEYOND: dict[str, Any] = {"all": {"type": "bool", "default": False}}


MODULE = object_module(EVENT, OPTIONS, BEYOND, work=run_extension_event)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
