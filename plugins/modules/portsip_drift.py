#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_drift."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_drift
short_description: Report where PortSIP PBX differs from documents
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Compares documents C({system, tenants, queues}), as M(portsip.pbx.portsip_export) writes them, with the PBX. Each tenant, each queue
    and the system is a section. For each section it is told which objects differ, and in which fields, which are missing on the PBX, which
    are unmanaged, that is there but not in the document, and what cannot be verified.
  - Of a tenant that differs, the reports tell which calls end elsewhere on the PBX than the document says.
  - Nothing is ever written to the PBX.
  - Writes reports, for programs, for CI systems and for people. They contain no secret.
options:
  path:
    description:
      - A file with a document, or a directory of which each file that ends with C(.yml), C(.yaml) or C(.json) is one. Directories in it
        are not looked at.
      - A tenant, a queue or the system may only be in one of them.
      - Values that are encrypted with C(!vault), and files that are encrypted as a whole, are decrypted where the task runs in Ansible's
        own process and has the vault password. Templates are evaluated there with the variables of the task, but for values with the tag
        C(!unsafe). What cannot be decrypted or evaluated counts as what cannot be verified. So does everything encrypted or with a template
        where the module runs on another host, or with C(become) or C(async).
      - Either this or O(definition) is required.
    type: path
  definition:
    description:
      - A document, where it is no file, such as that of a single tenant.
      - Its values were evaluated by Ansible, so that nothing in it counts as encrypted. Secrets are recognised by the fields they are in.
    type: dict
    version_added: 0.2.0
  tenants:
    description:
      - Compare only these tenants, each by its domain, and neither the system nor queues. Left out, everything is compared.
    type: list
    elements: str
  report:
    description:
      - The reports to write into O(dest). Each is replaced as a whole, also in check mode.
    type: list
    elements: str
    choices:
      json: C(drift.json) has everything that was found.
      markdown: C(drift.md) has less than 65,000 characters, so that it fits into a comment on a change. It begins with the totals, and says
        what was cut.
      junit: C(drift.xml) has a test suite for each section and a test case for each object. Drift is a failure, what cannot be verified is
        skipped, and what could not be read is an error. What is unmanaged is a failure with O(fail_on=unmanaged), otherwise skipped.
      html: C(drift.html) is one page, which needs neither scripts nor a network, and can be read where styles are blocked, too.
  dest:
    description:
      - The directory for the reports. It is created where it does not exist. New files have the mode V(0644).
    type: path
  fail_on:
    description:
      - What lets the task fail, after the reports are written. The result has its summary all the same.
      - The task also fails where something could not be compared. The other sections are compared nevertheless.
    type: str
    choices:
      never: Nothing that was found.
      drift: Objects that differ or are missing.
      unmanaged: These, and unmanaged objects.
    default: drift
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a system administrator. A dealer can compare its own tenants.
  - Uses C(GET) of every path that a document has a key for, and C(POST /tenants/switch) for each tenant.
  - Reports are written in check mode, too.
  - C(changed) is always V(false), whatever was found.
  - Unmanaged objects are looked for in the lists that a document contains, and only in those that can be exclusive in
    M(portsip.pbx.portsip_config). A list that is left out is not looked at, nor one with an entry that cannot be read. Tenants without
    a document are not looked for.
  - Values that the PBX does not return, such as passwords of dealers and the brand, cannot be verified, and are no drift. Secrets that it
    returns, such as PINs, are compared, and neither value is shown.
  - Twelve sections are compared at a time. How many requests are made for a section does not depend on how many there are, and what was
    read is forgotten when it is reported.
  - Where the PBX cannot be reached, or refuses the credentials, when the first section is compared, the task ends without a report.
seealso:
  - module: portsip.pbx.portsip_config
  - module: portsip.pbx.portsip_export
"""

EXAMPLES = r"""
- name: Compare all documents with the PBX, and fail where something differs
  portsip.pbx.portsip_drift:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    path: pbx
    report:
      - html
      - junit
    dest: reports

- name: Compare two tenants, and tell of everything without failing
  portsip.pbx.portsip_drift:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    path: pbx
    tenants:
      - north.example.net
      - south.example.net
    fail_on: never
  register: drift

- name: Compare one tenant with what its host in the inventory has as variable
  portsip.pbx.portsip_drift:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    definition:
      tenants:
        - "{{ tenant_definition }}"

- name: Show which tenants differ
  ansible.builtin.debug:
    msg: "{{ drift.summary | selectattr('differs', 'gt', 0) | map(attribute='name') }}"
"""

RETURN = r"""
summary:
  description:
    - What each section was found to be, in the order of the documents. Also returned where the task fails on what was found.
    - Of more than 2,000 sections, those without drift are left out as far as needed; RV(totals) and the JSON report have all of them.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: V(tenant), V(queue), V(system), or V(document) for a file in which something is wrong that belongs to no section.
      returned: always
      type: str
      sample: tenant
    name:
      description: The domain of a tenant, the extension id of a queue, the path of a file, and empty for the system.
      returned: always
      type: str
      sample: north.example.net
    source:
      description: The file of the document, or V(definition).
      returned: always
      type: str
      sample: pbx/north.example.net.yml
    differs:
      description: How many objects have other values than the document says.
      returned: always
      type: int
      sample: 1
    missing:
      description: How many objects the document has and the PBX does not.
      returned: always
      type: int
      sample: 0
    unmanaged:
      description: How many objects the PBX has and the document does not.
      returned: always
      type: int
      sample: 0
    unverified:
      description:
        - How many objects have something that cannot be verified. They are counted by what the rest of them was found to be, too.
      returned: always
      type: int
      sample: 2
    failed:
      description: How many objects could not be compared. A section that failed as a whole counts as one.
      returned: always
      type: int
      sample: 0
    unchanged:
      description: How many objects are as the document says, as far as that can be verified.
      returned: always
      type: int
      sample: 18
    complete:
      description: Whether nothing failed.
      returned: always
      type: bool
      sample: true
    error:
      description: Why the section could not be compared, otherwise empty. The reports have the whole text.
      returned: always
      type: str
      sample: ""
totals:
  description: The same counts of all sections together, and how many sections there are.
  returned: success
  type: dict
  contains:
    sections:
      description: How many sections there are.
      returned: always
      type: int
      sample: 12
    drifted:
      description: How many of them have objects that differ, are missing or are unmanaged.
      returned: always
      type: int
      sample: 1
    incomplete:
      description: How many of them could not be compared, or not completely.
      returned: always
      type: int
      sample: 0
    differs:
      description: How many objects have other values than the document says.
      returned: always
      type: int
      sample: 1
    missing:
      description: How many objects the documents have and the PBX does not.
      returned: always
      type: int
      sample: 0
    unmanaged:
      description: How many objects the PBX has and the documents do not.
      returned: always
      type: int
      sample: 0
    unverified:
      description: How many objects have something that cannot be verified.
      returned: always
      type: int
      sample: 24
    failed:
      description: How many objects could not be compared.
      returned: always
      type: int
      sample: 0
    unchanged:
      description: How many objects are as the documents say.
      returned: always
      type: int
      sample: 216
reports:
  description: The reports that were written.
  returned: success
  type: list
  elements: dict
  contains:
    format:
      description: The form of the report, as in O(report).
      returned: always
      type: str
      sample: html
    path:
      description: The file.
      returned: always
      type: str
      sample: reports/drift.html
msg:
  description: What was found, as counts, with the paths of the reports, or what went wrong.
  returned: failure
  type: str
  sample: "1 of 12 tenants differs from the documents. Objects: 1 differs, 24 unverified. Reports: reports/drift.html."
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
          support, V(rate_limited) too many requests, V(drift) what the task is to fail on, or a comparison that is
          not complete, and V(unexpected) anything else.
      returned: always
      type: str
      sample: drift
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import CONNECTION_OPTIONS, Module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.drift import run_drift

OPTIONS: dict[str, Any] = {
    "path": {"type": "path"},
    "definition": {"type": "dict", "no_log": True},
    "tenants": {"type": "list", "elements": "str"},
    "report": {"type": "list", "elements": "str", "choices": ["json", "markdown", "junit", "html"]},
    "dest": {"type": "path"},
    "fail_on": {"type": "str", "choices": ["never", "drift", "unmanaged"], "default": "drift"},
}


RULES = {
    "required_one_of": [["path", "definition"]],
    "mutually_exclusive": [["path", "definition"]],
    "required_together": [["report", "dest"]],
}
MODULE = Module({**CONNECTION_OPTIONS, **OPTIONS}, run_drift, rules=RULES)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
