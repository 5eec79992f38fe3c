# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One run of a module, without Ansible: options in, result out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..apply.objects import Applied
from ..apply.plans import carry_out
from ..plan.documents import Document
from ..plan.steps import Step, UnknownId, parents_in
from ..schema.resource import Related, Resource
from .connection import Params
from .context import Context, Result, keep_secret, presented
from .desired import desired_from
from .planning import ObjectPlan, ObjectPlanner
from .workspace import Workspace


def run(resource: Resource, params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make one object as its options say.

    :param workspace: what is kept between the items of a loop; without one, everything is closed at the end.
    :returns: ``changed``, ``diff`` and the object under the resource's name.
    :raises PortsipError: nothing was written, unless the text says so.
    """
    desired = desired_from(resource, params, context.warn)
    with Workspace.lent(workspace) as workspace:
        plan = ObjectPlanner(resource, params, context, workspace).plan(desired)
        try:
            return carried_out(plan, context)
        finally:
            if plan.site is not None:
                for step in plan.first:
                    workspace.references(plan.site.client).forget(step.resource.collection)


def carried_out(plan: ObjectPlan, context: Context, *further: Step) -> Result:
    """Carry the plan of an object out.

    :param further: steps for what belongs to the object and is not told of it; they come last.
    :returns: see ``run``.
    :raises PortsipError: a write failed; the text says what was written before.
    """

    def done(applied: Applied) -> None:
        if applied.step.resource is plan.resource:
            warn_of(applied, context)

    if plan.site is None or not plan.possible:
        return _told(plan, context, Applied(plan.main, plan.main.after), [])
    ids: dict[UnknownId, Any] = {}
    if context.check_mode:
        ids.update({step.creates: step.creates.name for step in plan.first if step.creates is not None})
    results = carry_out(plan.site, [*plan.steps, *further], check_mode=context.check_mode, done=done, ids=ids)
    main, *others = results[len(plan.first) :]
    plan.place.note_names(ids)
    result = _told(plan, context, main, [(related, [others.pop(0) for _other in planned]) for related, planned in plan.related])
    return {**result, "changed": result["changed"] or any(other.step.changed for other in others)}


def _told(plan: ObjectPlan, context: Context, main: Applied, related: Sequence[tuple[Related, Sequence[Applied]]]) -> Result:
    """The result: what became of the object, and of the related ones."""
    resource = plan.resource
    diff = {side: plan.place.with_names(resource, document) for side, document in main.step.diff().items()}
    shown_object = presented(resource, main.after, context)
    changed = main.step.changed
    for relation, others in related:
        changed = changed or any(other.step.changed for other in others)
        for side in ("before", "after"):
            found = ((other.step, other.step.diff()[side]) for other in others)
            documents = [_placed(relation, step, document) for step, document in found if document]
            if documents:
                diff[side][relation.option] = documents
        if shown_object is not None:
            present = [other for other in others if not other.step.desired.absent]
            shown_object[relation.option] = [
                _placed(relation, other.step, presented(relation.resource, other.after, context) or {}) for other in present
            ]
    return {"changed": changed, resource.name: shown_object, "diff": diff}


def warn_of(applied: Applied, context: Context) -> None:
    """Warn of what an object is like now, and keep its secrets out of what is quoted from an API."""
    resource = applied.step.resource
    if applied.after is not None:
        keep_secret(resource, applied.after, context)
        for text in resource.warnings_for(applied.after) if resource.warnings_for else ():
            context.warn(text)


def _placed(related: Related, step: Step, document: Document) -> Document:
    """A related object as it is listed: with the placeholders of its place, and without the object that it belongs to."""
    return {**parents_in(step.within), **{name: value for name, value in document.items() if name != related.link}}
