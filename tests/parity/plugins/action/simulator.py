# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Action plugin of the parity tests: prepares the simulated PBX of a host, and tells what happened on it."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """Works on the control interface at the host's variable ``simulator_url``.

    Options: ``steps``, a list of mappings, each with ``call``, a path below the interface, and its arguments; ``show``,
    a value that is handed through to the result; ``collect``, whether to answer with the requests so far and the state,
    and to begin anew.
    """

    _requires_connection = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        arguments = json.loads(json.dumps(self._task.args, default=str))
        control = f"{(task_vars or {})['simulator_url']}/_simulator"
        for step in arguments.get("steps", []):
            _ask(f"{control}/{step.pop('call')}", step)
        if "show" in arguments:
            result["shown"] = arguments["show"]
        if arguments.get("collect"):
            left = {"requests": _ask(f"{control}/requests"), "state": _ask(f"{control}/state")}
            Path(arguments["collect"]).write_text(json.dumps(left), encoding="utf-8")
            _ask(f"{control}/reset", {})
        return result


def _ask(url: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, data), timeout=20) as answer:  # noqa: S310 # loopback
        return json.loads(answer.read() or b"null")
