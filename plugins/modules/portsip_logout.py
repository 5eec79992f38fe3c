#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_logout."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_logout
short_description: End a session with PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Ends the session that M(portsip.pbx.portsip_login) opened, so that its token is of no use any longer.
  - A session that has ended already is fine.
options:
  api_token:
    description:
      - Access token of the session to end.
      - If not set, the environment variable E(PORTSIP_TOKEN) is used. One of the two is required.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.session
notes:
  - Requires no role; any holder of the token may end its session.
  - Uses C(POST /login/oauth/revoke).
seealso:
  - module: portsip.pbx.portsip_login
"""

EXAMPLES = r"""
- name: End the session that portsip_login opened
  portsip.pbx.portsip_logout:
    api_url: https://pbx.example.net:8887/api
    api_token: "{{ session.token }}"
"""

RETURN = r"""
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "api_token: the token of the session to end is needed"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.login import run_logout
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

MODULE = action_module(run_logout, {})


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
