# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The extension API: sign-in, agents, queues and memberships (extension API)."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from typing import Any

from ..call import Answer, Endpoint, Exchange, Routes, endpoint, json_object
from ..errors import UNKNOWN, VALIDATE_FAILED, ApiError, Problem
from ..extension_state import Extension
from ..models.extension import AgentCreate, AgentUpdate, MembershipCreate, MembershipUpdate, Queue
from ..representation import rendered
from ..validation import Body, defaults_of, given_fields

Row = dict[str, Any]
BASE = "/api/ver1.0/extension/{extension_id}"


def _error(status: int, message: str) -> ApiError:
    return ApiError(status, Problem(UNKNOWN, message))


def _missing() -> ApiError:
    return _error(404, "not_found")


def _token(exchange: Exchange, path: Row) -> Row:
    world = exchange.world
    form = exchange.body if isinstance(exchange.body, dict) else {}
    if not exchange.content_type.startswith("application/x-www-form-urlencoded") or form.get("grant_type") != "client_credentials":
        raise _error(400, "unsupported_grant_type")
    for client in world.extension.clients:
        if client.username == form.get("client_id") and secrets.compare_digest(client.password, form.get("client_secret", "")):
            lifetime = world.settings.extension_token_lifetime
            session = world.extension.sessions.open(client, None, lifetime, lifetime)
            return {"access_token": session.access_token, "token_type": "Bearer", "expires_in": math.ceil(lifetime), "scope": "all"}
    raise _error(401, "invalid_client")


def _extension(exchange: Exchange, path: Row) -> Extension:
    text = path["extension_id"]
    extension = exchange.world.extension.extensions.get(int(text)) if text.isascii() and text.isdigit() else None
    if extension is None:
        raise _missing()
    return extension


def _queue(exchange: Exchange, path: Row) -> Extension:
    extension = _extension(exchange, path)
    if extension.queue is None:
        raise _missing()
    return extension


def _item(rows: dict[int, Row], path: Row) -> Row:
    text = path["agent_id"]
    row = rows.get(int(text)) if text.isascii() and text.isdigit() else None
    if row is None:
        raise _missing()
    return row


def _given(exchange: Exchange, model: type[Body]) -> Row:
    return given_fields(model, json_object(exchange))


def _shown(exchange: Exchange, row: Row) -> Row:
    return rendered(row, exchange.world.settings)


def _put(exchange: Exchange, row: Row, create: type[Body], update: type[Body], kept: tuple[str, ...] = ()) -> Row:
    given = _given(exchange, update)
    if exchange.world.settings.update_mode == "replace":
        row.update({name: value for name, value in defaults_of(create).items() if name in update.model_fields and name not in kept})
    row.update(given)
    return _shown(exchange, row)


def _agents(exchange: Exchange, path: Row) -> list[Row]:
    return [_shown(exchange, row) for row in _extension(exchange, path).agents.values()]


def _create_agent(exchange: Exchange, path: Row) -> Answer:
    extension = _extension(exchange, path)
    given = _given(exchange, AgentCreate)
    agent_id = exchange.world.extension.next_agent_id()
    row = {"id": agent_id, "extension_id": extension.fields["id"], **defaults_of(AgentCreate), **given}
    extension.agents[agent_id] = row
    return Answer(201, _shown(exchange, row))


def _agent(exchange: Exchange, path: Row) -> Row:
    return _shown(exchange, _item(_extension(exchange, path).agents, path))


def _update_agent(exchange: Exchange, path: Row) -> Row:
    return _put(exchange, _item(_extension(exchange, path).agents, path), AgentCreate, AgentUpdate, ("name",))


def _delete_agent(exchange: Exchange, path: Row) -> Answer:
    extension = _extension(exchange, path)
    agent_id = _item(extension.agents, path)["id"]
    remove = exchange.query.get("remove_from_queues", "true").lower()
    if remove not in ("true", "false", "1", "0"):
        raise ApiError(400, Problem(VALIDATE_FAILED, "remove_from_queues: must be true or false"))
    del extension.agents[agent_id]
    if remove in ("true", "1"):
        exchange.world.extension.forget_agent(agent_id)
    return Answer(204)


def _members(kind: str) -> Callable[[Exchange, Row], list[Row]]:
    return lambda exchange, path: [_shown(exchange, row) for row in _queue(exchange, path).members[kind].values()]


def _add_member(kind: str) -> Callable[[Exchange, Row], Answer]:
    def add(exchange: Exchange, path: Row) -> Answer:
        members = _queue(exchange, path).members[kind]
        row = {**defaults_of(MembershipCreate), **_given(exchange, MembershipCreate)}
        agent_id = row["agent_id"]
        if kind == "local" and not exchange.world.extension.agent_exists(agent_id):
            raise ApiError(400, Problem(VALIDATE_FAILED, f"agent_id: agent {agent_id} does not exist"))
        if agent_id in members:
            raise ApiError(400, Problem(VALIDATE_FAILED, f"agent_id: agent {agent_id} is in the queue already"))
        members[agent_id] = row
        return Answer(201, _shown(exchange, row))

    return add


def _member(kind: str) -> Callable[[Exchange, Row], Row]:
    return lambda exchange, path: _shown(exchange, _item(_queue(exchange, path).members[kind], path))


def _update_member(kind: str) -> Callable[[Exchange, Row], Row]:
    return lambda exchange, path: _put(exchange, _item(_queue(exchange, path).members[kind], path), MembershipCreate, MembershipUpdate)


def _delete_member(kind: str) -> Callable[[Exchange, Row], Answer]:
    def delete(exchange: Exchange, path: Row) -> Answer:
        members = _queue(exchange, path).members[kind]
        del members[_item(members, path)["agent_id"]]
        return Answer(204)

    return delete


def _get_queue(exchange: Exchange, path: Row) -> Row:
    return _shown(exchange, _queue(exchange, path).queue or {})


def _put_queue(exchange: Exchange, path: Row) -> Row:
    return _put(exchange, _queue(exchange, path).queue or {}, Queue, Queue)


def _get_extension(exchange: Exchange, path: Row) -> Row:
    return _shown(exchange, _extension(exchange, path).fields)


def _authenticated(handler: Callable[[Exchange, Row], Any]) -> Endpoint:
    def checked(exchange: Exchange, path: Row) -> Any:
        if exchange.session is None:
            raise _error(401, "unauthorized")
        return handler(exchange, path)

    return endpoint(checked)


def routes() -> Routes:
    """Return the routes; collections end in a slash, items do not."""
    table: list[tuple[str, str, Callable[[Exchange, Row], Any]]] = [
        ("GET", "/agent/", _agents),
        ("POST", "/agent/", _create_agent),
        ("GET", "/agent/{agent_id}", _agent),
        ("PUT", "/agent/{agent_id}", _update_agent),
        ("DELETE", "/agent/{agent_id}", _delete_agent),
        ("GET", "/queue/", _get_queue),
        ("PUT", "/queue/", _put_queue),
        ("GET", "/extension/", _get_extension),
    ]
    for kind in ("local", "remote"):
        table += [
            ("GET", f"/queue/agents/{kind}/", _members(kind)),
            ("POST", f"/queue/agents/{kind}/", _add_member(kind)),
            ("GET", f"/queue/agents/{kind}/{{agent_id}}", _member(kind)),
            ("PUT", f"/queue/agents/{kind}/{{agent_id}}", _update_member(kind)),
            ("DELETE", f"/queue/agents/{kind}/{{agent_id}}", _delete_member(kind)),
        ]
    described = [(method, BASE + path, _authenticated(handler)) for method, path, handler in table]
    return [("POST", "/oauth/token", endpoint(_token)), *described]
