#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ivr_action_url."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ivr_action_url
short_description: Create, change and remove action URLs of a virtual receptionist
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one action URL of a virtual receptionist as described, or removes it. An action URL is an HTTP address that the PBX asks when
    what a caller enters, or the caller's number, matches a mask.
  - An action URL is found by its O(name) in the receptionist, or by its O(id).
options:
  ivr:
    description:
      - The virtual receptionist, by its extension number, its name or its id, in quotes; what comes first in this list counts.
    type: str
    required: true
  name:
    description:
      - Name of the action URL, 1 to 64 characters.
      - Needed unless O(id) is given. Given together with O(id), it is the name the action URL gets.
    type: str
  enabled:
    description:
      - Whether the action URL is used. The PBX uses V(false) when it is left out on creation.
    type: bool
  type:
    description:
      - What is compared with the mask. Needed on creation.
    type: str
    choices:
      DTMF: What the caller enters, with O(dtmf_mask).
      CALLER: The caller's number, with O(caller_mask).
  dtmf_mask:
    description:
      - Numbers and ranges of numbers that a caller may enter, separated by semicolons, such as V("1000;2000;3000-4000"), up to 255
        characters. Their order does not matter. Needed on creation with O(type=DTMF).
    type: str
  caller_mask:
    description:
      - Mask for the caller's number, up to 255 characters. Needed on creation with O(type=CALLER).
    type: str
  url:
    description:
      - Address to ask, an http or https URL of 1 to 1024 characters. Needed on creation.
    type: str
  method:
    description:
      - HTTP method of the request. Needed on creation.
    type: str
    choices:
      - GET
      - POST
  headers:
    description:
      - The whole set of HTTP headers to send, by name. An empty mapping clears.
      - The PBX keeps them in one text, so that a name or a value cannot contain C(&), and a name no C(:).
      - The value of a header whose name says that it is a secret is never shown. Such names contain C(authorization), C(token),
        C(password), C(secret), C(api-key), C(credential) or C(cookie), in any case of letters. Other values are shown.
    type: dict
  connection_timeout:
    description:
      - Seconds to wait for a connection, at least 0. The PBX uses 2 when it is left out on creation.
    type: int
  request_timeout:
    description:
      - Seconds to wait for the answer, at least 0. The PBX uses 2 when it is left out on creation.
    type: int
  auth:
    description:
      - How the PBX proves itself to the server. The PBX uses V(DISABLE) when it is left out on creation.
    type: str
    choices:
      DISABLE: Not at all.
      BASIC: O(username) and O(password), HTTP basic authentication.
      DIGEST: O(username) and O(password), HTTP digest authentication.
      BEARER: O(token).
  username:
    description:
      - User name for O(auth=BASIC) and O(auth=DIGEST), 6 to 64 lower-case letters and digits. An empty string clears.
    type: str
  password:
    description:
      - Password for O(auth=BASIC) and O(auth=DIGEST), 6 to 64 lower-case letters and digits. An empty string clears.
      - The PBX tells the password in use, so it is compared like other fields.
    type: str
  token:
    description:
      - Token for O(auth=BEARER). An empty string clears.
      - The PBX tells the token in use, so it is compared like other fields.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.options.tenant
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a user of the tenant who may administer it, or a system administrator or the tenant's dealer together with O(tenant).
  - Uses C(GET /ivrs/{id}/action_urls), C(POST /ivrs/{id}/action_urls), C(GET /ivrs/{id}/action_urls/{url_id}),
    C(POST /ivrs/{id}/action_urls/{url_id}) and C(POST /ivrs/{id}/action_urls/{url_id}/destroy) inside the tenant; C(GET /ivrs) to find
    the receptionist.
  - Quote masks and numbers in YAML, as a number alone may lose its leading zero or C(+).
seealso:
  - module: portsip.pbx.portsip_ivr_action_url_info
  - module: portsip.pbx.portsip_ivr
"""

EXAMPLES = r"""
- name: Look up patients who enter their number
  portsip.pbx.portsip_ivr_action_url:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    ivr: "8000"
    name: patient lookup
    enabled: true
    type: DTMF
    dtmf_mask: "1000;2000;300000-399999"
    method: POST
    url: https://crm.example.net/pbx/patient
    headers:
      X-Site: northside
      X-Api-Version: "2"
    connection_timeout: 2
    request_timeout: 5
    auth: BEARER
    token: "{{ vault_crm_token }}"

- name: Greet known callers
  portsip.pbx.portsip_ivr_action_url:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    ivr: Northside reception
    name: known callers
    enabled: true
    type: CALLER
    caller_mask: "+493055512345"
    method: GET
    url: https://crm.example.net/pbx/caller
    auth: BASIC
    username: pbxlookup
    password: "{{ vault_crm_password }}"

- name: Send no headers any longer
  portsip.pbx.portsip_ivr_action_url:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    ivr: "8000"
    name: patient lookup
    headers: {}

- name: Remove an action URL
  portsip.pbx.portsip_ivr_action_url:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
    ivr: "8000"
    name: patient lookup
    state: absent
"""

RETURN = r"""
action_url:
  description:
    - The action URL as it is after the run, in check mode as it would be, with every option of this module that is a field of it under its
      own name. Password, token and the values of secret headers are left out. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the action URL. Null in check mode for one that is still to be created.
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
      sample: {"name": "patient lookup", "request_timeout": 2}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"name": "patient lookup", "request_timeout": 5}
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

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.definition import object_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.options import AUTH_METHODS
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr_action_url import IVR_ACTION_URL

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "enabled": {"type": "bool"},
    "type": {"type": "str", "choices": ["DTMF", "CALLER"]},
    "dtmf_mask": {"type": "str"},
    "caller_mask": {"type": "str"},
    "url": {"type": "str"},
    "method": {"type": "str", "choices": ["GET", "POST"]},
    # The engine hides the values of headers that carry secrets; hiding them all would hide the rest of the result too.
    "headers": {"type": "dict", "no_log": False},
    "connection_timeout": {"type": "int"},
    "request_timeout": {"type": "int"},
    "auth": {"type": "str", "choices": AUTH_METHODS},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "token": {"type": "str", "no_log": True},
}


MODULE = object_module(IVR_ACTION_URL, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
