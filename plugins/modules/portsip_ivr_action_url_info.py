#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr_action_url_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr_action_url_info
short_description: Read action URLs of a virtual receptionist
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one or all action URLs of a virtual receptionist of PortSIP PBX.
options:
  ivr:
    description:
      - The virtual receptionist, by its extension number, its name or its id, in quotes; what comes first in this list counts.
    type: str
    required: true
  name:
    description:
      - Only action URLs with exactly this name.
    type: str
extends_documentation_fragment:
  - portsip.pbx.info
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a user of the tenant, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(GET /ivrs/{id}/action_urls) and C(GET /ivrs/{id}/action_urls/{url_id}) inside the tenant; C(GET /ivrs) to find the
    receptionist.
seealso:
  - module: portsip.pbx.portsip_ivr_action_url
  - module: portsip.pbx.portsip_ivr_info
"""

EXAMPLES = r"""
- name: Read all action URLs of a receptionist
  portsip.pbx.portsip_ivr_action_url_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    ivr: "8000"
  register: reception

- name: Show those that are not used
  ansible.builtin.debug:
    msg: "{{ reception.action_urls | rejectattr('enabled', 'equalto', true) | map(attribute='name') }}"
"""

RETURN = r"""
action_urls:
  description:
    - The action URLs, each with every field that M(portsip.pbx.portsip_ivr_action_url) can set under its own name, and null where it has
      no value. Passwords, tokens and the values of secret headers are left out.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the action URL.
      returned: always
      type: str
      sample: "648291736450192837"
    name:
      description: Name.
      returned: always
      type: str
      sample: patient lookup
    enabled:
      description: Whether it is used.
      returned: always
      type: bool
      sample: true
    type:
      description: What is compared with the mask.
      returned: always
      type: str
      sample: DTMF
    dtmf_mask:
      description: Numbers and ranges that a caller may enter.
      returned: always
      type: str
      sample: "1000;2000;300000-399999"
    caller_mask:
      description: Mask for the caller's number.
      returned: always
      type: str
      sample: "+493055512345"
    url:
      description: Address to ask.
      returned: always
      type: str
      sample: https://crm.example.net/pbx/patient
    method:
      description: HTTP method.
      returned: always
      type: str
      sample: POST
    headers:
      description: HTTP headers by name.
      returned: always
      type: dict
      sample: {"X-Site": "northside"}
    connection_timeout:
      description: Seconds to wait for a connection.
      returned: always
      type: int
      sample: 2
    request_timeout:
      description: Seconds to wait for the answer.
      returned: always
      type: int
      sample: 5
    auth:
      description: How the PBX proves itself.
      returned: always
      type: str
      sample: BEARER
    username:
      description: User name.
      returned: always
      type: str
      sample: pbxlookup
count:
  description: How many action URLs are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "ivr: there is no receptionist with the extension number or name or id '8009'"
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

from ansible_collections.portsip.pbx.plugins.module_utils.definition import info_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr_action_url import IVR_ACTION_URL

MODULE = info_module(IVR_ACTION_URL)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
