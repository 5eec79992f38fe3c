# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a plan consists of: steps, each with all that it takes to carry it out, to print it, and to compare it.

Pure: no Ansible, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..schema.reference import Endpoint
from ..schema.resource import Resource
from .checks import describe, key_words
from .documents import Document, Placed, comes_back, is_blank, write
from .secrecy import masked

Action = Literal["create", "update", "remove", "recreate", "none"]


class UnknownId:
    """Stands for the id of an object that another step of the plan creates.

    :ivar name: what the object is called.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"UnknownId({self.name!r})"

    def __str__(self) -> str:
        return self.name


PartId = tuple[str, str]
"""The kind and the id of an object that is part of another one."""
Ids = Mapping[UnknownId, Any]
"""The ids that objects have got since they were planned."""


def settled(value: Any, ids: Ids) -> Any:
    """A copy with an id in place of each ``UnknownId``, None where it is not known."""
    if isinstance(value, UnknownId):
        return ids.get(value)
    if isinstance(value, Mapping):
        return {name: settled(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [settled(item, ids) for item in value]
    if isinstance(value, Placed):
        return replace(value, item=settled(value.item, ids))
    return value


@dataclass(frozen=True)
class Within:
    """An object that others live in.

    :param kind: what it is, such as ``extension``.
    :param name: what it is called.
    :param placeholder: of the path that it stands in, empty where it stands in none, as a tenant, which has a session of its own.
    :param identifier: what is put in place of the placeholder, maybe an ``UnknownId``.
    """

    kind: str
    name: str
    placeholder: str = ""
    identifier: Any = None


def within(parents: Mapping[str, Any]) -> tuple[Within, ...]:
    """What objects live in, from the placeholders of their path and the values of these, which stand for names too."""
    return tuple(Within(name.removesuffix("_id"), str(value), name, value) for name, value in parents.items())


def parents_in(holders: tuple[Within, ...]) -> dict[str, Any]:
    """The values of the placeholders in the path of what lives there."""
    return {holder.placeholder: holder.identifier for holder in holders if holder.placeholder}


@dataclass(frozen=True)
class Desired:
    """One wanted object.

    :param values: option form, validated, only what was given.
    :param unset: dotted paths of fields to clear.
    :param absent: it is to be removed.
    :param identifier: its id, where it is identified by that and not by its key.
    :param query: sent with its removal.
    """

    values: Document
    unset: tuple[str, ...] = ()
    absent: bool = False
    identifier: str | None = None
    query: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """How far a change may go.

    :param update_password: ``always`` writes secrets that can't be compared, ``on_create`` only into new objects.
    :param recreate: remove an object and create it again when the API can't change it.
    :param comparing: the step is never carried out: it tells what differs, also where the API could not be brought to it.
    """

    update_password: Literal["always", "on_create"] = "always"
    recreate: bool = False
    comparing: bool = False


@dataclass(frozen=True)
class Step:
    """What is to be done about one object.

    An ``UnknownId`` may stand for any id in ``within``, ``desired``, ``before`` and ``after``; see ``with_ids``.

    :param before: the current object in option form, None where there is none.
    :param after: what it will be, None where it will be gone.
    :param fields: names of the fields that change.
    :param doubles: further objects that differ from the current one in nothing but the id: what is done to it is done to them.
    :param within: the objects that it lives in, the outermost first.
    :param creates: stands in later steps for the id of the object that this one creates.
    :param label: what it is called among its siblings, where its key does not say it.
    :param about: what the step is about, for error texts, where kind and key do not say it.
    """

    resource: Resource
    action: Action
    desired: Desired
    before: Document | None = None
    after: Document | None = None
    fields: tuple[str, ...] = field(default=())
    policy: Policy = field(default=Policy())
    doubles: tuple[Document, ...] = ()
    within: tuple[Within, ...] = ()
    creates: UnknownId | None = None
    label: str = ""
    about: str = ""

    @property
    def kind(self) -> str:
        """What the object is."""
        return self.resource.name

    @property
    def name(self) -> str:
        """What the object is called among its siblings."""
        document = self.after or self.before or self.desired.values
        return self.label or " ".join(key_words(self.resource, document)) or str(self.identifier or "")

    @property
    def what(self) -> str:
        """What the step is about, for error texts."""
        return self.about or describe(self.resource, self.after or self.before or self.desired.values)

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.action != "none"

    @property
    def identifier(self) -> Any:
        """The id of the current object."""
        return (self.before or {}).get(self.resource.id_field)

    @property
    def known_id(self) -> Any:
        """The id of the object as far as it is known: for one that is still to be created, what stands for it."""
        return self.identifier if self.creates is None else self.creates

    def with_ids(self, ids: Ids) -> Step:
        """The step with the ids that objects have got meanwhile, None for those that are still to be created."""
        holders = tuple(replace(holder, identifier=settled(holder.identifier, ids)) for holder in self.within)
        desired = replace(self.desired, values=settled(self.desired.values, ids))
        return replace(self, desired=desired, before=settled(self.before, ids), after=settled(self.after, ids), within=holders)

    def diff(self) -> dict[str, Document]:
        """``before`` and ``after`` of the writable fields, without secrets."""
        before, after = (self._writable(side) for side in (self.before, self.after))
        return {
            "before": masked(self.resource, before, after, "(to be replaced)" if after else ""),
            "after": masked(self.resource, after, before, "(new)"),
        }

    def _writable(self, document: Document | None) -> Document:
        ids = {known.id_as for known in self.resource.named_back.values()}
        names = [*self.resource.own_fields, *(name for name in self.desired.values if name not in {*self.resource.own_fields, *ids})]
        found = {name: document[name] for name in names if not is_blank((document or {}).get(name))} if document else {}
        for name in self.resource.parts.keys() & found.keys():
            given = (self.desired.values.get(name) or {}).keys()
            found[name] = {key: value for key, value in found[name].items() if key in {*self.resource.known_in(name), *given}}
        return found

    # What the API is sent

    def create_body(self) -> Document:
        """Wire form of the new object."""
        after = self.after or {}
        before = self.before or {}
        names = [name for name in self._names() if name in self.desired.values or comes_back(self.resource, name, before)]
        elsewhere = {self.resource.id_field} if self.resource.kind == "assignment" else set()
        elsewhere |= self.resource.whole_lists.keys() | set(self.after_creation())
        elsewhere |= {name for known in self.resource.named_back.values() for name in known.matched_by}
        body = {name: write(self.resource, after[name], (name,)) for name in names if name in after and name not in elsewhere}
        # What is to be blank is sent as null, or the API would take its own default for it.
        return self._as_written({name: None if value == {} else value for name, value in body.items()})

    def update_body(self, endpoint: Endpoint | None = None, current: Document | None = None) -> Document:
        """Wire form of the whole writable object; whether the API takes a part for the whole is not documented.

        :param endpoint: the path of its own that some fields are updated through.
        :param current: the object as read at that path.
        """
        after = self.after or {}
        if endpoint is not None:
            given = {name for name in endpoint.fields if name in self.desired.values and not self.resource.field((name,)).readable}
            after = {**(current or {}), **{name: after.get(name) for name in {*self.fields_of(endpoint), *given}}}
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
        named = {self.resource.id_field: self.identifier} if self.resource.id_in_update and endpoint is None else {}
        return {**named, **self._as_written(body, endpoint)}

    def part_body(self, name: str) -> Document:
        """Wire form of one of the parts that the object consists of; what can't be read goes along only where it is given."""
        resource, after = self.resource, (self.after or {}).get(name) or {}
        given = {key for key, value in (self.desired.values.get(name) or {}).items()}
        known = {key for key in resource.known_in(name) if resource.field((name, key)).readable}
        return {key: write(resource, value, (name, key)) for key, value in after.items() if key in known | given}

    def after_creation(self) -> tuple[str, ...]:
        """The fields that are written right after the object is created, as creation does not take them."""
        after = self.after or {}
        return tuple(name for name in after if self.resource.field((name,)).after_creation and not is_blank(after[name]))

    def list_bodies(self) -> dict[str, Document]:
        """Wire form of the lists below the object that are to be written, by their paths below it."""
        after = self.after or {}
        changed = set(self.fields) if self.action == "update" else {name for name in after if not is_blank(after[name])}
        bodies = {}
        for name, below in self.resource.whole_lists.items():
            if name in changed and not below.one_by_one:
                # What only comes back, such as the name of a member, is not written.
                known = {path.removeprefix(f"{name}.*.") for path in self.resource.fields if path.startswith(f"{name}.*.")}
                known |= {key for item in self.desired.values.get(name) or [] if isinstance(item, Mapping) for key in item}
                whole = after.get(name) or []
                items = [{key: item[key] for key in item if key in known} if isinstance(item, Mapping) else item for item in whole]
                bodies[below.path] = {"items": write(self.resource, items, (name,))}
        return bodies

    def fields_of(self, endpoint: Endpoint | None) -> tuple[str, ...]:
        """The changing fields that are updated through a path: None is the object's own."""
        names = (name for name in self.fields if name not in self.resource.whole_lists)
        return tuple(
            name for name in names if self.resource.field((name,)).endpoint == endpoint and not self.resource.field((name,)).switch
        )

    def switched(self) -> dict[str, bool]:
        """The changing fields that are written by requests of their own for each value, with the value, and as they differ from before."""
        before, after = self.before or {}, self.after or {}
        names = (name for name in self.fields if self.resource.field((name,)).switch is not None)
        return {name: bool(after.get(name)) for name in names if bool(before.get(name)) != bool(after.get(name))}

    def endpoints(self) -> list[Endpoint]:
        """The paths of their own that changing fields are updated through."""
        found = (self.resource.field((name,)).endpoint for name in self.fields)
        return list(dict.fromkeys(endpoint for endpoint in found if endpoint is not None))

    def _names(self) -> list[str]:
        extra = [name for name in self.desired.values if name not in self.resource.own_fields]
        return [*self.resource.own_fields, *extra]

    def _as_written(self, body: Document, endpoint: Endpoint | None = None) -> Document:
        """A body under the names that the API takes, or that an endpoint does."""
        names = endpoint.names if endpoint is not None else {}
        return {names.get(name) or self.resource.field((name,)).written_as or name: value for name, value in body.items()}

    def _goes_along(self, name: str) -> bool:
        description = self.resource.field((name,))
        if description.immutable or description.once or description.endpoint is not None or description.whole_list is not None:
            return False
        return description.readable or name in self.fields or (name in self.desired.values and not description.secret)
