# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Virtual receptionists and their action URLs (PortSIP PBX REST API 22.2 and 22.3, virtual receptionists)."""

from __future__ import annotations

from ..call import Call
from ..callers import check_caller_ids
from ..collection import Collection
from ..errors import refused
from ..models.ivr import ACTION_URL_CREATE, ACTION_URL_UPDATE, IVR_CREATE, IVR_UPDATE
from ..numbering import check_number
from ..state import Row, World
from .files import check_file, with_file

_FILES = ("prompt_file", "transfer_prompt_file")


def _check(world: World, tenant_id: str, row: Row) -> None:
    check_number(world, tenant_id, row)
    for prefix in _FILES:
        check_file(world, tenant_id, row, f"{prefix}_id")
    check_caller_ids(world, tenant_id, row)
    holidays = world.rows("holidays", tenant_id)
    for index, entry in enumerate(row.get("custom_forward_rules") or []):
        for position, holiday in enumerate(entry.get("holidays") or []):
            if holiday not in holidays:
                raise refused(f"custom_forward_rules.{index}.holidays.{position}", f"holiday {holiday} does not exist")


def _with_holidays(world: World, tenant_id: str, entry: Row) -> Row:
    """Return a menu entry with its holidays as objects, which were written as ids."""
    if not entry.get("holidays"):
        return entry
    holidays = world.rows("holidays", tenant_id)
    return {**entry, "holidays": [holidays[key] for key in entry["holidays"] if key in holidays]}


def _present(world: World, tenant_id: str, view: Row) -> Row:
    for prefix in _FILES:
        view = with_file(world, tenant_id, view, prefix)
    if view.get("custom_forward_rules"):
        view["custom_forward_rules"] = [_with_holidays(world, tenant_id, entry) for entry in view["custom_forward_rules"]]
    return view


def _destroy(call: Call, row: Row) -> None:
    del call.world.rows("ivrs", call.tenant_id)[row["id"]]
    call.world.drop_owner("action_urls", row["id"])


def _check_mask(world: World, ivr_id: str, row: Row) -> None:
    mask = "dtmf_mask" if row["type"] == "DTMF" else "caller_mask"
    if row.get(mask) is None:
        raise refused(mask, f"is required for the type {row['type']}")


IVRS = Collection(
    name="ivrs",
    path="/ivrs",
    level="tenant",
    create=IVR_CREATE,
    update=IVR_UPDATE,
    summary=("id", "name", "extension_number"),
    write_only=("prompt_file_id", "transfer_prompt_file_id"),
    search=("name", "extension_number"),
    check=_check,
    present=_present,
    destroy=_destroy,
)

ACTION_URLS = Collection(
    name="action_urls",
    path="/ivrs/{id}/action_urls",
    level="tenant",
    parent="ivrs",
    item="url_id",
    create=ACTION_URL_CREATE,
    update=ACTION_URL_UPDATE,
    paged=False,
    check=_check_mask,
)
