#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_incoming_rule_order."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_incoming_rule_order
short_description: Order the rules for incoming calls of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Puts the rules for calls that come in for an extension in an order. The first rule that fits a call is used.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  rules:
    description:
      - Rules, each by its name or its id, in the order in which they are to be tried, each once. Rules that are not listed come after them,
        in the order they have.
      - A name comes before an id. A name that several rules have is an error that lists their ids.
      - In check mode a rule that does not exist yet is taken for one that an earlier task creates, with a warning.
      - Without it, the module changes nothing and returns the order.
    type: list
    elements: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/incom_rule/order/), and C(GET /extension/{extension_id}/incom_rule/) where a rule
    is given by its name.
  - The order is written at once, and only where it differs.
seealso:
  - module: portsip.pbx.portsip_extension_incoming_rule
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Try these two rules first
  portsip.pbx.portsip_extension_incoming_rule_order:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    rules:
      - Nuisance
      - Night
"""

RETURN = r"""
order:
  description:
    - The order as it is after the run, in check mode as it would be.
  returned: success
  type: dict
  contains:
    rules:
      description: Ids of all rules, in the order in which they are tried.
      returned: always
      type: list
      elements: int
      sample: [12, 11, 13]
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
      sample: {"rules": [11, 12, 13]}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"rules": [12, 11, 13]}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "rules: there is no incoming rule with the name or id 'Nigth'"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_rule import INCOMING_RULE_ORDER

OPTIONS: dict[str, Any] = {
    "rules": {"type": "list", "elements": "str"},
}


MODULE = object_module(INCOMING_RULE_ORDER, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
