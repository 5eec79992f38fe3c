# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant (PortSIP PBX REST API 22.2, /tenants)."""

from __future__ import annotations

from typing import Any

from ..models.tenant import Tenant
from ..resource import Endpoint, Field, ReleaseLimit, Resource
from .shapes import comma_list, event_secrets, joined_by_comma, json_text, office_hours, upper

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
    ),
)
"""What a tenant can change about itself (22.2, POST /tenant); its name can be changed nowhere else."""


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


DEFAULTED = (
    "enabled",
    "enable_feature_call_statistics",
    "enable_feature_contact_center",
    "enable_feature_message_channels",
    "enable_feature_microsoft_teams",
    "enable_feature_trunks",
    "enable_feature_whats_app",
    "max_extensions",
    "max_concurrent_calls",
    "max_ring_groups",
    "max_virtual_receptionists",
    "max_call_queues",
    "max_conference_rooms",
    "recording_retention",
    "call_report_retention",
    "log_retention",
    "temp_file_retention",
    "contact_match_type",
    "contact_append_type",
    "contact_update_interval",
)
"""Fields with a default of the API, but for one: no limit of C(extension_im_disk_quota) is an empty text."""

TENANT = Resource(
    name="tenant",
    plural="tenants",
    model=Tenant,
    level="system",
    collection="/tenants",
    key=("domain",),
    unique=True,
    lookup={"domain": "str", "name": "str"},
    large=True,
    summary=True,
    defaulted={**dict.fromkeys(DEFAULTED), "extension_im_disk_quota": ""},
    needed_since={"website": "22.6"},
    release_limits=(ReleaseLimit("website", lambda text: len(str(text)) <= 128, "must have 128 characters or fewer", since="22.6"),),
    required=("domain", "name", "timezone", "currency", "region"),
    removal_is_asynchronous=True,
    fields={
        "domain": Field(canonical=_lower),
        "name": Field(endpoint=SELF),
        "currency": Field(canonical=upper),
        "region": Field(canonical=upper),
        "email_recipients": Field(items="set", decode=comma_list, encode=joined_by_comma),
        "custom_options": Field(canonical=json_text),
        **office_hours("office_hours"),
        **event_secrets("cdr_event"),
        **event_secrets("extension_event"),
    },
)
