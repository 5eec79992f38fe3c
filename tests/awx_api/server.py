# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A stateful stand-in for AWX's REST API, version 2, on loopback: what the modules of awx.awx ask for when the role runs, and no more."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from .state import Refused, State

TOKEN = "awx-token-of-the-tests"
VERSION = {"X-API-Product-Name": "AWX", "X-API-Product-Version": "24.6.1"}


@dataclass(frozen=True)
class Write:
    """A request that changes something."""

    method: str
    path: str
    body: Any


class Awx:
    """AWX for the length of a ``with`` block.

    :param project: a directory that stands for the git repository of every project; its playbooks are found as AWX finds them.
    :ivar state: what there is.
    :ivar writes: every request that changes something, in their order.
    """

    def __init__(self, project: Path) -> None:
        self.state = State(project)
        self.writes: list[Write] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(self._app(), log_level="error", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def environment(self) -> dict[str, str]:
        """What the modules of awx.awx read."""
        return {"CONTROLLER_HOST": f"http://127.0.0.1:{self._socket.getsockname()[1]}", "CONTROLLER_OAUTH_TOKEN": TOKEN}

    def __enter__(self) -> Awx:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    def _app(self) -> FastAPI:
        app = FastAPI(openapi_url=None)

        @app.api_route("/api/v2/{path:path}", methods=["GET", "POST", "PATCH", "DELETE"])
        async def answer(path: str, request: Request) -> Response:
            """Every request goes the same way."""
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                return JSONResponse({"detail": "Authentication credentials were not provided."}, 401, VERSION)
            if not request.url.path.endswith("/"):
                return JSONResponse({"detail": "Not found."}, 404, VERSION)
            body = await request.json() if request.method != "GET" else None
            if request.method != "GET":
                self.writes.append(Write(request.method, path.strip("/"), body))
            try:
                status, found = self.state.answer(request.method, path.strip("/").split("/"), dict(request.query_params), body)
            except Refused as refused:
                return JSONResponse(refused.body, refused.status, VERSION)
            return Response(status_code=status, headers=VERSION) if found is None else JSONResponse(found, status, VERSION)

        return app
