#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_ip_rule_export."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_ip_rule_export
short_description: Save the IP rules of PortSIP PBX in a file
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Writes the export of all IP rules, as the PBX makes it, into a file on the host that runs the module, which
    is the controller for a local task.
  - The file is written only where its content differs, and replaced as a whole, so that nobody ever reads half
    of it.
options:
  dest:
    description:
      - Path of the file. Its directory has to be there.
    type: path
    required: true
  mode:
    description:
      - Mode of the file as four octal digits in quotes, such as V("0640").
      - When it is left out, a file keeps its mode, and a new one gets V("0600").
      - A file that is replaced keeps its owner and group, or is left unchanged, with a failure, where that is not possible.
    type: str
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires a system administrator.
  - Uses C(GET /ip_filters/export).
seealso:
  - module: portsip.pbx.portsip_ip_rule
  - module: portsip.pbx.portsip_ip_rule_info
"""

EXAMPLES = r"""
- name: Save the IP rules to a file on the controller
  portsip.pbx.portsip_ip_rule_export:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    dest: /srv/backup/ip-rules.csv
    mode: "0640"
  delegate_to: localhost
"""

RETURN = r"""
dest:
  description: Path of the file.
  returned: success
  type: str
  sample: /srv/backup/ip-rules.csv
checksum:
  description: SHA-256 of the export.
  returned: success
  type: str
  sample: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
size:
  description: Size of the export in bytes.
  returned: success
  type: int
  sample: 1874
diff:
  description: The text of the file before and after.
  returned: when diff mode is on
  type: dict
  sample:
    before: ''
    after: |
      192.0.2.0/24,DENY
    before_header: /srv/backup/ip-rules.csv
    after_header: /srv/backup/ip-rules.csv
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "dest: there is no directory '/srv/backup'"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.ip_rule_export import run_ip_rule_export
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {"dest": {"type": "path", "required": True}, "mode": {"type": "str"}}


MODULE = action_module(run_ip_rule_export, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
