# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The rules of one option of an IVR: wanted and current ones become steps (extension API, ivr).

Pure.  A rule has an id, but nothing that the user knows it by: it is found by
its content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...plan.comparison import plan_one
from ...plan.documents import Document, canonical, is_blank
from ...plan.sequence import align, falls_into_place, left_over
from ...plan.steps import Desired, Policy, Step, UnknownId, Within
from ...resources.extension.extension_ivr_action import RULE_DEFAULTS, RULE_TUNING
from ...resources.extension.extension_ivr_rule import IVR_RULE, IVR_RULE_ORDER
from ...schema.resource import Resource

LIKENESSES = (lambda rule: rule.get("name"), lambda rule: rule.get("action"), lambda rule: True)
"""A rule that differs from all current ones is the one of its name, else one of its action, else any."""


def in_context(name: Any, identifier: Any) -> Within:
    """A context, as what options live in."""
    return Within("ivr_context", str(name), "context_id", identifier)


def in_option(digits: str) -> Within:
    """An option, as what rules live in."""
    return Within("ivr_option", digits, "digits", digits)


def removal(resource: Resource, current: Document, label: str = "") -> Step:
    """The step that removes a part of an IVR."""
    return Step(resource, "remove", Desired({}, absent=True), before=current, label=label)


def plan_rules(
    wanted: Sequence[Document], current: Sequence[Document], place: tuple[Within, ...], what: str
) -> tuple[list[Step], list[Document]]:
    """What is to be done so that an option has these rules and no others, in this order.

    :param wanted: option form, ids in place of names; what is left out is at the API's default.
    :param place: the option, with what it lives in.
    :param what: the option, for error texts.
    :returns: the steps, and the rules as they will be.
    """
    forms = {id(rule): _form(rule) for rule in (*wanted, *current)}

    def same(rule: Document, other: Document) -> bool:
        """Whether the current rule is what is wanted."""
        mine, its = forms[id(rule)], forms[id(other)]
        return all(its.get(name) == value for name, value in mine.items()) and its.keys() - mine.keys() <= RULE_TUNING

    partners = align(wanted, current, same, LIKENESSES)
    changes: list[Step] = []
    additions: list[Step] = []
    rules: list[Document] = []
    for number, (rule, partner) in enumerate(zip(wanted, partners, strict=True), 1):
        about = f"rule {number} of {what}"
        here = current[partner] if partner is not None else None
        step = plan_one(IVR_RULE, Desired(rule) if here is None else _whole(rule, here), here, Policy())
        step = replace(step, within=place, label=str(number), about=about)
        if here is None:
            new = UnknownId(about)
            additions.append(replace(step, creates=new))
            rules.append({"id": new, **RULE_DEFAULTS, **rule})
            continue
        if step.changed:
            changes.append(step)
        rules.append({name: value for name, value in (step.after or {}).items() if not is_blank(value)})
    about = f"a rule of {what} that is not listed"
    removals = [
        replace(removal(IVR_RULE, rule, label=str(current.index(rule) + 1)), within=place, about=about)
        for rule in left_over(partners, current)
    ]
    steps = [*changes, *additions, *removals]
    if not falls_into_place(partners):
        before, after = ({"rules_ids": [rule["id"] for rule in side]} for side in (current, rules))
        order = plan_one(IVR_RULE_ORDER, Desired(after), before, Policy())
        steps.append(replace(order, within=place, about=f"the order of the rules of {what}"))
    return steps, rules


def _form(rule: Document) -> Document:
    """A rule for comparison: its own fields, without those that say nothing beyond their absence."""
    own = {name: canonical(IVR_RULE, rule.get(name), (name,)) for name in IVR_RULE.own_fields}
    return {name: value for name, value in own.items() if value is not None}


def _whole(rule: Document, current: Document) -> Desired:
    """The wanted rule with all that it leaves out, as far as the current one has it."""
    values = {**RULE_DEFAULTS, **rule}
    unset = [name for name in IVR_RULE.own_fields if name not in values and name not in RULE_TUNING and not is_blank(current.get(name))]
    return Desired(values, unset=tuple(unset))
