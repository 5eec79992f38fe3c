# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How an attribute names another object, and paths of their own through which some attributes are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..base.identity import filled

Level = Literal["system", "tenant", "extension"]
"""Where the requests of a resource go: the PBX outside any tenant, the PBX inside one, the extension API."""


@dataclass(frozen=True)
class Reference:
    """A field whose value names another object: by one of ``by``, or by its id.

    :param collection: path of the list that the object stands in.
    :param noun: what the object is called in error texts.
    :param by: fields that a value is compared with, the natural key first; what is nobody's is an id.
    :param id_first: the value is an id before it is anything else.
    :param any_case: those of ``by`` that are the same in any case of letters.
    :param never_domain: those of ``by`` that a domain is not compared with.
    :param integer: its ids are whole numbers.
    :param provisioned: modules of this collection make such objects, so that one that is missing in check
        mode may be there by the time of the real run.
    """

    collection: str
    noun: str
    by: tuple[str, ...] = ("name",)
    id_first: bool = False
    paged: bool = True
    any_case: tuple[str, ...] = ()
    never_domain: tuple[str, ...] = ()
    integer: bool = False
    provisioned: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """What a value is compared with, by precedence."""
        return ("id", *self.by) if self.id_first else (*self.by, "id")

    def below(self, parents: Mapping[str, Any]) -> Reference:
        """The same with the placeholders of ``collection`` filled in."""
        return replace(self, collection=filled(self.collection, parents)) if "{" in self.collection else self


@dataclass(frozen=True)
class Endpoint:
    """A path of its own through which some fields are updated.

    :param path: with the placeholder ``{id}`` where it is below the object's own path.
    :param fields: what can be written there; what is not wanted is written back as read.
    :param readable: False where the path only takes writes.
    """

    path: str
    level: Level
    fields: tuple[str, ...]
    readable: bool = True
