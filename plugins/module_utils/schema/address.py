# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the objects of a kind live and how a value names one of them: what a reference needs of a resource, without its model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..base.identity import filled

Level = Literal["system", "tenant", "extension"]
"""Where the requests of a resource go: the PBX outside any tenant, the PBX inside one, the extension API."""


@dataclass(frozen=True)
class Address:
    """One kind of object as references see it.

    :param noun: what the object is called in error texts.
    :param path: of the list that the object is in, with placeholders for parents.
    :param key: fields that identify an object in that list.
    :param by: fields that a value is compared with, the natural key first; a value that matches none of them is an id.
    :param id_first: the value is an id before it is anything else.
    :param any_case: those of ``by`` that are compared without regard to case.
    :param never_domain: those of ``by`` that a domain is not compared with.
    :param paged: whether the list comes in pages.
    :param integer: its ids are integers.
    :param in_tenant: such objects, whose level is the system, also exist inside tenants.
    :param managed: modules of this collection create such objects, so that one that is missing in check mode may exist in the
        real run.
    :param refers: what its fields, by their dotted paths, and the options for its parents refer to, by unique names.
    :param newest: the field with the time at which an object was made, where of several with one name the newest counts.
    :param deferred: fields that a document writes in a second step, when everything else exists.
    :param id_from: the field that stands in the place of the id where the API returns none.
    """

    noun: str
    path: str
    level: Level
    key: tuple[str, ...] = ("name",)
    by: tuple[str, ...] = ("name",)
    id_first: bool = False
    any_case: tuple[str, ...] = ()
    never_domain: tuple[str, ...] = ()
    paged: bool = True
    integer: bool = False
    in_tenant: bool = False
    managed: bool = False
    refers: Mapping[str, str] = field(default_factory=dict)
    deferred: tuple[str, ...] = ()
    newest: str = ""
    id_from: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """The fields that a value is compared with, by precedence."""
        return ("id", *self.by) if self.id_first else (*self.by, "id")

    def below(self, parents: Mapping[str, Any]) -> Address:
        """The same with the placeholders of ``path`` filled in."""
        return replace(self, path=filled(self.path, parents)) if "{" in self.path else self


def with_id(item: Mapping[str, Any], id_from: str, id_field: str = "id") -> dict[str, Any]:
    """An object as the API returns it, with its id.

    :param id_from: the field that stands in the place of the id where the API returns none; empty where it always does.
    """
    if not id_from or item.get(id_field) not in (None, ""):
        return dict(item)
    return {**item, id_field: item.get(id_from)}


UNMANAGED: dict[str, Address] = {
    "extension_sound": Address("sound", "/extension/{extension_id}/sound/", "extension", key=("title",), by=("title",), integer=True),
}
"""Kinds that values name and that no module manages yet, by their unique names."""
