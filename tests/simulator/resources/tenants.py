# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Tenants (PortSIP PBX REST API 22.2, tenants)."""

from __future__ import annotations

from .. import timestamps
from ..call import Call
from ..collection import Collection
from ..crud import refuse_removal
from ..models.tenant import TENANT_CREATE, TENANT_UPDATE
from ..releases import since
from ..singleton import IN_TENANTS
from ..state import Row, World
from .files import with_file
from .tenant_settings import furnish

_OWN_ONLY = ("stir_shaken_cert", "stir_shaken_key")  # come back from GET /tenant alone


def _visible(call: Call, row: Row) -> bool:
    account = call.session.account
    return account.role != "dealer" or account.owner in call.world.tenant_dealers.get(row["id"], [])


def _present(world: World, owner: str, view: Row) -> Row:
    shown = with_file(world, view["id"], {key: value for key, value in view.items() if key not in _OWN_ONLY}, "avatar_file")
    return with_policy(world, view["id"], shown)


def with_policy(world: World, tenant_id: str, view: Row) -> Row:
    """Return a tenant as it is answered: from release 22.3 on with its password policy."""
    if not since(world.settings.release, "22.3"):
        return view
    return {**view, "password_policy": world.rows(IN_TENANTS, tenant_id)["password_policy"]}


def _check(world: World, owner: str, row: Row) -> None:
    if world.being_deleted(row["id"]):
        raise refuse_removal("The tenant is being deleted")


def _created(call: Call, row: Row) -> None:
    furnish(call.world, row["id"])
    if call.session.account.owner is not None:
        call.world.tenant_dealers[row["id"]] = [call.session.account.owner]


def _destroy(call: Call, row: Row) -> None:
    call.world.begin_deletion(row["id"])


TENANTS = Collection(
    name="tenants",
    path="/tenants",
    level="system",
    roles=frozenset({"admin", "dealer"}),
    create=TENANT_CREATE,
    update=TENANT_UPDATE,
    summary=(
        "id",
        "name",
        "domain",
        "max_extensions",
        "max_concurrent_calls",
        "enabled",
        "website",
        "timezone",
        "currency",
        "region",
        "avatar_file_name",
        "avatar_file_size",
        "avatar_file_url",
        "created_at",
    ),
    write_only=("avatar_file_id",),
    read_only={
        "used_disk_quota": "0KB",
        "outbound_caller_ids": None,
        "avatar_file_id": None,
        "created_at": timestamps.now,
        "stir_shaken_cert": None,
        "stir_shaken_key": None,
    },
    unique=(("domain",),),
    search=("name", "domain"),
    check=_check,
    present=_present,
    visible=_visible,
    created=_created,
    destroy=_destroy,
)
