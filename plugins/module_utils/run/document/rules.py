# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a document tells of numbers on trunks: DIDs of rules and caller ids outside the pool of the tenant, and rules in each other's way.

A tenant's pool on a trunk of the PBX is that of its assignment, and on a trunk of its own that of the trunk (PortSIP's knowledge
base, trunks).  A pool that the document does not give is not known here, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.number_pool import Range, merged
from ...base.texts import normal
from ...resources.pbx.number_pools import outside, pool_of
from .entries import Entry, Reading
from .planned import Planned
from .values import located, path_in

RULE = "inbound_rule"
TRUNK = "trunk"
POOLS = {"trunk": "name", "trunk_assignment": "provider"}
"""What gives a tenant numbers, with the option that names the trunk."""
DID = "did_numbers"
CALLER = ("caller_id", "outbound_caller_id")
"""Fields that show a number to a carrier, beside the trunk that they are shown on."""

Pools = dict[tuple[Any, str], list[Range]]
"""What the pools hold, by the entry of the tenant and the name of the trunk."""


def check_rules(reading: Reading) -> None:
    """Note DIDs that a rule can't have, and warn of what may be wrong."""
    present = [entry for entry in reading.entries if entry.identified and not entry.absent]
    pools = _pools(present)
    for entry in present if pools else ():
        for path, to in entry.part.resource.refers.items():
            if to != TRUNK or entry.part.resource.id in POOLS:
                continue
            *around, field = path.split(".")
            for location, trunk in located(entry.values, [*around, field]):
                pool = pools.get((entry.tenant, normal(str(trunk))))
                if pool:
                    holder = entry.values
                    for part in location[:-1]:
                        holder = holder[part]
                    reading.findings += _dids(entry, holder, location, trunk, pool)
                    reading.between += _callers(entry, holder, location, trunk, pool)
    reading.between += _beside(present)


def free_numbers(planned: Sequence[Planned]) -> None:
    """Let a tenant's pool that loses numbers wait for the removal of the inbound rules for them.

    Releases before 22.6.3 have faults where a number is taken from a pool that is still in use (PortSIP's knowledge base, trunks).
    """
    rules = [one for one in planned if one.removes and one.resource.id == RULE and one.whole.before]
    for one in planned if rules else ():
        if one.resource.id not in POOLS or one.removes or DID not in one.whole.fields or one.tenant is None or one.whole.after is None:
            continue
        site = one.plan.site
        trunk = site.parents.get(POOLS[one.resource.id], one.whole.identifier) if site is not None else None
        pool = pool_of(one.whole.after)
        for rule in rules:
            before = rule.whole.before or {}
            if rule.tenant is one.tenant and str(before.get("provider_id")) == str(trunk) and outside(str(before.get(DID)), pool):
                one.waits_for.append(rule)


def _pools(entries: Iterable[Entry]) -> Pools:
    """The numbers that tenants have on trunks, by the tenant and the name of the trunk."""
    found: Pools = {}
    for entry in entries:
        key = POOLS.get(entry.part.resource.id)
        if key is not None and entry.tenant is not None and entry.values.get(DID):
            found.setdefault((entry.tenant, normal(str(entry.values[key]))), []).extend(pool_of(entry.values))
    return found


def _dids(entry: Entry, holder: dict[str, object], location: tuple[object, ...], trunk: object, pool: list[Range]) -> Iterator[Finding]:
    number = holder.get(DID) if len(location) == 1 else None
    if isinstance(number, str) and outside(number, pool):
        text = f"{number} is not in the tenant's numbers on the trunk {trunk!r}: {'; '.join(merged(pool))}"
        yield Finding(path_in(entry, (DID,)), text)


def _callers(entry: Entry, holder: dict[str, object], location: tuple[object, ...], trunk: object, pool: list[Range]) -> Iterator[str]:
    for name in CALLER:
        number = holder.get(name)
        if isinstance(number, str) and outside(number.removeprefix("+"), pool):
            where = path_in(entry, (*location[:-1], name))
            yield f"{where}: {number} is not in the tenant's numbers on the trunk {trunk!r}; the carrier may refuse or replace it"


def _beside(entries: Iterable[Entry]) -> Iterator[str]:
    """What may be wrong about entries of one list beside each other."""
    lists: dict[tuple[Entry | None, str], list[Entry]] = {}
    for entry in entries:
        warnings_beside = entry.part.resource.warnings_beside
        if warnings_beside is not None:
            earlier = lists.setdefault((entry.owner, entry.part.name), [])
            yield from (f"{entry.path}.{text}" for text in warnings_beside(entry.values, [one.values for one in earlier]))
            earlier.append(entry)
