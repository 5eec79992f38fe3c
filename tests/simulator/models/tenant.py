# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A tenant (PortSIP PBX REST API 22.2, tenants; tenant)."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from ..validation import Blankable, Body, Bool, JsonText, Natural, NonEmpty, Positive, Str, Str255, Str1024, matching, update_of
from .common import Event, OfficeHours, OutboundCallerId, OutboundCallerId22_6, Region, one_of
from .iso import CURRENCIES
from .mail import Recipients

_ZONES = frozenset(available_timezones())  # empty on a machine without time zone data


def _timezone(value: str) -> str:
    if _ZONES and value not in _ZONES:
        raise ValueError("must be an IANA time zone")
    return value


def _quota(value: str) -> str:
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(KB|MB|GB|PB)", value, re.ASCII)
    if not match or float(match[1]) <= 0:
        raise ValueError("must be a positive number followed by KB, MB, GB or PB")
    return value


Timezone = Annotated[NonEmpty, AfterValidator(_timezone)]
Currency = Annotated[Str, one_of(CURRENCIES, "an ISO 4217 code")]
Domain = Annotated[Str, Field(min_length=1, max_length=280), matching(r"\S+", "a domain name or an address")]
Website = Annotated[Str, Field(min_length=1, max_length=128)]
TenantName = Annotated[Str1024, Field(min_length=1)]
Quota = Annotated[Str, AfterValidator(_quota)]
SyncMinutes = Annotated[Positive, Field(le=43200)]


class E164(Body):
    """How the tenant's numbers are brought into international form."""

    enabled: Bool | None = False
    international_code: Blankable[Str] = None
    country: Blankable[Str] = None
    area_code: Blankable[Str] = None
    national_code: Blankable[Str] = None
    prefix: Blankable[Str] = None
    remove_special_chars: Bool | None = False
    remove_duplicate_countries: Bool | None = True
    remove_duplicate_area_codes: Bool | None = True


class _Shared(Body):
    """What the system administrator and the tenant itself may both write."""

    website: Blankable[Str255] = None
    enable_video_recording: Bool | None = False
    enable_audio_recording: Bool | None = False
    enable_dual_track_recording: Bool | None = False
    enable_night_mode: Bool | None = False
    enable_two_factor_authentication: Bool | None = False
    custom_options: Blankable[JsonText] = None
    recording_retention: Positive | None = 180
    call_report_retention: Positive | None = 30
    log_retention: Positive | None = 180
    temp_file_retention: Positive | None = 30
    extension_im_disk_quota: Blankable[Quota] = "1GB"
    office_hours: OfficeHours | None = None
    e164: E164 | None = None
    cdr_event: Event | None = None
    extension_event: Event | None = None
    contact_match_type: Literal["DISABLE", "MATCH_EXACTLY", "MATCH_LENGTH"] | None = "MATCH_EXACTLY"
    contact_match_length: Natural | None = None
    contact_append_type: Literal["DISABLE", "APPEND", "PREPEND"] | None = "APPEND"
    contact_update_interval: SyncMinutes | None = 720
    password_force_reset: Bool | None = False


class _Key(Body):
    name: TenantName
    domain: Domain
    timezone: Timezone
    currency: Currency
    region: Region


class TenantCreate(_Shared, _Key):
    """The body of ``POST /tenants``."""

    enabled: Bool | None = True
    enable_billing: Bool | None = False
    enable_feature_billing: Bool | None = False
    enable_feature_call_statistics: Bool | None = True
    enable_feature_contact_center: Bool | None = True
    enable_feature_message_channels: Bool | None = True
    enable_feature_microsoft_teams: Bool | None = True
    enable_feature_trunks: Bool | None = True
    enable_feature_whats_app: Bool | None = True
    max_extensions: Natural | None = 1000
    max_concurrent_calls: Natural | None = 20
    max_ring_groups: Natural | None = 20
    max_virtual_receptionists: Natural | None = 20
    max_call_queues: Natural | None = 20
    max_conference_rooms: Natural | None = 20
    disk_quota: Blankable[Quota] = ""
    im_disk_quota: Blankable[Quota] = ""
    email_recipients: Blankable[Recipients] = None


class _Switch(Body):
    """What can be on, and limited by a number, of which only the name of the switch is known."""

    enable: Bool | None = False


class _Switch22_8(Body):
    """The same from release 22.8 on, where the switch has another name."""

    enabled: Bool | None = False


class _Shared22_3(Body):
    contact_inbound_rule_append_type: Literal["DISABLE", "APPEND", "PREPEND"] | None = None


class TenantCreate22_3(_Shared22_3, TenantCreate):
    """The same from release 22.3 on."""

    ai_engine: _Switch | None = None
    limit_app_logins: _Switch | None = None
    allow_password_retrieval: Bool | None = False


class _Shared22_6(_Shared22_3):
    website: Website
    soft_phone_template: Blankable[Str] = None  # since 22.4
    enable_call_queue_audio_recording: Bool | None = False
    enable_ring_group_audio_recording: Bool | None = False
    enable_trunk_audio_recording: Bool | None = False
    enable_virtual_receptionist_audio_recording: Bool | None = False
    enable_verify_phone_auto_provisioning: Bool | None = False
    recording_access_mode: Blankable[Str] = None


class TenantCreate22_6(_Shared22_6, TenantCreate22_3):
    """The same from release 22.6 on."""


class TenantCreate22_8(TenantCreate22_6):
    """The same from release 22.8 on."""

    ai_engine: _Switch22_8 | None = None  # type: ignore[assignment]
    limit_app_logins: _Switch22_8 | None = None  # type: ignore[assignment]


class _OwnTenant(_Shared, _Key):
    outbound_caller_ids: list[OutboundCallerId] | None = None
    avatar_file_id: Blankable[NonEmpty] = None
    stir_shaken_cert: Blankable[Str] = None
    stir_shaken_key: Blankable[Str] = None


class _OwnTenant22_3(_Shared22_3, _OwnTenant):
    """The same from release 22.3 on."""


class _OwnTenant22_6(_Shared22_6, _OwnTenant22_3):
    outbound_caller_ids: list[OutboundCallerId22_6] | None = None  # type: ignore[assignment]
    crm_contact_type: Blankable[Str] = None


TENANT_CREATE: dict[str, type[Body]] = {
    "22.2": TenantCreate,
    "22.3": TenantCreate22_3,
    "22.6": TenantCreate22_6,
    "22.8": TenantCreate22_8,
}
TENANT_UPDATE = {release: update_of(model, without=("name",)) for release, model in TENANT_CREATE.items()}
OWN_TENANT = {release: update_of(model) for release, model in (("22.2", _OwnTenant), ("22.3", _OwnTenant22_3), ("22.6", _OwnTenant22_6))}
