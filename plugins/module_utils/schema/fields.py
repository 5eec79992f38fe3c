# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a descriptor says of fields, and what follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .attribute import PLAIN, Attribute, attributes
from .reference import NumberOf, WholeList


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Fields:
    """The fields that objects consist of.

    :param model: pydantic model of the wanted object (option form), all fields optional.
    :param key: fields that identify an object among its siblings.
    :param key_with: further fields that identify an object together with its key, where the key alone does not: the first of them
        that is given and that an object of the key has. A wanted object needs one of them, as it needs the key.
    :param overrides: attributes by dotted path, ``*`` for list items, that differ from what the model says of them.
    :param renamed: names of the API that an option has another name for, with the option's name.
    :param renamed_in: names of fields -> the names that later releases have for them; the one that
        the API answers with is the one that is written.
    """

    model: Any
    key: tuple[str, ...]
    key_with: tuple[str, ...] = ()
    overrides: Mapping[str, Attribute] = dataclasses.field(default_factory=dict)
    renamed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    renamed_in: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @cached_property
    def fields(self) -> Mapping[str, Attribute]:
        """What is known of each attribute, by dotted path, ``*`` standing for any item of a list."""
        return {**{".".join(path): found for path, found in attributes(self.model)}, **self.overrides}

    def field(self, path: tuple[str, ...]) -> Attribute:
        """The description of the field at ``path``."""
        return self._fields_by_path.get(path, PLAIN)

    @cached_property
    def _fields_by_path(self) -> Mapping[tuple[str, ...], Attribute]:
        return {tuple(path.split(".")): found for path, found in self.fields.items()}

    @cached_property
    def secret_paths(self) -> dict[tuple[str, ...], bool]:
        """Whether values are secret, by their paths, as far as somebody has asked."""
        return {}

    @cached_property
    def whole_lists(self) -> Mapping[str, WholeList]:
        """The lists below an object that are given as its options, by the option."""
        return {path: found.whole_list for path, found in self.fields.items() if found.whole_list is not None}

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The mappings that it consists of, where each is an object with a path of its own, with these paths."""
        return {path: found.part for path, found in self.fields.items() if found.part}

    @cached_property
    def lists_of_objects(self) -> Mapping[str, tuple[str, ...]]:
        """The lists whose items are mappings on the wire, too, each with the fields that identify an item."""
        names = [name for name in self.model.model_fields if self.known_in(f"{name}.*")]
        return {name: self.field((name,)).keys for name in names if not any(self.field(path).decode for path in ((name,), (name, "*")))}

    def known_in(self, name: str) -> tuple[str, ...]:
        """Names of the fields inside of a mapping."""
        return tuple(path.removeprefix(f"{name}.") for path in self.fields if path.startswith(f"{name}."))

    @property
    def identifying(self) -> tuple[str, ...]:
        """Fields by which an object can be found, without its id."""
        return (*self.key, *self.key_with)

    @cached_property
    def immutable(self) -> tuple[str, ...]:
        """Fields that can only be changed by creating the object again."""
        return tuple(path for path, description in self.fields.items() if description.immutable and "." not in path)

    @cached_property
    def named_back(self) -> Mapping[str, Attribute]:
        """Fields that come back as the name of another object whose id is written."""
        return {path: known for path, known in self.fields.items() if known.id_as}

    @cached_property
    def defaulted(self) -> Mapping[str, Any]:
        """Attributes for which the API has a value of its own that is not blank -> what is written for one that is blank."""
        return {path: known.blank for path, known in self.fields.items() if known.api_default not in (None, "", False)}

    @cached_property
    def needed_since(self) -> Mapping[str, str]:
        """Fields that can't be blank -> the release from which on (``22.6``)."""
        return {path: known.needed_since for path, known in self.fields.items() if known.needed_since}

    @cached_property
    def of_releases(self) -> Mapping[str, Attribute]:
        """Attributes, by dotted path, that some releases of the API do not have."""
        return {path: known for path, known in self.fields.items() if known.since or known.until}

    @cached_property
    def deferred(self) -> tuple[str, ...]:
        """Fields that a document writes in a second step, when everything else exists."""
        return tuple(path for path, description in self.fields.items() if description.deferred and "." not in path)

    @cached_property
    def refers_by_name(self) -> Mapping[str, str]:
        """Those of its fields, by their paths, that hold the name of what they refer to in place of its id."""
        return {path: known.reference.to for path, known in self.fields.items() if known.reference is not None and known.reference.by_name}

    @cached_property
    def numbers(self) -> Mapping[str, NumberOf]:
        """Its fields, by their paths, whose values are extension numbers of other objects or their names."""
        return {path: known.number_of for path, known in self.fields.items() if known.number_of is not None}

    @cached_property
    def options(self) -> frozenset[str]:
        """Names of the options that describe an object."""
        return frozenset(info.alias or name for name, info in self.model.model_fields.items())

    @cached_property
    def free_names(self) -> frozenset[tuple[str, ...]]:
        """Paths of mappings with names of the user's own, which are given as a whole."""
        return frozenset(tuple(path.split(".")) for path, description in self.fields.items() if description.free_names)

    @property
    def has_write_only_secrets(self) -> bool:
        """Whether a secret of it can't be compared (option ``update_password``)."""
        return any(description.secret and not description.readable for description in self.fields.values())
