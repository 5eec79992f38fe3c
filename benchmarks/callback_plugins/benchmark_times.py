# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Writes down when each task began and ended, as seconds of the monotonic clock, to the file BENCHMARK_TIMES."""

from __future__ import annotations

import json
import os
import pathlib
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: benchmark_times
type: notification
short_description: When each task began and ended
description: Writes one JSON document at the end of the run.
"""


class CallbackModule(CallbackBase):
    """One entry a task: its name, begin, end of its last host, and how many results there were of which kind."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "benchmark_times"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        self._tasks: dict[str, dict[str, Any]] = {}
        self._play_began = 0.0

    def v2_playbook_on_play_start(self, play: Any) -> None:
        """Note the begin of the (first) play."""
        self._play_began = self._play_began or time.monotonic()

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        """Note the begin of a task."""
        self._tasks[task._uuid] = {"name": task.get_name(), "begin": time.monotonic(), "end": None, "ok": 0, "changed": 0, "failed": 0}

    def _note(self, result: Any, kind: str) -> None:
        entry = self._tasks[result._task._uuid]
        entry["end"] = time.monotonic()
        body = result._result
        for item in body["results"] if "results" in body and result._task.loop else [body]:
            entry["failed" if kind == "failed" else "changed" if item.get("changed") else "ok"] += 1

    def v2_runner_on_ok(self, result: Any) -> None:
        """Note the end of a task on a host."""
        self._note(result, "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        """Note a failure on a host."""
        self._note(result, "failed")

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """Write it all down."""
        document = {"play_began": self._play_began, "ended": time.monotonic(), "tasks": list(self._tasks.values())}
        pathlib.Path(os.environ["BENCHMARK_TIMES"]).write_text(json.dumps(document), encoding="utf-8")
