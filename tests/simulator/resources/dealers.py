# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Dealers (PortSIP PBX REST API 22.2, dealers; dealer)."""

from __future__ import annotations

from ..call import Call
from ..collection import ADMIN_ONLY, Collection
from ..errors import RESOURCE_IN_USE, ApiError, Problem, refused, unauthorized
from ..models.system import Dealer22_6Create, Dealer22_6Update, DealerCreate, DealerSelf, DealerSelf22_6, DealerUpdate
from ..releases import since
from ..session import Account
from ..singleton import Singleton
from ..state import Row, World

DEALERS_ONLY = frozenset({"dealer"})


def own_dealer(call: Call) -> Row:
    """Return the dealer that is signed in; raises ApiError (401) if it has been deleted since."""
    dealer = call.world.rows("dealers").get(call.session.account.owner or "")
    if dealer is None:
        raise unauthorized("The account does not exist any more")
    return dealer


def check_account_name(world: World, account: Account | None, name: str) -> None:
    """Raise ApiError (400) if another account that signs in without a domain has the name."""
    if any(other is not account and other.home is None and other.username.lower() == name.lower() for other in world.accounts):
        raise refused("name", f"is taken: {name}")


def _check(world: World, owner: str, row: Row) -> None:
    check_account_name(world, next((account for account in world.accounts if account.owner == row["id"]), None), row["name"])


def _created(call: Call, row: Row) -> None:
    call.world.accounts.append(Account(row["name"], row["password"], "dealer", owner=row["id"]))


def _in_use(call: Call, row: Row) -> None:
    """Refuse, from 22.8 on, to delete a dealer that has tenants or dealers below it."""
    world = call.world
    children = any(row["id"] in dealers for dealers in world.tenant_dealers.values()) or row["id"] in world.dealer_parents.values()
    if children and since(world.settings.release, "22.8"):
        raise ApiError(409, Problem(RESOURCE_IN_USE, "The dealer still has tenants or dealers"))


def _destroy(call: Call, row: Row) -> None:
    world = call.world
    del world.rows("dealers")[row["id"]]
    world.accounts = [account for account in world.accounts if account.owner != row["id"]]
    world.dealer_parents = {child: parent for child, parent in world.dealer_parents.items() if row["id"] not in (child, parent)}
    for dealers in world.tenant_dealers.values():
        if row["id"] in dealers:
            dealers.remove(row["id"])


DEALERS = Collection(
    name="dealers",
    path="/dealers",
    level="system",
    roles=ADMIN_ONLY,
    create={"22.2": DealerCreate, "22.6": Dealer22_6Create},
    update={"22.2": DealerUpdate, "22.6": Dealer22_6Update},
    write_only=("password",),
    unique=(("name",),),
    search=("name", "display_name"),
    check=_check,
    created=_created,
    before_destroy=_in_use,
    destroy=_destroy,
)

DEALER = Singleton(
    name="dealer",
    path="/dealer",
    update={"22.2": DealerSelf, "22.6": DealerSelf22_6},
    roles=DEALERS_ONLY,
    hidden=("password", "tenant_full_access"),
    row=lambda call, singleton: own_dealer(call),
)
