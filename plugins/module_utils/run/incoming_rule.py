# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An incoming rule and its place among the others (extension API, incom_rule and incom_rule/order).

The place is no field of a rule: it stands in a list of all rules' ids, at a
path of its own, to which a new rule is added at the end.
"""

from __future__ import annotations

from dataclasses import replace

from ..apply.plans import carry_out
from ..plan.checks import describe, mentioning
from ..plan.comparison import plan_one
from ..plan.steps import Desired, Policy
from ..read.answers import is_id
from ..read.site import Site
from ..resources.extension.extension_incoming_rule import INCOMING_RULE, RulePosition
from ..resources.extension.extension_incoming_rule_order import INCOMING_RULE_ORDER
from ..schema.model import validate
from .connection import Params
from .context import Context, Result
from .planning import open_site
from .single import run
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
    with Workspace.lent(workspace) as workspace:
        result = run(INCOMING_RULE, params, context, workspace)
        if params.get("state") != "absent":
            with mentioning([describe(INCOMING_RULE, result[INCOMING_RULE.name])] if result["changed"] else []):
                _put(result, position, open_site(INCOMING_RULE, params, context, workspace), context)
    return result


def _put(result: Result, position: int, site: Site, context: Context) -> None:
    """Move the rule of a result to a position, counted from 1; one beyond the end is the last."""
    rule = result[INCOMING_RULE.name]["id"]
    order = site.get(INCOMING_RULE_ORDER, None) or {}
    current = order.get("rules", [])
    if not isinstance(current, list) or not all(map(is_id, current)):
        raise site.client.without("rules_ids, the ids of the rules,", INCOMING_RULE_ORDER.where(site.parents))
    current = list(current)
    if rule not in current:  # in check mode, a rule that is still to be created
        current.append(rule)
    others = [other for other in current if other != rule]
    index = min(position, len(current)) - 1
    wanted = [*others[:index], rule, *others[index:]]
    if wanted != current and rule is not None:
        step = replace(plan_one(INCOMING_RULE_ORDER, Desired({"rules": wanted}), order, Policy()), within=site.within)
        carry_out(site, [step], check_mode=context.check_mode)
        result["changed"] = True
    if result["diff"]["before"]:
        result["diff"]["before"]["position"] = current.index(rule) + 1
    result["diff"]["after"]["position"] = result[INCOMING_RULE.name]["position"] = index + 1
