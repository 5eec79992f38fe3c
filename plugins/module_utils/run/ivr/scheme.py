# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension as one document (extension API, ivr)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ... import errors
from ...apply.plans import carry_out
from ...plan.documents import Document, is_blank, read
from ...plan.steps import Desired, PartId, Step, settled
from ...read.answers import is_id, read_fields, read_list
from ...read.place import Place
from ...read.references import References
from ...read.site import Site
from ...read.waiting import patiently
from ...resources.extension.extension_ivr import EXTENSION_IVR, SCHEME
from ...resources.extension.extension_ivr_context import IVR_CONTEXT, IVR_OPTION
from ...resources.extension.extension_ivr_rule import IVR_RULE
from ...schema.resource import Resource
from ..connection import Params
from ..context import Context, Result, keep_secret, presented, tolerate_missing
from ..desired import desired_from
from ..places import open_site
from ..workspace import Workspace
from .contexts import check_named
from .planner import SchemePlan, known_in, plan_scheme
from .shown import scheme_diff

ROUNDS = 3
"""How often a run looks again at an IVR that another one writes at the same time."""
MOST_NAMED = 5
"""How many things a warning lists."""


def run_ivr_scheme(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make an IVR with its contexts, their options and rules as the document says.

    :returns: ``changed``, ``diff`` and ``ivr``, the whole of it.
    :raises PortsipError: nothing was written, unless the text says so.
    """
    desired = desired_from(EXTENSION_IVR, params, context.warn)
    exclusive = bool(params.get("exclusive", True))
    if "contexts" in desired.unset:
        raise errors.InvalidInput("unset: 'contexts' is not allowed, give an empty list as contexts to remove all")
    if exclusive and "contexts" in desired.values:
        check_named(desired.values)
    with Workspace.lent(workspace) as workspace:
        site = open_site(EXTENSION_IVR, params, context, workspace)
        return _Run(site, context, exclusive=exclusive).result(desired)


class _Run:
    def __init__(self, site: Site, context: Context, *, exclusive: bool) -> None:
        self.site = site
        self.client = site.client
        self.parents = site.parents
        self.context = context
        self.exclusive = exclusive
        self.references = References(site.client, keep=True)

    def result(self, desired: Desired) -> Result:
        current = self._read()
        place = Place(self.parents, lambda error: tolerate_missing(error, self.context), warn=self.context.warn)
        desired = replace(desired, values=self.references.resolve(EXTENSION_IVR, desired.values, place))
        plan = self._plan(desired, current)
        for text in plan.advice:
            self.context.warn(text)
        after: Document = settled({**(plan.settings.after or {}), "contexts": plan.after}, {})
        own = self._carry_out(plan.steps, plan.known, check_mode=self.context.check_mode)
        if plan.steps and not self.context.check_mode:
            after = self._read_back(desired, len(plan.steps), plan.known | own, own)
        self.references.tell_names(EXTENSION_IVR, place)
        sides = scheme_diff(plan, contexts="contexts" in desired.values)
        diff = {side: place.with_names(EXTENSION_IVR, document) for side, document in sides.items()}
        return {"changed": bool(plan.steps), EXTENSION_IVR.name: presented(EXTENSION_IVR, after, self.context), "diff": diff}

    def _plan(self, desired: Desired, current: Document, own: Collection[PartId] = ()) -> SchemePlan:
        return plan_scheme(desired, current, self.site.within, exclusive=self.exclusive, own=own)

    def _carry_out(self, steps: Sequence[Step], known: set[PartId], *, check_mode: bool) -> set[PartId]:
        """What the steps have created.

        :param known: what was there before.
        """
        done = carry_out(self.site, steps, check_mode=check_mode, parts=known)
        created = ((applied.step, applied.after or {}) for applied in done if applied.step.creates is not None)
        return {(step.kind, str(after["id"])) for step, after in created if "id" in after}

    def _read_back(self, desired: Desired, made: int, there: set[PartId], own: set[PartId]) -> Document:
        """The IVR after the writes; a second plan from it holds the differences that the API did not store.

        :param there: what was there before, and what this run has created.
        :param own: what this run has created.
        """
        try:
            after = self._read()
            if not known_in(after["contexts"]) <= there:
                after = self._settle(desired, there, own)
            left = self._plan(desired, after).steps
        except errors.PortsipError as error:
            error.add(f"That was on looking at the IVR once more; all {made} changes were made before.")
            raise
        if left:
            named = ", ".join(dict.fromkeys(step.what for step in left[:MOST_NAMED]))
            more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
            self.context.warn(f"The API did not store these as written: {named}{more}. A further run would change them again.")
        return after

    def _settle(self, desired: Desired, there: set[PartId], own: set[PartId]) -> Document:
        """Agree with other runs that write the same IVR at the same time; it as it is then.

        Of contexts and rules that were created twice, those with the lower ids stay. What another run has not finished yet is
        waited for as long as it goes on; where it stops, this run continues from there.

        :raises Ambiguous: contexts of one name stay different.
        """
        for _round in range(ROUNDS):
            read_and_plan = partial(self._read_and_plan, desired, own)
            after, steps, failure = patiently(
                read_and_plan, lambda found: not found[1] and found[2] is None, changing=lambda found: found[0]
            )
            if failure is not None:
                raise failure
            if not steps:
                break
            own = own | self._carry_out(steps, known_in(after["contexts"]), check_mode=False)
        return after

    def _read_and_plan(self, desired: Desired, own: set[PartId]) -> tuple[Document, tuple[Step, ...], errors.Ambiguous | None]:
        current = self._read()
        try:
            return current, self._plan(desired, current, own).steps, None
        except errors.Ambiguous as error:
            return current, (), error

    # Reading

    def _read(self) -> Document:
        """The whole IVR as it is, in option form."""
        path = EXTENSION_IVR.where(self.parents) + SCHEME
        answer = read_fields(self.client, path, EXTENSION_IVR.own_fields)  # what it tells of contexts is looked at below
        if isinstance(answer.get("entry_context"), (list, dict)):
            raise self.client.without("an entry_context that is an id", path)
        if not _tells_all(answer.get("contexts")):
            answer = {**answer, "contexts": self._read_contexts()}
        document: Document = read(EXTENSION_IVR, answer)
        keep_secret(EXTENSION_IVR, document, self.context)
        return {**document, "contexts": [_regular(context) for context in document.get("contexts") or []]}

    def _read_contexts(self) -> list[Document]:
        """The contexts part by part; what the scheme says of them is not documented."""
        contexts = self._list(IVR_CONTEXT, self.parents)
        for context in contexts:
            place = {**self.parents, "context_id": context["id"]}
            context["options"] = self._list(IVR_OPTION, place)
            for option in context["options"]:
                option["rules"] = self._list(IVR_RULE, {**place, "digits": option["digits"]})
        return contexts

    def _list(self, resource: Resource, parents: Mapping[str, Any]) -> list[Document]:
        path = resource.where(parents)
        return read_list(self.client, resource, path, lambda: self.client.list_all(path, paged=resource.paged))


def _tells_all(contexts: Any) -> bool:
    """Whether the scheme says what the comparison needs: contexts with their fields, options, and the rules of these."""
    if not isinstance(contexts, list) or not all(isinstance(context, Mapping) for context in contexts):
        return False
    options = [option for context in contexts for option in _each(context.get("options"))]
    rules = [rule for option in options if isinstance(option, Mapping) for rule in _each(option.get("rules"))]
    return (
        # A context always has times and options, whatever else is blank and left out.
        all({"name", "timeout"} <= set(context) and is_id(context.get("id")) and context.get("options") for context in contexts)
        and all(isinstance(option, Mapping) and is_id(option.get("digits")) for option in options)
        and any("rules" in option for option in options) == bool(options)
        and all(isinstance(rule, Mapping) and "action" in rule and is_id(rule.get("id")) for rule in rules)
    )


def _each(value: Any) -> list[Any]:
    """The items of a list; of what is none, and not blank, something that is no object."""
    return value if isinstance(value, list) else [] if is_blank(value) else [None]


def _regular(context: Document) -> Document:
    """A context with its lists, be they empty."""
    options = [{**option, "rules": option.get("rules") or []} for option in context.get("options") or []]
    return {**context, "options": options}
