# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An object as an entry of a document: in normal form, without what the API does by itself, with names in place of ids.

What an entry says is held against the object: a field that would be written when the document is applied, or that the module
of its kind refuses, is left out and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from ...base.texts import normal
from ...errors import PortsipError
from ...plan.comparison import plan_one
from ...plan.documents import Document, Path, inside, is_blank
from ...plan.secrecy import is_secret
from ...plan.steps import Desired, Policy
from ...read.names import Named, Names
from ...schema.address import Address
from ...schema.addresses import ADDRESSES
from ...schema.aliases import option_name, refers_to
from ...schema.attribute import attributes
from ...schema.fitting import Fitting
from ...schema.model import findings
from ...schema.resource import Resource
from ..desired import desired_from
from ..document.leftovers import SHOWN_INSTEAD, is_omitted
from .nodes import Node, natural

NamesFor = Callable[[str], Names]
"""The names in which those of a field, by its name, are looked up."""


def fill(node: Node, names_for: NamesFor) -> None:
    """Work out what an object is in a document.

    What can't be exported is noted, and ``values`` stays empty where the object can't be at all.
    """
    resource, part = node.part.resource, node.part
    kept, options = {*resource.required, *part.keys, *resource.key_with}, part.fields
    values: Document = {}
    for name in resource.own_fields:
        known = resource.field((name,))
        if name not in options or not known.readable or name not in node.document:
            continue
        if is_blank(node.document[name]):
            if known.blank is not None:  # left out, it would get a value of the API
                values[name] = known.blank
            continue
        value = _normal(resource, node.document[name], (name,))
        if not is_blank(value) and (name in kept or not _is_default(resource, value, (name,), inside=True)):
            bare = _bare(resource, value, (name,), inside=True)
            values.update({} if is_blank(bare) else {name: bare})
    _leave_out_what_differs(node, values, kept)
    values.update({name: node.document[name] for name in part.parents if name in node.document})
    _Naming(node, names_for).name(values)
    _leave_out_what_is_refused(node, values)
    if part.lifted and values:
        values.update({name: node.document[name] for name in part.lifted.keys if not is_blank(node.document.get(name))})
    lost = [name for name in part.keys if name not in values]
    if lost:
        if not any(note.kind == "left_out" and not note.where for note in node.notes):
            node.note("left_out", "", f"it can't be identified without {' and '.join(map(part.called, lost))}")
        values.clear()
    node.values = values


def _normal(resource: Resource, value: Any, path: Path) -> Any:
    """A value in its normal form: texts stripped, in Unicode NFC and in one spelling; secrets as they are."""
    if isinstance(value, Mapping):
        free = path in resource.free_names
        return {(normal(name) if free else name): _normal(resource, item, (*path, name)) for name, item in value.items()}
    if isinstance(value, list):
        return [_normal(resource, item, (*path, "*")) for item in value]
    if not isinstance(value, str) or is_secret(resource, path):
        return value
    text = normal(value)
    spelling = resource.field(path).canonical
    regular = spelling(text) if spelling else text
    # Only a form that is a value of the field itself, such as a network, and not one for comparison alone.
    text = regular if isinstance(regular, str) and spelling and spelling(regular) == regular else text
    return f"{text}\n" if "\n" in text and value.endswith("\n") else text


def _is_default(resource: Resource, value: Any, path: Path, *, inside: bool) -> bool:
    """Whether the API, or the module, gives a field this value where creation leaves it out.

    :param inside: keys that are left out where the field stands keep their values.
    """
    if not inside:
        return False
    known = resource.field(path)
    default = known.api_default if known.on_create is None else known.on_create
    return default is not None and type(value) is type(default) and value == default


def _bare(resource: Resource, value: Any, path: Path, *, inside: bool) -> Any:
    """A value without blanks, defaults, and what the model does not describe.

    :param inside: see ``_is_default``.
    """
    if isinstance(value, Mapping) and path not in resource.free_names:
        names = [name for name in _names_at(resource.model, path) if name in value]
        bare = {name: _bare(resource, value[name], (*path, name), inside=inside) for name in names}
        return {
            name: item
            for name, item in bare.items()
            if not is_blank(item) and not _is_default(resource, item, (*path, name), inside=inside)
        }
    if isinstance(value, list):
        keyed = bool(resource.field(path).keys)
        return [_bare(resource, item, (*path, "*"), inside=inside and keyed) for item in value]
    return value


@lru_cache(maxsize=1024)
def _names_at(model: Any, path: Path) -> tuple[str, ...]:
    """The keys that a model describes of a mapping, in its order: that of an answer may change."""
    return tuple(here[-1] for here, _known in attributes(model) if here[:-1] == path and here[-1] != "*")


def _leave_out_what_differs(node: Node, values: Document, kept: set[str]) -> None:
    """Leave out fields that would be written when they are given: they hold something that an option can't say."""
    resource = node.part.resource
    for _attempt in range(2):
        given = {name: value for name, value in values.items() if name not in node.part.parents}
        try:
            step = plan_one(resource, Desired(given), node.document, Policy("on_create"))
        except PortsipError as error:
            fields, reason = [name for name in values if name not in kept], str(error)
        else:
            fields, reason = list(step.fields), "the PBX has more in it than the option can hold"
        for name in fields:
            values.pop(name, None)
            node.note("left_out", node.part.called(name), reason.rstrip("."))
        if not fields:
            return


def _leave_out_what_is_refused(node: Node, values: Document) -> None:
    """Leave out fields that the module of the kind does not take, such as a value that a later release knows."""
    part, resource, options = node.part, node.part.resource, node.part.fields

    def secret(names: tuple[str, ...]) -> bool:
        return is_secret(resource, names)

    for name in [name for name, value in values.items() if _stands_in(value)]:
        del values[name]
        node.note("left_out", part.called(name), "it is a text that Ansible shows in place of a secret, which no option takes")
    for _attempt in range(1 + len(values)):
        own = Fitting().fit(resource.model, {name: value for name, value in values.items() if name in options})
        regular, found = findings(resource.model, own, secret)
        if not found:
            values.update(regular)
            break
        for option, text in found:
            fault = _field_at_fault(node, values, option, text)
            if fault is not None and fault in values:
                del values[fault]
                node.note("left_out", part.called(fault), f"the option does not take the value: {text}".rstrip("."))
    elsewhere = {name: part.name for name in resource.key if name in part.without}
    try:
        desired_from(resource, {**values, **elsewhere})
    except PortsipError as error:
        node.note("left_out", "", str(error).rstrip("."))
        values.clear()


def _stands_in(value: Any) -> bool:
    """Whether a value, or one inside it, is a text that stands in place of a secret or of an omitted value."""
    if isinstance(value, Mapping):
        return any(map(_stands_in, value.values()))
    if isinstance(value, list):
        return any(map(_stands_in, value))
    return isinstance(value, str) and (value.strip() in SHOWN_INSTEAD or is_omitted(value))


def _field_at_fault(node: Node, values: Document, option: str, text: str) -> str | None:
    """The field that a finding is about; where it is about several, the last one that it names."""
    called = {node.part.called(name): name for name in values}
    top = re.split(r"[.\[]", option)[0]
    if top:
        return called.get(top, top)
    named = [name for name in called if re.search(rf"\b{re.escape(name)}\b", text)]
    free = [name for name in named or called if called[name] not in node.part.keys]
    return called[free[-1]] if free else None


class _Naming:
    """Puts names in place of ids, and lists without an order into one."""

    def __init__(self, node: Node, names_for: NamesFor) -> None:
        self._node = node
        self._names_for = names_for
        self._unreadable: set[str] = set()

    def name(self, values: Document) -> None:
        """Name what the values of an object refer to, and what leaves nothing but facts of it."""
        part, resource = self._node.part, self._node.part.resource
        for name, value in list(values.items()):
            to = next((parent.to for parent in resource.parents if parent.option == name and parent.to), "")
            if to:
                values[name] = self._named(ADDRESSES[to], value, name, part.called(name))
            else:
                values[name] = self._walk(value, (name,), name, part.called(name))
        for path, known in resource.fields.items():
            mapping, _dot, name = path.rpartition(".")
            held = inside(self._node.document, mapping)
            if known.matched_by and known.reference is not None and not is_blank(held.get(next(iter(known.matched_by)))):
                facts = {own: held.get(shown) for shown, own in known.matched_by.items()}
                found = self._like(known.reference.address.below(self._node.within), facts, path)
                if found is not None:
                    values.update({mapping: {**inside(values, mapping), name: found}} if mapping else {name: found})

    def _walk(self, value: Any, path: Path, field: str, where: str) -> Any:
        resource = self._node.part.resource
        known = resource.field(path)
        if isinstance(value, Mapping):
            return {
                name: self._walk(item, (*path, name), field, f"{where}.{option_name(name, refers_to(resource.field((*path, name))))}")
                for name, item in value.items()
            }
        if isinstance(value, list):
            items = [self._walk(item, (*path, "*"), field, f"{where}[{number}]") for number, item in enumerate(value)]
            return sorted(items, key=lambda item: _place(item, known.keys)) if known.items in ("set", "keyed") else items
        if known.reference is None or known.id_as or known.reference.by_name:
            return value
        return self._named(known.reference.address.below(self._node.within), value, field, where)

    def _named(self, address: Address, value: Any, field: str, where: str) -> str:
        try:
            named = self._names_for(field).named(address, value)
        except PortsipError as error:
            named = Named(str(value))
            self._refused(address, error)
        if named.fault:
            self._node.note("id", where, f"{named.fault}, so that it is given by its id")
        return named.text

    def _like(self, address: Address, facts: Mapping[str, Any], field: str) -> str | None:
        (top, *below), known, name = field.split("."), self._node.part.resource.field(tuple(field.split("."))), facts.get("name")
        where = ".".join((self._node.part.called(top), *(option_name(step, refers_to(known)) for step in below)))
        try:
            named = self._names_for(top).like(address, facts)
        except PortsipError as error:
            self._refused(address, error)
            return None
        if named is None:
            self._node.note("left_out", where, f"the {address.noun} {name!r} in use is not one of those that the PBX has now")
            return None
        if named.fault:
            self._node.note("id", where, f"{named.fault}, so that it is given by its id")
        return named.text

    def _refused(self, address: Address, error: PortsipError) -> None:
        if address.path not in self._unreadable:
            self._unreadable.add(address.path)
            self._node.note("unreadable", "", f"names of {address.noun}s can't be read: {error}".rstrip("."))


def _place(item: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    """By what the items of a list without an order are sorted."""
    if isinstance(item, Mapping):
        return tuple(natural(str(item.get(name, ""))) for name in keys or sorted(item))
    return (natural(str(item)),)
