#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr_info."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr_info
short_description: Read virtual receptionists of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads one, some or all virtual receptionists (auto attendants, IVR) of a tenant.
options:
  extension_number:
    description:
      - Only the receptionist with this extension number, in quotes.
    type: str
  name:
    description:
      - Only receptionists with exactly this name.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.status
  - portsip.pbx.info
  - portsip.pbx.info.query
  - portsip.pbx.info.details
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Needs a user of the tenant, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(GET /ivrs), C(GET /ivrs/{id}) and C(GET /ivrs/{id}/status) inside the tenant.
seealso:
  - module: portsip.pbx.portsip_ivr
  - module: portsip.pbx.portsip_ivr_action_url_info
"""

EXAMPLES = r"""
- name: Read one receptionist
  portsip.pbx.portsip_ivr_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    extension_number: "8000"
  register: reception

- name: Read all receptionists of a tenant
  portsip.pbx.portsip_ivr_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
  register: all_receptionists

- name: Read which receptionists are online
  portsip.pbx.portsip_ivr_info:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    details: false
    status: true
  register: receptionists_now

- name: Show what callers of each receptionist can choose
  ansible.builtin.debug:
    msg: "{{ item.custom_forward_rules | map(attribute='user_input') }}"
  loop: "{{ all_receptionists.ivrs | selectattr('custom_forward_rules') }}"
  loop_control:
    label: "{{ item.name }}"
"""

RETURN = r"""
ivrs:
  description:
    - The receptionists, each with every field that M(portsip.pbx.portsip_ivr) can set and the PBX tells under its own name, and null
      where it has no value. The PIN is left out. With O(details=false) only id, name and extension number.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the receptionist.
      returned: always
      type: str
      sample: "591827364509182736"
    extension_number:
      description: Number at which it is reached.
      returned: always
      type: str
      sample: "8000"
    name:
      description: Name.
      returned: always
      type: str
      sample: Northside reception
    prompt_file_name:
      description: Name of the greeting's file.
      returned: when set
      type: str
      sample: welcome-en.wav
    prompt_file_size:
      description: Size of the greeting's file in bytes.
      returned: when set
      type: int
      sample: 183244
    prompt_file_url:
      description: Path from which the greeting's file can be downloaded.
      returned: when set
      type: str
      sample: /api/blobs/WexWdABcd5D4PDgz
    transfer_prompt_file_name:
      description: Name of the file played before a call is put through.
      returned: when set
      type: str
      sample: connecting-en.wav
    transfer_prompt_file_size:
      description: Size of that file in bytes.
      returned: when set
      type: int
      sample: 60120
    transfer_prompt_file_url:
      description: Path from which that file can be downloaded.
      returned: when set
      type: str
      sample: /api/blobs/Kf0aWcMs22QpLzv1
    custom_forward_rules:
      description: The menu, a list with one entry for each input. Holidays are given by their ids.
      returned: always
      type: list
      elements: dict
      sample: [{"user_input": "1", "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "6001"}}]
    outbound_caller_ids:
      description: Numbers shown on calls that go out through the receptionist. Trunks are given by their ids.
      returned: always
      type: list
      elements: dict
      sample: [{"provider_id": "730018264519283746", "caller_id": "+493055501000", "description": "Main number"}]
    status:
      description: V(ONLINE) or V(OFFLINE).
      returned: when O(status=true)
      type: str
      sample: ONLINE
count:
  description: How many receptionists are returned.
  returned: success
  type: int
  sample: 1
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "tenant: there is no tenant with the domain 'nortside.example.net' on this PBX."
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr import IVR

MODULE = info_module(IVR)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
