# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The rules of one option of an IVR: wanted and current ones become writes (extension API, ivr).

Pure.  A rule has an id, but nothing that the user knows it by: it is found by
its content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...apply.writes import UnknownId, Write
from ...plan.documents import Document, canonical, is_blank
from ...plan.sequence import align, falls_into_place, left_over
from ...plan.steps import Desired, Policy, plan_one
from ...resources.extension.extension_ivr import IVR_RULE, IVR_RULE_ORDER, RULE_DEFAULTS, RULE_TUNING

LIKENESSES = (lambda rule: rule.get("name"), lambda rule: rule.get("action"), lambda rule: True)
"""A rule that differs from all current ones is the one of its name, else one of its action, else any."""


def plan_rules(
    wanted: Sequence[Document], current: Sequence[Document], parents: Mapping[str, Any], what: str
) -> tuple[list[Write], list[Document]]:
    """What is to be done so that an option has these rules and no others, in this order.

    :param wanted: option form, ids in place of names; what is left out is at the API's default.
    :param what: the option, for error texts.
    :returns: the writes, and the rules as they will be.
    """
    forms = {id(rule): _form(rule) for rule in (*wanted, *current)}

    def same(rule: Document, other: Document) -> bool:
        """Whether the current rule is what is wanted."""
        mine, its = forms[id(rule)], forms[id(other)]
        return all(its.get(name) == value for name, value in mine.items()) and its.keys() - mine.keys() <= RULE_TUNING

    partners = align(wanted, current, same, LIKENESSES)
    changes: list[Write] = []
    additions: list[Write] = []
    rules: list[Document] = []
    for number, (rule, place) in enumerate(zip(wanted, partners, strict=True), 1):
        about = f"rule {number} of {what}"
        if place is None:
            step = plan_one(IVR_RULE, Desired(rule), None, Policy())
            new = UnknownId(about)
            additions.append(Write("create", IVR_RULE, about, parents, body=step.create_body(), gives=new))
            rules.append({"id": new, **RULE_DEFAULTS, **rule})
            continue
        step = plan_one(IVR_RULE, _whole(rule, current[place]), current[place], Policy())
        if step.changed:
            changes.append(Write("update", IVR_RULE, about, parents, step.identifier, step.update_body()))
        rules.append({name: value for name, value in (step.after or {}).items() if not is_blank(value)})
    removals = [
        Write("remove", IVR_RULE, f"a rule of {what} that is not listed", parents, rule["id"]) for rule in left_over(partners, current)
    ]
    writes = [*changes, *additions, *removals]
    if not falls_into_place(partners):
        order = {"rules_ids": [rule["id"] for rule in rules]}
        writes.append(Write("update", IVR_RULE_ORDER, f"the order of the rules of {what}", parents, body=order))
    return writes, rules


def _form(rule: Document) -> Document:
    """A rule for comparison: its own fields, without those that say nothing beyond their absence."""
    own = {name: canonical(IVR_RULE, rule.get(name), (name,)) for name in IVR_RULE.own_fields}
    return {name: value for name, value in own.items() if value is not None}


def _whole(rule: Document, current: Document) -> Desired:
    """The wanted rule with all that it leaves out, as far as the current one has it."""
    values = {**RULE_DEFAULTS, **rule}
    unset = [name for name in IVR_RULE.own_fields if name not in values and name not in RULE_TUNING and not is_blank(current.get(name))]
    return Desired(values, unset=tuple(unset))
