# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users who belong to an object, by extension number in the path."""

from __future__ import annotations

from typing import Any

from .call import Answer, Call
from .collection import Collection, Members
from .crud import find, owner_of
from .errors import not_found
from .representation import rendered
from .state import Row


def listed(call: Call, collection: Collection, members: Members, **path: str) -> dict[str, Any]:
    """Answer the members that still exist: ``{items}``."""
    row = _holder(call, collection, path)
    numbers = row[members.name]
    found = {user["extension_number"]: user for user in call.world.rows("users", call.tenant_id).values()}
    return {"items": [_shown(call, members, found[number]) for number in numbers if number in found]}


def retrieved(call: Call, collection: Collection, members: Members, extension_number: str, **path: str) -> Row:
    """Answer one member; raises ApiError (404) for anybody else."""
    if extension_number not in _holder(call, collection, path)[members.name]:
        raise not_found(f"{members.name} {extension_number}")
    return _shown(call, members, _user(call, extension_number))


def added(call: Call, collection: Collection, members: Members, extension_number: str, **path: str) -> Answer:
    """Add a user; one who is a member stays one."""
    numbers = _holder(call, collection, path)[members.name]
    _user(call, extension_number)
    numbers += [extension_number] if extension_number not in numbers else []
    return Answer(200)


def removed(call: Call, collection: Collection, members: Members, extension_number: str, **path: str) -> Answer:
    """Take a member away; raises ApiError (404) for anybody else."""
    numbers = _holder(call, collection, path)[members.name]
    if extension_number not in numbers:
        raise not_found(f"{members.name} {extension_number}")
    numbers.remove(extension_number)
    return Answer(204)


def _holder(call: Call, collection: Collection, path: dict[str, str]) -> Row:
    return find(call, collection, owner_of(call, collection, path), path[collection.item])


def _user(call: Call, number: str) -> Row:
    for user in call.world.rows("users", call.tenant_id).values():
        if user["extension_number"] == number:
            return user
    raise not_found(f"user {number}")


def _shown(call: Call, members: Members, user: Row) -> Row:
    return rendered({name: user.get(name) for name in members.fields}, call.world.settings)
