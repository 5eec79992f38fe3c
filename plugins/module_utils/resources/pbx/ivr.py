# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A virtual receptionist (PortSIP PBX REST API 22.2 and 22.3, /ivrs)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import Attribute, option
from ...schema.forms import comma_list, joined_by_comma, object_id
from ...schema.lists import each_once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.pins import PIN_POLICY, Pin, pin_length
from ...schema.reference import Reference
from ...schema.relations import Naming
from ...schema.resource import Resource
from ...schema.types import Count, ExtensionNumber, Language, Name64, NumberRanges, Positive
from .file import FILE, LOCAL_PROMPT
from .forwarding import ForwardRule, MenuForwardRule, OutboundCallerId
from .office_hours import RuleOfficeHours

RESERVED_NUMBERS = ("555", "666", "777", "888")
"""Feature codes of the PBX, which no extension can have."""


def _free_number(value: str) -> str:
    if value in RESERVED_NUMBERS:
        raise ValueError(f"is reserved by the PBX, as are {', '.join(RESERVED_NUMBERS)}")
    return value


class TimeoutRule(ForwardRule):
    """Where a call goes if the caller enters nothing."""

    timeout: Count | None = option(
        "Seconds to wait for input, each time.",
        api_default=30,
    )
    repeat_times: Count | None = option(
        "Number of times the prompt is repeated before the action, at least 0.",
        api_default=3,
    )


class MenuEntry(Wanted):
    """What one input of the caller leads to."""

    user_input: Annotated[str, Field(min_length=1)] = option(
        'What the caller enters, such as V("1"), in quotes. Each input may occur once.',
        required=True,
    )
    office_hours: RuleOfficeHours | None = option(
        "When this entry counts as open. Keys that are left out keep their values.",
    )
    office_hours_forward_rule: MenuForwardRule | None = option(
        "What happens to the call, within office hours, outside of them, or on a holiday. Keys that are left out keep their values.",
    )
    non_office_hours_forward_rule: MenuForwardRule | None = option(
        "What happens to the call, within office hours, outside of them, or on a holiday. Keys that are left out keep their values.",
    )
    holidays: list[str] | None = option(
        "The whole list of the tenant's holidays on which the holiday rule applies, by names or ids, in any order.",
        items="set",
        item=Attribute(reference=Reference(to="holiday"), decode=object_id),
    )
    holiday_forward_rule: MenuForwardRule | None = option(
        "What happens to the call, within office hours, outside of them, or on a holiday. Keys that are left out keep their values.",
    )


class Ivr(Wanted):
    """A virtual receptionist."""

    name: Name64 | None = option(
        "Name of the receptionist, 1 to 64 characters. Required on creation.",
    )
    extension_number: Annotated[ExtensionNumber, AfterValidator(_free_number)] | None = option(
        "Number at which the receptionist is reached, 3 to 64 digits, in quotes. All extensions, groups and queues of a tenant "
        'share one set of numbers, and V("555"), V("666"), V("777") and V("888") are reserved by the PBX.',
        "Required unless O(id) is given. The PBX cannot change it, so a number other than that of the receptionist with "
        "O(id) is an error, unless O(recreate=true) allows the module to remove the receptionist and create it again.",
        immutable=True,
    )
    language: Language | None = option(
        "Language of the built-in prompts as a BCP 47 tag, such as V(de-DE).",
    )
    dtmf_interval: Positive | None = option(
        "Seconds to wait for the next digit, at least 1.",
        api_default=2,
    )
    prompt_file_id: str | None = option(
        "The prompt that greets callers, by the name or the id of a file on the PBX. An empty string clears it.",
        LOCAL_PROMPT,
        "The PBX returns only the name and the size of the file in use, so that a file that was replaced by another one "
        "with the same name and size is not detected.",
        readable=False,
        reference=Reference(to="file", local_file=FILE, audio=True),
        matched_by={"prompt_file_name": "name", "prompt_file_size": "size"},
    )
    transfer_prompt_file_id: str | None = option(
        "The prompt played before a call is put through, by the name or the id of a file, as with O(prompt_file).",
        readable=False,
        reference=Reference(to="file", local_file=FILE, audio=True),
        matched_by={"transfer_prompt_file_name": "name", "transfer_prompt_file_size": "size"},
    )
    enable_pin: bool | None = option(
        "Whether callers must enter O(pin) before they dial out through the receptionist (DISA).",
        api_default=True,
    )
    pin: Pin | None = option(
        "PIN for calls out through the receptionist (DISA), in quotes. Required on creation, even with O(enable_pin=false).",
        PIN_POLICY,
        "The PBX returns the PIN in use, so it is compared like other fields.",
        secret=True,
    )
    enable_night_mode: bool | None = option(
        "Whether O(night_mode_forward_rule) applies now.",
        "Where staff switch night mode by phone, do not set it here, otherwise each run switches it back.",
        since="22.3",
        api_default=False,
    )
    exclude_list: NumberRanges | None = option(
        "The whole list of extension numbers that callers cannot reach by dialling them, as numbers and ranges such as "
        "V(3000-3999), in any order and in quotes. An empty list clears the field.",
        since="22.3",
        items="set",
        decode=comma_list,
        encode=joined_by_comma,
    )
    timeout_forward_rule: TimeoutRule | None = option(
        "What happens to a call if the caller enters nothing. Keys that are left out keep their values.",
        deferred=True,
    )
    failure_forward_rule: ForwardRule | None = option(
        "What happens to the call; O(failure_forward_rule) applies to input without a menu entry, "
        "O(night_mode_forward_rule) to all calls while night mode is on. Keys that are left out keep their values.",
        deferred=True,
    )
    night_mode_forward_rule: ForwardRule | None = option(
        "What happens to the call; O(failure_forward_rule) applies to input without a menu entry, "
        "O(night_mode_forward_rule) to all calls while night mode is on. Keys that are left out keep their values.",
        deferred=True,
    )
    enable_audio_recording: bool | None = option(
        "Whether calls to the receptionist are recorded.",
        since="22.6",
    )
    custom_forward_rules: Annotated[list[MenuEntry], each_once("user_input")] | None = option(
        "The whole menu, one entry for each input, in any order. Entries are identified by C(user_input). An entry of "
        "the PBX that is not listed is removed; in one that is listed, keys that are left out keep their values.",
        "An empty list clears the menu.",
        items="keyed",
        keys=("user_input",),
        deferred=True,
    )
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers shown on calls that go out through the receptionist, in any order. An empty list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )


IVR = Resource(
    name="ivr",
    plural="ivrs",
    model=Ivr,
    level="tenant",
    collection="/ivrs",
    key=("extension_number",),
    naming=Naming("receptionist", by=("extension_number", "name")),
    unique=True,
    lookup={"extension_number": "str", "name": "str"},
    status="/status",
    summary=True,
    release_limits=(pin_length("pin"),),
    required=("name", "extension_number", "pin"),
    lost_on_recreate="its action URLs, its id, and its prompts unless they are given.",
    page=Page(
        noun="receptionist",
        summary="Create, change and remove virtual receptionists of PortSIP PBX",
        description=(
            "Creates, changes or removes one virtual receptionist (auto attendant, IVR) of a tenant, with its prompts, its "
            "menu and the rules for callers who choose nothing.",
            "A receptionist is found by its O(extension_number) in the tenant, or by its O(id).",
        ),
        notes=(
            "After a recreation, create the action URLs again, and update everything that refers to the receptionist by its id. Calls "
            "are not answered in the meantime.",
            "Quote PINs, times and phone numbers in YAML. Without quotes C(0123) may become C(83), C(18:00) becomes C(1080) "
            "and a number loses its leading zero or C(+).",
        ),
        seealso=(
            "ivr_action_url",
            "tenant",
        ),
        returned=(
            "The receptionist after the run; in check mode, as it would be after the run, with every option of this module "
            "that is a field of it and can be read under its own name. The PIN is left out. Null after O(state=absent). A "
            "field without a value is null.",
        ),
        returns={
            "prompt_file_name": {
                "description": "Name of the greeting's file.",
                "returned": "when set",
                "type": "str",
                "sample": "welcome-en.wav",
            },
            "prompt_file_size": {
                "description": "Size of the greeting's file in bytes.",
                "returned": "when set",
                "type": "int",
                "sample": 183244,
            },
            "prompt_file_url": {
                "description": "Path from which the greeting's file can be downloaded.",
                "returned": "when set",
                "type": "str",
                "sample": "/api/blobs/WexWdABcd5D4PDgz",
            },
            "transfer_prompt_file_name": {
                "description": "Name of the file played before a call is put through.",
                "returned": "when set",
                "type": "str",
                "sample": "connecting-en.wav",
            },
            "transfer_prompt_file_size": {
                "description": "Size of that file in bytes.",
                "returned": "when set",
                "type": "int",
                "sample": 60120,
            },
            "transfer_prompt_file_url": {
                "description": "Path from which that file can be downloaded.",
                "returned": "when set",
                "type": "str",
                "sample": "/api/blobs/Kf0aWcMs22QpLzv1",
            },
        },
        samples={
            "custom_forward_rules": [
                {
                    "office_hours_forward_rule": {
                        "action": "FORWARD_TO_NUMBER",
                        "number": "6001",
                    },
                    "user_input": "1",
                },
            ],
            "extension_number": "8000",
            "name": "Northside reception",
            "outbound_caller_ids": [
                {
                    "caller_id": "+493055501000",
                    "description": "Main number",
                    "provider_id": "730018264519283746",
                },
            ],
        },
    ),
    info_page=Page(
        summary="Read virtual receptionists of PortSIP PBX",
        description=("Reads one, some or all virtual receptionists (auto attendants, IVR) of a tenant.",),
        seealso=("ivr_action_url_info",),
        returned=(
            "The receptionists, each with every field that M(portsip.pbx.portsip_ivr) can set and the PBX returns under its "
            "own name, and null where it has no value. The PIN is left out. With O(details=false) only id, name and "
            "extension number.",
        ),
        returns={
            "status": {
                "description": "V(ONLINE) or V(OFFLINE).",
                "returned": "when O(status=true)",
                "type": "str",
                "sample": "ONLINE",
            },
        },
    ),
)
