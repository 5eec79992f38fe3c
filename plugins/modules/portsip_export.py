#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_export."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_export
short_description: Export PortSIP PBX, its tenants and queues as a document
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads a PBX, or chosen tenants, as a document C({system, tenants, queues}), and keeps files in a directory like it. What is exported
    and applied again changes nothing.
  - Objects are referred to by their names. What the API gives a field by itself is left out, and so is what the PBX makes by itself, such
    as the rules for addresses that it blocks for a time, and the server for receptionists that it brings along.
  - Texts of the PBX that look like templates are written with the tag C(!unsafe), so that Ansible never evaluates them.
  - The PBX and its objects are only read. A module for a tenant or a queue writes what is in the document.
options:
  tenants:
    description:
      - The tenants to export, each by its SIP domain, its id or its name. Left out, all that the user who signs in may see.
    type: list
    elements: str
  queues:
    description:
      - Ids of the extensions that are queues of the extension API. An empty list exports none.
      - That API has no list of extensions. When this is left out, and there is an O(extension_api_url), the queues among those extensions
        are exported that C(GET /extension/registration/) tells about.
    type: list
    elements: int
  agent_extensions:
    description:
      - Ids of the extensions that the agents of queues belong to. The extension API does not say whose agent works for a queue, so that
        the agents of these extensions are read, or of all those that C(GET /extension/registration/) tells about.
    type: list
    elements: int
  only:
    description:
      - Export only these kinds, each by its key in a document, such as V(ivrs) or V(system.dealers), with everything inside them.
        V(tenants), V(system) and V(queues) are kinds, too.
      - A name may follow after a colon, such as V(ivrs:8000). In it, V(*) stands for any characters, and V(?) for one.
      - The files in O(dest) then have nothing else in them.
    type: list
    elements: str
  exclude:
    description:
      - Leave out these kinds and objects, written like O(only). This takes precedence over O(only).
    type: list
    elements: str
  secrets:
    description:
      - What stands in the document in place of secrets, such as PINs and passwords.
    type: str
    choices:
      placeholder: A template that names a variable, such as C("{{ vault_clinic_example_net_ivr_8000_pin }}").
      omit: Nothing. Secrets that are already on a PBX then stay as they are.
      include: The same as V(placeholder), and O(secrets_file) gets their values.
    default: placeholder
  secrets_file:
    description:
      - Path of a file for the values of secrets, with mode V(0600). It must not exist, nor be inside of O(dest). Encrypt it with
        C(ansible-vault encrypt). Required with O(secrets=include).
    type: path
  dest:
    description:
      - A directory that gets a file for each tenant, C(system.yml) and C(queues.yml). It is created where it does not exist. Left out, no
        file is written.
      - A file is only written where its content changes, as a whole or not at all, with mode V(0644) where it is new. It is refused to
        overwrite a file of another origin.
      - What a user has written in place of a secret, a template or a text encrypted with C(!vault), is kept. Comments are not kept. What
        the PBX refuses to show stays as it is in a file.
      - In a file, a list of ten entries or more has what most of them share once, as C({defaults, items}). RV(definition) has plain lists.
    type: path
  remove_stale:
    description:
      - Whether the files in O(dest) of tenants that the PBX no longer has are removed. Such files are only looked for where O(tenants) is
        left out.
      - A dealer sees its own tenants alone, so that the files of all others would be removed.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.reading
notes:
  - Requires a system administrator. A dealer can export its own tenants, and a user who may administer a tenant that tenant. The result
    says what of the PBX is missing.
  - Uses C(GET) of every path that a document has a key for, C(POST /tenants/switch) for each tenant, and C(GET /files), C(GET /holidays)
    and C(GET /providers) where something refers to them. Lists are read once. The number of requests depends on their pages and on the
    objects that are read one by one, which are the tenants, receptionists and ring groups.
  - Objects of one kind with one name, which no document can tell apart, are an error that names them. O(exclude) leaves them out.
  - Secrets that the API never shows, such as the passwords of dealers and of the mail server, get a placeholder, too.
seealso:
  - module: portsip.pbx.portsip_validate
  - module: portsip.pbx.portsip_tenant
  - module: portsip.pbx.portsip_system_info
"""

EXAMPLES = r"""
- name: Export the whole PBX into files that go into git
  portsip.pbx.portsip_export:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    dest: pbx

- name: Export one tenant with the values of its secrets
  portsip.pbx.portsip_export:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    tenants:
      - northside.example.net
    secrets: include
    secrets_file: vault.yml
    dest: pbx

- name: Read the receptionists of all tenants but those of the demonstration, and write no file
  portsip.pbx.portsip_export:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_pbx_password }}"
    only:
      - ivrs
    exclude:
      - tenants:demo.*
  register: receptionists

- name: Export two queues of the extension API
  portsip.pbx.portsip_export:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    only:
      - queues
    queues:
      - 901
      - 902
    dest: pbx
"""

RETURN = r"""
definition:
  description: The document.
  returned: success
  type: dict
  sample:
    tenants:
      - domain: clinic.example.net
        name: Clinic
        ivrs:
          - extension_number: "8000"
            name: Main line
            pin: "{{ vault_clinic_example_net_ivr_8000_pin }}"
secrets:
  description: What stands in place of each secret. The variables have to have a value before the document is applied.
  returned: success
  type: list
  elements: dict
  contains:
    placeholder:
      description: The template.
      returned: always
      type: str
      sample: "{{ vault_clinic_example_net_ivr_8000_pin }}"
    path:
      description: Where it stands in RV(definition).
      returned: always
      type: str
      sample: tenants[0].ivrs[0].pin
    readable:
      description: Whether the API shows the secret, so that O(secrets=include) saves it.
      returned: always
      type: bool
      sample: true
summary:
  description: What was exported.
  returned: success
  type: dict
  contains:
    complete:
      description: Whether the API has shown everything that was asked for.
      returned: always
      type: bool
      sample: true
    objects:
      description: Number of objects in the document.
      returned: always
      type: int
      sample: 42
    tenants:
      description: Number of tenants among them.
      returned: always
      type: int
      sample: 1
    queues:
      description: Number of queues among them.
      returned: always
      type: int
      sample: 0
    secrets:
      description: Number of secrets.
      returned: always
      type: int
      sample: 3
    unreadable:
      description: Paths of what no user can read, because the API has no way to.
      returned: always
      type: list
      elements: str
      sample:
        - system.brand
incomplete:
  description: What could not be read, such as a list that the API refuses to show to this user. Everything else is exported.
  returned: success
  type: list
  elements: dict
  contains:
    path:
      description: The part of the document.
      returned: always
      type: str
      sample: tenants[0].ring_groups
    message:
      description: Why it could not be read.
      returned: always
      type: str
      sample: The PBX refused the request
  sample: []
notes:
  description: What is not in the document as it is on the PBX, such as ids in place of names that lead nowhere or to several objects.
  returned: success
  type: list
  elements: dict
  contains:
    path:
      description: The option, or the list that the object belongs to.
      returned: always
      type: str
      sample: tenants[0].ivrs[0].outbound_caller_ids[0].trunk
    message:
      description: What is left out or different, and why.
      returned: always
      type: str
      sample: there is no trunk with the id 730018264519283746, so that it is given by its id
  sample: []
files:
  description: The files of the document, in order.
  returned: success
  type: list
  elements: dict
  contains:
    path:
      description: The path.
      returned: always
      type: str
      sample: pbx/clinic.example.net.yml
    changed:
      description: Whether its content changes.
      returned: always
      type: bool
      sample: true
  sample: []
stale:
  description: Files in O(dest) of tenants that the PBX no longer has.
  returned: success
  type: list
  elements: str
  sample: []
diff:
  description: The files that change, each with the SHA-256 of its content before and after.
  returned: success, with C(--diff)
  type: dict
  contains:
    before:
      description: Checksums of the files as they were.
      returned: always
      type: dict
      sample: {}
    after:
      description: Checksums of the files as they are, or would be in check mode.
      returned: always
      type: dict
      sample: {}
msg:
  description: What went wrong.
  returned: failure
  type: str
  sample: "only[0]: 'ivr' is not allowed; did you mean ivrs?"
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

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.export import run_export

OPTIONS: dict[str, Any] = {
    "tenants": {"type": "list", "elements": "str"},
    "queues": {"type": "list", "elements": "int"},
    "agent_extensions": {"type": "list", "elements": "int"},
    "only": {"type": "list", "elements": "str"},
    "exclude": {"type": "list", "elements": "str"},
    "secrets": {"type": "str", "choices": ["placeholder", "omit", "include"], "default": "placeholder", "no_log": False},
    "secrets_file": {"type": "path", "no_log": False},
    "dest": {"type": "path"},
    "remove_stale": {"type": "bool", "default": False},
}


MODULE = action_module(run_export, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
