#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_user."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_user
short_description: Create, change and remove users of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one user who may sign in for an extension as described, or removes the user.
  - A user is found by O(login), or by the O(id).
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  login:
    description:
      - Name that the user signs in with. Needed unless O(id) is given.
      - The API cannot change it, so a login other than that of the user with O(id) is an error, or makes the user anew with
        O(recreate=true).
    type: str
  name:
    description:
      - Name of the user. Needed to create a user.
    type: str
  password:
    description:
      - Password of the user. Needed to create a user. The API never tells it, so that it cannot be compared; see O(update_password).
    type: str
  email:
    description:
      - Mail address of the user, up to 128 characters. Needed to create a user.
    type: str
  access:
    description:
      - What the user may do.
    type: str
    choices:
      full: Read and change.
      read_only: Read only.
  status:
    description:
      - Whether the user may sign in.
    type: str
    choices:
      active: The user may.
      blocked: The user may not.
  timezone:
    description:
      - Time zone of the user, as the API names it.
      - An empty string clears.
    type: str
  comment:
    description:
      - Remark about the user.
      - An empty string clears.
    type: str
  extra_params:
    description:
      - Further parameters as the operator of the API gives them.
      - An empty string clears.
    type: str
  email_notify:
    description:
      - Whether a user who is created gets a mail with the access data. It is sent with the creation only, and never compared. The API uses
        V(false) when it is left out.
    type: bool
  email_for_notify:
    description:
      - Mail address for that mail, where it is not O(email). It is sent with the creation only, and never compared.
    type: str
  update_password:
    description:
      - V(always) writes O(password) in every run that gives it, and reports a change each time, because nobody can tell whether it differs.
      - V(on_create) writes it only into a user who is created.
    type: str
    default: "always"
    choices:
      - always
      - on_create
  recreate:
    description:
      - Whether a change of O(login), which the API cannot make, may be made by removing the user and creating a new one.
      - Lost is the id. O(password) is needed.
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
  - Uses C(GET) and C(POST) of C(/extension/{extension_id}/user/extension/), and C(GET), C(PUT) and C(DELETE) of
    C(/extension/{extension_id}/user/extension/{user_id}).
seealso:
  - module: portsip.pbx.portsip_extension_phone
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Let somebody look at an extension
  portsip.pbx.portsip_extension_user:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    login: anna
    name: Anna Berg
    email: anna@example.net
    password: "{{ vault_anna_password }}"
    update_password: on_create
    access: read_only

- name: Keep somebody out for a while
  portsip.pbx.portsip_extension_user:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    login: anna
    status: blocked

- name: Remove a user
  portsip.pbx.portsip_extension_user:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    login: anna
    state: absent
"""

RETURN = r"""
user:
  description:
    - The user after the run, in check mode as the user would be, without the password. Null after O(state=absent). A field without a value
      is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the user. Null in check mode for one who is still to be created.
      returned: always
      type: int
      sample: 21
    extension_id:
      description: Id of the extension.
      returned: when the user exists
      type: int
      sample: 201
    login:
      description: Name that the user signs in with.
      returned: always
      type: str
      sample: "anna"
    name:
      description: Name of the user.
      returned: always
      type: str
      sample: "Anna Berg"
    email:
      description: Mail address of the user.
      returned: always
      type: str
      sample: "anna@example.net"
    access:
      description: What the user may do.
      returned: always
      type: str
      sample: "full"
    status:
      description: Whether the user may sign in.
      returned: always
      type: str
      sample: "active"
    timezone:
      description: Time zone of the user.
      returned: always
      type: str
      sample: "Europe/Berlin"
    comment:
      description: Remark about the user.
      returned: always
      type: str
      sample: null
    extra_params:
      description: Further parameters as the operator of the API gives them.
      returned: always
      type: str
      sample: null
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
      sample: {"login": "anna", "status": "active"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"login": "anna", "status": "blocked"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "user anna does not exist yet, and to create it name and password and email are needed"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_user import USER

OPTIONS: dict[str, Any] = {
    "login": {"type": "str"},
    "name": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "email": {"type": "str"},
    "access": {"type": "str", "choices": ["full", "read_only"]},
    "status": {"type": "str", "choices": ["active", "blocked"]},
    "timezone": {"type": "str"},
    "comment": {"type": "str"},
    "extra_params": {"type": "str"},
    "email_notify": {"type": "bool"},
    "email_for_notify": {"type": "str"},
}


MODULE = object_module(USER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
