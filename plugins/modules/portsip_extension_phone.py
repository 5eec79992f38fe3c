#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_phone."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_phone
short_description: Set up the phone of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets how an extension of the type phone registers, rings, records and takes voice messages.
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  auth_type:
    description:
      - How the phone proves who it is. The API uses V(digest) where nothing is set.
    type: str
    choices:
      digest: With O(password).
      network: By the network that it is in.
      both: With O(password) and by its network.
  password:
    description:
      - Password that the phone registers with. The API never tells it, so that it cannot be compared; see O(update_password).
    type: str
  static_reg_address:
    description:
      - Where the phone is, as address and port with a colon between, if it does not register itself.
      - An empty string clears.
    type: str
  network_permission_group_id:
    description:
      - Id of the group of networks that the phone may be in.
    type: int
  geo_list:
    description:
      - Countries that the phone may be in, as the operator of the API writes them.
      - An empty string clears.
    type: str
  hangup_timeout:
    description:
      - Seconds a call rings before it ends.
    type: int
  incoming_limit:
    description:
      - How many calls may come in at once.
    type: int
  external_number:
    description:
      - Number of the extension outside.
      - An empty string clears.
    type: str
  transfer_caller_id_number:
    description:
      - Number that calls are passed on with.
      - An empty string clears.
    type: str
  preserve_caller_id_number_att_tr:
    description:
      - Whether an attended transfer keeps the number of the caller.
    type: bool
  append_to_cid_name_on_transfer:
    description:
      - Text that is added to the name of the caller when a call is passed on.
      - An empty string clears.
    type: str
  replace_pin:
    description:
      - PIN with which a call can be taken over. It is compared, but never shown. An empty string clears.
    type: str
  call_screening_enabled:
    description:
      - Whether callers say their name before they are connected.
    type: bool
  ignore_early_media:
    description:
      - Whether what the other side plays before it answers is left out.
    type: bool
  intercom:
    description:
      - Intercom setting, as the operator of the API numbers it.
    type: int
  hold_music:
    description:
      - The sound that is played on hold.
    type: str
  ringback_sound:
    description:
      - The sound that callers hear while it rings.
    type: str
  announce_sound_upon_incoming_call:
    description:
      - The sound that is played when a call comes in.
    type: str
  announce_sound_upon_outgoing_call:
    description:
      - The sound that is played when a call goes out.
    type: str
  conference_pin:
    description:
      - PIN of the conference of this extension. It is compared, but never shown. An empty string clears.
    type: str
  conference_end_on_exit:
    description:
      - Whether the conference ends when its owner leaves.
    type: bool
  conference_announce_caller_name:
    description:
      - Whether the names of those who join are said.
    type: bool
  record_enabled:
    description:
      - Whether calls are recorded.
    type: bool
  record_transfer:
    description:
      - Whether a call that is passed on is recorded too.
    type: bool
  record_format:
    description:
      - Format of recordings.
      - V(None) is a word of the API, which Ansible takes as it is; null would leave the option alone.
    type: str
    choices:
      mp3: MP3.
      wav: WAV.
      "None": No choice of its own.
  record_stereo:
    description:
      - Whether the two sides of a call are recorded in a channel each.
      - The choices are words of the API; put them in quotes.
    type: str
    choices:
      "yes": Each side has its channel.
      "no": Both sides share one.
      "None": No choice of its own.
  vm_enabled:
    description:
      - Whether callers can leave a voice message.
    type: bool
  vm_mailto:
    description:
      - Mail address that voice messages are announced to.
      - An empty string clears.
    type: str
  vm_attach_file:
    description:
      - Whether the message is attached to that mail.
    type: bool
  vm_profile:
    description:
      - How voice messages are recorded.
    type: str
    choices:
      default: As usual.
      record_silence: Silence is recorded too.
  vm_greeting:
    description:
      - The sound that callers hear before they leave a message.
    type: str
  update_password:
    description:
      - V(always) writes O(password) in every run that gives it, and reports a change each time, because nobody can tell whether it differs.
      - V(on_create) never writes it, because the extension exists already. It is there so that one set of options does for all modules.
    type: str
    default: "always"
    choices:
      - always
      - on_create
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension. The extension must be of the type phone.
  - Uses C(GET) and C(PUT) of C(/extension/{extension_id}/phone/), and C(GET /extension/{extension_id}/sound/) where a sound is given by its
    title.
  - Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET
    /extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.
seealso:
  - module: portsip.pbx.portsip_extension_conference
  - module: portsip.pbx.portsip_extension_ani
  - module: portsip.pbx.portsip_extension_fax
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Record the calls of an extension, and send its voice messages by mail
  portsip.pbx.portsip_extension_phone:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    record_enabled: true
    record_format: mp3
    record_stereo: "yes"
    vm_enabled: true
    vm_mailto: anna@example.net

- name: Give a phone a new password
  portsip.pbx.portsip_extension_phone:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    password: "{{ vault_phone_password }}"
"""

RETURN = r"""
phone:
  description:
    - The phone as it is after the run, in check mode as it would be, without its password and PINs. A field without a value is null. Sounds
      are ids.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the extension. Only the API sets it.
      returned: when it has a value
      type: str
      sample: "201*001"
    label:
      description: Label of the extension. Only the API sets it.
      returned: when it has a value
      type: str
      sample: "Anna"
    auth_type:
      description: How the phone proves who it is.
      returned: always
      type: str
      sample: "digest"
    static_reg_address:
      description: Where the phone is, as address and port with a colon between, if it does not register itself.
      returned: always
      type: str
      sample: "192.0.2.10:5060"
    network_permission_group_id:
      description: Id of the group of networks that the phone may be in.
      returned: always
      type: int
      sample: null
    geo_list:
      description: Countries that the phone may be in, as the operator of the API writes them.
      returned: always
      type: str
      sample: null
    hangup_timeout:
      description: Seconds a call rings before it ends.
      returned: always
      type: int
      sample: 60
    incoming_limit:
      description: How many calls may come in at once.
      returned: always
      type: int
      sample: 2
    external_number:
      description: Number of the extension outside.
      returned: always
      type: str
      sample: "+15550100"
    transfer_caller_id_number:
      description: Number that calls are passed on with.
      returned: always
      type: str
      sample: null
    preserve_caller_id_number_att_tr:
      description: Whether an attended transfer keeps the number of the caller.
      returned: always
      type: bool
      sample: false
    append_to_cid_name_on_transfer:
      description: Text that is added to the name of the caller when a call is passed on.
      returned: always
      type: str
      sample: null
    call_screening_enabled:
      description: Whether callers say their name before they are connected.
      returned: always
      type: bool
      sample: false
    ignore_early_media:
      description: Whether what the other side plays before it answers is left out.
      returned: always
      type: bool
      sample: false
    intercom:
      description: Intercom setting, as the operator of the API numbers it.
      returned: always
      type: int
      sample: null
    hold_music:
      description: The sound that is played on hold.
      returned: always
      type: int
      sample: 31
    ringback_sound:
      description: The sound that callers hear while it rings.
      returned: always
      type: int
      sample: null
    announce_sound_upon_incoming_call:
      description: The sound that is played when a call comes in.
      returned: always
      type: int
      sample: null
    announce_sound_upon_outgoing_call:
      description: The sound that is played when a call goes out.
      returned: always
      type: int
      sample: null
    conference_end_on_exit:
      description: Whether the conference ends when its owner leaves.
      returned: always
      type: bool
      sample: true
    conference_announce_caller_name:
      description: Whether the names of those who join are said.
      returned: always
      type: bool
      sample: false
    record_enabled:
      description: Whether calls are recorded.
      returned: always
      type: bool
      sample: true
    record_transfer:
      description: Whether a call that is passed on is recorded too.
      returned: always
      type: bool
      sample: false
    record_format:
      description: Format of recordings.
      returned: always
      type: str
      sample: "mp3"
    record_stereo:
      description: Whether the two sides of a call are recorded in a channel each.
      returned: always
      type: str
      sample: "yes"
    vm_enabled:
      description: Whether callers can leave a voice message.
      returned: always
      type: bool
      sample: true
    vm_mailto:
      description: Mail address that voice messages are announced to.
      returned: always
      type: str
      sample: "anna@example.net"
    vm_attach_file:
      description: Whether the message is attached to that mail.
      returned: always
      type: bool
      sample: true
    vm_profile:
      description: How voice messages are recorded.
      returned: always
      type: str
      sample: "default"
    vm_greeting:
      description: The sound that callers hear before they leave a message.
      returned: always
      type: int
      sample: null
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
      sample: {"hangup_timeout": 60, "record_enabled": false}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"hangup_timeout": 60, "record_enabled": true}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "static_reg_address: '192.0.2.10' is not allowed, it must be address:port, such as 192.0.2.10:5060"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_settings import PHONE

OPTIONS: dict[str, Any] = {
    "auth_type": {"type": "str", "choices": ["digest", "network", "both"]},
    "password": {"type": "str", "no_log": True},
    "static_reg_address": {"type": "str"},
    "network_permission_group_id": {"type": "int"},
    "geo_list": {"type": "str"},
    "hangup_timeout": {"type": "int"},
    "incoming_limit": {"type": "int"},
    "external_number": {"type": "str"},
    "transfer_caller_id_number": {"type": "str"},
    "preserve_caller_id_number_att_tr": {"type": "bool"},
    "append_to_cid_name_on_transfer": {"type": "str"},
    "replace_pin": {"type": "str", "no_log": True},
    "call_screening_enabled": {"type": "bool"},
    "ignore_early_media": {"type": "bool"},
    "intercom": {"type": "int"},
    "hold_music": {"type": "str"},
    "ringback_sound": {"type": "str"},
    "announce_sound_upon_incoming_call": {"type": "str"},
    "announce_sound_upon_outgoing_call": {"type": "str"},
    "conference_pin": {"type": "str", "no_log": True},
    "conference_end_on_exit": {"type": "bool"},
    "conference_announce_caller_name": {"type": "bool"},
    "record_enabled": {"type": "bool"},
    "record_transfer": {"type": "bool"},
    "record_format": {"type": "str", "choices": ["mp3", "wav", "None"]},
    "record_stereo": {"type": "str", "choices": ["yes", "no", "None"]},
    "vm_enabled": {"type": "bool"},
    "vm_mailto": {"type": "str"},
    "vm_attach_file": {"type": "bool"},
    "vm_profile": {"type": "str", "choices": ["default", "record_silence"]},
    "vm_greeting": {"type": "str"},
}


MODULE = object_module(PHONE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
