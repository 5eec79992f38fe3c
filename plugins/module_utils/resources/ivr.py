# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A virtual receptionist (PortSIP PBX REST API 22.2 and 22.3, /ivrs)."""

from __future__ import annotations

from ..models.ivr import Ivr
from ..resource import Field, Reference, ReleaseLimit, Resource
from .shapes import comma_list, joined_by_comma, object_id, office_hours

FILE = Reference(collection="/files", noun="file")
HOLIDAY = Reference(collection="/holidays", noun="holiday")
TRUNK = Reference(collection="/providers", noun="trunk")

IVR = Resource(
    name="ivr",
    plural="ivrs",
    model=Ivr,
    level="tenant",
    collection="/ivrs",
    key=("extension_number",),
    unique=True,
    lookup={"extension_number": "str", "name": "str"},
    status="/status",
    summary=True,
    defaulted=dict.fromkeys(("dtmf_interval", "enable_pin")),
    known_since={"enable_night_mode": "22.3", "exclude_list": "22.3"},
    release_limits=(ReleaseLimit("pin", lambda pin: 6 <= len(str(pin)) <= 10, "must have 6 to 10 digits", before="22.3"),),
    required=("name", "extension_number", "pin"),
    lost_on_recreate="its action URLs, its id, and its prompts unless they are given.",
    fields={
        "extension_number": Field(immutable=True),
        "pin": Field(secret=True),
        "prompt_file_id": Field(
            readable=False,
            reference=FILE,
            evidence={"prompt_file_name": "name", "prompt_file_size": "size"},
        ),
        "transfer_prompt_file_id": Field(
            readable=False,
            reference=FILE,
            evidence={"transfer_prompt_file_name": "name", "transfer_prompt_file_size": "size"},
        ),
        "exclude_list": Field(items="set", decode=comma_list, encode=joined_by_comma),
        "custom_forward_rules": Field(items="keyed", keys=("user_input",)),
        "custom_forward_rules.*.holidays": Field(items="set"),
        "custom_forward_rules.*.holidays.*": Field(reference=HOLIDAY, decode=object_id),
        **office_hours("custom_forward_rules.*.office_hours"),
        "outbound_caller_ids": Field(items="keyed", keys=("provider_id", "caller_id")),
        "outbound_caller_ids.*.provider_id": Field(reference=TRUNK),
    },
)
