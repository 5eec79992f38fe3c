#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_conference."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_conference
short_description: Set up the conference of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets PINs, sounds and limits of the conference of an extension.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  pin:
    description:
      - PIN that members dial. It is compared, but never shown. An empty string clears.
    type: str
  moderator_pin:
    description:
      - PIN that the moderator dials. It is compared, but never shown. An empty string clears.
    type: str
  max_members:
    description:
      - How many members there may be at once.
    type: int
  mute_non_moderator:
    description:
      - Whether only the moderator is heard.
    type: bool
  announce_caller_name:
    description:
      - Whether the names of those who join are said.
    type: bool
  record_enabled:
    description:
      - Whether conferences are recorded.
    type: bool
  music_on_hold_sound:
    description:
      - The sound that a member who is alone hears.
    type: str
  enter_sound:
    description:
      - The sound that is played when somebody joins.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/conference/), and C(GET /extension/{extension_id}/sound/) where a sound is given
    by its title.
  - Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET
    /extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.
seealso:
  - module: portsip.pbx.portsip_extension_phone
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Let at most twenty members in, each with the PIN
  portsip.pbx.portsip_extension_conference:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 701
    pin: "{{ vault_conference_pin }}"
    max_members: 20
    announce_caller_name: true

- name: Do without a moderator
  portsip.pbx.portsip_extension_conference:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 701
    mute_non_moderator: false
    unset:
      - moderator_pin
"""

RETURN = r"""
conference:
  description:
    - The conference as it is after the run, in check mode as it would be, without its PINs. A field without a value is null. Sounds are
      ids.
  returned: success
  type: dict
  contains:
    max_members:
      description: How many members there may be at once.
      returned: always
      type: int
      sample: 20
    mute_non_moderator:
      description: Whether only the moderator is heard.
      returned: always
      type: bool
      sample: false
    announce_caller_name:
      description: Whether the names of those who join are said.
      returned: always
      type: bool
      sample: true
    record_enabled:
      description: Whether conferences are recorded.
      returned: always
      type: bool
      sample: false
    music_on_hold_sound:
      description: The sound that a member who is alone hears.
      returned: always
      type: int
      sample: 31
    enter_sound:
      description: The sound that is played when somebody joins.
      returned: always
      type: int
      sample: 32
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
      sample: {"max_members": 10, "pin": "(hidden)"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"max_members": 20, "pin": "(hidden)"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "max_members: -1 is not allowed, it must be 0 or more"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_settings import CONFERENCE

OPTIONS: dict[str, Any] = {
    "pin": {"type": "str", "no_log": True},
    "moderator_pin": {"type": "str", "no_log": True},
    "max_members": {"type": "int"},
    "mute_non_moderator": {"type": "bool"},
    "announce_caller_name": {"type": "bool"},
    "record_enabled": {"type": "bool"},
    "music_on_hold_sound": {"type": "str"},
    "enter_sound": {"type": "str"},
}


MODULE = object_module(CONFERENCE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
