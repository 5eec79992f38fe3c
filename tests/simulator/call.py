# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A request on its way to a handler: who asks, from within which tenant, and for what."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .collection import Level
from .errors import UNKNOWN, ApiError, Problem, forbidden, refused, unauthorized
from .log import Api
from .session import Session
from .state import World

EXCHANGE = "simulator.exchange"
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass
class Exchange:
    """A request as the gate has read it."""

    api: Api
    world: World
    method: str
    path: str
    query: dict[str, str]
    raw: bytes
    content_type: str
    body: Any
    client: str
    session: Session | None = None
    parameters: dict[str, list[str]] = field(default_factory=dict)  # the query, with all of several equal names
    basic: tuple[str, str] | None = None  # name and password, of basic authentication
    upload_token: str = ""  # of the header PortSIP-Upload-Token


@dataclass(frozen=True)
class Answer:
    """What a handler gives back when it is more than an object with status 200."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def response(self) -> Response:
        """Return the HTTP response; without a body for None."""
        if self.body is None:
            return Response(status_code=self.status, headers=self.headers)
        content = self.body if isinstance(self.body, (str, bytes)) else json.dumps(self.body, separators=(",", ":"))
        return Response(content, status_code=self.status, headers=self.headers, media_type=self.media_type)


@dataclass(frozen=True)
class Call:
    """An authenticated request; the world's lock is held as long as it lasts."""

    world: World
    exchange: Exchange
    session: Session

    @property
    def query(self) -> dict[str, str]:
        """The query parameters."""
        return self.exchange.query

    @property
    def tenant_id(self) -> str:
        """The tenant the session is in; only for handlers of the level tenant."""
        if self.session.tenant_id is None:
            raise forbidden("The session is in no tenant")
        return self.session.tenant_id

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the body; raises ApiError if it is anything else."""
        return json_object(self.exchange)


Handler = Callable[..., Any]
Routes = list[tuple[str, str, Endpoint]]  # method, path, endpoint


def json_object(exchange: Exchange) -> dict[str, Any]:
    """Return the JSON object of a request; raises ApiError (400) if its type or its content is anything else."""
    if not exchange.content_type.startswith("application/json"):
        raise refused("body", "must be sent as application/json")
    if not isinstance(exchange.body, dict):
        raise refused("body", "must be a JSON object")
    return exchange.body


def enter(world: World, exchange: Exchange, level: Level, roles: frozenset[str]) -> Call:
    """Admit a request to a handler; raises ApiError: 401 without a session, 403 for the wrong role or context."""
    session = exchange.session
    if session is None:
        raise unauthorized()
    if session.account.role not in roles:
        raise forbidden(f"The role {session.account.role} may not do this")
    if level == "system" and session.tenant_id is not None and world.settings.system_routes_inside_tenant == "refuse":
        raise forbidden("The session is inside a tenant")
    if level == "tenant":
        if session.tenant_id not in world.tenants:
            raise forbidden("The session is in no tenant")
        if exchange.method == "POST" and world.being_deleted(session.tenant_id):
            raise ApiError(400, Problem(UNKNOWN, "The tenant is being deleted"))
    return Call(world, exchange, session)


def endpoint(handler: Callable[[Exchange, dict[str, Any]], Any]) -> Endpoint:
    """Return the HTTP endpoint of a handler that takes the exchange and the path parameters."""

    async def respond(request: Request) -> Response:
        exchange: Exchange = request.scope[EXCHANGE]
        with exchange.world.lock:
            try:
                exchange.world.sweep()
                result = handler(exchange, request.path_params)
            except ApiError as error:
                result = Answer(error.status, error.body(exchange.api), error.headers)
        return (result if isinstance(result, Answer) else Answer(200, result)).response()

    return respond


def pbx(handler: Handler, level: Level, roles: frozenset[str]) -> Endpoint:
    """Return the endpoint of a handler ``(call, **path parameters)`` for sessions of a level and some roles."""
    return endpoint(lambda exchange, path: handler(enter(exchange.world, exchange, level, roles), **path))
