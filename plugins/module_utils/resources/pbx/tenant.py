# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant (PortSIP PBX REST API 22.2, /tenants).

What later releases add stands in the vendor's summary of changes with its name alone, so that types are read from the names,
and values from those of similar fields.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ...base.libraries import Field, model_validator
from ...schema.attribute import option
from ...schema.forms import comma_list, joined_by_comma, json_text, pem, upper
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Endpoint, Reference
from ...schema.resource import Naming, ReleaseLimit, Resource
from ...schema.types import Count, Currency, Days, DiskQuota, JsonText, LongText, MailAddresses, Region, Text255, TimeZone
from .parts import Event, OfficeHours, OutboundCallerId


class E164(Wanted):
    """How numbers are brought into international form."""

    enabled: bool | None = option(
        "Whether numbers are processed at all.",
        api_default=False,
    )
    international_code: str | None = option(
        'Digits dialled before a country code, in quotes, such as V("00").',
    )
    country: str | None = option(
        'Country code, in quotes, such as V("49").',
    )
    area_code: str | None = option(
        'Area code, in quotes, such as V("30").',
    )
    national_code: str | None = option(
        'Digits dialled before an area code, in quotes, such as V("0").',
    )
    prefix: str | None = option(
        "Prefix of the result, such as V(+).",
    )
    remove_special_chars: bool | None = option(
        "Whether parentheses and spaces are removed.",
        api_default=False,
    )
    remove_duplicate_countries: bool | None = option(
        "Whether a duplicate country code is removed.",
        api_default=True,
    )
    remove_duplicate_area_codes: bool | None = option(
        "Whether a duplicate area code is removed.",
        api_default=True,
    )


class AiEngine(Wanted):
    """Transcription of recordings (22.3); 22.8 has another name for its switch, and the quota is described nowhere."""

    enable: bool | None = option(
        "Whether the tenant may have recordings transcribed.",
        until="22.8",
    )
    enabled: bool | None = option(
        "Whether the tenant may have recordings transcribed.",
        since="22.8",
    )


class AppLogins(Wanted):
    """How many users may sign in with PortSIP's apps (22.3); 22.8 has another name for the switch."""

    enable: bool | None = option(
        "Whether the number is limited.",
        until="22.8",
    )
    enabled: bool | None = option(
        "Whether the number is limited.",
        since="22.8",
    )


SELF = Endpoint(
    path="/tenant",
    level="tenant",
    fields=(
        "name",
        "domain",
        "website",
        "timezone",
        "currency",
        "region",
        "enable_video_recording",
        "enable_audio_recording",
        "enable_dual_track_recording",
        "enable_night_mode",
        "enable_two_factor_authentication",
        "custom_options",
        "recording_retention",
        "call_report_retention",
        "log_retention",
        "temp_file_retention",
        "extension_im_disk_quota",
        "office_hours",
        "outbound_caller_ids",
        "e164",
        "cdr_event",
        "extension_event",
        "contact_match_type",
        "contact_match_length",
        "contact_append_type",
        "contact_update_interval",
        "password_force_reset",
        "stir_shaken_cert",
        "stir_shaken_key",
        "avatar_file_id",
        # 22.3
        "contact_inbound_rule_append_type",
        "ai_transcript",
        # 22.4
        "soft_phone_template",
        # 22.6
        "enable_call_queue_audio_recording",
        "enable_ring_group_audio_recording",
        "enable_trunk_audio_recording",
        "enable_virtual_receptionist_audio_recording",
        "enable_verify_phone_auto_provisioning",
        "recording_access_mode",
        "crm_contact_type",
    ),
)
"""What a tenant can change about itself (22.2 to 22.6, POST /tenant); its name can be changed nowhere else."""


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class Tenant(Wanted):
    """A tenant."""

    domain: Annotated[str, Field(min_length=1, max_length=280)] | None = option(
        "SIP domain of the tenant, 1 to 280 characters, usually a host name. It need not resolve; phones send it to say which "
        "tenant they belong to. Upper and lower case make no difference.",
        "Required unless O(id) is given. Given together with O(id), it is the domain the tenant gets. Phones that are "
        "registered under the old one must then be set up again.",
        canonical=_lower,
    )
    name: Annotated[str, Field(min_length=1, max_length=1024)] | None = option(
        "Name of the tenant, 1 to 1024 characters. Required on creation.",
        "The PBX renames a tenant only from inside it, so a new name is written in a session inside the tenant.",
        endpoint=SELF,
    )
    website: Text255 | None = option(
        "Web site of the tenant, up to 255 characters, and up to 128 from PBX release 22.6 on.",
        needed_since="22.6",
    )
    timezone: TimeZone | None = option(
        "Time zone by its IANA name, such as V(Europe/Berlin). Office hours and holidays follow it. Required on creation.",
        "A misspelt name is an error; a name that the time zone database of the controller does not contain gives a warning.",
    )
    currency: Currency | None = option(
        "Currency of call costs by its ISO 4217 code, such as V(EUR). Required on creation.",
        "Converted to upper case. A misspelt code is an error; an unknown code that is not similar to a known one gives a warning.",
        canonical=upper,
    )
    region: Region | None = option(
        "Country by its ISO 3166-1 alpha-3 code, such as V(DEU). Required on creation.",
        "Converted to upper case. A misspelt code is an error; an unknown code that is not similar to a known one gives a warning.",
        canonical=upper,
    )
    enabled: bool | None = option(
        "Whether the tenant may use the PBX.",
        api_default=True,
    )
    enable_video_recording: bool | None = option(
        "Whether video calls may be recorded.",
        api_default=False,
    )
    enable_audio_recording: bool | None = option(
        "Whether calls may be recorded.",
        api_default=False,
    )
    enable_dual_track_recording: bool | None = option(
        "Whether the two sides of a call are recorded on separate tracks.",
        api_default=False,
    )
    enable_call_queue_audio_recording: bool | None = option(
        "Whether calls to call queues are recorded.",
        since="22.6",
    )
    enable_ring_group_audio_recording: bool | None = option(
        "Whether calls to ring groups are recorded.",
        since="22.6",
    )
    enable_trunk_audio_recording: bool | None = option(
        "Whether calls through trunks are recorded.",
        since="22.6",
    )
    enable_virtual_receptionist_audio_recording: bool | None = option(
        "Whether calls to virtual receptionists are recorded.",
        since="22.6",
    )
    recording_access_mode: str | None = option(
        "Who may listen to recordings, as the PBX names it. The vendor does not document the values; the PBX checks them.",
        since="22.6",
    )
    enable_billing: bool | None = option(
        "Whether calls are billed.",
        api_default=False,
    )
    enable_feature_billing: bool | None = option(
        "Whether the tenant may use the billing feature.",
        api_default=False,
    )
    enable_feature_call_statistics: bool | None = option(
        "Whether the tenant may use call statistics.",
        api_default=True,
    )
    enable_feature_contact_center: bool | None = option(
        "Whether the tenant may use the contact centre.",
        api_default=True,
    )
    enable_feature_message_channels: bool | None = option(
        "Whether the tenant may use message channels.",
        api_default=True,
    )
    enable_feature_microsoft_teams: bool | None = option(
        "Whether the tenant may connect Microsoft Teams.",
        api_default=True,
    )
    enable_feature_trunks: bool | None = option(
        "Whether the tenant may have trunks of its own.",
        api_default=True,
    )
    enable_feature_whats_app: bool | None = option(
        "Whether the tenant may connect WhatsApp.",
        api_default=True,
    )
    enable_night_mode: bool | None = option(
        "Whether the whole tenant is in night mode now.",
        "Where staff switch night mode by phone, do not set it here, otherwise each run switches it back.",
        api_default=False,
    )
    enable_two_factor_authentication: bool | None = option(
        "Whether users of the tenant need a second factor to sign in.",
        "The account that Ansible signs in with must not use one.",
        api_default=False,
    )
    allow_password_retrieval: bool | None = option(
        "Whether users may have a forgotten password sent to them.",
        since="22.3",
    )
    limit_app_logins: AppLogins | None = option(
        "Whether the number of users who sign in with PortSIP's apps is limited. Keys that are left out keep their values.",
        "The vendor does not document the key for the number itself; give it in O(extra).",
        since="22.3",
    )
    ai_engine: AiEngine | None = option(
        "Transcription of recordings. Keys that are left out keep their values.",
        "The vendor does not document the key for the daily quota; give it in O(extra).",
        since="22.3",
    )
    enable_verify_phone_auto_provisioning: bool | None = option(
        "Whether a phone must authenticate before it is provisioned automatically.",
        since="22.6",
    )
    soft_phone_template: str | None = option(
        "File name of the template for PortSIP's apps. An empty string clears the field.",
        since="22.4",
    )
    custom_options: JsonText | None = option(
        "Custom options of the tenant, a mapping or a text in JSON. Order and spacing do not matter when it is compared.",
        "An empty string clears the field.",
        type="jsonarg",
        canonical=json_text,
    )
    max_extensions: Count | None = option(
        "Maximum number of users, at least 0.",
        api_default=1000,
    )
    max_concurrent_calls: Count | None = option(
        "Maximum number of simultaneous calls, at least 0.",
        api_default=20,
    )
    max_ring_groups: Count | None = option(
        "Maximum number of ring groups, at least 0.",
        api_default=20,
    )
    max_virtual_receptionists: Count | None = option(
        "Maximum number of virtual receptionists, at least 0.",
        api_default=20,
    )
    max_call_queues: Count | None = option(
        "Maximum number of call queues, at least 0.",
        api_default=20,
    )
    max_conference_rooms: Count | None = option(
        "Maximum number of conference rooms in use at the same time, at least 0.",
        api_default=20,
    )
    disk_quota: DiskQuota | None = option(
        "Disk space for the tenant, a number followed by V(KB), V(MB), V(GB) or V(PB), such as V(500GB).",
        "An empty string removes the limit. A tenant that is created without it has no limit.",
    )
    im_disk_quota: DiskQuota | None = option(
        "Disk space for the tenant's instant messages, written like O(disk_quota).",
        "An empty string removes the limit. A tenant that is created without it has no limit.",
    )
    extension_im_disk_quota: DiskQuota | None = option(
        "Disk space for the instant messages of each user, written like O(disk_quota).",
        "An empty string removes the limit.",
        api_default="1GB",
        blank="",
    )
    recording_retention: Days | None = option(
        "Days that recordings are kept, at least 1.",
        api_default=180,
    )
    call_report_retention: Days | None = option(
        "Days that call reports are kept, at least 1.",
        api_default=30,
    )
    log_retention: Days | None = option(
        "Days that audit and event logs are kept, at least 1.",
        api_default=180,
    )
    temp_file_retention: Days | None = option(
        "Days that temporary files are kept, at least 1.",
        api_default=30,
    )
    office_hours: OfficeHours | None = option(
        "The tenant's week, in its O(timezone). Days that are left out keep their values.",
        "An empty mapping clears all days.",
    )
    e164: E164 | None = option(
        "How numbers that users dial or that come in are brought into E.164 form. Keys that are left out keep their values.",
    )
    cdr_event: Event | None = option(
        "Webhook that the PBX calls: for call data records with O(cdr_event), for events of extensions with "
        "O(extension_event). Keys that are left out keep their values.",
        "The password and the token can be read back, so they are compared like other fields.",
    )
    extension_event: Event | None = option(
        "Webhook that the PBX calls: for call data records with O(cdr_event), for events of extensions with "
        "O(extension_event). Keys that are left out keep their values.",
        "The password and the token can be read back, so they are compared like other fields.",
    )
    contact_match_type: Literal["DISABLE", "MATCH_EXACTLY", "MATCH_LENGTH"] | None = option(
        "How the number of a caller is looked up in the contacts.",
        api_default="MATCH_EXACTLY",
        choices={
            "DISABLE": "Not at all.",
            "MATCH_EXACTLY": "The whole number must be equal.",
            "MATCH_LENGTH": "At least O(contact_match_length) characters must be equal.",
        },
    )
    contact_match_length: Count | None = option(
        "How many characters must be equal, at least 0, with O(contact_match_type=MATCH_LENGTH).",
    )
    contact_append_type: Literal["DISABLE", "APPEND", "PREPEND"] | None = option(
        "Where the name of a ring group, a queue or a dialled number goes in the caller's name.",
        api_default="APPEND",
        choices={
            "APPEND": "Behind it.",
            "DISABLE": "Nowhere.",
            "PREPEND": "In front of it.",
        },
    )
    contact_inbound_rule_append_type: Literal["DISABLE", "APPEND", "PREPEND"] | None = option(
        "Where the name of an inbound rule goes in the caller's name.",
        choices={
            "APPEND": "Behind it.",
            "DISABLE": "Nowhere.",
            "PREPEND": "In front of it.",
        },
        since="22.3",
    )
    contact_update_interval: Annotated[int, Field(ge=1, le=43200)] | None = option(
        "Minutes between two updates of the contacts from the server, 1 to 43200.",
        api_default=720,
    )
    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers shown on calls that go out if neither the user nor the object of the call has one, "
        "in any order. An empty list clears the field.",
        "Written inside the tenant, so that trunks are looked up there.",
        items="keyed",
        keys=("provider_id", "caller_id"),
        endpoint=SELF,
        after_creation=True,
        deferred=True,
    )
    avatar_file_id: str | None = option(
        "The picture of the tenant, by the name or the id of a file that is in the tenant already, and therefore not on "
        "creation. An empty string clears it.",
        "The PBX returns only the name and the size of the file in use, so that a file that was replaced by another one "
        "with the same name and size is not detected.",
        readable=False,
        reference=Reference("file"),
        matched_by={"avatar_file_name": "name", "avatar_file_size": "size"},
        endpoint=SELF,
        after_creation=True,
        deferred=True,
    )
    stir_shaken_cert: LongText | None = option(
        "Certificate of the tenant for STIR/SHAKEN, PEM text. An empty string clears the field.",
        "Read, and returned, only where it is given, because the PBX returns it only inside the tenant.",
        canonical=pem,
        endpoint=SELF,
        after_creation=True,
        read_at_endpoint=True,
    )
    stir_shaken_key: LongText | None = option(
        "Private key of O(stir_shaken_cert), PEM text. It is compared, but never shown. An empty string clears the field.",
        canonical=pem,
        secret=True,
        endpoint=SELF,
        after_creation=True,
        read_at_endpoint=True,
    )
    email_recipients: MailAddresses | None = option(
        "The whole list of email addresses that get the tenant's notifications, at most 15, in any order. An empty list clears the field.",
        items="set",
        decode=comma_list,
        encode=joined_by_comma,
    )
    password_force_reset: bool | None = option(
        "Whether users must replace their first password.",
        api_default=False,
    )

    @model_validator(mode="after")
    def _length_fits_type(self) -> Tenant:
        if self.contact_match_length is not None and self.contact_match_type in ("DISABLE", "MATCH_EXACTLY"):
            raise ValueError(f"contact_match_length goes with contact_match_type MATCH_LENGTH, not with {self.contact_match_type}")
        return self


TENANT = Resource(
    name="tenant",
    plural="tenants",
    model=Tenant,
    level="system",
    collection="/tenants",
    key=("domain",),
    naming=Naming(by=("domain", "name"), id_first=True, any_case=("domain",), never_domain=("name",)),
    unique=True,
    lookup={"domain": "str", "name": "str"},
    large=True,
    summary=True,
    release_limits=(ReleaseLimit("website", lambda text: len(str(text)) <= 128, "must have 128 characters or fewer", since="22.6"),),
    required=("domain", "name", "timezone", "currency", "region"),
    removal_is_asynchronous=True,
    page=Page(
        requires="a system administrator, or a dealer for its own tenants",
        summary="Create, change and remove tenants of PortSIP PBX",
        description=(
            "Creates, changes or removes one tenant of PortSIP PBX.",
            "A tenant is found by its O(domain), which is unique on the PBX, or by its O(id).",
        ),
        notes=(
            "Removing a tenant removes everything in it, that is users, extensions, receptionists, queues, recordings, "
            "files and reports. It cannot be restored by creating the tenant again.",
            "The role P(portsip.pbx.tenant#role) manages a tenant and its objects from one definition.",
        ),
        seealso=("ivr",),
        options={
            "wait": {
                "description": [
                    (
                        "Whether to wait until the tenant is removed completely. The PBX removes it in the background, and its domain "
                        "cannot be used again until then."
                    ),
                ],
                "type": "bool",
                "default": True,
            },
            "wait_timeout": {
                "description": [
                    (
                        "Maximum number of seconds to wait, V(0) to V(86400), with O(wait=true). The task fails after this time, while "
                        "the PBX continues."
                    ),
                ],
                "type": "int",
                "default": 300,
            },
        },
        returned=(
            "The tenant after the run; in check mode, as it would be after the run, with every option of this module that "
            "is a field of it under its own name. Secrets are left out. Null after O(state=absent). A field without a value "
            "is null.",
        ),
        returns={
            "created_at": {
                "description": "When the tenant was created (RFC 3339).",
                "returned": "when the PBX returns it",
                "type": "str",
                "sample": "2026-02-03T09:15:22.104Z",
            },
            "current_extensions": {
                "description": "Number of users of the tenant.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "int",
                "sample": 42,
            },
            "avatar_file_name": {
                "description": "Name of the picture's file.",
                "returned": "when set",
                "type": "str",
                "sample": "clinic.png",
            },
            "avatar_file_size": {
                "description": "Size of that file in bytes.",
                "returned": "when set",
                "type": "int",
                "sample": 20480,
            },
            "avatar_file_url": {
                "description": "Path from which that file can be downloaded.",
                "returned": "when set",
                "type": "str",
                "sample": "/api/blobs/Tq3bWdABcd5D4PDgz",
            },
            "used_disk_quota": {
                "description": "Disk space in use.",
                "returned": "when the PBX returns it",
                "type": "str",
                "sample": "12GB",
            },
        },
        samples={
            "domain": "northside.example.net",
            "email_recipients": [
                "telephony@northside.example.net",
            ],
            "enabled": True,
            "name": "Northside Clinics",
            "office_hours": {
                "monday": {
                    "enabled": True,
                    "ranges": [
                        {
                            "from": "08:00",
                            "to": "18:00",
                        },
                    ],
                },
            },
        },
    ),
    info_page=Page(
        summary="Read tenants of PortSIP PBX",
        description=("Reads one, some or all tenants of PortSIP PBX, limited to those that the user who signs in may see.",),
        options={
            "domain": {
                "description": [
                    "Only the tenant with this SIP domain. Upper and lower case make no difference.",
                ],
                "type": "str",
            },
        },
        returned=(
            "The tenants, each with every field that M(portsip.pbx.portsip_tenant) can set under its own name, and null where "
            "it has no value. Secrets are left out. With O(details=false) only the fields of the list.",
        ),
    ),
)
