# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole IVR, wanted and current, becomes a plan (extension API, ivr).

Pure.  What others refer to comes first and goes last, so that every step
leaves an IVR in which nothing leads nowhere, also where contexts lead to each
other in circles.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ...errors import InvalidInput
from ...plan.comparison import plan_one
from ...plan.documents import Document, is_blank
from ...plan.steps import Desired, PartId, Policy, Step, Within
from ...resources.extension.extension_ivr import EXTENSION_IVR
from ...resources.extension.extension_ivr_context import CONTEXT_DEFAULTS, IVR_CONTEXT, IVR_OPTION, STANDARD_OPTIONS
from ...resources.extension.extension_ivr_rule import IVR_RULE
from .contexts import Destinations, Pair, advice, check_jumps, pair_contexts, removal_order, rules_in
from .rules import in_context, in_option, plan_rules, removal

PHASES = ("new contexts", "contexts", "options", "rules", "settings", "old options", "old contexts")


@dataclass(frozen=True)
class SchemePlan:
    """What is to be done about an IVR.

    :param settings: the IVR itself; its contexts stand apart.
    :param before: the contexts as they are.
    :param after: the contexts as they will be, with ``UnknownId`` in place of ids that are not known yet.
    :param steps: in the order in which they can be carried out.
    :param advice: what the user should know, one text for each thing.
    """

    settings: Step
    before: list[Document]
    after: list[Document]
    steps: tuple[Step, ...]
    advice: tuple[str, ...] = ()

    @property
    def known(self) -> set[PartId]:
        """What has an id already, and no key that tells it apart; see ``carry_out``."""
        return known_in(self.before)


def known_in(contexts: Sequence[Document]) -> set[PartId]:
    """The resource's name and the id of contexts and of their rules."""
    found = {(IVR_CONTEXT.name, str(context["id"])) for context in contexts}
    return found | {(IVR_RULE.name, str(spot.rule["id"])) for spot in rules_in(contexts)}


def plan_scheme(
    desired: Desired, current: Document, place: tuple[Within, ...], *, exclusive: bool, own: Collection[PartId] = ()
) -> SchemePlan:
    """What is to be done so that an IVR is as wanted.

    :param desired: option form; where it has no ``contexts``, they are left alone.
    :param current: option form, with all contexts, their options and rules.
    :param place: the extension.
    :param exclusive: contexts that are not listed are removed.
    :param own: what this run has created: the resource's name and the id. A context of it that is not meant is removed in any case.
    :raises InvalidInput: something would lead nowhere, or lacks what it needs.
    :raises NotFound, Ambiguous: a context is named that does not exist, or several have that name.
    """
    return _Planner(place).plan(desired, current, exclusive=exclusive, own=own)


class _Planner:
    def __init__(self, place: tuple[Within, ...]) -> None:
        self.place = place
        self.phases: dict[str, list[Step]] = {phase: [] for phase in PHASES}

    def plan(self, desired: Desired, current: Document, *, exclusive: bool, own: Collection[PartId]) -> SchemePlan:
        there: list[Document] = current.get("contexts") or []
        given = desired.values.get("contexts")
        wanted = copy.deepcopy(given or [])
        pairs = pair_contexts(wanted, there)
        meant = {pair.id for pair in pairs}
        others = [context for context in there if context["id"] not in meant] if given is not None else []
        going = [context for context in others if exclusive or (IVR_CONTEXT.name, str(context["id"])) in own]
        destinations = Destinations(pairs, there, going)
        for spot in rules_in(wanted):
            if not is_blank(spot.rule.get("context")):
                spot.rule["context"] = destinations.find(spot.rule["context"], f"{spot.path}.context")

        made = {pair.id: self._context(pair) for pair in pairs}
        gone = {context["id"] for context in going}
        kept = {context["id"]: context for context in there if context["id"] not in gone}
        after = list({**kept, **made}.values())
        check_jumps(there, after, going)
        settings = self._settings(desired, current, destinations, going)
        self._remove(going)
        steps = tuple(step for phase in PHASES for step in self.phases[phase])
        return SchemePlan(settings, there, after, steps, (*destinations.notes, *advice([made[pair.id] for pair in pairs])))

    def _settings(self, desired: Desired, current: Document, destinations: Destinations, going: Sequence[Document]) -> Step:
        values = {name: value for name, value in desired.values.items() if name != "contexts"}
        if "entry_context" in values:
            named = values["entry_context"]
            values["entry_context"] = None if is_blank(named) else destinations.find(named, "entry_context")
        elif "entry_context" not in desired.unset:
            entry = next((context for context in going if context["id"] == current.get("entry_context")), None)
            if entry is not None and desired.values["contexts"]:
                raise InvalidInput(
                    f"entry_context: is required, because calls enter in the context {entry.get('name')!r}, which is to be removed"
                )
            if entry is not None:
                values["entry_context"] = None
        here = {name: value for name, value in current.items() if name != "contexts"}
        step = plan_one(EXTENSION_IVR, replace(desired, values=values), here, Policy())
        self._note("settings", step, self.place, "the settings of the IVR")
        return step

    def _context(self, pair: Pair) -> Document:
        """Plan one context; it as it will be."""
        fields = {name: value for name, value in pair.wanted.items() if name in IVR_CONTEXT.own_fields}
        what = f"context {pair.wanted['name']!r}"
        if pair.current is None:
            fields = {name: value for name, value in fields.items() if not is_blank(value)}
            step = replace(plan_one(IVR_CONTEXT, Desired(fields), None, Policy()), creates=pair.unknown_id)
            self._note("new contexts", step, self.place, what)
            after = {"id": pair.id, **CONTEXT_DEFAULTS, **fields}
            options = [{"digits": digits, "rules": []} for digits in STANDARD_OPTIONS]
        else:
            options = pair.current["options"]
            here = {name: value for name, value in pair.current.items() if name != "options"}
            step = plan_one(IVR_CONTEXT, Desired(fields), here, Policy())
            self._note("contexts", step, self.place, what)
            after = {name: value for name, value in (step.after or {}).items() if not is_blank(value)}
        if "options" in pair.wanted:
            options = self._options(pair, options, what)
        return {**after, "options": options}

    def _options(self, pair: Pair, current: Sequence[Document], what: str) -> list[Document]:
        """Plan all options of a context; they as they will be."""
        place = (*self.place, in_context(pair.wanted["name"], pair.id))
        here = {option["digits"]: option for option in current}
        listed = {option["digits"]: option for option in pair.wanted["options"]}
        # These can't be removed: not listed, they do nothing.
        listed = {**{digits: {"digits": digits, "rules": []} for digits in STANDARD_OPTIONS if digits in here}, **listed}
        for digits in [digits for digits in here if digits not in listed]:
            self._note("old options", removal(IVR_OPTION, {"digits": digits}), place, f"option {digits!r} of {what}")
        after = []
        for digits, option in listed.items():
            about = f"option {digits!r} of {what}"
            if digits not in here:
                self._note("options", plan_one(IVR_OPTION, Desired({"digits": digits}), None, Policy()), place, about)
            rules = here.get(digits, {"rules": []})["rules"]
            if "rules" in option:
                wanted = [{name: value for name, value in rule.items() if not is_blank(value)} for rule in option["rules"]]
                steps, rules = plan_rules(wanted, rules, (*place, in_option(digits)), about)
                self.phases["rules"] += steps
            after.append({"digits": digits, "rules": rules})
        return after

    def _remove(self, going: Sequence[Document]) -> None:
        for context, spots in removal_order(going):
            for spot in spots:
                place = (*self.place, in_context(spot.context["name"], spot.context["id"]), in_option(spot.option["digits"]))
                self._note("old contexts", removal(IVR_RULE, spot.rule, label=str(spot.number)), place, str(spot))
            self._note("old contexts", removal(IVR_CONTEXT, context), self.place, f"context {context.get('name')!r}")

    def _note(self, phase: str, step: Step, place: tuple[Within, ...], about: str) -> None:
        """Take a step into the plan, where it changes anything."""
        if step.changed:
            self.phases[phase].append(replace(step, within=place, about=about))
