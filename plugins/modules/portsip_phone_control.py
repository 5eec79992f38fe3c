#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_phone_control."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_phone_control
short_description: Provision phones of PortSIP PBX again, or restart them
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Has one phone of a tenant, or all of them, fetch its configuration again, or restarts one.
  - It makes the request in every run, so it belongs in a handler that is notified where phones or users have changed.
options:
  action:
    description:
      - What the phone is to do.
    type: str
    choices:
      reprovision: It fetches its configuration, and applies it.
      reboot: It restarts. The PBX restarts one phone at a time, so O(mac) is required.
    default: reprovision
  mac:
    description:
      - MAC address of the phone, in quotes. Colons, hyphens and upper case letters make no difference.
      - Either this or O(all) is required.
    type: str
  all:
    description:
      - Whether all phones of the tenant are meant.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.acting
notes:
  - Requires a system administrator, a dealer of the tenant, or an administrator of the tenant.
  - Uses C(POST /phones/{mac}/reprovision), C(POST /phones/{mac}/reboot) and C(POST /phones/reprovision); in check mode
    C(GET /phones/{mac}/assignee), and C(GET /phones) where the PBX does not find the phone by its address.
  - The PBX passes the order on. Whether a phone follows it depends on the phone, which has to be registered.
seealso:
  - module: portsip.pbx.portsip_user_phone
  - module: portsip.pbx.portsip_phone_info
"""

EXAMPLES = r"""
- name: Set up phones, and have those that change fetch their configuration
  hosts: localhost
  module_defaults:
    group/portsip.pbx.portsip:
      api_url: https://pbx.example.net:8887/api
      api_username: admin
      api_password: "{{ vault_portsip_password }}"
      tenant: northside.example.net
  tasks:
    - name: Ensure the phone of Anna Berg speaks German
      portsip.pbx.portsip_user_phone:
        user: "2001"
        mac: cc:5e:f8:41:b7:a1
        language: GERMAN
      notify: Provision the phone of Anna Berg again

    - name: Provision all phones of a tenant again
      portsip.pbx.portsip_phone_control:
        all: true

    - name: Restart a phone
      portsip.pbx.portsip_phone_control:
        mac: cc:5e:f8:41:b7:a1
        action: reboot
  handlers:
    - name: Provision the phone of Anna Berg again
      portsip.pbx.portsip_phone_control:
        mac: cc:5e:f8:41:b7:a1
"""

RETURN = r"""
done:
  description: Whether the PBX took the order. False in check mode.
  returned: success
  type: bool
  sample: true
summary:
  description: What the PBX was asked for, or in check mode would have been.
  returned: success
  type: str
  sample: The PBX was asked to reprovision the phone cc:5e:f8:41:b7:a1.
phone:
  description: What it was about.
  returned: success
  type: dict
  contains:
    action:
      description: What was asked for.
      returned: always
      type: str
      sample: reprovision
    mac:
      description: MAC address of the phone in normal form, or null for all phones.
      returned: always
      type: str
      sample: cc:5e:f8:41:b7:a1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "recipient: 'noc' is not allowed, it must be a email address"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.phone_control import run_phone_control
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "tenant": {"type": "str"},
    "action": {"type": "str", "choices": ["reprovision", "reboot"], "default": "reprovision"},
    "mac": {"type": "str"},
    "all": {"type": "bool", "default": False},
}


MODULE = action_module(run_phone_control, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
