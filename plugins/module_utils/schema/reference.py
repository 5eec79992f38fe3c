# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How an attribute names another object, and paths of their own through which some attributes are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .address import Address, Level
from .addresses import ADDRESSES

NUMBERED: Mapping[str, tuple[str, ...]] = {
    "user": ("display_name", "name"),
    "ring_group": ("name",),
    "call_queue": ("name",),
    "shared_voicemail": ("name",),
    "ivr": ("name",),
}
"""Kinds whose objects have an extension number in a tenant, by their unique names, each with the fields that hold names.

A kind that no module manages yet does no harm: it counts as soon as it is registered.
"""


@dataclass(frozen=True)
class Reference:
    """A field whose value names another object: by its natural key, by its name, or by its id.

    :param to: unique name of the resource that the object is one of.
    :param local_file: the resource of files, where the value may be the path of a local file: text with a slash in it. It stands
        for the object of the file's name, and is uploaded where there is none of this name and size.
    :param audio: whether such a file has to be audio that the PBX plays.
    :param by_name: the API takes and returns the name of the object in place of its id.
    :param built_in: names of objects that always exist, so that they are not looked up.
    """

    to: str
    local_file: Any = field(default=None, compare=False, repr=False)
    audio: bool = False
    by_name: bool = False
    built_in: tuple[str, ...] = ()

    @property
    def address(self) -> Address:
        """Where such objects live, and what a value is compared with."""
        return ADDRESSES[self.to]

    def is_path(self, value: Any) -> bool:
        """Whether a value is the path of a local file."""
        return self.local_file is not None and isinstance(value, str) and "/" in value

    def named(self, value: Any) -> Any:
        """What a value is compared with: the value itself, or the name of the file that it is the path of."""
        return value.rstrip("/").rpartition("/")[2] if self.is_path(value) else value


@dataclass(frozen=True)
class NumberOf:
    """A field whose value is an extension number, or the name of the object of the tenant that has it.

    A name stands for the number, which is what is written and compared. A number is not looked up.

    :param to: unique names of the kinds that a name may be one of, from ``NUMBERED``.
    :param outside: whether a number may lead out of the PBX, as the target of a forward rule does; a number in a field where that
        is not so has to exist.
    """

    to: tuple[str, ...] = tuple(NUMBERED)
    outside: bool = False

    @property
    def kinds(self) -> dict[str, Address]:
        """The kinds that are managed, by their unique names."""
        return {name: ADDRESSES[name] for name in self.to if name in ADDRESSES}

    @property
    def nouns(self) -> str:
        """What the objects are called: ``user, ring group or receptionist``."""
        *others, last = [address.noun for address in self.kinds.values()] or [name.replace("_", " ") for name in self.to]
        return f"{', '.join(others)} or {last}" if others else last


@dataclass(frozen=True)
class Endpoint:
    """A path of its own through which some fields are updated.

    :param path: with the placeholder ``{id}`` where it is below the object's own path.
    :param fields: what can be written there; what is not wanted is written back as read.
    :param readable: False where the path only takes writes.
    :param names: fields that have another name in the body that is written there, with that name.
    """

    path: str
    level: Level
    fields: tuple[str, ...]
    readable: bool = True
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Switch:
    """Paths below an object that give a field one of its two values.

    :param on: such as ``/enable``.
    """

    on: str
    off: str


@dataclass(frozen=True)
class WholeList:
    """A list below an object that is read and written as a whole, as ``{"items": [...]}``.

    It is given as an option of the object, and written after the object exists. Fields of an item that are not described
    are read, and not written.

    :param path: below the path of the object, such as ``/agents``.
    :param one_by_one: the list is only read as a whole, and its items are plain values: each is added by a write to ``/agents/{value}``,
        and taken away by one to ``/agents/{value}/destroy``.
    :param mode: of such a list, the option that says what becomes of it: ``replace``, which counts where it is left out, makes it
        the given list, ``merge`` adds what is given, and ``remove`` takes it away.
    :param when_given: it is only read where it is given, as it takes a request for each object, and few have one.
    :param one_place: an item is in one such list of the tenant at most, so that a document takes it out of one before it is put
        into another.
    """

    path: str
    one_by_one: bool = False
    mode: str = ""
    when_given: bool = False
    one_place: bool = False
