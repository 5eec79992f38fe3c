# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a tenant has to its disposal, its week, its numbers and its contacts (PortSIP PBX REST API 22.2, /tenants)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import ConfigDict, Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.types import Count, Days, DiskQuota
from .office_hours import OfficeHours
from .tenant_features import TenantFeatures
from .webhook import Event


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


class TenantSettings(TenantFeatures):
    """Limits, retention, office hours, numbers, webhooks and contacts of a tenant."""

    model_config = ConfigDict(defer_build=True)  # only the whole is used

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
