# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An incoming rule and its place among the others (extension API, incom_rule and incom_rule/order).

The place is no field of a rule: it stands in a list of all rules' ids, at a
path of its own, to which a new rule is added at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .. import errors
from ..apply.creation import ROUNDS
from ..apply.plans import carry_out
from ..base.progress import pause
from ..plan.checks import describe, mentioning
from ..plan.comparison import plan_one
from ..plan.steps import Desired, Policy, Step
from ..read.answers import is_id
from ..read.site import Site
from ..read.waiting import PAUSES
from ..resources.extension.extension_incoming_rule import INCOMING_RULE, RulePosition
from ..resources.extension.extension_incoming_rule_order import INCOMING_RULE_ORDER
from ..schema.model import validate
from .connection import Params
from .context import Context, Result
from .desired import desired_from
from .planning import ObjectPlanner
from .single import carried_out, run
from .workspace import Workspace


def run_incoming_rule(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make a rule as its options say, and put it at its place.

    :returns: as ``run``; with ``position``, the rule and the diff have it too.
    :raises PortsipError: see ``run``.
    """
    position = params.get("position")
    if position is None:
        return run(INCOMING_RULE, params, context, workspace)
    validate(RulePosition, {"position": position}, lambda path: False)
    desired = desired_from(INCOMING_RULE, params, context.warn)
    with Workspace.lent(workspace) as workspace:
        plan = ObjectPlanner(INCOMING_RULE, params, context, workspace).plan(desired)
        if desired.absent or plan.site is None:
            return carried_out(plan, context)
        before = _order(plan.site)
        after = _moved(before, plan.main.known_id, position)
        if context.check_mode:
            result = carried_out(plan, context, *_reordering(plan.site, before, after))
        else:
            result = carried_out(plan, context)
            rule = result[INCOMING_RULE.name]["id"]
            with mentioning([describe(INCOMING_RULE, plan.main.after or {})] if plan.main.changed else []):
                moved = _put_in_place(plan.site, rule, position, before if rule in before else [*before, rule])
            result["changed"] = result["changed"] or moved
    if plan.main.before is not None:
        result["diff"]["before"]["position"] = before.index(plan.main.known_id) + 1
    result["diff"]["after"]["position"] = result[INCOMING_RULE.name]["position"] = after.index(plan.main.known_id) + 1
    return result


def _order(site: Site) -> list[Any]:
    """The ids of all rules, in the order in which they are tried.

    :raises UnexpectedAnswer: the API says something else.
    """
    order = (site.get(INCOMING_RULE_ORDER, None) or {}).get("rules", [])
    if not isinstance(order, list) or not all(map(is_id, order)):
        raise site.client.without("rules_ids, the ids of the rules,", INCOMING_RULE_ORDER.where(site.parents))
    return list(order)


def _moved(order: list[Any], rule: Any, position: int) -> list[Any]:
    """The order with a rule at a position, counted from 1; one beyond the end is the last.

    :param rule: its id, an ``UnknownId`` for one that is still to be created.
    """
    others = [other for other in order if other != rule]
    return [*others[: position - 1], rule, *others[position - 1 :]]


def _put_in_place(site: Site, rule: Any, position: int, before: list[Any]) -> bool:
    """Put a rule that exists at its place, while other runs may add rules and take them back.

    :param before: the ids of all rules as they are expected to be.
    :returns: whether the order was written.
    :raises PortsipError: it was refused again and again.
    """
    for number in range(ROUNDS):
        steps = _reordering(site, before, _moved(before, rule, position))
        try:
            carry_out(site, steps, check_mode=False)
        except errors.Refused:
            # A rule may have come and gone between the two requests, which shows nowhere.
            if number == ROUNDS - 1:
                raise
            pause(PAUSES[number])
            before = _order(site)
        else:
            return bool(steps)
    raise AssertionError("unreachable")


def _reordering(site: Site, before: list[Any], after: list[Any]) -> list[Step]:
    """The step that puts the rules in another order, if one is needed: the API adds a new rule at the end."""
    if after in (before, [*before, after[-1]]):
        return []
    step = plan_one(INCOMING_RULE_ORDER, Desired({"rules": after}), {"rules": before}, Policy())
    return [replace(step, within=site.within)]
