#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_phone_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_phone_info
short_description: Read phones of PortSIP PBX and the models it can provision
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads the phones that a tenant's PBX has seen, with their addresses and firmware, and the models and templates that can be provisioned.
  - How phones are assigned to users is read by M(portsip.pbx.portsip_user_phone_info).
options:
  subset:
    description:
      - What to read. Each part takes one request.
    type: list
    elements: str
    choices: &id001
      - phones
      - phone_models
    default: *id001
  mac:
    description:
      - Only the phone with this MAC address. Colons, hyphens and upper case letters make no difference.
    type: str
  filename:
    description:
      - Only the template of this file name, with all that phones with it can be set to, such as languages, time zones and codecs.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a system administrator, a dealer of the tenant, or an administrator of the tenant.
  - Uses C(GET /phones), C(GET /phones/{mac}), C(GET /phone_models) and C(GET /phone_models/{filename}).
  - Passwords and PINs that the PBX returns are left out.
seealso:
  - module: portsip.pbx.portsip_user_phone
  - module: portsip.pbx.portsip_phone_control
"""

EXAMPLES = r"""
- name: Read which phones a tenant has, and where they are
  portsip.pbx.portsip_phone_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    subset:
      - phones
  register: seen

- name: Read what phones with a template can be set to
  portsip.pbx.portsip_phone_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    subset:
      - phone_models
    filename: yealink_t4x.ph.xml
  register: template
"""

RETURN = r"""
phones:
  description: The phones, without their passwords and PINs.
  returned: when V(phones) is in O(subset)
  type: list
  elements: dict
  contains:
    extension_number:
      description: Extension number of the user who has the phone.
      returned: when the PBX returns it
      type: str
      sample: "2001"
    name:
      description: Display name of that user.
      returned: when the PBX returns it
      type: str
      sample: Anna Berg
    mac:
      description: MAC address in normal form.
      returned: always
      type: str
      sample: cc:5e:f8:41:b7:a1
    vendor:
      description: Vendor of the phone.
      returned: when the PBX returns it
      type: str
      sample: Yealink
    model:
      description: Model of the phone.
      returned: when the PBX returns it
      type: str
      sample: SIP-T46U
    fwver:
      description: Firmware of the phone.
      returned: when the PBX returns it
      type: str
      sample: 108.86.0.118
    ip:
      description: IP address of the phone.
      returned: when the PBX returns it
      type: str
      sample: 192.0.2.71
    status:
      description: State of the phone.
      returned: when the PBX returns it, from release 22.6 on
      type: str
      sample: ONLINE
phone_models:
  description: The models; with O(filename) the one template, or nothing where there is no such template.
  returned: when V(phone_models) is in O(subset)
  type: list
  elements: dict
  contains:
    filename:
      description: File name of the template.
      returned: always
      type: str
      sample: yealink_t4x.ph.xml
    model:
      description: Model of the phone.
      returned: without O(filename)
      type: str
      sample: SIP-T46U
    display_name:
      description: Name of the model in the web portal.
      returned: without O(filename)
      type: str
      sample: Yealink SIP-T46U
    languages:
      description: Languages of the display.
      returned: with O(filename)
      type: list
      elements: str
      sample: [ENGLISH, GERMAN]
    time_zones:
      description: Time zones as the template names them.
      returned: with O(filename)
      type: list
      elements: str
      sample: [GMT+1 Germany(Berlin)]
    codecs:
      description: Codecs.
      returned: with O(filename)
      type: list
      elements: str
      sample: [PCMU, PCMA, G722]
    ringtones:
      description: Ring tones of calls.
      returned: with O(filename)
      type: list
      elements: str
      sample: [Ring 1, Ring 2]
    queue_ringtones:
      description: Ring tones of calls to a queue or a ring group.
      returned: with O(filename)
      type: list
      elements: str
      sample: [Ring 1]
    external_ringtone:
      description: Ring tones of calls from the outside.
      returned: with O(filename)
      type: list
      elements: str
      sample: [Ring 1]
    date_formats:
      description: Formats of the date.
      returned: with O(filename)
      type: list
      elements: str
      sample: [WWW DD MMM]
    time_formats:
      description: Formats of the time.
      returned: with O(filename)
      type: list
      elements: str
      sample: [24-hour clock]
    powerleds:
      description: When the LED can be on.
      returned: with O(filename)
      type: list
      elements: str
      sample: [Voicemail only]
    backlights:
      description: How long the display can be lit.
      returned: with O(filename)
      type: list
      elements: str
      sample: [30 seconds]
    screensavers:
      description: When the screen saver can begin.
      returned: with O(filename)
      type: list
      elements: str
      sample: [2 hours]
    enable_lldp:
      description: Whether phones learn their VLAN by LLDP, as long as nothing else is set.
      returned: with O(filename)
      type: bool
      sample: false
    enable_vlan_wan_port:
      description: Whether the port to the network is in a VLAN, as long as nothing else is set.
      returned: with O(filename)
      type: bool
      sample: false
    wan_port_id:
      description: Id of that VLAN.
      returned: with O(filename)
      type: int
      sample: 1
    wan_port_priority:
      description: Its priority.
      returned: with O(filename)
      type: int
      sample: 0
    enable_vlan_pc_port:
      description: Whether the port to the computer is in a VLAN, as long as nothing else is set.
      returned: with O(filename)
      type: bool
      sample: false
    pc_port_id:
      description: Id of that VLAN.
      returned: with O(filename)
      type: int
      sample: 1
    pc_port_priority:
      description: Its priority.
      returned: with O(filename)
      type: int
      sample: 0
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.phone_info import run_phone_info

OPTIONS: dict[str, Any] = {
    "tenant": {"type": "str"},
    "subset": {"type": "list", "elements": "str", "choices": ["phones", "phone_models"], "default": ["phones", "phone_models"]},
    "mac": {"type": "str"},
    "filename": {"type": "str"},
}


MODULE = action_module(run_phone_info, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
