# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The routes of every object of which there is one, made from its description."""

from __future__ import annotations

from ..call import Answer, Call, Handler, Routes, pbx
from ..crud import joined, split
from ..representation import rendered
from ..resources import SINGLETONS
from ..singleton import Singleton
from ..state import SYSTEM, Row
from ..validation import defaults_of, given_fields, never_blank


def retrieved(call: Call, singleton: Singleton) -> Row:
    """Answer the object."""
    row = singleton.row(call, singleton)
    view = row if singleton.present is None else singleton.present(call.world, call.tenant_id, row)
    return rendered({key: value for key, value in view.items() if key not in singleton.hidden}, call.world.settings)


def updated(call: Call, singleton: Singleton) -> Answer:
    """Update the object by the body, partially or wholly as configured; answer without a body."""
    settings, row = call.world.settings, singleton.row(call, singleton)
    body, extra = split(call, singleton.name)
    model = singleton.model(settings.release)
    given = joined(given_fields(model, body), extra)
    if settings.update_mode == "replace":
        kept = {*singleton.hidden, *never_blank(model)}
        given = {name: value for name, value in defaults_of(model).items() if name not in kept} | given
    changed = {**row, **given}
    if singleton.check is not None:
        singleton.check(call.world, call.tenant_id if singleton.level == "tenant" else SYSTEM, changed)
    row.update(changed)
    if singleton.updated is not None:
        singleton.updated(call, row)
    return Answer(singleton.status)


def routes() -> Routes:
    """Return the routes of all objects of this kind."""
    table: Routes = []
    for singleton in SINGLETONS:
        if singleton.readable:
            table.append(("GET", singleton.path, pbx(_bound(retrieved, singleton), singleton.level, singleton.roles)))
        table.append(("POST", singleton.path, pbx(_bound(updated, singleton), singleton.level, singleton.roles)))
    return table


def _bound(verb: Handler, singleton: Singleton) -> Handler:
    def handler(call: Call) -> object:
        return verb(call, singleton)

    return handler
