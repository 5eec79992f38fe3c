# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The order of incoming rules, which is that of the document (extension API, incom_rule/order)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import errors
from ...plan.comparison import plan_one
from ...plan.steps import Desired, Policy
from ...read.references import Place
from ...resources.extension.extension_incoming_rule import INCOMING_RULE
from ...resources.extension.extension_incoming_rule_order import INCOMING_RULE_ORDER
from ...schema.addresses import ADDRESSES
from ..planning import ObjectPlan
from .entries import Entry
from .planned import Planned
from .scopes import Scopes


def orders_of_rules(scopes: Scopes, planned: Sequence[Planned]) -> Iterator[Planned]:
    """The order of the rules of each queue: first those of the document, and behind them those that it does not name.

    :param planned: what is to be there, in the order of the document.
    """
    queues: dict[Entry, list[Entry]] = {}
    for one in planned:
        if one.entry is not None and one.owner is not None and one.resource.id == INCOMING_RULE.id:
            queues.setdefault(one.owner, []).append(one.entry)
    for queue, rules in queues.items():
        yield _order_of(scopes, queue, rules)


def _order_of(scopes: Scopes, queue: Entry, rules: Sequence[Entry]) -> Planned:
    scope = scopes.of(rules[0])
    site = scopes.site(rules[0], INCOMING_RULE_ORDER, queue.params())
    path = ADDRESSES[INCOMING_RULE.id].below(site.parents).path
    names = {(path, str(found["id"])): found.get("name") for found in site.listed(INCOMING_RULE)}
    place = Place(site.parents, _raise, names)
    references = scopes.references(scope)
    values = references.resolve(INCOMING_RULE_ORDER, {"rules": [rule.name for rule in rules]}, place)
    current = references.predicted(INCOMING_RULE_ORDER, values, site.read_once(INCOMING_RULE_ORDER, None) or {})
    step = replace(plan_one(INCOMING_RULE_ORDER, Desired(values), current, Policy()), within=site.within)
    plan = ObjectPlan(INCOMING_RULE_ORDER, site, place, step)
    return Planned(rules[0].kind_path, rules[0].path.rpartition("[")[0], None, queue, plan, step, scope=scope)


def _raise(error: errors.NotFound) -> None:
    raise error
