# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users or groups that belong to an object, by extension number or id in the path."""

from __future__ import annotations

from typing import Any

from .call import Answer, Call
from .collection import Collection, Members
from .crud import check_one_place, find, owner_of
from .errors import not_found
from .representation import rendered
from .state import Row


def listed(call: Call, collection: Collection, members: Members, **path: str) -> dict[str, Any]:
    """Answer the members that still exist: ``{items}``."""
    found = _known(call, members)
    return {"items": [_shown(call, members, found[value]) for value in _held(call, collection, members, path) if value in found]}


def retrieved(call: Call, collection: Collection, members: Members, **path: str) -> Row:
    """Answer one member; raises ApiError (404) for anybody else."""
    value = path[members.parameter]
    if value not in _held(call, collection, members, path):
        raise not_found(f"{members.name} {value}")
    return _shown(call, members, _member(call, members, value))


def added(call: Call, collection: Collection, members: Members, **path: str) -> Answer:
    """Add a member; one who is a member stays one. Raises ApiError (400) where one belongs elsewhere, if only one place is allowed."""
    value, held = path[members.parameter], _held(call, collection, members, path)
    _member(call, members, value)
    if members.one_place:
        owner = owner_of(call, collection, path)
        check_one_place(call.world, collection, owner, find(call, collection, owner, path[collection.item]), members.name, value, value)
    held += [value] if value not in held else []
    return Answer(200)


def removed(call: Call, collection: Collection, members: Members, **path: str) -> Answer:
    """Take a member away; raises ApiError (404) for anybody else."""
    value, held = path[members.parameter], _held(call, collection, members, path)
    if value not in held:
        raise not_found(f"{members.name} {value}")
    held.remove(value)
    return Answer(204)


def _held(call: Call, collection: Collection, members: Members, path: dict[str, str]) -> list[str]:
    """Return the list of an object, to be changed in place."""
    held: list[str] = find(call, collection, owner_of(call, collection, path), path[collection.item])[members.name]
    return held


def _known(call: Call, members: Members) -> dict[str, Row]:
    return {row[members.key]: row for row in call.world.rows(members.of, call.tenant_id).values()}


def _member(call: Call, members: Members, value: str) -> Row:
    known = _known(call, members)
    if value not in known:
        raise not_found(f"{members.of} {value}")
    return known[value]


def _shown(call: Call, members: Members, row: Row) -> Row:
    return rendered({name: row.get(name) for name in members.fields}, call.world.settings)
