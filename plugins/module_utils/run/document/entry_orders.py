# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The order of entries, where it means something: that of the document is written at a path of its own once all of them exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ... import errors
from ...plan.comparison import plan_one
from ...plan.steps import Desired, Policy
from ...read.place import Place
from ...resources.registry import RESOURCES
from ...schema.addresses import ADDRESSES
from ...schema.order import KindPath
from ...schema.tree import Order
from ..planning import ObjectPlan
from .entries import Entry
from .planned import Planned
from .scopes import Scopes


def orders_of_entries(scopes: Scopes, planned: Sequence[Planned]) -> Iterator[tuple[str, Callable[[], Planned]]]:
    """The order of the entries of each list whose kind has one: first those of the document, and behind them what it does not name.

    :param planned: what is to be there, in the order of the document.
    :returns: the path of each list, and what plans the order of its entries.
    """
    lists: dict[tuple[Entry, KindPath], list[Entry]] = {}
    for one in planned:
        if one.entry is not None and one.owner is not None and one.entry.part.kind.order is not None:
            lists.setdefault((one.owner, one.kind_path), []).append(one.entry)
    for (owner, _kind_path), entries in lists.items():
        order = entries[0].part.kind.order
        if order is not None:
            yield _path(entries), partial(_order_of, scopes, owner, entries, order)


def _order_of(scopes: Scopes, owner: Entry, entries: Sequence[Entry], order: Order) -> Planned:
    first, resource, ordered = entries[0], RESOURCES[order.resource], entries[0].part.resource
    (key,) = first.part.keys
    scope = scopes.of(first)
    site = scopes.site(first, resource, owner.params())
    path = ADDRESSES[ordered.id].below(site.parents).path
    names = {(path, str(found[ordered.id_field])): found.get(key) for found in site.listed(ordered)}
    place = Place(site.parents, _raise, names)
    references = scopes.references(scope)
    values = references.resolve(resource, {order.option: [entry.name for entry in entries]}, place)
    current = references.predicted(resource, values, site.read_once(resource, None) or {})
    step = replace(plan_one(resource, Desired(values), current, Policy()), within=site.within)
    plan = ObjectPlan(resource, site, place, step)
    return Planned(first.kind_path, _path(entries), None, owner, plan, step, scope=scope)


def _path(entries: Sequence[Entry]) -> str:
    """The path of the list that entries stand in."""
    return entries[0].path.rpartition("[")[0]


def _raise(error: errors.NotFound) -> None:
    raise error
