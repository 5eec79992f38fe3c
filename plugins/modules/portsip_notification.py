#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_notification."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_notification
short_description: Set up mail notifications of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the mail server of the PBX, who gets notifications of the system, and what they are about.
options:
  type:
    description:
      - Kind of mail server. Needed as long as none is set up.
    type: str
    choices:
      SMTP: Any SMTP server.
      MS365: Microsoft 365.
      GMAIL: Google Gmail.
  server:
    description:
      - Host name of the SMTP server. An empty string clears.
    type: str
  port:
    description:
      - Port of the SMTP server, from 0 to 65535.
    type: int
  reply_to:
    description:
      - Address that answers go to, where it is not the sender's, up to 128 characters. An empty string clears.
    type: str
  username:
    description:
      - User name or mail address that signs in at the mail server, up to 128 characters. Needed as long as none
        is set up.
    type: str
  password:
    description:
      - Password of O(username). The PBX never tells it, so that it cannot be compared; see O(update_password).
    type: str
  auth:
    description:
      - How the PBX signs in at the mail server. The PBX starts out with V(AUTO).
    type: str
    choices:
      DISABLE: Not at all.
      AUTO: As the server offers, LOGIN or PLAIN.
      LOGIN: With LOGIN.
      PLAIN: With PLAIN.
  enable_tls_ssl:
    description:
      - Whether the connection is encrypted from its beginning (TLS).
    type: bool
  enable_starttls_auto:
    description:
      - Whether the connection is encrypted where the server offers STARTTLS.
    type: bool
  recipients:
    description:
      - Mail addresses that get the notifications, at most 15, as a list, or as the API does in one text with commas
        between. The order means nothing. An empty list clears.
    type: list
    elements: str
  enable_tenant_access:
    description:
      - Whether the tenants may use this mail server too.
    type: bool
  hard_disk_threshold:
    description:
      - From what usage of a disk on, in percent, O(notify_hard_disk_exceeded_threshold) applies.
    type: float
  notify_hard_disk_exceeded_threshold:
    description:
      - Whether a disk that fills up is reported.
    type: bool
  cpu_threshold:
    description:
      - From what load of the processor on, in percent, O(notify_cpu_exceeded_threshold) applies.
    type: float
  notify_cpu_exceeded_threshold:
    description:
      - Whether a high load of the processor is reported.
    type: bool
  memory_threshold:
    description:
      - From what usage of memory on, in percent, O(notify_memory_exceeded_threshold) applies.
    type: float
  notify_memory_exceeded_threshold:
    description:
      - Whether a high usage of memory is reported.
    type: bool
  notify_ip_blocked:
    description:
      - Whether an address that the PBX blocks is reported.
    type: bool
  notify_license_limited:
    description:
      - Whether a limit of the license that is reached is reported.
    type: bool
  notify_service_disconnected:
    description:
      - Whether a service that fails is reported. Release 22.6 calls it O(notify_service_status_changed).
      - Either name may be given for any release. The one that the PBX itself uses is sent, and returned; the other
        one is null.
    type: bool
  notify_service_status_changed:
    description:
      - Whether a service that fails or comes back is reported. Before release 22.6 it is called O(notify_service_disconnected).
    type: bool
  notify_push_certs_update_failed:
    description:
      - Whether certificates for push messages that cannot be renewed are reported.
    type: bool
  update_password:
    description:
      - V(always) writes O(password) in every run that gives it, and reports a change each time, because nobody
        can tell whether it differs.
      - V(on_create) writes it only where no mail account is set up yet, that is where the PBX has no O(type) or
        no O(username).
    type: str
    choices:
      - always
      - on_create
    default: always
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /admin/notification) and C(POST /admin/notification).
seealso:
  - module: portsip.pbx.portsip_notification_test
  - module: portsip.pbx.portsip_settings
"""

EXAMPLES = r"""
- name: Send notifications by way of the company's mail server
  portsip.pbx.portsip_notification:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    type: SMTP
    server: mail.example.net
    port: 587
    username: pbx@example.net
    password: "{{ vault_mail_password }}"
    update_password: on_create
    enable_tls_ssl: false
    enable_starttls_auto: true
    recipients:
      - noc@example.net
    hard_disk_threshold: 85
    notify_hard_disk_exceeded_threshold: true
    notify_service_status_changed: true

- name: Change the password of the mail account
  portsip.pbx.portsip_notification:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    password: "{{ vault_mail_password }}"
"""

RETURN = r"""
notification:
  description: The settings as they are after the run, in check mode as they would be, without the password. A field
    without a value is null.
  returned: success
  type: dict
  contains:
    type:
      description: Kind of mail server.
      returned: always
      type: str
      sample: SMTP
    server:
      description: Host name of the SMTP server.
      returned: always
      type: str
      sample: mail.example.net
    port:
      description: Port of the SMTP server, from 0 to 65535.
      returned: always
      type: int
      sample: 587
    reply_to:
      description: Address that answers go to, where it is not the sender's, up to 128 characters.
      returned: always
      type: str
      sample: noc@example.net
    username:
      description: User name or mail address that signs in at the mail server, up to 128 characters.
      returned: always
      type: str
      sample: pbx@example.net
    auth:
      description: How the PBX signs in at the mail server.
      returned: always
      type: str
      sample: AUTO
    enable_tls_ssl:
      description: Whether the connection is encrypted from its beginning (TLS).
      returned: always
      type: bool
      sample: false
    enable_starttls_auto:
      description: Whether the connection is encrypted where the server offers STARTTLS.
      returned: always
      type: bool
      sample: true
    recipients:
      description: Mail addresses that get the notifications, at most 15, as a list, or as the API does in one text
        with commas between.
      returned: always
      type: list
      elements: str
      sample:
        - noc@example.net
    enable_tenant_access:
      description: Whether the tenants may use this mail server too.
      returned: always
      type: bool
      sample: true
    hard_disk_threshold:
      description: From what usage of a disk on, in percent, C(notify_hard_disk_exceeded_threshold) applies.
      returned: always
      type: float
      sample: 85.0
    notify_hard_disk_exceeded_threshold:
      description: Whether a disk that fills up is reported.
      returned: always
      type: bool
      sample: true
    cpu_threshold:
      description: From what load of the processor on, in percent, C(notify_cpu_exceeded_threshold) applies.
      returned: always
      type: float
      sample: 90.0
    notify_cpu_exceeded_threshold:
      description: Whether a high load of the processor is reported.
      returned: always
      type: bool
      sample: false
    memory_threshold:
      description: From what usage of memory on, in percent, C(notify_memory_exceeded_threshold) applies.
      returned: always
      type: float
      sample: 90.0
    notify_memory_exceeded_threshold:
      description: Whether a high usage of memory is reported.
      returned: always
      type: bool
      sample: false
    notify_ip_blocked:
      description: Whether an address that the PBX blocks is reported.
      returned: always
      type: bool
      sample: true
    notify_license_limited:
      description: Whether a limit of the license that is reached is reported.
      returned: always
      type: bool
      sample: true
    notify_service_disconnected:
      description: Whether a service that fails is reported.
      returned: always
      type: bool
      sample: true
    notify_service_status_changed:
      description: Whether a service that fails or comes back is reported.
      returned: always
      type: bool
      sample: null
    notify_push_certs_update_failed:
      description: Whether certificates for push messages that cannot be renewed are reported.
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
      description: The object as it was.
      returned: always
      type: dict
      sample: {"recipients": ["noc@example.net"], "type": "SMTP"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"recipients": ["noc@example.net", "oncall@example.net"], "type": "SMTP"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "notification: type and username are needed"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.settings import NOTIFICATION

OPTIONS: dict[str, Any] = {
    "type": {"type": "str", "choices": ["SMTP", "MS365", "GMAIL"]},
    "server": {"type": "str"},
    "port": {"type": "int"},
    "reply_to": {"type": "str"},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "auth": {"type": "str", "choices": ["DISABLE", "AUTO", "LOGIN", "PLAIN"]},
    "enable_tls_ssl": {"type": "bool"},
    "enable_starttls_auto": {"type": "bool"},
    "recipients": {"type": "list", "elements": "str"},
    "enable_tenant_access": {"type": "bool"},
    "hard_disk_threshold": {"type": "float"},
    "notify_hard_disk_exceeded_threshold": {"type": "bool"},
    "cpu_threshold": {"type": "float"},
    "notify_cpu_exceeded_threshold": {"type": "bool"},
    "memory_threshold": {"type": "float"},
    "notify_memory_exceeded_threshold": {"type": "bool"},
    "notify_ip_blocked": {"type": "bool"},
    "notify_license_limited": {"type": "bool"},
    "notify_service_disconnected": {"type": "bool"},
    "notify_service_status_changed": {"type": "bool"},
    "notify_push_certs_update_failed": {"type": "bool"},
}


MODULE = object_module(NOTIFICATION, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
