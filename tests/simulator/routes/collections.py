# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The routes of every collection, made from its description."""

from __future__ import annotations

from .. import crud, members
from ..call import Answer, Call, Endpoint, Handler, Routes, pbx
from ..collection import Collection, Members, OwnPath, WholeList
from ..resources import COLLECTIONS


def routes() -> Routes:
    """Return the routes of all collections."""
    return [route for collection in COLLECTIONS for route in routes_of(collection)]


def routes_of(collection: Collection) -> Routes:
    """Return list, create, retrieve, update and destroy, as far as the collection has them."""
    item = f"{collection.path}/{{{collection.item}}}"
    table: Routes = [("GET", collection.path, _endpoint(crud.listed, collection))]
    if collection.retrievable:
        table.append(("GET", item, _endpoint(crud.retrieved, collection)))
    if collection.switch:
        table.append(("POST", f"{item}/enable", _endpoint(crud.switched_on, collection)))
        table.append(("POST", f"{item}/disable", _endpoint(crud.switched_off, collection)))
    if collection.create is not None:
        table.append(("POST", collection.path, _endpoint(crud.created, collection)))
    if collection.update is not None:
        table.append(("POST", item, _endpoint(crud.updated, collection)))
    if collection.destroyable:
        table.append(("POST", f"{item}/destroy", _endpoint(crud.destroyed, collection)))
    if collection.status is not None:
        table.append(("GET", f"{item}/status", _endpoint(crud.status_of, collection)))
    for below in collection.lists:
        table.append(("GET", f"{item}/{below.name}", _list_endpoint(crud.items_of, collection, below)))
        table.append(("POST", f"{item}/{below.name}", _list_endpoint(crud.items_written, collection, below)))
        if below.item is not None:
            table.append(("GET", f"{item}/{below.name}/{{{below.item}}}", _list_endpoint(crud.item_of, collection, below)))
    for group in collection.members:
        one = f"{item}/{group.name}/{{{group.parameter}}}"
        table += [
            ("GET", f"{item}/{group.name}", _list_endpoint(members.listed, collection, group)),
            *([("GET", one, _list_endpoint(members.retrieved, collection, group))] if group.retrievable else []),
            ("POST", one, _list_endpoint(members.added, collection, group)),
            ("POST", f"{one}/destroy", _list_endpoint(members.removed, collection, group)),
        ]
    for own in collection.own_paths:
        table.append(("POST", f"{item}/{own.name}", _list_endpoint(crud.own_path_written, collection, own)))
    return table


def _list_endpoint(verb: Handler, collection: Collection, below: WholeList | Members | OwnPath) -> Endpoint:
    def handler(call: Call, **path: str) -> Answer | dict[str, object]:
        answer: Answer | dict[str, object] = verb(call, collection, below, **path)
        return answer

    return pbx(handler, collection.level, collection.roles)


def _endpoint(verb: Handler, collection: Collection) -> Endpoint:
    def handler(call: Call, **path: str) -> Answer | dict[str, object]:
        answer: Answer | dict[str, object] = verb(call, collection, **path)
        return answer

    return pbx(handler, collection.level, collection.roles)
