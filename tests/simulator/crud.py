# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The verbs of every collection: list, retrieve, create, update, destroy."""

from __future__ import annotations

import copy
from typing import Any

from .call import Answer, Call
from .collection import Collection, OwnPath, WholeList
from .errors import UNKNOWN, ApiError, Problem, forbidden, not_found, refused
from .listing import selected
from .representation import rendered
from .state import SYSTEM, Row, World
from .validation import defaults_of, given_fields


def owner_of(call: Call, collection: Collection, path: dict[str, str]) -> str:
    """Return the owner of the rows a request is about; raises ApiError (404) if the parent object does not exist."""
    if collection.parent is not None:
        parent = path["id"]
        if parent not in call.world.rows(collection.parent, call.tenant_id):
            raise not_found(f"{collection.parent} {parent}")
        return parent
    if collection.both and call.session.tenant_id is None and call.exchange.method == "POST" and call.session.account.role != "admin":
        raise forbidden(f"The role {call.session.account.role} may not do this")
    return call.tenant_id if collection.level == "tenant" or (collection.both and call.session.tenant_id) else SYSTEM


def _rows(call: Call, collection: Collection, owner: str) -> dict[str, Row]:
    """Return the rows that a request sees: of objects on both levels, a reading tenant is shown those of the system, too."""
    lent = call.world.rows(collection.name) if collection.both and call.exchange.method == "GET" else {}
    return {**{row["id"]: row for row in collection.fixed}, **call.world.rows(collection.name, owner), **lent}


def find(call: Call, collection: Collection, owner: str, key: str) -> Row:
    """Return one row that the session may see; raises ApiError (404)."""
    rows, field = _rows(call, collection, owner), collection.path_field(call.world.settings.release)
    row = rows.get(key) if field == "id" else next((row for row in rows.values() if row[field] == key), None)
    if row is None or (collection.visible is not None and not collection.visible(call, row)):
        raise not_found(f"{collection.name} {key}")
    return row


def listed(call: Call, collection: Collection, **path: str) -> dict[str, Any]:
    """Answer a list: ``{count, items}``, or ``{items}`` where the collection is not paged."""
    owner = owner_of(call, collection, path)
    rows = [row for row in _rows(call, collection, owner).values() if collection.visible is None or collection.visible(call, row)]
    if not collection.paged:
        return {"items": [shown(call.world, collection, owner, row) for row in rows]}
    hidden = {*collection.write_only, *collection.below}
    fields = frozenset(rows[0]) - hidden if rows else readable_fields(call.world, collection)
    count, page = selected(rows, call.query, call.world.settings, collection.search, fields)
    return {"count": count, "items": [shown(call.world, collection, owner, row, collection.summary) for row in page]}


def retrieved(call: Call, collection: Collection, **path: str) -> Row:
    """Answer one object, complete."""
    owner = owner_of(call, collection, path)
    return shown(call.world, collection, owner, find(call, collection, owner, path[collection.item]))


def status_of(call: Call, collection: Collection, **path: str) -> Row:
    """Answer the state of an object at the moment."""
    assert collection.status is not None
    return collection.status(find(call, collection, owner_of(call, collection, path), path[collection.item]))


def created(call: Call, collection: Collection, **path: str) -> Answer:
    """Create an object from the body; answer only its id."""
    world = call.world
    owner = owner_of(call, collection, path)
    body, extra = split(call, collection.name)
    model = collection.create_model(world.settings.release)
    row = new_row(world, collection, joined(given_fields(model, body), extra))
    examine(world, collection, owner, row)
    world.rows(collection.name, owner)[row["id"]] = row
    if collection.created is not None:
        collection.created(call, row)
    field = collection.path_field(world.settings.release)
    return Answer(collection.create_status, {field: row[field]})


def updated(call: Call, collection: Collection, **path: str) -> Answer:
    """Update an object by the body, partially or wholly as configured; answer without a body."""
    world = call.world
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    _check_own(collection, row)
    body, extra = split(call, collection.name)
    model = collection.update_model(world.settings.release)
    given = joined(given_fields(model, body), extra)
    changed = {**row, **_fallen_back(world, collection, row), **given} if world.settings.update_mode == "replace" else {**row, **given}
    examine(world, collection, owner, changed)
    row.update(changed)
    return Answer(200)


def switched_on(call: Call, collection: Collection, **path: str) -> Answer:
    """Switch one object on, and as configured all others of its owner off."""
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    for other in call.world.rows(collection.name, owner).values():
        kept = other[collection.switch] and not call.world.settings.enabling_disables_others
        other[collection.switch] = other is row or kept
    return Answer(200)


def switched_off(call: Call, collection: Collection, **path: str) -> Answer:
    """Switch one object off."""
    owner = owner_of(call, collection, path)
    find(call, collection, owner, path[collection.item])[collection.switch] = False
    return Answer(200)


def destroyed(call: Call, collection: Collection, **path: str) -> Answer:
    """Destroy an object."""
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    _check_own(collection, row)
    if collection.before_destroy is not None:
        collection.before_destroy(call, row)
    if collection.destroy is not None:
        collection.destroy(call, row)
    else:
        del call.world.rows(collection.name, owner)[row["id"]]
    return Answer(204)


def _check_own(collection: Collection, row: Row) -> None:
    """Raise ApiError (400) for an object that nobody changes."""
    if row in collection.fixed:
        raise ApiError(400, Problem(UNKNOWN, f"{row['name']} cannot be changed"))


def items_of(call: Call, collection: Collection, below: WholeList, **path: str) -> dict[str, Any]:
    """Answer a list below an object: ``{items}``."""
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    return {"items": [told for item in row[below.name] if (told := _shown_item(call.world, owner, below, item)) is not None]}


def item_of(call: Call, collection: Collection, below: WholeList, **path: str) -> Row:
    """Answer one item of a list below an object; raises ApiError (404)."""
    wanted = path[below.item or ""]
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    for item in row[below.name]:
        if _key_in(below, item) == wanted:
            told = _shown_item(call.world, owner, below, item)
            if told is not None:
                return told if below.show_item is None else below.show_item(call.world, row, told)
    raise not_found(f"{below.name} {wanted}")


def items_written(call: Call, collection: Collection, below: WholeList, **path: str) -> Answer:
    """Write a list below an object: what is there is replaced."""
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    items = given_fields(below.body, call.body()).get("items") or []
    for index, item in enumerate(items):
        where = f"items.{index}"
        if below.check is not None:
            below.check(call.world, owner, where, item)
        if below.one_place:
            check_one_place(call.world, collection, owner, row, below.name, item, where)
        if any(_key_in(below, other) == _key_in(below, item) for other in items[:index]):
            raise refused(f"{where}.{below.key}".rstrip("."), f"is there twice: {_key_in(below, item)}")
    row[below.name] = [{name: value for name, value in item.items() if value is not None} if below.key else item for item in items]
    return Answer(below.status, {"id": row["id"]} if below.status == 201 else None)


def check_one_place(world: World, collection: Collection, owner: str, row: Row, name: str, item: Any, where: str) -> None:
    """Raise ApiError (400) if the list of another object of the owner has an item."""
    for other in world.rows(collection.name, owner).values():
        if other is not row and item in other[name]:
            raise refused(where, f"{item} is in {other['name']} already")


def _key_in(below: WholeList, item: Any) -> Any:
    return item[below.key] if below.key else item


def own_path_written(call: Call, collection: Collection, own: OwnPath, **path: str) -> Answer:
    """Write a field at a path of its own."""
    owner = owner_of(call, collection, path)
    row = find(call, collection, owner, path[collection.item])
    value = given_fields(own.body, call.body())[own.member]
    examine(call.world, collection, owner, {**row, own.name: value})
    row[own.name] = value
    return Answer(200)


def _shown_item(world: World, owner: str, below: WholeList, item: Any) -> Row | None:
    """Return an item as it is answered; None: it is no longer there."""
    view = below.show(world, owner, item) if below.show is not None else dict(item)
    return None if view is None else rendered(view, world.settings)


def shown(world: World, collection: Collection, owner: str, row: Row, only: tuple[str, ...] | None = None) -> Row:
    """Return a row as it is answered; ``only`` names the fields of a summary."""
    elsewhere = set(collection.below)
    view = {key: value for key, value in row.items() if key not in collection.write_only and key not in elsewhere}
    if collection.present is not None:
        view = collection.present(world, owner, view | {key: row[key] for key in collection.write_only if key in row})
    if only is not None:
        view = {key: view[key] for key in only if key in view}
    return rendered(view, world.settings)


def new_row(world: World, collection: Collection, fields: Row) -> Row:
    """Return a new row with an id and the defaults of what ``fields`` leaves out."""
    read_only = {key: value() if callable(value) else copy.deepcopy(value) for key, value in collection.read_only.items()}
    defaults = defaults_of(collection.create_model(world.settings.release)) if collection.create is not None else {}
    lists: Row = {name: [] for name in collection.below}
    return {"id": world.ids.next(world.settings.ids), **defaults, **read_only, **lists, **fields}


def readable_fields(world: World, collection: Collection) -> frozenset[str]:
    """Return the fields by which a collection can be filtered and ordered."""
    names = {"id", *collection.read_only}
    if collection.create is not None:
        names |= set(defaults_of(collection.create_model(world.settings.release)))
    return frozenset(names - set(collection.write_only))


def split(call: Call, name: str) -> tuple[Row, Row]:
    """Part the fields of a later release, which a test has declared for a collection or singleton, from the body."""
    body = call.body()
    later: Row = {}
    for path in call.world.settings.accepted_extra_fields.get(name, ()):
        body, taken = _without(body, path.split("."))
        later = joined(later, taken)
    return body, later


def _without(value: Any, path: list[str]) -> tuple[Any, Any]:
    """Return a value without what stands at a path (``[]``: in each entry of a list), and what stood there."""
    first, rest = path[0], path[1:]
    if first == "[]" and isinstance(value, list):
        parts = [_without(entry, rest) for entry in value]
        return [kept for kept, _taken in parts], [taken for _kept, taken in parts]
    if not isinstance(value, dict) or first not in value:
        return value, {}
    if not rest:
        return {key: item for key, item in value.items() if key != first}, {first: value[first]}
    kept, taken = _without(value[first], rest)
    return {**value, first: kept}, {first: taken}


def joined(value: Any, more: Any) -> Any:
    """Return a value with what was parted from it back in its place."""
    if isinstance(value, dict) and isinstance(more, dict):
        return {**value, **{key: joined(value.get(key), item) for key, item in more.items()}}
    if isinstance(value, list) and isinstance(more, list):
        return [joined(entry, item) for entry, item in zip(value, more, strict=True)]
    return more if value is None or not isinstance(more, (dict, list)) else value


def _fallen_back(world: World, collection: Collection, row: Row) -> Row:
    """Return the values of a replacing update for what the body leaves out.

    Kept are fields that cannot be blank and those that a client cannot read back, which no client could send again.
    """
    create = collection.create_model(world.settings.release)
    required = {field.alias or name for name, field in create.model_fields.items() if field.is_required()}
    writable = {field.alias or name for name, field in collection.update_model(world.settings.release).model_fields.items()}
    kept = required | set(collection.write_only)
    return {name: value for name, value in defaults_of(create).items() if name in writable and name not in kept}


def examine(world: World, collection: Collection, owner: str, row: Row) -> None:
    """Raise ApiError (400) unless a whole row is unique and valid in this world."""
    for fields in collection.unique:
        for other in world.rows(collection.name, owner).values():
            if other["id"] != row["id"] and all(_key(other[name]) == _key(row[name]) for name in fields):
                raise refused(fields[0], "is taken: " + ", ".join(str(row[name]) for name in fields))
    if collection.one_of and all(row[name] is None for name in collection.one_of):
        raise refused(collection.one_of[0], f"at least one of {' and '.join(collection.one_of)} is required")
    if collection.check is not None:
        collection.check(world, owner, row)


def _key(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def refuse_removal(reason: str) -> ApiError:
    """Return the error for an object that must stay, 400 ``UNKNOWN``."""
    return ApiError(400, Problem(UNKNOWN, reason))
