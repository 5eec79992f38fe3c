#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_file."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_file
short_description: Save recordings, messages, faxes and sounds of the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Saves a file of an extension on the host that runs the module, which is the controller for a local task.
  - What has an id never changes, so that a file that is there is left unchanged, without any request, unless O(checksum) or O(size) says
    otherwise, or O(force) has it read again.
  - The file arrives next to its place, and is put there when it is whole. A download that fails leaves what was there.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  kind:
    description:
      - What it is, a recording of a call, a message of the voicemail, a fax that came in, or a sound.
    type: str
    required: true
    choices:
      - recording
      - voicemail
      - fax
      - sound
  id:
    description:
      - Id of the file, in quotes. That is C(record_uuid) for a recording and a message, the id of the fax, or the C(id) of the sound. The
        subsets V(records) and V(sounds) of M(portsip.pbx.portsip_extension_info) list them.
    type: str
    required: true
  dest:
    description:
      - Path of the file. Its directory has to be there. Required unless O(url_only=true).
      - A link stays a link, and the file that it leads to is replaced. Anything but a regular file, such as a device or a FIFO, is
        refused.
    type: path
  mode:
    description:
      - Mode of the file as four octal digits in quotes, such as V("0640").
      - When it is left out, a file keeps its mode, and a new one gets V("0600").
      - A file that is replaced keeps its owner and group, or is left unchanged, with a failure, where that is not possible. Use
        M(ansible.builtin.file) to change them.
    type: str
  force:
    description:
      - Whether a file that is there is read again. It is replaced, and a change is reported, only where the content differs.
    type: bool
    default: false
  checksum:
    description:
      - SHA-256 that the file must have, with or without V(sha256:) before it. A file that is there and has another one is replaced; a
        download that has another one is a failure.
    type: str
  size:
    description:
      - Size in bytes that the file must have, such as C(record_file_size) of a recording. It works like O(checksum).
    type: int
  source:
    description:
      - From where the file comes.
      - V(api) is the API itself, which gets the access token.
      - V(storage) is the address that the API gives for a recording or a message; the file is read there without any token, and without
        O(client_cert) where that is another host. See O(storage_hosts).
      - V(password) is the API's own way for programs that cannot get a token, with HTTP basic authentication. Only for recordings.
    type: str
    choices:
      - api
      - storage
      - password
    default: api
  download_username:
    description:
      - Name of the user with O(source=password). The API does not say whose name that is; ask the operator of the platform.
    type: str
  download_password:
    description:
      - Password of O(download_username).
    type: str
  storage_hosts:
    description:
      - Hosts, by name or address, from which O(source=storage) reads whatever their addresses are.
      - Any other host but that of O(extension_api_url) is asked only where all its addresses are outside this machine and its link, so
        where none is a loopback, link-local, multicast or unspecified one.
    type: list
    elements: str
    default: []
  url_only:
    description:
      - Return the address at which a recording or a message is stored, and save nothing. Whoever has the address may be able to read
        the file without a login.
    type: bool
    default: false
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Requires an application of the extension API whose access covers the extension.
  - Uses C(GET /extension/{extension_id}/record/{record_uuid}), C(GET /extension/{extension_id}/record/{record_uuid}/download/),
    C(GET /extension/{extension_id}/record/{record_uuid}/storage_url/), C(GET /extension/{extension_id}/voicemail/{record_uuid}),
    C(GET /extension/{extension_id}/voicemail/{record_uuid}/storage_url/), C(GET /extension/{extension_id}/fax/in/{fax_uuid}) and
    C(GET /extension/{extension_id}/sound/{sound_id}/download/).
  - In check mode a file that is missing or wrong is asked for, and the connection is closed as soon as it comes; so C(checksum) may be
    null then. With O(force) it is read and compared, but not saved.
seealso:
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_extension_fax_send
"""

EXAMPLES = r"""
- name: Find the recordings of a day
  portsip.pbx.portsip_extension_info:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    subsets:
      - records
    start_datetime: "2026-11-20 00:00:00"
    end_datetime: "2026-11-21 00:00:00"
  register: day

- name: Save the recordings
  portsip.pbx.portsip_extension_file:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    kind: recording
    id: "{{ item.record_uuid }}"
    dest: /srv/recordings/{{ item.record_uuid }}.mp3
    mode: "0640"
  loop: "{{ day.records }}"
  loop_control:
    label: "{{ item.record_uuid }}"
"""

RETURN = r"""
dest:
  description: Path of the file.
  returned: when O(url_only=false)
  type: str
  sample: /srv/recordings/5f1c07.mp3
checksum:
  description: SHA-256 of the file. Null in check mode where it is not known.
  returned: when O(url_only=false)
  type: str
  sample: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
size:
  description: Size of the file in bytes. Null in check mode where it is not known.
  returned: when O(url_only=false)
  type: int
  sample: 481200
url:
  description: Address at which the file is stored, without user name and password.
  returned: when O(url_only=true)
  type: str
  sample: https://storage.example.net/5f1c07.mp3?signature=abc
diff:
  description: Checksum and size of the file before and after.
  returned: when diff mode is on, and O(url_only=false)
  type: dict
  sample:
    before: {}
    after:
      checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      size: 481200
    before_header: /srv/recordings/5f1c07.mp3
    after_header: /srv/recordings/5f1c07.mp3
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "dest: there is no directory '/srv/recordings'"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.file import SOURCES, run_extension_file
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "kind": {"type": "str", "required": True, "choices": list(SOURCES)},
    "id": {"type": "str", "required": True},
    "dest": {"type": "path"},
    "mode": {"type": "str"},
    "force": {"type": "bool", "default": False},
    "checksum": {"type": "str"},
    "size": {"type": "int"},
    "source": {"type": "str", "choices": ["api", "storage", "password"], "default": "api"},
    "download_username": {"type": "str"},
    "download_password": {"type": "str", "no_log": True},
    "storage_hosts": {"type": "list", "elements": "str", "default": []},
    "url_only": {"type": "bool", "default": False},
}


MODULE = action_module(run_extension_file, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
