# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a descriptor says beyond an object's own fields: what it lives below, how values name it, and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_options
from typing import Any, Literal


@dataclass(frozen=True)
class Dropped:
    """A field that the API empties by itself while another one has a certain value.

    :param where: the other field, which is then ``equals``.
    """

    field: str
    where: str
    equals: Any


@dataclass(frozen=True)
class ReleaseLimit:
    """What a value must be like in some releases only.

    :param fits: whether a value is.
    :param allowed: what is allowed, to stand after the option's name.
    :param since: the first of these releases (``22.6``), empty for all before ``before``.
    :param before: the first release after them, empty for all from ``since`` on.
    """

    field: str
    fits: Callable[[Any], bool]
    allowed: str
    since: str = ""
    before: str = ""


@dataclass(frozen=True)
class AllowedBy:
    """Another object of the API that lists what some fields of an object may hold.

    :param noun: what that object is called in error texts.
    :param path: where it is read, with one field of the object as placeholder.
    :param lists: fields of the object, each with the list of the other one that has the allowed values.
    """

    noun: str
    path: str
    lists: Mapping[str, str] = with_options(hash=False)

    @property
    def field(self) -> str:
        """The field of the object that names the other one."""
        return self.path.rpartition("{")[2].removesuffix("}")


@dataclass(frozen=True)
class KeyTold:
    """Where the API tells who has a key, which is asked when it refuses an object.

    :param path: with fields of the refused object as placeholders.
    :param text: what is said, with fields of the answer as placeholders.
    """

    path: str
    text: str


@dataclass(frozen=True)
class Parent:
    """An option that names the object a resource lives below.

    :param option: the option, which is also the placeholder in ``Resource.collection``.
    :param to: unique name of the resource that the option names an object of; empty where the option holds the id itself.
    :param type: of the option.
    """

    option: str
    to: str = ""
    type: Literal["str", "int"] = "str"

    @property
    def kind(self) -> str:
        """What the object is."""
        return self.to or self.option.removesuffix("_id")


@dataclass(frozen=True)
class Naming:
    """How a value elsewhere names an object of a resource.

    :param noun: what the object is called in error texts; where it is left out, the name of the resource in words.
    :param by: fields that the value is compared with, by precedence, and the id after them; where it is left out, a key of one field.
    :param id_first: the id comes before these fields.
    :param any_case: those of ``by`` that are compared without regard to case.
    :param never_domain: those of ``by`` that a domain is not compared with.
    """

    noun: str = ""
    by: tuple[str, ...] = ()
    id_first: bool = False
    any_case: tuple[str, ...] = ()
    never_domain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Upload:
    """How objects are made by uploading a local file.

    Such an object can't be changed. Another one is uploaded in its place, whatever uses the old one gets the new one, and only then
    the old one is removed. Their keys need not differ: of several objects with one key the newest counts.

    :param path: where an upload begins.
    :param source: the option that names the local file.
    :param options: options that say how the local file is taken, and are no fields of the object.
    :param size: the field with the size in bytes, by which the file is compared.
    :param newest: the field with the time at which the object was made.
    """

    path: str
    source: str
    options: tuple[str, ...]
    size: str
    newest: str
