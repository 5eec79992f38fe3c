"""Argument specs and documented options from the model of a resource."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from ansible.module_utils.basic import PASSWORD_MATCH
from pydantic import BaseModel

from .sentences import with_facts

Spec = dict[str, Any]
TYPES = {str: "str", int: "int", float: "float", bool: "bool", dict: "dict"}
LOOKS_SECRET = re.compile(r"(?:pass(?!ive)|secret|token|key)", re.IGNORECASE)
"""What Ansible's sanity tests take for the name of a secret."""


class Options:
    """The options of a model.

    :param attribute: the module ``schema.attribute`` of the collection.
    :param aliases: its module ``schema.aliases``.
    """

    def __init__(self, attribute: Any, aliases: Any) -> None:
        self._attribute = attribute
        self._aliases = aliases

    def spec(self, model: Any) -> Spec:
        """The argument spec."""
        named = {
            name: (self.named(name, self._aliases.refers_to(known)), self._spec(info, known, name))
            for name, info, known in self._fields(model)
        }
        return {option: {**spec, **aliases} for (option, aliases), spec in named.values()}

    def documented(self, model: Any, *, created: bool = True) -> Spec:
        """The options as documentation has them.

        created: whether such an object can be created; a singleton is always there.
        """
        documented: Spec = {}
        for name, info, known in self._fields(model):
            option, aliases = self.named(name, self._aliases.refers_to(known))
            documented[option] = {**self._documented(info, known, created), **aliases}
        return documented

    def named(self, name: str, to: str) -> tuple[str, Spec]:
        """The name of the option for a field, and its other name, that of the API, as specs and documentation have it."""
        option = self._aliases.option_name(name, to)
        return option, {"aliases": [name]} if option != name else {}

    def _fields(self, model: Any) -> list[tuple[str, Any, Any]]:
        return [(info.alias or name, info, self._attribute.attribute_of(info)) for name, info in model.model_fields.items()]

    def _spec(self, info: Any, known: Any, name: str) -> Spec:
        spec = self._type(info, known)
        kind, _is_list = self._attribute.value_type(info.annotation)
        if get_origin(kind) is Literal:
            spec["choices"] = list(get_args(kind))
        if _is_model(kind):
            spec["options"] = self.spec(kind)
        if info.is_required():
            spec["required"] = True
        if known.default is not None:
            spec["default"] = known.default
        if known.secret:
            spec["no_log"] = True
        elif PASSWORD_MATCH.search(name) or (LOOKS_SECRET.search(name) and spec["type"] not in ("bool", "int")):
            spec["no_log"] = False
        return spec

    def _documented(self, info: Any, known: Any, created: bool) -> Spec:
        text = with_facts(known, created)
        option: Spec = {"description": text[0] if len(text) == 1 and len(text[0]) < 100 else text, **self._type(info, known)}
        kind, _is_list = self._attribute.value_type(info.annotation)
        if get_origin(kind) is Literal:
            values = list(get_args(kind))
            option["choices"] = {value: known.choices[value] for value in values} if known.choices else values
        if info.is_required():
            option["required"] = True
        if known.default is not None:
            option["default"] = known.default
        if _is_model(kind):
            option["suboptions"] = self.documented(kind, created=created)
        return option

    def _type(self, info: Any, known: Any) -> Spec:
        kind, is_list = self._attribute.value_type(info.annotation)
        name = "str" if get_origin(kind) is Literal else "dict" if _is_model(kind) else TYPES[kind]
        return {"type": "list", "elements": name} if is_list else {"type": known.type or name}


def refers_to(known: Any) -> str:
    """The kind of object that a field refers to, empty where it refers to none."""
    return known.reference.to if known.reference else ""


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
