# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is known of one attribute of an object: everything about an option is written here, once.

Documentation, argument specs, comparison, redaction and references all read it from the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Union, get_args, get_origin

from ..base.libraries import BaseModel, Field
from .address import Level
from .reference import Endpoint, NumberOf, Reference, Switch, WholeList

FACTS = "portsip"
"""Key of the facts in what pydantic keeps of a field."""


@dataclass(frozen=True)
class Attribute:
    """What is out of the ordinary about one attribute; the default is a plain value that is read as it was written.

    :param description: paragraphs for the documentation, in Ansible's markup.
    :param choices: allowed values with a description of each, for the documentation.
    :param secret: never shown, neither in results nor in diffs.
    :param partly_secret: a value may hold a secret, such as the password in a URL, so that it is not quoted.
    :param goes_with: of a secret that does not come back: the field with which an object has it, so that an export asks for its value.
    :param readable: comes back when the object is read.
    :param readable_since: the first release in which a field that is not ``readable`` comes back after all; the answer tells.
    :param immutable: the API has no way to change it.
    :param items: of a list: ``ordered``; ``set``, where the order means nothing; ``keyed``, where the order means nothing
        either; ``ordered_prefix``, where the desired ones come first and the others after them, as they are.
    :param keys: fields that identify an item of a list: fields that are left out of such an item keep their values.
    :param others_stay: items of such a list that are not named stay as they are: it is no whole list.
    :param free_names: a mapping with names of the user's own, given as a whole.
    :param decode: wire form -> option form.
    :param encode: option form -> wire form.
    :param canonical: option form -> a form in which equal values are equal, for comparison only; a list is handed over whole.
    :param reference: the value names another object.
    :param number_of: the value is the extension number of another object, or its name.
    :param matched_by: for an attribute that is not readable but refers to another object: attributes that come back, each with
        the attribute of the referred object that it must equal.
    :param id_as: of a field that refers to another object by its name, which comes back: the field as which its id is written.
    :param switch: written by requests without a body, one for each of its two values, after the object exists.
    :param on_create: value sent on creation when none is given, where the API's own default is not reliable.
    :param endpoint: updated through a path of its own.
    :param after_creation: creation does not take it, so that it is written right after, through its endpoint.
    :param read_at_endpoint: it comes back from its endpoint alone, which is read where it is given.
    :param deferred: it may lead to objects that are created later, so that a document writes it in a second step.
    :param only_at: the only level at which the field is allowed, of a resource that has two.
    :param choices_at: at some levels, which of the choices are allowed there, of a resource that has two.
    :param whole_list: a list below the object, with a path of its own.
    :param part: the path of an object of its own that a mapping stands for: that of which there is one may consist of such mappings.
    :param once: only sent when the object is created, and never compared.
    :param written_as: the API's name for it in what is written, where that is not the option's.
    :param default: value that the module gives it where the user gives none.
    :param api_default: value that the API gives it where creation leaves it out, and that an update which leaves it out may
        bring back.
    :param blank: what is written for it where it is blank and has such a value.
    :param since: the first release that has it (``22.6``), empty for all before ``until``.
    :param until: the first release that has it no longer, empty for all from ``since`` on.
    :param needed_since: the release from which on it can't be blank.
    :param type: of the option, where that is not the one of the model (``jsonarg``).
    :param item: the same about each item of a list of plain values.
    """

    description: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    secret: bool = False
    partly_secret: bool = False
    goes_with: str = ""
    readable: bool = True
    readable_since: str = ""
    immutable: bool = False
    items: Literal["ordered", "set", "keyed", "ordered_prefix"] = "ordered"
    keys: tuple[str, ...] = ()
    others_stay: bool = False
    free_names: bool = False
    decode: Callable[[Any], Any] | None = None
    encode: Callable[[Any], Any] | None = None
    canonical: Callable[[Any], Any] | None = None
    reference: Reference | None = None
    number_of: NumberOf | None = None
    matched_by: Mapping[str, str] = field(default_factory=dict)
    id_as: str = ""
    switch: Switch | None = None
    on_create: Any = None
    endpoint: Endpoint | None = None
    after_creation: bool = False
    read_at_endpoint: bool = False
    deferred: bool = False
    only_at: Level | None = None
    choices_at: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
    whole_list: WholeList | None = None
    part: str = ""
    once: bool = False
    written_as: str = ""
    default: Any = None
    api_default: Any = None
    blank: Any = None
    since: str = ""
    until: str = ""
    needed_since: str = ""
    type: str = ""
    item: Attribute | None = None

    @property
    def only_when_given(self) -> bool:
        """Whether it is only read where it is given."""
        return self.read_at_endpoint or (self.whole_list is not None and self.whole_list.when_given)


PLAIN = Attribute()


def option(*description: str, required: bool = False, alias: str | None = None, **facts: Any) -> Any:
    """The value of a model's field: what is known of the attribute.

    :param description: paragraphs for the documentation.
    :param required: it has to be given wherever the mapping that holds it is given.
    :param alias: its name, where that is a word of Python's.
    :param facts: see :class:`Attribute`.
    """
    known: dict[str, Any] = {"json_schema_extra": {FACTS: Attribute(description=description, **facts)}}
    if alias:
        known["alias"] = alias
    if not required:
        known["default"] = None
    return Field(**known)


def attributes(model: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Attribute]]:
    """Every attribute of a model with its path, ``*`` standing for any item of a list."""
    for name, info in getattr(model, "model_fields", {}).items():
        here = (*path, info.alias or name)
        found = attribute_of(info)
        yield here, found
        if found.item is not None:
            yield (*here, "*"), found.item
        kind, is_list = value_type(info.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from attributes(kind, (*here, "*") if is_list else here)


def attribute_of(info: Any) -> Attribute:
    """What is known of a field of a model, of which pydantic keeps *info*."""
    extra = info.json_schema_extra
    return extra.get(FACTS, PLAIN) if isinstance(extra, dict) else PLAIN


def value_type(annotation: Any) -> tuple[Any, bool]:
    """The type of a field's values without what pydantic adds, and whether it is a list of them."""
    origin = get_origin(annotation)
    if origin is None or origin is Literal:
        return annotation, False
    arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
    if origin is list:
        return value_type(arguments[0])[0], True
    if origin is Union or str(origin) == "<class 'types.UnionType'>" or hasattr(annotation, "__metadata__"):
        return value_type(arguments[0])
    return origin, False
