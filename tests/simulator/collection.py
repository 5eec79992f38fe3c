# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of a collection: with it, the generic routes know all they need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .releases import of_release
from .validation import Body

if TYPE_CHECKING:
    from .call import Call
    from .state import Row, World

Level = Literal["system", "tenant", "any"]
Models = dict[str, type[Body]] | type[Body] | None  # by the first release that has it

ALL_ROLES = frozenset({"admin", "dealer", "tenant"})
ADMIN_ONLY = frozenset({"admin"})


@dataclass(frozen=True)
class WholeList:
    """A list below an object that is read and written as a whole: ``{items: [...]}``.

    Attributes
        name: the list, in the path below the object and in the object's row.
        body: the model of what is written.
        key: the field that identifies an item; no two items have the same. Empty: the items are plain values.
        item: the path parameter by which one item is read; None: it cannot be read alone.
        check: raises ApiError if an item is not valid in this world.
        show: turns a stored item into the one that is answered; None: it is no longer there.
        status: of the answer to a write.
        show_item: adds to an item of an object, which is read alone, what lists do not tell.
        one_place: an item is in the list of one object of its owner at most.
    """

    name: str
    body: type[Body]
    key: str
    item: str | None = None
    check: Callable[[World, str, str, Row], None] | None = None
    show: Callable[[World, str, Any], Row | None] | None = None
    show_item: Callable[[World, Row, Row], Row] | None = None
    status: int = 200
    one_place: bool = False


@dataclass(frozen=True)
class OwnPath:
    """A field that is written at a path of its own below the object.

    Attributes
        name: the field, which is also the path below the object.
        body: the model of what is written.
        member: the field's name there.
    """

    name: str
    body: type[Body]
    member: str


@dataclass(frozen=True)
class Members:
    """Users or groups that belong to an object, each added and removed at a path of its own.

    Attributes
        name: the list, in the path below the object and in the object's row.
        fields: what is shown of each.
        parameter: the path parameter that names one.
        of: the collection that they are of.
        key: the field that names one; the row has its values.
        one_place: a member belongs to one object of the tenant at most.
        retrievable: whether one member can be read; else the list alone tells of it.
    """

    name: str
    fields: tuple[str, ...]
    parameter: str = "extension_number"
    of: str = "users"
    key: str = "extension_number"
    one_place: bool = False
    retrievable: bool = True


@dataclass(frozen=True)
class Collection:
    """One collection of the PBX: what it is called, who may use it, and what makes its objects valid.

    Attributes
        name: the collection in the state.
        path: below /api, the parent's id included: ``/ivrs/{id}/action_urls``.
        level: system (owner SYSTEM), tenant (owner is the session's tenant) or any (both may read).
        both: objects of the system and of tenants, each changed in its own session; a tenant also reads those of the system that
            ``visible`` lets it see.
        create, update: body models, or models by the first release that has them; None: the operation does not exist.
        parent: the collection whose objects own these; the first path parameter is the owner then.
        item: the name of the path parameter of one object.
        summary: the fields of a list's items; None: lists are complete.
        write_only: fields that are stored but never come back.
        paged: whether lists are ``{count, items}`` with skip, top and the rest; else ``{items}``.
        check: raises ApiError if the whole object is not valid in this world.
        present: turns a stored row into the object that is answered.
        visible: whether a session sees a row at all.
        created: called after creation.
        destroy: replaces the removal.
        before_destroy: raises ApiError if the object must stay.
        lists: lists below an object that are read and written as a whole.
        members: users or groups that belong to an object.
        own_paths: fields that are written at a path of their own.
        retrievable: whether one object can be read; else the list alone tells of it.
        switch: a field that ``enable`` and ``disable`` below an object write, and that one object of an owner is meant to have.
        demanded: fields that creation needs, of a collection that is made from its description.
        status: what can be read of an object's state of the moment, below it.
        one_of: fields of which an object needs one.
        later: fields that the description does not have because a later release adds them.
        found_by: the field that stands in the path of one object and answers creation, by the first release; the id where nothing is
            said.
        fixed: objects that every owner has beside its own, and that nobody changes.
    """

    name: str
    path: str
    level: Level
    both: bool = False
    create: Models = None
    update: Models = None
    roles: frozenset[str] = ALL_ROLES
    parent: str | None = None
    item: str = "id"
    create_status: int = 201
    summary: tuple[str, ...] | None = None
    write_only: tuple[str, ...] = ()
    read_only: dict[str, Any] = field(default_factory=dict)
    unique: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ("name",)
    paged: bool = True
    destroyable: bool = True
    check: Callable[[World, str, Row], None] | None = None
    present: Callable[[World, str, Row], Row] | None = None
    visible: Callable[[Call, Row], bool] | None = None
    created: Callable[[Call, Row], None] | None = None
    destroy: Callable[[Call, Row], None] | None = None
    before_destroy: Callable[[Call, Row], None] | None = None
    lists: tuple[WholeList, ...] = ()
    status: Callable[[Row], Row] | None = None
    one_of: tuple[str, ...] = ()
    members: tuple[Members, ...] = ()
    own_paths: tuple[OwnPath, ...] = ()
    retrievable: bool = True
    switch: str = ""
    demanded: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()
    found_by: dict[str, str] = field(default_factory=dict)
    fixed: tuple[dict[str, Any], ...] = ()

    @property
    def below(self) -> tuple[str, ...]:
        """The names of what stands in a row and is read at a path below the object."""
        return (*(found.name for found in self.lists), *(found.name for found in self.members))

    def path_field(self, release: str) -> str:
        """Return the field that stands in the path of one object in a release."""
        return of_release(self.found_by, release) if self.found_by else "id"

    def create_model(self, release: str) -> type[Body]:
        """Return the model of the creation body in a release."""
        return model_of(self.create, release)

    def update_model(self, release: str) -> type[Body]:
        """Return the model of the update body in a release."""
        return model_of(self.update, release)


def model_of(models: Models, release: str) -> type[Body]:
    """Return the model that holds in a release; raises LookupError if there is none at all."""
    model = of_release(models, release) if isinstance(models, dict) else models
    if model is None:
        raise LookupError("the collection has no such operation")
    return model
