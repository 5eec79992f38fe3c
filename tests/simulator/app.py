# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Putting the parts together: one world, its two APIs and the control interface."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Send

from .call import EXCHANGE, Answer, Exchange
from .dispatch import Table
from .errors import UNKNOWN, ApiError, Problem
from .gate import Gate
from .routes import (
    accounts,
    call_queues,
    collections,
    control,
    extension,
    login,
    phones,
    providers,
    singletons,
    status,
    system,
    tenants,
    uploads,
)
from .seeding import Seeder
from .settings import Settings
from .state import World


class Machine:
    """One simulated PBX without a network: the world, what surrounds it, and its way back to the seed."""

    def __init__(self, settings: Settings, seed: str) -> None:
        self._seed = seed
        self._settings = settings.model_copy(deep=True)
        self.world = World(settings)
        self.seeder = Seeder(self.world)
        self._others = self._framework()
        self.gate = Gate(self.world, self._serve)
        self.seeder.seed(seed)

    def reset(self) -> None:
        """Return to the seed and to the settings of the start; forget the log, the faults and the sessions."""
        with self.world.lock:
            self.world.settings = self._settings.model_copy(deep=True)
            self.world.clear()
            self.gate.clear()
            self.seeder.seed(self._seed)

    def configure(self, settings: dict[str, object]) -> None:
        """Change settings until the next reset; raises pydantic.ValidationError for a name or value that is none."""
        with self.world.lock:
            self.world.settings = Settings.model_validate({**self.world.settings.model_dump(), **settings})
            self.seeder.fit_release()

    async def _serve(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request to one of the two APIs, without what a framework puts around it; leave anything else to the framework."""
        if scope["type"] == "http":
            try:
                if await table().serve(scope, receive, send):
                    return
            except HTTPException as error:
                answer = await _no_route(Request(scope, receive), error)
                await answer(scope, receive, send)
                return
        await self._others(scope, receive, send)

    def _framework(self) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
        app.router.routes.extend(Route(path, route, methods=[method]) for method, path, route in control.routes(self))
        app.add_exception_handler(HTTPException, _no_route)
        return app


@cache
def table() -> Table:
    """Return the paths of the two APIs, which all machines have: what differs by release and setting the handlers validate."""
    parts = (login, status, accounts, system, singletons, tenants, providers, uploads, phones, call_queues, collections)
    below_api = [route for part in parts for route in part.routes()]
    return Table([*((method, "/api" + path, route) for method, path, route in below_api), *extension.routes()])


async def _no_route(request: Request, error: Exception) -> Response:
    """Answer in the API's own words where no route is."""
    exchange: Exchange | None = request.scope.get(EXCHANGE)
    status = error.status_code if isinstance(error, HTTPException) else 500
    if exchange is None:
        return Answer(status, {"error": "no such path"}).response()
    message = "not_found" if exchange.api == "extension" and status == 404 else "The path or method does not exist"
    return Answer(status, ApiError(status, Problem(UNKNOWN, message)).body(exchange.api)).response()
