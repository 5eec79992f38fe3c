# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid tenant is (PortSIP PBX REST API 22.2, POST /tenants)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field, model_validator
from .base import Wanted
from .shared import Event, OfficeHours
from .types import Count, Currency, Days, DiskQuota, JsonText, MailAddresses, Region, Text255, TimeZone


class E164(Wanted):
    """How numbers are brought into international form."""

    enabled: bool | None = None
    international_code: str | None = None
    country: str | None = None
    area_code: str | None = None
    national_code: str | None = None
    prefix: str | None = None
    remove_special_chars: bool | None = None
    remove_duplicate_countries: bool | None = None
    remove_duplicate_area_codes: bool | None = None


class Tenant(Wanted):
    """A tenant."""

    domain: Annotated[str, Field(min_length=1, max_length=280)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=1024)] | None = None
    website: Text255 | None = None
    timezone: TimeZone | None = None
    currency: Currency | None = None
    region: Region | None = None
    enabled: bool | None = None
    enable_video_recording: bool | None = None
    enable_audio_recording: bool | None = None
    enable_dual_track_recording: bool | None = None
    enable_billing: bool | None = None
    enable_feature_billing: bool | None = None
    enable_feature_call_statistics: bool | None = None
    enable_feature_contact_center: bool | None = None
    enable_feature_message_channels: bool | None = None
    enable_feature_microsoft_teams: bool | None = None
    enable_feature_trunks: bool | None = None
    enable_feature_whats_app: bool | None = None
    enable_night_mode: bool | None = None
    enable_two_factor_authentication: bool | None = None
    custom_options: JsonText | None = None
    max_extensions: Count | None = None
    max_concurrent_calls: Count | None = None
    max_ring_groups: Count | None = None
    max_virtual_receptionists: Count | None = None
    max_call_queues: Count | None = None
    max_conference_rooms: Count | None = None
    disk_quota: DiskQuota | None = None
    im_disk_quota: DiskQuota | None = None
    extension_im_disk_quota: DiskQuota | None = None
    recording_retention: Days | None = None
    call_report_retention: Days | None = None
    log_retention: Days | None = None
    temp_file_retention: Days | None = None
    office_hours: OfficeHours | None = None
    e164: E164 | None = None
    cdr_event: Event | None = None
    extension_event: Event | None = None
    contact_match_type: Literal["DISABLE", "MATCH_EXACTLY", "MATCH_LENGTH"] | None = None
    contact_match_length: Count | None = None
    contact_append_type: Literal["DISABLE", "APPEND", "PREPEND"] | None = None
    contact_update_interval: Annotated[int, Field(ge=1, le=43200)] | None = None
    email_recipients: MailAddresses | None = None
    password_force_reset: bool | None = None

    @model_validator(mode="after")
    def _length_fits_type(self) -> Tenant:
        if self.contact_match_length is not None and self.contact_match_type in ("DISABLE", "MATCH_EXACTLY"):
            raise ValueError(f"contact_match_length goes with contact_match_type MATCH_LENGTH, not with {self.contact_match_type}")
        return self
