# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is to be done so that the PBX holds what is wanted: desired and current objects become steps.

Pure: no Ansible, no HTTP.  Works over lists; a module's single object is a
list of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..errors import Ambiguous, Conflict, InvalidInput, NotFound
from ..schema.reference import Endpoint
from ..schema.resource import Resource
from .checks import cannot_change, check_complete, check_required, describe, dropped
from .documents import Document, canonical, cleared, is_blank, merge, write
from .secrecy import masked

Action = Literal["create", "update", "remove", "recreate", "none"]


@dataclass(frozen=True)
class Desired:
    """One wanted object.

    :param values: option form, validated, only what was given.
    :param unset: dotted paths of fields to clear.
    :param absent: it is to be removed.
    :param identifier: its id, where it is identified by that and not by its key.
    """

    values: Document
    unset: tuple[str, ...] = ()
    absent: bool = False
    identifier: str | None = None


@dataclass(frozen=True)
class Policy:
    """How far a change may go.

    :param update_password: ``always`` writes secrets that can't be compared, ``on_create`` only into new objects.
    :param recreate: remove an object and create it anew when the API can't change it.
    """

    update_password: Literal["always", "on_create"] = "always"
    recreate: bool = False


@dataclass(frozen=True)
class Step:
    """What is to be done about one object.

    :param before: the current object in option form, None where there is none.
    :param after: what it will be, None where it will be gone.
    :param fields: names of the fields that change.
    :param doubles: further objects that differ from the current one in nothing but the id: what is done to it is done to them.
    """

    resource: Resource
    action: Action
    desired: Desired
    before: Document | None = None
    after: Document | None = None
    fields: tuple[str, ...] = field(default=())
    policy: Policy = field(default=Policy())
    doubles: tuple[Document, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.action != "none"

    @property
    def identifier(self) -> Any:
        """The id of the current object."""
        return (self.before or {}).get(self.resource.id_field)

    def diff(self) -> dict[str, Document]:
        """``before`` and ``after`` of the writable fields, without secrets."""
        before, after = (self._writable(side) for side in (self.before, self.after))
        return {
            "before": masked(self.resource, before, after, "(to be replaced)" if after else ""),
            "after": masked(self.resource, after, before, "(new)"),
        }

    def _writable(self, document: Document | None) -> Document:
        names = [*self.resource.own_fields, *(name for name in self.desired.values if name not in self.resource.own_fields)]
        return {name: document[name] for name in names if not is_blank((document or {}).get(name))} if document else {}

    # What the API is sent

    def create_body(self) -> Document:
        """Wire form of the new object."""
        after = self.after or {}
        names = [name for name in self._names() if name in self.desired.values or self.resource.field((name,)).readable]
        elsewhere = {self.resource.id_field} if self.resource.kind == "assignment" else set()
        body = {name: write(self.resource, after[name], (name,)) for name in names if name in after and name not in elsewhere}
        # What is to be blank is sent as null, or the API would take its own default for it.
        return {self._written_as(name): None if value == {} else value for name, value in body.items()}

    def update_body(self, endpoint: Endpoint | None = None, current: Document | None = None) -> Document:
        """Wire form of the whole writable object; whether the API takes a part for the whole is not documented.

        :param endpoint: the path of its own that some fields are updated through.
        :param current: the object as read at that path.
        """
        after = self.after or {}
        if endpoint is not None:
            after = {**(current or {}), **{name: after.get(name) for name in self.fields_of(endpoint)}}
            names = list(endpoint.fields)
        else:
            names = [name for name in self._names() if self._goes_along(name)]
        # Left out of a body that stands for the whole object, these would fall back to the API's own defaults.
        stay_blank = {*self.desired.values, *self.desired.unset} & set(self.resource.own_fields)
        body: Document = {}
        for name in names:
            value = after.get(name)
            if not is_blank(value):
                body[name] = write(self.resource, value, (name,))
            elif name in self.fields or name in stay_blank:
                body[name] = write(self.resource, value, (name,)) if value in ("", []) else None
            elif name in after and name in self.resource.defaulted:
                body[name] = self.resource.defaulted[name]
        return {self._written_as(name): value for name, value in body.items()}

    def fields_of(self, endpoint: Endpoint | None) -> tuple[str, ...]:
        """The changing fields that are updated through a path: None is the object's own."""
        return tuple(name for name in self.fields if self.resource.field((name,)).endpoint == endpoint)

    def endpoints(self) -> list[Endpoint]:
        """The paths of their own that changing fields are updated through."""
        found = (self.resource.field((name,)).endpoint for name in self.fields)
        return list(dict.fromkeys(endpoint for endpoint in found if endpoint is not None))

    def _names(self) -> list[str]:
        extra = [name for name in self.desired.values if name not in self.resource.own_fields]
        return [*self.resource.own_fields, *extra]

    def _written_as(self, name: str) -> str:
        return self.resource.field((name,)).written_as or name

    def _goes_along(self, name: str) -> bool:
        description = self.resource.field((name,))
        if description.immutable or description.once or description.endpoint is not None:
            return False
        return description.readable or name in self.fields or (name in self.desired.values and not description.secret)


class Index:
    """The current objects of one collection, found by id or by natural key.

    :param documents: option form.
    """

    def __init__(self, resource: Resource, documents: Iterable[Document] = ()) -> None:
        self._resource = resource
        self._by_id: dict[str, Document] = {}
        self._by_key: dict[tuple[Any, ...], dict[str, None]] = {}
        for document in documents:
            self.put(document)

    def __len__(self) -> int:
        return len(self._by_id)

    def put(self, document: Document) -> None:
        """Take up an object, in place of the one with its id."""
        identifier = str(document.get(self._resource.id_field))
        self.drop(identifier)
        self._by_id[identifier] = document
        self._by_key.setdefault(_key_of(self._resource, document), {})[identifier] = None

    def drop(self, identifier: Any) -> None:
        """Forget the object with this id."""
        former = self._by_id.pop(str(identifier), None)
        if former is not None:
            self._by_key[_key_of(self._resource, former)].pop(str(identifier), None)

    def find(self, desired: Desired) -> Document | None:
        """The current object that a wanted one means; of several that differ in nothing but the id, the one with the lowest.

        :raises Ambiguous: several that differ have that key; lists their ids.
        :raises NotFound: the wanted object has an id that no object has, and is to be present.
        """
        resource = self._resource
        if desired.identifier is not None:
            found = self._by_id.get(desired.identifier)
            if found is None and not desired.absent:
                raise NotFound(f"id: there is no {resource.name.replace('_', ' ')} with the id {desired.identifier!r}")
            return found
        several = self.matching(desired)
        if len(several) > 1 and not _are_doubles(resource, several):
            what, ids = describe(resource, desired.values), ", ".join(str(item.get(resource.id_field)) for item in several)
            raise Ambiguous(f"{len(several)} objects match {what}; their ids are {ids}. Give the option id to name one.")
        return several[0] if several else None

    def matching(self, desired: Desired) -> list[Document]:
        """Every object with the key of a wanted one, the lowest id first."""
        ids = self._by_key.get(_key_of(self._resource, desired.values), {})
        return [self._by_id[identifier] for identifier in sorted(ids, key=id_order)]


def plan(resource: Resource, desired: Sequence[Desired], current: Iterable[Document], policy: Policy) -> list[Step]:
    """A step for each wanted object, in their order.

    :param current: whole objects in option form.
    :raises InvalidInput: something that creation needs is missing, or an object is wanted twice.
    :raises Ambiguous, NotFound: see ``Index.find``.
    :raises Conflict: something would have to change that the API can't change.
    """
    index = Index(resource, current)
    steps: list[Step] = []
    taken: set[str] = set()
    for wanted in desired:
        found = index.find(wanted)
        identity = str(found.get(resource.id_field)) if found else repr(_key_of(resource, wanted.values))
        if identity in taken:
            raise InvalidInput(f"{describe(resource, wanted.values)} is given twice")
        taken.add(identity)
        steps.append(plan_one(resource, wanted, found, policy))
    return steps


def plan_one(resource: Resource, desired: Desired, current: Document | None, policy: Policy) -> Step:
    """The step for one wanted object whose current state is known.

    :param current: the whole object in option form, None where there is none.
    :raises InvalidInput, Conflict: see ``plan``.
    """
    if desired.absent:
        return Step(resource, "remove" if current else "none", desired, before=current)
    if current is None:
        return _creation(resource, desired, policy)
    desired = _in_words_of(resource, desired, current)
    keep_blind = policy.update_password == "on_create" and _is_made(resource, current)
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
    emptied = dropped(resource, target, wanted)
    target.update(emptied)
    fields = tuple(dict.fromkeys([*fields, *emptied]))
    if resource.kind == "singleton":
        check_required(resource, target, f"{describe(resource, target)}: {{}} needed")
    check_complete(resource, target)
    fixed = [name for name in fields if name in resource.immutable]
    if not fixed:
        return Step(resource, "update", desired, before=current, after=target, fields=fields, policy=policy)
    if not policy.recreate:
        raise Conflict(cannot_change(resource, fixed, current, target))
    target.update({name: value for name, value in desired.values.items() if name in kept_out or _is_blind(resource, name)})
    check_required(resource, target, f"to create {describe(resource, target)} anew {{}} needed")
    return Step(resource, "recreate", desired, before=current, after=target, fields=fields)


def _creation(resource: Resource, desired: Desired, policy: Policy) -> Step:
    defaults = {path: field_.on_create for path, field_ in resource.fields.items() if field_.on_create is not None and "." not in path}
    target = {**defaults, **desired.values}
    for dotted in desired.unset:
        target = cleared(target, dotted)
    target.update(dropped(resource, target, desired.values))
    check_required(resource, target, f"{describe(resource, target)} does not exist yet, and to create it {{}} needed")
    check_complete(resource, target)
    return Step(resource, "create", desired, after=target, fields=tuple(target), policy=policy)


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
    if _is_blind(resource, name):
        return not is_blank(target.get(name))
    return canonical(resource, current.get(name), (name,)) != canonical(resource, target.get(name), (name,))


def id_order(identifier: Any) -> tuple[bool, int, str]:
    """By which ids are put in order, the same for every run: numbers by their value, before all other ids."""
    text = str(identifier)
    number = int(text) if text.isascii() and text.isdecimal() else None
    return (number is None, number or 0, text)


def _are_doubles(resource: Resource, documents: Sequence[Document]) -> bool:
    """Whether whole objects differ in nothing but their ids."""
    first, *others = ({name: value for name, value in item.items() if name != resource.id_field} for item in documents)
    return not resource.unique and all(item == first for item in others)


def _key_of(resource: Resource, document: Document) -> tuple[Any, ...]:
    return tuple(canonical(resource, document.get(name), (name,)) for name in resource.key)
