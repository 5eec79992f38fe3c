# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the extension API shows and no one configures through it: extensions, aliases, sounds, registrations, queues at work."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..call import Answer
from ..extension_call import GONE, OWN, Operation, Query, Visit, missing
from ..extension_state import Extension, Row
from ..extension_table import matching, page_of

FromOne = Annotated[int, Field(ge=1)]


class AliasQuery(Query):
    """The parameters of ``GET .../alias/``."""

    page: FromOne = 1
    per_page: FromOne | None = None
    id: list[int] | None = None
    name: list[str] | None = None
    domain: list[str] | None = None


class SoundQuery(Query):
    """The parameters of ``GET .../sound/``."""

    page: FromOne = 1
    per_page: FromOne | None = None
    id: list[int] | None = None
    title: list[str] | None = None


class RegistrationQuery(Query):
    """The parameters of ``GET /extension/registration/``."""

    extension_id: list[int] | None = None


def _extension(visit: Visit) -> Row:
    return visit.shown(visit.extension.fields)


def _aliases(visit: Visit) -> list[Row]:
    query = visit.query()
    rows = matching(visit.extension.tables["aliases"].values(), query)
    return [visit.shown(row) for row in page_of(visit, rows, query.page, query.per_page)]


def _sounds(visit: Visit) -> list[Row]:
    query = visit.query()
    rows = matching(visit.state.sounds.values(), query)
    return [visit.shown(row) for row in page_of(visit, rows, query.page, query.per_page)]


def _registered(visit: Visit, extension: Extension) -> Row:
    rows = list(extension.tables["registrations"].values())
    return visit.shown({"extension_id": extension.id, "registered": bool(rows), "registrations": rows}, lists=("registrations",))


def _registrations(visit: Visit) -> list[Row]:
    """Return the registrations of the extensions asked for, of all if none is; unknown ones are passed over."""
    wanted = visit.query().extension_id
    return [_registered(visit, extension) for key, extension in visit.state.extensions.items() if wanted is None or key in wanted]


def _registration(visit: Visit) -> Row:
    return _registered(visit, visit.extension)


def _drop_all(visit: Visit) -> Answer:
    visit.extension.tables["registrations"].clear()
    return GONE


def _drop_one(visit: Visit) -> Answer:
    if visit.extension.tables["registrations"].pop(visit.path["registration_id"], None) is None:
        raise missing()
    return GONE


def _queue_status(visit: Visit) -> Row:
    states = [row["state"] for row in visit.extension.tables["queue_members"].values()]
    return visit.shown({f"{state}_members": states.count(state) for state in ("answered", "waiting", "trying")})


def _queue_agents(visit: Visit) -> list[Row]:
    """Return the agents of a queue, those at outside numbers left out."""
    members = visit.extension.tables["queue_agents"]
    shown = []
    for extension in visit.state.extensions.values():
        for key, agent in extension.tables["agents"].items():
            if key in members:
                name = extension.fields["name"]
                row = {"status": agent["status"], "name": agent["name"], "extension_name": name, "call_duration": 0, "state": "waiting"}
                shown.append(visit.shown({**row, "name_fs": f"{key}@{extension.fields['domain']}"}))
    return shown


def _queue_members(visit: Visit) -> list[Row]:
    return [visit.shown(row) for row in visit.extension.tables["queue_members"].values()]


def operations() -> list[Operation]:
    """Return the operations that show, and those that end a registration."""
    return [
        Operation("GET", "/extension/registration/", _registrations, query=RegistrationQuery),
        Operation("GET", f"{OWN}/extension/", _extension),
        Operation("GET", f"{OWN}/alias/", _aliases, query=AliasQuery),
        Operation("GET", f"{OWN}/sound/", _sounds, query=SoundQuery),
        Operation("GET", f"{OWN}/registration/", _registration),
        Operation("DELETE", f"{OWN}/registration/", _drop_all),
        Operation("DELETE", f"{OWN}/registration/{{registration_id}}", _drop_one),
        Operation("GET", f"{OWN}/queue/status/", _queue_status, only="queue"),
        Operation("GET", f"{OWN}/queue/status/agents/", _queue_agents, only="queue"),
        Operation("GET", f"{OWN}/queue/status/members/", _queue_members, only="queue"),
    ]
