# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole IVR, wanted and current, becomes a list of writes (extension API, ivr).

Pure.  What others refer to comes first and goes last, so that every write
leaves an IVR in which nothing leads nowhere, also where contexts lead to each
other in circles.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...apply.writes import Write
from ...errors import InvalidInput
from ...plan.documents import Document, is_blank
from ...plan.steps import Desired, Policy, Step, plan_one
from ...resources.extension.extension_ivr import CONTEXT_DEFAULTS, EXTENSION_IVR, IVR_CONTEXT, IVR_OPTION, IVR_RULE, STANDARD_OPTIONS
from .contexts import Destinations, Pair, advice, check_jumps, pair_contexts, removal_order, rules_in
from .rules import plan_rules

PHASES = ("new contexts", "contexts", "options", "rules", "settings", "old options", "old contexts")


@dataclass(frozen=True)
class SchemePlan:
    """What is to be done about an IVR.

    :param settings: the IVR itself; its contexts stand apart.
    :param before: the contexts as they are.
    :param after: the contexts as they will be, with ``UnknownId`` in place of ids that are not known yet.
    :param writes: in the order in which they can be made.
    :param advice: what the user should know, one text for each thing.
    """

    settings: Step
    before: list[Document]
    after: list[Document]
    writes: tuple[Write, ...]
    advice: tuple[str, ...] = ()

    @property
    def known(self) -> set[tuple[str, str]]:
        """What has an id already, and no key that tells it apart; see ``carry_out``."""
        return known_in(self.before)


def known_in(contexts: Sequence[Document]) -> set[tuple[str, str]]:
    """The resource's name and the id of contexts and of their rules."""
    found = {(IVR_CONTEXT.name, str(context["id"])) for context in contexts}
    return found | {(IVR_RULE.name, str(spot.rule["id"])) for spot in rules_in(contexts)}


def plan_scheme(
    desired: Desired, current: Document, parents: Mapping[str, Any], *, exclusive: bool, own: Collection[tuple[str, str]] = ()
) -> SchemePlan:
    """What is to be done so that an IVR is as wanted.

    :param desired: option form; where it has no ``contexts``, they are left alone.
    :param current: option form, with all contexts, their options and rules.
    :param exclusive: contexts that are not listed are removed.
    :param own: what this run has created: the resource's name and the id. A context of it that is not meant is removed in any case.
    :raises InvalidInput: something would lead nowhere, or lacks what it needs.
    :raises NotFound, Ambiguous: a context is named that does not exist, or several have that name.
    """
    return _Planner(parents).plan(desired, current, exclusive=exclusive, own=own)


class _Planner:
    def __init__(self, parents: Mapping[str, Any]) -> None:
        self.parents = parents
        self.phases: dict[str, list[Write]] = {phase: [] for phase in PHASES}

    def plan(self, desired: Desired, current: Document, *, exclusive: bool, own: Collection[tuple[str, str]]) -> SchemePlan:
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
        writes = tuple(write for phase in PHASES for write in self.phases[phase])
        return SchemePlan(settings, there, after, writes, (*destinations.notes, *advice([made[pair.id] for pair in pairs])))

    def _settings(self, desired: Desired, current: Document, destinations: Destinations, going: Sequence[Document]) -> Step:
        values = {name: value for name, value in desired.values.items() if name != "contexts"}
        if "entry_context" in values:
            named = values["entry_context"]
            values["entry_context"] = None if is_blank(named) else destinations.find(named, "entry_context")
        elif "entry_context" not in desired.unset:
            entry = next((context for context in going if context["id"] == current.get("entry_context")), None)
            if entry is not None and desired.values["contexts"]:
                raise InvalidInput(
                    f"entry_context: is needed, because calls enter in the context {entry.get('name')!r}, which is to be removed"
                )
            if entry is not None:
                values["entry_context"] = None
        here = {name: value for name, value in current.items() if name != "contexts"}
        step = plan_one(EXTENSION_IVR, replace(desired, values=values), here, Policy())
        if step.changed:
            self._note("settings", Write("update", EXTENSION_IVR, "the settings of the IVR", self.parents, body=step.update_body()))
        return step

    def _context(self, pair: Pair) -> Document:
        """Plan one context; it as it will be."""
        fields = {name: value for name, value in pair.wanted.items() if name in IVR_CONTEXT.own_fields}
        what = f"context {pair.wanted['name']!r}"
        if pair.current is None:
            fields = {name: value for name, value in fields.items() if not is_blank(value)}
            body = plan_one(IVR_CONTEXT, Desired(fields), None, Policy()).create_body()
            self._note("new contexts", Write("create", IVR_CONTEXT, what, self.parents, body=body, gives=pair.coming))
            after = {"id": pair.id, **CONTEXT_DEFAULTS, **fields}
            options = [{"digits": digits, "rules": []} for digits in STANDARD_OPTIONS]
        else:
            options = pair.current["options"]
            here = {name: value for name, value in pair.current.items() if name != "options"}
            step = plan_one(IVR_CONTEXT, Desired(fields), here, Policy())
            if step.changed:
                self._note("contexts", Write("update", IVR_CONTEXT, what, self.parents, pair.id, step.update_body()))
            after = {name: value for name, value in (step.after or {}).items() if not is_blank(value)}
        if "options" in pair.wanted:
            options = self._options(pair, options, what)
        return {**after, "options": options}

    def _options(self, pair: Pair, current: Sequence[Document], what: str) -> list[Document]:
        """Plan all options of a context; they as they will be."""
        parents = {**self.parents, "context_id": pair.id}
        here = {option["digits"]: option for option in current}
        listed = {option["digits"]: option for option in pair.wanted["options"]}
        # These can't be removed: not listed, they do nothing.
        listed = {**{digits: {"digits": digits, "rules": []} for digits in STANDARD_OPTIONS if digits in here}, **listed}
        for digits in [digits for digits in here if digits not in listed]:
            about = f"option {digits!r} of {what}"
            self._note("old options", Write("remove", IVR_OPTION, about, parents, digits))
        after = []
        for digits, option in listed.items():
            about = f"option {digits!r} of {what}"
            if digits not in here:
                self._note("options", Write("create", IVR_OPTION, about, parents, body={"digits": digits}))
            rules = here.get(digits, {"rules": []})["rules"]
            if "rules" in option:
                wanted = [{name: value for name, value in rule.items() if not is_blank(value)} for rule in option["rules"]]
                writes, rules = plan_rules(wanted, rules, {**parents, "digits": digits}, about)
                self.phases["rules"] += writes
            after.append({"digits": digits, "rules": rules})
        return after

    def _remove(self, going: Sequence[Document]) -> None:
        for context, spots in removal_order(going):
            for spot in spots:
                place = {**self.parents, "context_id": spot.context["id"], "digits": spot.option["digits"]}
                self._note("old contexts", Write("remove", IVR_RULE, str(spot), place, spot.rule["id"]))
            what = f"context {context.get('name')!r}"
            self._note("old contexts", Write("remove", IVR_CONTEXT, what, self.parents, context["id"]))

    def _note(self, phase: str, write: Write) -> None:
        self.phases[phase].append(write)
