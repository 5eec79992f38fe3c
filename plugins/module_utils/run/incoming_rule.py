# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An incoming rule and its place among the others (extension API, incom_rule and incom_rule/order).

The place is no field of a rule: it stands in a list of all rules' ids, at a
path of its own, to which a new rule is added at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..plan.comparison import plan_one
from ..plan.documents import Placed
from ..plan.steps import Desired, Policy, Step
from ..read.answers import is_id
from ..read.site import Site
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
        place = _placing(plan.site, before, Placed(plan.main.known_id, position))
        result = carried_out(plan, context, *place)
        after = place[0].after["rules"] if place and place[0].after else _with(before, plan.main.known_id)
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


def _with(order: list[Any], rule: Any) -> list[Any]:
    """The order once a rule exists, which the API adds at the end.

    :param rule: its id, an ``UnknownId`` for one that is still to be created.
    """
    return order if rule in order else [*order, rule]


def _placing(site: Site, before: list[Any], wanted: Placed) -> list[Step]:
    """The step that puts a rule at its place, if one is needed.

    While other runs may add rules and take them back, what they have done by then is taken into account; see ``apply.objects``.

    :param before: the ids of all rules as they are.
    """
    current = {"rules": _with(before, wanted.item)}
    step = plan_one(INCOMING_RULE_ORDER, Desired({"rules": wanted}), current, Policy())
    return [replace(step, within=site.within)] if step.changed else []
