#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_conference_control."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_conference_control
short_description: Control a running conference through the extension API
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Locks a conference, mutes or deafens its members, and plays sounds to them.
  - Whether a conference is locked can be read, so O(lock) is only sent if it differs. Everything else is done in every run. A request
    that may have taken effect is never repeated.
options:
  extension_id:
    description:
      - Id of the extension. This is the id of the extension in the extension API, not the number that is dialled.
    type: int
    required: true
  member_id:
    description:
      - Number of the member that O(mute) and O(deaf) apply to. The subset V(conference_status) of M(portsip.pbx.portsip_extension_info)
        lists the members.
      - The API does not document which members they apply to when it is left out.
    type: int
  mute:
    description:
      - Whether a member cannot be heard.
    type: bool
  deaf:
    description:
      - Whether a member cannot hear.
    type: bool
  lock:
    description:
      - Whether nobody else can join.
    type: bool
  enter_sound:
    description:
      - Whether a sound is played when a member joins.
    type: bool
  play_file:
    description:
      - Id of a sound that is played to the conference.
    type: int
  stop_play:
    description:
      - Whether to stop the sound that is being played.
    type: bool
extends_documentation_fragment:
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.acting
notes:
  - Requires an application of the extension API whose access covers the extension of the conference.
  - Uses C(PUT /extension/{extension_id}/conference/status/), and with O(lock) C(GET /extension/{extension_id}/conference/status/).
seealso:
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_extension_conference
  - module: portsip.pbx.portsip_extension_call
"""

EXAMPLES = r"""
- name: Lock the conference
  portsip.pbx.portsip_extension_conference_control:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 701
    lock: true

- name: Mute a member
  portsip.pbx.portsip_extension_conference_control:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 701
    member_id: 3
    mute: true
"""

RETURN = r"""
done:
  description: Whether it was done. False in check mode, and where the conference is as it should be.
  returned: success
  type: bool
  sample: true
summary:
  description: What the API was asked for, or in check mode would have been.
  returned: success
  type: str
  sample: "The API was asked to set lock true."
conference:
  description: What it was about.
  returned: success
  type: dict
  contains:
    extension_id:
      description: Id of the extension.
      returned: always
      type: int
      sample: 701
    member_id:
      description: The member, or null.
      returned: always
      type: int
      sample: null
    asked:
      description: What the API was asked for, or in check mode would have been.
      returned: always
      type: dict
      sample:
        lock: true
    answer:
      description: What the API answered, which its description does not tell, or null.
      returned: always
      type: raw
      sample: null
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "mute, deaf, lock, enter_sound, stop_play, play_file: one of these is needed"
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

from ansible_collections.portsip.pbx.plugins.module_utils.actions.extension.conference_control import run_conference_control
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import action_module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

OPTIONS: dict[str, Any] = {
    "extension_id": {"type": "int", "required": True},
    "member_id": {"type": "int"},
    "mute": {"type": "bool"},
    "deaf": {"type": "bool"},
    "lock": {"type": "bool"},
    "enter_sound": {"type": "bool"},
    "play_file": {"type": "int"},
    "stop_play": {"type": "bool"},
}


MODULE = action_module(run_conference_control, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
