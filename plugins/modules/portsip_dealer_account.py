#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_dealer_account."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_dealer_account
short_description: Change user name and password of a PortSIP PBX dealer
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Changes the user name, the password, or both, of the dealer who signs in.
  - The PBX returns neither of them, so the module checks them with a login. It signs in with O(api_username) and O(api_password). If
    these are equal to the new values, nothing changes. If they are refused, it signs in once with the new values; if that succeeds, the
    change was made before, and nothing changes.
  - After a change it signs in with the new name and password to make sure that they work.
options:
  name:
    description:
      - New User name of the account, 1 to 64 letters, digits and the characters C(_ - ' .), with no period at the beginning or end.
        V(admin), V(system), V(administrator) and V(root) are reserved.
    type: str
  password:
    description:
      - New Password of the account.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a dealer.
  - Uses C(POST /dealer/username) and C(POST /dealer/password).
  - Requires O(api_username) and O(api_password), even where there is an O(api_token), which is not used.
  - Use the new name and password in all tasks from then on. As long as O(api_username) and O(api_password) stay
    the old ones, each run makes one refused login, and the PBX blocks an address after five of them.
seealso:
  - module: portsip.pbx.portsip_dealer_self
  - module: portsip.pbx.portsip_dealer
  - module: portsip.pbx.portsip_admin_account
"""

EXAMPLES = r"""
- name: Change the password
  portsip.pbx.portsip_dealer_account:
    api_url: https://pbx.example.net:8887/api
    api_username: northside
    api_password: "{{ vault_dealer_password }}"
    password: "{{ vault_new_password }}"

- name: Change the name and the password
  portsip.pbx.portsip_dealer_account:
    api_url: https://pbx.example.net:8887/api
    api_username: northside
    api_password: "{{ vault_dealer_password }}"
    name: northside.telecom
    password: "{{ vault_new_password }}"
"""

RETURN = r"""
account:
  description: The account.
  returned: success
  type: dict
  contains:
    name:
      description: User name after the run; in check mode, as it would be after the run.
      returned: always
      type: str
      sample: northside
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
      sample: {"name": "northside", "password": "(hidden) (to be replaced)"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"name": "northside", "password": "(hidden) (new)"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "api_url, api_username and api_password: are needed; only a login tells name and password of an account, no api_token does"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.account import run_dealer_account
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {"name": {"type": "str"}, "password": {"type": "str", "no_log": True}}


MODULE = action_module(run_dealer_account, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
