# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is to be done so that the PBX holds what is wanted: a desired and a current object become a step.

Pure: no Ansible, no HTTP.
"""

from __future__ import annotations

from dataclasses import replace

from ..errors import Conflict
from ..schema.resource import Resource
from .checks import cannot_change, check_complete, check_required, describe, dropped
from .documents import Document, canonical, cleared, comes_back, is_blank, merge
from .items import with_whole_lists
from .steps import Desired, Policy, Step


def plan_one(resource: Resource, desired: Desired, current: Document | None, policy: Policy) -> Step:
    """The step for one wanted object whose current state is known.

    :param current: the whole object in option form, None where there is none.
    :raises InvalidInput: something that creation needs is missing, where the step is to be carried out.
    :raises Conflict: something would have to change that the API can't change, likewise.
    """
    if desired.absent:
        if not policy.comparing:
            _check_is_own(resource, current or {}, "removed")
        return Step(resource, "remove" if current else "none", desired, before=current)
    desired = with_whole_lists(resource, desired, current or {})
    if current is None:
        return _creation(resource, desired, policy)
    desired = _in_words_of(resource, desired, current)
    keep_blind = policy.update_password == "on_create" and (policy.comparing or _is_made(resource, current))
    kept_out = {name for name in desired.values if resource.field((name,)).once or (keep_blind and _is_blind(resource, name))}
    wanted = {name: value for name, value in desired.values.items() if name not in kept_out}
    target = merge(resource, current, wanted)
    # Where only the spelling differs, the PBX keeps its own.
    target.update({name: current[name] for name in wanted if name in current and not _differs(resource, name, current, target)})
    for dotted in desired.unset:
        target = cleared(target, dotted)
    touched = [*wanted, *(dotted.partition(".")[0] for dotted in desired.unset)]
    fields = tuple(dict.fromkeys(name for name in touched if _differs(resource, name, current, target)))
    if not fields:
        return Step(resource, "none", desired, before=current, after=current)
    if policy.comparing:
        return Step(resource, "update", desired, before=current, after=target, fields=fields, policy=policy)
    _check_is_own(resource, current, f"changed ({', '.join(fields)})")
    emptied = dropped(resource, target, wanted)
    target.update(emptied)
    if resource.id_from and current.get(resource.id_field) == current.get(resource.id_from):
        target[resource.id_field] = target.get(resource.id_from)  # renaming gives it another path
    fields = tuple(dict.fromkeys([*fields, *emptied]))
    if resource.kind == "singleton":
        check_required(resource, target, f"{describe(resource, target)}: {{}} required")
    check_complete(resource, target)
    fixed = [name for name in fields if name in resource.immutable]
    if not fixed:
        return Step(resource, "update", desired, before=current, after=target, fields=fields, policy=policy)
    if not policy.recreate:
        raise Conflict(cannot_change(resource, fixed, current, target))
    target.update({name: value for name, value in desired.values.items() if name in kept_out or _is_blind(resource, name)})
    check_required(resource, target, f"to create {describe(resource, target)} again {{}} required")
    return Step(resource, "recreate", desired, before=current, after=target, fields=fields)


def plan_again(step: Step, current: Document | None, policy: Policy) -> Step:
    """The step for what another one wants, now that the current object is another one.

    :raises InvalidInput, Conflict: see ``plan_one``.
    """
    return replace(plan_one(step.resource, step.desired, current, policy), within=step.within, label=step.label, about=step.about)


def _creation(resource: Resource, desired: Desired, policy: Policy) -> Step:
    defaults = {path: field_.on_create for path, field_ in resource.fields.items() if field_.on_create is not None and "." not in path}
    target = {**defaults, **desired.values}
    for dotted in desired.unset:
        target = cleared(target, dotted)
    target.update(dropped(resource, target, desired.values))
    if not policy.comparing:
        check_required(resource, target, f"{describe(resource, target)} does not exist yet, and to create it {{}} required")
        check_complete(resource, target)
    return Step(resource, "create", desired, after=target, fields=tuple(target), policy=policy)


def _check_is_own(resource: Resource, current: Document, done: str) -> None:
    """:raises Conflict: the PBX gets the object from elsewhere.

    :param done: what would be done to it.
    """
    origin = current.get(resource.synchronised) if resource.synchronised else None
    if not is_blank(origin):
        text = f"{describe(resource, current)} is synchronised from {origin}, so it can only be {done} there. Nothing was written."
        raise Conflict(text)


def _is_blind(resource: Resource, name: str) -> bool:
    description = resource.field((name,))
    return description.secret and not description.readable


def _is_made(resource: Resource, current: Document) -> bool:
    """A singleton is always there; it counts as made once it holds what it can't be without."""
    return resource.kind != "singleton" or not any(is_blank(current.get(name)) for name in resource.required)


def _in_words_of(resource: Resource, desired: Desired, current: Document) -> Desired:
    """The wanted object under the names that the release of the API has for its fields, which its answer shows."""
    pairs = [pair for old, new in resource.renamed_in.items() for pair in ((old, new), (new, old))]
    names = {wrong: right for wrong, right in pairs if right in current}
    values = {names.get(name, name): value for name, value in desired.values.items()}
    # Where neither name has a value, there is nothing to clear, and nothing that tells which one the release knows.
    nameless = {wrong for wrong, right in pairs if wrong not in current and right not in current}
    unset = [names.get(dotted, dotted) for dotted in desired.unset if dotted not in nameless]
    return replace(desired, values=values, unset=tuple(dict.fromkeys(unset)))


def _differs(resource: Resource, name: str, current: Document, target: Document) -> bool:
    if not resource.readable:
        return True
    if _is_blind(resource, name) and not comes_back(resource, name, current):
        return not is_blank(target.get(name))
    return canonical(resource, current.get(name), (name,)) != canonical(resource, target.get(name), (name,))
