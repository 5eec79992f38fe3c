# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Operations on collections that are made from their descriptions, made ready to be probed with what their case files say."""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import quote

from cases import Case, cases, prepare
from parity.variables import filled
from simulator import Simulator
from simulator.collection import Collection
from simulator.described import operation
from simulator.resources import COLLECTIONS

from .clients import Answer, PbxClient
from .target import Target
from .values import SAMPLES

_COUNT = itertools.count(5000)
_NOTHING_NEEDED = ("contacts",)
"""Collections of which an object needs no field at all."""
_KNOWN = {collection.path: collection for collection in COLLECTIONS if collection.demanded or collection.name in _NOTHING_NEEDED}
_CASES = {case.at[-1]: case for case in cases().values()}
CREATED = frozenset(_KNOWN)


def is_known(shape: str) -> bool:
    """Return whether a path belongs to one of these collections."""
    return _collection(shape) is not None and "/assignees" not in shape


def make(pbx: Simulator, shape: str) -> Target:
    """Return the target of an operation with a body on a PBX as new."""
    collection, client = _ready(pbx, shape)
    where = _filled(client, collection, shape, lambda: _smallest(collection))
    shown = where.rpartition("/")[0] if shape.endswith(tuple(f"/{own.name}" for own in collection.own_paths)) else where
    creates = shape == collection.path
    renamed: dict[str, str] = {}

    def send(body: dict[str, Any]) -> Answer:
        answer = client.post(renamed.get(where, where), body)
        if collection.found_by and not creates and answer.status_code == 200 and "name" in body:
            renamed[where] = f"{_root(collection)}/{body['name']}"
        return answer

    def read(answer: Answer) -> dict[str, Any]:
        path = f"{where}/{_identifier(answer)}" if creates else shown
        found: dict[str, Any] = client.get(renamed.get(path, path)).json()
        return found

    return Target(
        send,
        read,
        (lambda: _smallest(collection)) if creates else (lambda: dict(_BESIDE.get(shape, {}))),
        collection.create_status if creates else _status(collection, shape),
        values={"provider_id": pbx.add_provider("Carrier"), **_existing(pbx, collection), **_plain_items(collection, shape)},
    )


def _plain_items(collection: Collection, shape: str) -> dict[str, Any]:
    """Return what the case has in a list of plain values that is written at a path of its own."""
    lists = [below.name for below in collection.lists if not below.key and shape.endswith(f"/{below.name}")]
    return {"items": filled(_CASES[collection.name].life[0].expect)[lists[0]]} if lists else {}


def _status(collection: Collection, shape: str) -> int:
    """Return the status of a write to an object that exists, or to one of its lists."""
    return next((below.status for below in collection.lists if shape.endswith(f"/{below.name}")), 200)


def _existing(pbx: Simulator, collection: Collection) -> dict[str, Any]:
    at = _CASES[collection.name].at
    fields = operation(f"POST {collection.path}")["body"]
    holidays = {"holidays": [pbx.add_holiday(at[1], "Easter")]} if "holidays" in fields else {}
    roles = {"role": SAMPLES["role"]} if "role" in fields else {}
    return {
        **holidays,
        **roles,
        **_BESIDE.get(collection.path, {}),
        **{name: pbx.add_file(at[1], "any.wav") for name in fields if name.endswith("file_id")},
    }


def reader(pbx: Simulator, shape: str) -> tuple[PbxClient, str]:
    """Return a client and the path of an operation on an object that holds what its case says."""
    collection, client = _ready(pbx, shape)
    return client, _filled(client, collection, shape, lambda: filled(_CASES[collection.name].life[0].expect))


def _ready(pbx: Simulator, shape: str) -> tuple[Collection, PbxClient]:
    collection = _collection(shape)
    assert collection is not None
    case: Case = _CASES[collection.name]
    prepare(pbx, filled(case.prepare))
    client = PbxClient(pbx).sign_in()
    if collection.level == "tenant":
        client.enter(case.at[1])
    return collection, client


def _filled(client: PbxClient, collection: Collection, shape: str, body: Any) -> str:
    """Return the path with the ids of a new object, and of the first item of each of its lists."""
    root = _root(collection)
    if shape == collection.path or ("{" not in shape and "/destroy" not in shape):
        if client.get(root).json()["items"] == []:
            _create(client, collection, body())
        return shape.replace(collection.path, root)
    path = shape.replace(collection.path, root).replace(f"{{{collection.item}}}", _create(client, collection, body()))
    for group in collection.members:
        if f"/{group.name}/" in shape:
            path = path.replace(f"{{{group.parameter}}}", next(iter(body().get(group.name, [])), ""))
    for below in collection.lists if "}" in path else ():
        first = next(iter(body().get(below.name, [])), {})
        path = path.replace(f"{{{below.item}}}", str(first.get(below.key) if below.key else first))
    return path


def _create(client: PbxClient, collection: Collection, body: dict[str, Any]) -> str:
    lists = {below.name: body[below.name] for below in collection.lists if below.name in body}
    members = {group.name: body[group.name] for group in collection.members if group.name in body}
    apart = {*lists, *members, *collection.read_only}
    answer = client.post(_root(collection), {name: value for name, value in body.items() if name not in apart})
    identifier = _identifier(answer)
    for name, items in lists.items():
        assert client.post(f"{_root(collection)}/{identifier}/{name}", {"items": items}).status_code in (200, 201)
    for name, numbers in members.items():
        assert [client.post(f"{_root(collection)}/{identifier}/{name}/{number}").status_code for number in numbers] == [200] * len(numbers)
    return identifier


def _identifier(answer: Answer) -> str:
    """Return what a creation answers: the id, or another field that takes its place in paths."""
    (identifier,) = answer.json().values()
    return quote(str(identifier))


def _smallest(collection: Collection) -> dict[str, Any]:
    """Return what creation needs, and no more; nothing of it is there yet."""
    facts = operation(f"POST {collection.path}")["body"]
    known = filled(_CASES[collection.name].life[0].expect)
    told = {name: known[name] for name in known if name.endswith("_id") or name == "did_numbers"}
    needed = {name: told[name] if name in told else _needed(name, facts[name]) for name in (*collection.demanded, *collection.one_of)}
    return {**needed, **_BESIDE.get(collection.path, {})}


def _needed(name: str, fact: dict[str, Any]) -> Any:
    if "enum" in fact:
        return fact["enum"][0]
    if fact["type"] == "array":
        return []
    if fact["type"] == "object":
        return {}
    if fact["type"] != "string":
        return False if fact["type"] == "boolean" else fact.get("min", 1)
    if name == "file_id":
        return "file-1"
    if name == "mac":
        high, low = divmod(next(_COUNT), 100)
        return f"02:00:00:00:{high % 100:02}:{low:02}"
    return SAMPLES[name] if name in SAMPLES and name not in _OWN else str(next(_COUNT))


_BESIDE = dict.fromkeys(("/call_park_groups", "/call_park_groups/{id}"), {"ring_group_id": "ring-group-1"})
"""What some values of other fields call for."""
_OWN = ("extension_number", "name")
"""Fields of which no two objects have the same value."""


def _collection(shape: str) -> Collection | None:
    """Return the collection that an operation is about: of several the innermost."""
    found = [path for path in _KNOWN if shape == path or shape.startswith(f"{path}/")]
    return _KNOWN[max(found, key=len)] if found else None


def _root(collection: Collection) -> str:
    """Return the path of a collection, below the object that the case has it in."""
    return collection.path.replace("{id}", _CASES[collection.name].at[-2]) if collection.parent else collection.path
