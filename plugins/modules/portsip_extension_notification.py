#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_notification."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_notification
short_description: Create, change and remove mail notifications of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Has mail sent to an address when something happens on an extension, or not any more.
  - A notification is found by O(event_type) and O(mail) together, because that is all that it consists of. With its O(id), either can be
    changed.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API. The notifications of the PBX
    itself are those of M(portsip.pbx.portsip_notification).
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  event_type:
    description:
      - What is reported. Needed unless O(id) is given.
    type: str
    choices:
      call_failed_mail: A call has failed.
  mail:
    description:
      - The mail address that is told, up to 128 characters. Needed unless O(id) is given.
    type: str
  state:
    description:
      - V(present) creates the notification, or with O(id) changes what differs. V(absent) removes it.
    type: str
    default: "present"
    choices:
      - present
      - absent
  id:
    description:
      - Id of the notification, in quotes. It then identifies the notification, and the other options become values to set.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(POST) of C(/extension/{extension_id}/mail_notification/), and C(GET), C(PUT) and C(DELETE) of
    C(/extension/{extension_id}/mail_notification/{id}).
seealso:
  - module: portsip.pbx.portsip_extension_event
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Tell the operators of calls that fail
  portsip.pbx.portsip_extension_notification:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    event_type: call_failed_mail
    mail: noc@example.net

- name: Tell them no more
  portsip.pbx.portsip_extension_notification:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    event_type: call_failed_mail
    mail: noc@example.net
    state: absent
"""

RETURN = r"""
notification:
  description:
    - The notification as it is after the run, in check mode as it would be. Null after O(state=absent).
  returned: success
  type: dict
  contains:
    id:
      description: Id of the notification. Null in check mode for one that is still to be created.
      returned: always
      type: int
      sample: 21
    event_type:
      description: What is reported.
      returned: always
      type: str
      sample: "call_failed_mail"
    mail:
      description: The mail address that is told.
      returned: always
      type: str
      sample: "noc@example.net"
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
      sample: {}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"event_type": "call_failed_mail", "mail": "noc@example.net"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "mail: 'noc' is not allowed, it must be a mail address"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_event import NOTIFICATION

OPTIONS: dict[str, Any] = {
    "event_type": {"type": "str", "choices": ["call_failed_mail"]},
    "mail": {"type": "str"},
}


MODULE = object_module(NOTIFICATION, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
