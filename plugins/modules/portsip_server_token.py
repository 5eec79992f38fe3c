#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_server_token."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_server_token
short_description: Make and take away server tokens of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes sure that a session border controller (SBC) or an instant messaging server (IM) on a host of its own has
    a token to join the PBX with, has none, or has a new one.
options:
  server:
    description:
      - Whose token is meant.
    type: str
    required: true
    choices:
      sbc: The session border controller.
      im: The instant messaging server.
  state:
    description:
      - What is wanted.
    type: str
    choices:
      present: There is a token. One that is there is left unchanged.
      absent: There is none. Servers can then no longer join with it.
      regenerated: There is a new token, in every run. The old one no longer serves.
    default: present
  return_token:
    description:
      - Whether the token is returned, so that a following task can give it to the server. Set C(no_log) to V(true)
        for the task then.
      - Otherwise the token is kept out of everything that is shown.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a system administrator.
  - Uses C(GET /sbc/token), C(POST /sbc/token), C(POST /sbc/token/destroy), C(GET /im/token), C(POST /im/token)
    and C(POST /im/token/destroy).
  - 'O(state=regenerated) is not idempotent: it makes a new token and reports a change in every run.'
seealso:
  - module: portsip.pbx.portsip_sbc
  - module: portsip.pbx.portsip_im_server
"""

EXAMPLES = r"""
- name: Ensure a token for the SBC exists
  portsip.pbx.portsip_server_token:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    server: sbc
    return_token: true
  register: sbc_token
  no_log: true

- name: Replace the token of the IM server
  portsip.pbx.portsip_server_token:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    server: im
    state: regenerated

- name: Ensure no token for the SBC exists
  portsip.pbx.portsip_server_token:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    server: sbc
    state: absent
"""

RETURN = r"""
server_token:
  description: The token.
  returned: success
  type: dict
  contains:
    server:
      description: Whose token it is.
      returned: always
      type: str
      sample: sbc
    exists:
      description: Whether there is a token after the run, in check mode whether there would be.
      returned: always
      type: bool
      sample: true
    token:
      description: The token. Null if there is none, or in check mode for one that is still to be made.
      returned: when O(return_token=true)
      type: str
      sample: dGhpcyBpcyBub3QgYSB0b2tlbg
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
      sample: {"token": "(hidden) (new)"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "The PBX was told to make a token, but has none."
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.server_token import run_server_token
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "server": {"type": "str", "required": True, "choices": ["sbc", "im"]},
    "state": {"type": "str", "default": "present", "choices": ["present", "absent", "regenerated"]},
    "return_token": {"type": "bool", "default": False},
}


MODULE = action_module(run_server_token, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
