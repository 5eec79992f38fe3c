# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What each tenant has one of (PortSIP PBX REST API 22.2 to 22.6, /tenant/..., /voicemail, /acb, /call_park, /monitor and so on)."""

from __future__ import annotations

from typing import Annotated

from ..described import described_single
from ..errors import refused
from ..numbering import check_number
from ..singleton import IN_TENANTS, Singleton
from ..state import Row, World
from ..validation import Bool, Str, matching
from .feature_codes import FEATURE_ACCESS_CODES
from .files import check_file, with_file


def _lengths(world: World, owner: str, row: Row) -> None:
    if row["min_length"] is not None and row["max_length"] is not None and row["min_length"] > row["max_length"]:
        raise refused("min_length", "must be less than or equal to max_length")


PASSWORD_POLICY = described_single("/tenant/password_policy", "password_policy", check=_lengths)

NOTIFICATION = described_single(
    "/tenant/notification",
    "notification",
    initial={"enable_system_email_server": True},
    hidden=("password",),
    later={"22.6": dict.fromkeys(("notify_emergency_call", "notify_license_limited", "notify_trunk_call_limited"), Bool)},
)

BILLING = described_single("/tenant/billing", "billing")

# What is relayed at first is told by the vendor's knowledge base.
CUSTOM_HEADERS = described_single(
    "/tenant/custom_headers",
    "custom_headers",
    initial={"relay": [{"name": name, "scope": "ALL"} for name in ("X-CID", "X-Session-Id", "X-Trunk-Name")]},
)

MUSIC_ON_HOLD = described_single("/moh_server", "music_on_hold", initial={"enabled": False, "play_type": "DEFAULT_MUSIC"})

ALLOWED_COUNTRY_CODES = described_single("/allowed_country_codes", "allowed_country_codes")

_NUMBER = {"extension_number": Annotated[Str, matching(r"[0-9]{3,64}", "3 to 64 digits")]}


def _free(world: World, owner: str, row: Row) -> None:
    if row["extension_number"] is not None:
        check_number(world, owner, {"id": None, **row})


def check_recall(world: World, owner: str, row: Row) -> None:
    """Raise ApiError (400) if parked calls are forwarded to a ring group that is not there."""
    if row["ring_group_id"] is not None and row["ring_group_id"] not in world.rows("ring_groups", owner):
        raise refused("ring_group_id", f"ring group {row['ring_group_id']} does not exist")
    if row["recall_to"] not in (None, "USER_ONLY") and row["ring_group_id"] is None:
        raise refused("ring_group_id", f"must be specified with recall_to {row['recall_to']}")


def _park(world: World, owner: str, row: Row) -> None:
    _free(world, owner, row)
    check_file(world, owner, row, "prompt_file_id")
    check_recall(world, owner, row)


# The numbers are told by the vendor's knowledge base.
VOICEMAIL = described_single("/voicemail", "voicemail", types=_NUMBER, initial={"extension_number": "777"}, check=_free)
ACB = described_single("/acb", "acb", types=_NUMBER, initial={"extension_number": "555", "language": "en-US"}, check=_free)
CALL_PARK = described_single(
    "/call_park",
    "call_park",
    types=_NUMBER,
    initial={"enabled": True, "extension_number": "666", "recall_to": "USER_ONLY"},
    later={"22.6": {"send_notification_to_parker": Bool}},
    hidden=("prompt_file_id",),
    check=_park,
    present=lambda world, owner, row: with_file(world, owner, row, "prompt_file"),
)
MONITOR = described_single("/monitor", "monitor", types=_NUMBER, initial={"enabled": True, "extension_number": "888"}, check=_free)
OF_SERVICES = (VOICEMAIL, ACB, CALL_PARK, MONITOR)

OF_TENANT: tuple[Singleton, ...] = (
    *(PASSWORD_POLICY, NOTIFICATION, BILLING, CUSTOM_HEADERS, MUSIC_ON_HOLD, ALLOWED_COUNTRY_CODES, FEATURE_ACCESS_CODES),
    *OF_SERVICES,
)


def furnish(world: World, tenant_id: str) -> None:
    """Give a tenant what each has one of, as the release has it; values of fields that stay are kept."""
    rows, extra = world.rows(IN_TENANTS, tenant_id), world.settings.accepted_extra_fields
    for singleton in OF_TENANT:
        new, old = singleton.new(world.settings.release), rows.get(singleton.name, {})
        kept = {name: value for name, value in old.items() if name in new or name in extra.get(singleton.name, ())}
        rows[singleton.name] = {**new, **kept}
