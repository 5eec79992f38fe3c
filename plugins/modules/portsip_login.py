#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_login."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_login
short_description: Open a session with PortSIP PBX for several tasks
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Signs in to the PBX and returns the access token of the new session, for O(portsip.pbx.portsip_ivr#module:api_token) of the other
    modules. Without it every task signs in for itself, which is simpler and right for most plays.
  - With O(tenant) the session enters this tenant. It then serves the modules for what is in this tenant only; one without serves the
    modules for the system only. Open one session for each.
options:
  tenant:
    description:
      - The tenant to enter, by its SIP domain, its name or its id. A tenant's own user (O(api_domain)) is in its tenant anyway.
      - A text with a dot and without spaces, such as V(clinic.example.net), is always a domain, never a name.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.session
notes:
  - O(api_token) is not used, as this module opens a session of its own.
  - Requires a system administrator, a dealer, or a user of a tenant. To enter a tenant, a system administrator or the tenant's dealer.
  - Uses C(POST /login/oauth/token), and with O(tenant) C(GET /tenants), C(POST /tenants/switch) and C(GET /tenant).
  - The token is a secret. Set C(no_log) to V(true) for the task, or it is shown and logged.
  - The token ends after RV(expires_in) seconds, and nobody renews it. Open another session for plays that take longer, or let every task
    sign in for itself.
  - End the session with M(portsip.pbx.portsip_logout), also when a task in between fails.
seealso:
  - module: portsip.pbx.portsip_logout
"""

EXAMPLES = r"""
- name: Open a session in a tenant
  portsip.pbx.portsip_login:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    tenant: northside.example.net
  register: session
  no_log: true

- name: Configure the tenant
  module_defaults:
    portsip.pbx.portsip_ivr:
      api_url: https://pbx.example.net:8887/api
      api_token: "{{ session.token }}"
  block:
    - name: Ensure the receptionist for the day exists
      portsip.pbx.portsip_ivr:
        extension_number: "8000"
        name: Northside reception
        pin: "{{ vault_ivr_pin }}"

    - name: Ensure the receptionist for emergencies exists
      portsip.pbx.portsip_ivr:
        extension_number: "8010"
        name: Northside emergencies
        pin: "{{ vault_ivr_pin }}"
  always:
    - name: End the session
      portsip.pbx.portsip_logout:
        api_url: https://pbx.example.net:8887/api
        api_token: "{{ session.token }}"
"""

RETURN = r"""
token:
  description: Access token of the session. It is a secret.
  returned: success
  type: str
  sample: EXAMPLE-OF-AN-ACCESS-TOKEN
expires_in:
  description: Seconds until the token ends, as the PBX says, or null if it does not say.
  returned: success
  type: int
  sample: 1800
tenant:
  description: The tenant that the session is in, or null for a session outside any tenant.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the tenant.
      returned: always
      type: str
      sample: "847362519048372615"
    name:
      description: Name of the tenant.
      returned: always
      type: str
      sample: Northside Clinics
    domain:
      description: SIP domain of the tenant.
      returned: always
      type: str
      sample: northside.example.net
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "The PBX refused the login of 'admin' (no api_domain - a system administrator or dealer)."
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
      sample: authentication
    status:
      description: HTTP status of the answer, or null if there was none.
      returned: always
      type: int
      sample: 400
    code:
      description: Error code of the API, or null.
      returned: always
      type: str
      sample: UNAUTHORIZED
    detail:
      description: The message of the API, or null.
      returned: always
      type: str
      sample: null
    method:
      description: HTTP method of the request, or null.
      returned: always
      type: str
      sample: POST
    path:
      description: Path of the request, without host and query, or null.
      returned: always
      type: str
      sample: /login/oauth/token
"""

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.login import run_login
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

MODULE = action_module(run_login, {"tenant": {"type": "str"}})


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
