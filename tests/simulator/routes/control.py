# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The control interface below /_simulator/: for tests and shells, not part of the PBX and not logged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from ..call import Answer, Routes
from ..faults import Fault

if TYPE_CHECKING:
    from ..app import Machine


def routes(machine: Machine) -> Routes:
    """Return the routes that look into a machine and change it from outside."""

    async def read(request: Request) -> Response:
        with machine.world.lock:
            views = {"state": machine.world.dump, "requests": machine.gate.log.requests, "writes": machine.gate.log.writes}
            view = views.get(request.path_params["what"])
            return _missing() if view is None else Answer(200, view()).response()

    async def act(request: Request) -> Response:
        what = request.path_params["what"]
        raw = await request.body()
        try:
            arguments = json.loads(raw) if raw else {}
            if not isinstance(arguments, dict):
                raise TypeError("the body must be a JSON object")
            with machine.world.lock:
                return _act(machine, what, arguments)
        except (TypeError, ValueError, LookupError, ValidationError) as error:
            return Answer(400, {"error": str(error)}).response()

    return [("GET", "/_simulator/{what}", read), ("POST", "/_simulator/{what:path}", act)]


def _act(machine: Machine, what: str, arguments: dict[str, Any]) -> Response:
    result: dict[str, Any] = {}
    if what == "reset":
        machine.reset()
    elif what == "clear_log":
        machine.gate.log.clear()
    elif what == "clear_faults":
        machine.gate.faults.clear()
    elif what == "expire_tokens":
        machine.world.expire_tokens()
    elif what == "configure":
        machine.configure(arguments)
    elif what == "faults":
        machine.gate.faults.add(Fault(**arguments))
    elif what.startswith(("seed/add_", "seed/set_")):
        helper = getattr(machine.seeder, what.removeprefix("seed/"), None)
        if helper is None:
            return _missing()
        result = {"id": helper(**arguments)}
    elif what == "steps":
        for step in arguments["steps"]:
            answer = _act(machine, step["call"], {name: value for name, value in step.items() if name != "call"})
            if answer.status_code != 200:
                return answer
    else:
        return _missing()
    return Answer(200, result).response()


def _missing() -> Response:
    return Answer(404, {"error": "no such control"}).response()
