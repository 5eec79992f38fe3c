# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects as they were read, in the shape of a document: each with what stands inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...base.secret_names import redacted_text
from ...base.texts import normal
from ...client.base import ApiClient
from ...plan.documents import Document, canonical
from ...plan.keys import beside_key
from ...schema.address import Level
from ..tree import Part

NoteKind = Literal["unreadable", "left_out", "id"]


@dataclass(frozen=True)
class Note:
    """Something that an export does not contain as it is on the PBX.

    :param kind: ``unreadable``: the API refused to show it; ``left_out``: a document can't hold it; ``id``: it is an id, not a
        name.
    :param where: option or list of the object that it is about, empty for the object itself.
    :param message: a sentence for the user, without a period.
    """

    kind: NoteKind
    where: str
    message: str


@dataclass
class Node:
    """One object.

    :param part: its kind.
    :param kinds: path of its kind.
    :param document: option form, as read.
    :param clients: the sessions in which it and what is inside it are read, by level.
    :param names: what the objects around it and itself are called.
    :param nouns: what kinds of objects these are.
    :param within: values of the placeholders in its path.
    :ivar values: what it is in a document, in the names of the API.
    :ivar children: what stands inside it, by key.
    """

    part: Part
    kinds: tuple[str, ...]
    document: Document
    clients: Mapping[Level, ApiClient]
    names: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    within: Mapping[str, Any] = field(default_factory=dict)
    values: Document = field(default_factory=dict)
    children: dict[str, list[Node]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: NoteKind, where: str, message: str) -> None:
        """Note something about it."""
        self.notes.append(Note(kind, where, message))

    @property
    def labels(self) -> tuple[str, ...]:
        """``names`` as they may be shown: a key may be a URL with a password."""
        return tuple(map(redacted_text, self.names))

    @property
    def is_object(self) -> bool:
        """Whether it is an object itself, unlike the PBX as a whole."""
        return bool(self.part.kind.resource)


def called(part: Part, document: Mapping[str, Any]) -> str:
    """What an object is called among those of its kind: the values of its key in normal form."""
    return " ".join(str(value) for value in key_of(part, document)[0] if value is not None)


def key_of(part: Part, document: Mapping[str, Any]) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    """The values of an object's key in normal form, and their fields; equal for objects that a document can't tell apart."""
    fields = (*part.keys, *beside_key(part.resource, dict(document))[:1])
    return tuple(normal(canonical(part.resource, document.get(name), (name,))) for name in fields), fields


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key to sort by in which ``9`` comes before ``10``."""
    parts = re.split(r"([0-9]+)", text)
    return tuple((int(part), "") if number % 2 else (-1, part) for number, part in enumerate(parts))
