#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_tenant_notification_test."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_tenant_notification_test
short_description: Send a test email from a tenant of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Lets the PBX send one mail with the mail server of a tenant, to see whether that works.
  - It sends in every run, but never in check mode. Nothing on the PBX changes by it, so it never reports a change.
options:
  recipient:
    description:
      - Email address that gets the mail.
    type: str
    required: true
  subject:
    description:
      - Subject of the mail.
    type: str
    default: Test of the notifications of a tenant of PortSIP PBX
  content:
    description:
      - Text of the mail.
    type: str
    default: This mail shows that the tenant can send notifications.
extends_documentation_fragment:
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.event
notes:
  - Requires a user of the tenant who may administer it, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(POST /tenant/notification/test_email) inside the tenant.
  - The PBX takes the order. Whether the mail arrives is for its recipient to say.
seealso:
  - module: portsip.pbx.portsip_tenant_notification
  - module: portsip.pbx.portsip_notification_test
"""

EXAMPLES = r"""
- name: Send a test notification of a tenant
  portsip.pbx.portsip_tenant_notification_test:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    recipient: telephony@northside.example.net
"""

RETURN = r"""
sent:
  description: Whether the PBX took the order. False in check mode.
  returned: success
  type: bool
  sample: true
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "recipient: 'noc' is not allowed, it must be an email address"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.notification_test import run_tenant_notification_test
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "tenant": {"type": "str"},
    "recipient": {"type": "str", "required": True},
    "subject": {"type": "str", "default": "Test of the notifications of a tenant of PortSIP PBX"},
    "content": {"type": "str", "default": "This mail shows that the tenant can send notifications."},
}


MODULE = action_module(run_tenant_notification_test, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
