# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A user with an extension (PortSIP PBX REST API 22.2, /users; 22.3 to 22.6, summary of changes)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ...base.libraries import Field, create_model
from ...schema.attribute import Attribute, option
from ...schema.forms import json_text, object_id
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.pins import PIN_POLICY, Pin, pin_length
from ...schema.reference import Endpoint, Reference, WholeList
from ...schema.relations import Naming, ReleaseLimit
from ...schema.resource import Resource
from ...schema.times import TimeZone
from ...schema.types import ExtensionNumber, JsonText, Language, MailAddress, Name64, Text32, Text128, Text1024, UserName
from .built_in_roles import BUILT_IN_ROLES
from .forwarding import OutboundCallerId
from .office_hours import RuleOfficeHours
from .user_rules import CustomRule, status_rules

MOST_BLFS = 200
"""From 22.5 on; what earlier releases take is not documented (summary of changes)."""
PASSWORD = Endpoint("/users/{id}/password", "tenant", ("password",), readable=False)
EXTENSION_PASSWORD = Endpoint(
    "/users/{id}/extension_password", "tenant", ("extension_password",), readable=False, names={"extension_password": "password"}
)
ROLE = Endpoint("/users/{id}/role", "tenant", ("role",), readable=False)


class UserCallerId(OutboundCallerId):
    """A caller id that a user may show."""

    preferred: bool | None = option("Whether this one is shown where the user has not chosen one.")


class Blf(Wanted):
    """A key of a phone."""

    key: str = option(
        "Function of the key, as PortSIP's phone templates call it, such as V(BLF) or V(SPEED_DIAL).",
        required=True,
    )
    value: str | None = option("What the key leads to, such as an extension number, in quotes.")
    first_name: str | None = option("First name shown beside the key.")
    last_name: str | None = option("Last name shown beside the key.")


class _User(Wanted):
    extension_number: ExtensionNumber | None = option(
        "Number of the user, 3 to 64 digits, in quotes. All extensions, groups, queues and receptionists of a tenant share one "
        "set of numbers.",
        "Required unless O(id) is given. The PBX cannot change it: see O(recreate).",
        immutable=True,
    )
    name: UserName | None = option(
        "Name with which the user signs in, 1 to 64 letters, digits and the characters C(_ - ' .), with no period at the "
        "beginning or end. V(admin), V(system), V(administrator) and V(root) are reserved. Unique in the tenant.",
        "Required on creation. The PBX cannot change it: see O(recreate).",
        immutable=True,
    )
    display_name: Text1024 | None = option(
        "Name that others see, up to 1024 characters; from release 22.6 on up to 128. Required on creation.",
    )
    email: MailAddress | None = option("Email address, up to 128 characters. Required on creation.")
    password: Annotated[str, Field(min_length=1)] | None = option(
        "Password with which the user signs in to the web portal and the apps. Required on creation. The password policy of the "
        "tenant says what it must be like.",
        "The PBX returns it from release 22.3 on, and it is compared then; see O(update_password).",
        secret=True,
        readable=False,
        readable_since="22.3",
        endpoint=PASSWORD,
    )
    extension_password: Annotated[str, Field(min_length=1)] | None = option(
        "Password with which phones register (SIP). Required on creation.",
        "The PBX returns it from release 22.3 on, and it is compared then; see O(update_password).",
        secret=True,
        readable=False,
        readable_since="22.3",
        endpoint=EXTENSION_PASSWORD,
    )
    role: Name64 | None = option(
        "Role of the user by name, a built-in one such as V(Admin), V(StandardUser), V(StandardInternationalUser) or "
        "V(QueueManager), or one of the tenant's own, which has to exist. Required on creation.",
        endpoint=ROLE,
        reference=Reference("role", by_name=True, built_in=BUILT_IN_ROLES),
    )
    enabled: bool | None = option("Whether the extension can be used.", api_default=True)
    mobile_phone: Text32 | None = option("Mobile phone number, up to 32 characters, in quotes.")
    work_phone: Text32 | None = option("Office phone number, up to 32 characters, in quotes.")
    home_phone: Text32 | None = option("Home phone number, up to 32 characters, in quotes.")
    address: Text128 | None = option("Postal address, up to 128 characters.")
    department: Text128 | None = option("Department, up to 128 characters.")
    timezone: TimeZone | None = option("Time zone of the user as an IANA name, such as V(Europe/Berlin).", since="22.6")
    enable_audio_recording: bool | None = option("Whether all calls are recorded.", api_default=False)
    enable_video_recording: bool | None = option("Whether all video calls are recorded with their picture.", api_default=False)
    enable_ai_transcript: bool | None = option("Whether recordings of the user are transcribed.", since="22.3")
    enable_dnd: bool | None = option(
        "Whether the user does not want to be disturbed. Users switch it themselves, so set it here only where it is to be fixed.",
    )
    enable_acb: bool | None = option("Whether automatic callback is enabled.")
    enable_hot_desking: bool | None = option("Whether the user may sign in at hot desking phones.", api_default=False)
    enable_uc_app: bool | None = option("Whether the user may use the apps of PortSIP.", since="22.3")
    enable_teams_phone_app: bool | None = option("Whether the user may use PortSIP's app for Microsoft Teams.", since="22.3")
    soft_phone_template: str | None = option(
        "File name of the template for PortSIP's apps. An empty string clears the field.", since="22.4"
    )
    enable_selective_call_acceptation: bool | None = option(
        "Whether only calls on the user's list are accepted. The vendor does not document the items of that list; give it in O(extra).",
        since="22.6",
    )
    enable_selective_call_rejection: bool | None = option(
        "Whether calls on the user's list are rejected. The vendor does not document the items of that list; give it in O(extra).",
        since="22.6",
    )
    anonymous_outbound_calls: bool | None = option("Whether outbound calls never show a number.", api_default=False)
    delivery_outbound_cid: bool | None = option("Whether outbound calls always show the outbound caller ID.", api_default=True)
    outbound_caller_ids: list[UserCallerId] | None = option(
        "The whole list of numbers that outbound calls of the user may show, in any order. An empty list clears the field.",
        items="keyed",
        keys=("provider_id", "caller_id"),
    )
    sms: Literal["DISABLE", "ALLOW", "ALLOW_WITH_SENDER_ID"] | None = option(
        "Whether the user may send SMS and MMS.",
        choices={
            "ALLOW": "With an outbound caller ID.",
            "ALLOW_WITH_SENDER_ID": "With the sender ID of the trunk.",
            "DISABLE": "Not at all.",
        },
        api_default="DISABLE",
    )
    voicemail_prompt: Language | None = option("Language of the voicemail prompts as a BCP 47 tag, such as V(de-DE).")
    enable_voicemail_pin: bool | None = option("Whether the voicemail box asks for O(voicemail_pin).", api_default=True)
    voicemail_pin: Pin | None = option(
        "PIN of the voicemail box, in quotes. Required on creation, even with O(enable_voicemail_pin=false).",
        PIN_POLICY,
        "The PBX returns the PIN in use, so it is compared like other fields.",
        secret=True,
    )
    enable_voicemail_notify: bool | None = option("Whether new voice messages are announced by email.", api_default=False)
    voicemail_play_datetime: Literal["DISABLE", "12_HOUR_CLOCK", "24_HOUR_CLOCK"] | None = option(
        "Whether date and time of a voice message are read out.",
        choices={"12_HOUR_CLOCK": "In a clock of 12 hours.", "24_HOUR_CLOCK": "In a clock of 24 hours.", "DISABLE": "Not at all."},
    )
    interface: Literal["WEB_DOMAIN", "PUBLIC_IPV4", "PUBLIC_IPV6", "PRIVATE_IPV4", "PRIVATE_IPV6", "SBC_DOMAIN"] | None = option(
        "Address of the PBX that the QR code and the automatic provisioning of phones contain.",
        choices={
            "PRIVATE_IPV4": "The private IPv4 address.",
            "PRIVATE_IPV6": "The private IPv6 address.",
            "PUBLIC_IPV4": "The public IPv4 address.",
            "PUBLIC_IPV6": "The public IPv6 address.",
            "SBC_DOMAIN": "The domain of the session border controller.",
            "WEB_DOMAIN": "The domain of the web portal.",
        },
    )
    preferred_transport: Literal["UDP", "TCP", "TLS"] | None = option(
        "Transport that the QR code and the automatic provisioning of phones contain.",
        choices={"TCP": "SIP over TCP.", "TLS": "SIP over TLS.", "UDP": "SIP over UDP."},
    )
    custom_options: JsonText | None = option(
        "Custom options of the user, a mapping or a text in JSON. Order and spacing do not matter when it is compared.",
        "An empty string clears the field.",
        type="jsonarg",
        canonical=json_text,
    )
    global_holidays: list[str] | None = option(
        "The whole list of the tenant's holidays that apply to the user, by names or ids, in any order. An empty list clears it. "
        "Holidays of the user alone are objects of M(portsip.pbx.portsip_user_holiday).",
        "Read, and returned, only where it is given, because that takes a request for each user.",
        items="set",
        whole_list=WholeList("/global_holidays", when_given=True),
        item=Attribute(reference=Reference("holiday"), decode=object_id),
    )
    office_hours: RuleOfficeHours | None = option("When the user is at work. Keys that are left out keep their values.")


class _Ordered(Wanted):
    custom_forward_rules: list[CustomRule] | None = option(
        "The whole list of rules for some callers, in the order in which they are tried. An empty list clears the field.",
        deferred=True,
    )
    blfs: Annotated[list[Blf], Field(max_length=MOST_BLFS)] | None = option(
        "The whole list of keys of the user's phones, in their order, up to 200. An empty list clears the field.",
        deferred=True,
    )


_RULES: Any = status_rules()
User: Any = create_model("User", __base__=(_Ordered, _User), __module__=__name__, **_RULES)


USER = Resource(
    name="user",
    plural="users",
    model=User,
    level="tenant",
    collection="/users",
    key=("extension_number",),
    naming=Naming(by=("extension_number", "name")),
    unique=True,
    also_unique=("name",),
    lookup={"extension_number": "str", "name": "str", "email": "str"},
    large=True,
    summary=(
        *("name", "enabled", "email", "display_name", "role", "mobile_phone", "work_phone", "home_phone", "address", "department"),
        *("extension_number", "sync_type"),
    ),
    release_limits=(
        pin_length("voicemail_pin"),
        ReleaseLimit("display_name", lambda text: len(str(text)) <= 128, "must have 128 characters or fewer", since="22.6"),
    ),
    required=("extension_number", "name", "display_name", "email", "role", "password", "extension_password", "voicemail_pin"),
    made_by_pbx={"sync_type": None},
    synchronised="sync_type",
    lost_on_recreate="its id, phones, greetings, holidays and voice messages, and its places in groups and queues.",
    page=Page(
        description=(
            "Creates, changes or removes one user of a tenant, who has an extension.",
            "A user is found by its O(extension_number), or by its O(id).",
            "O(global_holidays) is written after the user itself. If the PBX refuses it, the user exists.",
        ),
        notes=(
            "Where the tenant has a mail server, the PBX sends a welcome mail to each new user. Set up the server afterwards where "
            "that is not wanted.",
            "Users that the PBX synchronises from Microsoft 365 can only be changed and removed there. Here that is an error.",
            "From release 22.3 on only system administrators remove users with the role V(Admin), and only they and such users "
            "change passwords, PIN and O(enabled) of such users.",
            "Quote numbers, PINs and times in YAML. Without quotes C(0123) may become C(83) and C(18:00) becomes C(1080).",
        ),
        seealso=("user_phone", "user_holiday", "role", "group", "ring_group", "ivr", "tenant"),
        returns={
            "created_at": {
                "description": "When the user was created (RFC 3339).",
                "returned": "when the PBX returns it",
                "type": "str",
                "sample": "2026-02-03T09:15:22.104Z",
            },
            "profile": {
                "description": "Id of the file that the QR code of the user leads to.",
                "returned": "when set",
                "type": "str",
                "sample": "820018264519283746",
            },
            "role_id": {
                "description": "Id of the role.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "str",
                "sample": "830018264519283746",
            },
            "role_name": {
                "description": "Name of the role.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "str",
                "sample": "StandardUser",
            },
            "sync_type": {
                "description": "Where the PBX gets the user from.",
                "returned": "when set",
                "type": "str",
                "sample": "Microsoft 365",
            },
        },
        samples={
            "display_name": "Anna Berg",
            "email": "anna.berg@northside.example.net",
            "extension_number": "2001",
            "name": "anna.berg",
            "role": "StandardUser",
        },
    ),
    info_page=Page(),
)
