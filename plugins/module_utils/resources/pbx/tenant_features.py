# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who a tenant is and what it may do (PortSIP PBX REST API 22.2, /tenants).

The vendor's summary of changes gives only the names of what later releases add. The types follow from the names.
"""

from __future__ import annotations

from typing import Annotated, Any

from ...base.libraries import ConfigDict, Field
from ...schema.attribute import option
from ...schema.forms import json_text, upper
from ...schema.model import Wanted
from ...schema.reference import Endpoint
from ...schema.times import TimeZone
from ...schema.types import Currency, JsonText, Region, Text255


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


class TenantFeatures(Wanted):
    """Identity, recording, features and sign-in of a tenant."""

    model_config = ConfigDict(defer_build=True)  # only the whole is used

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
