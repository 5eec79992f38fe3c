# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Callback plugin of the functional tests: writes the result of each task as one line of JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: record
type: aggregate
short_description: Write the result of each task to the file that RECORD_FILE names
description: One line of JSON for each task and each item of a loop, and one for the recap of each host.
"""


class CallbackModule(CallbackBase):
    """Leaves the screen to the standard callback, so that the tests see the same as users do."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "record"

    def _write(self, entry: dict[str, Any]) -> None:
        with Path(os.environ["RECORD_FILE"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, default=str) + "\n")

    def _task(self, status: str, result: Any, *, item: bool = False) -> None:
        public = {name: value for name, value in result._result.items() if not name.startswith("_ansible_")}
        self._write({"task": result._task.get_name().strip(), "status": status, "item": item, "result": public})

    def v2_runner_on_ok(self, result: Any) -> None:
        self._task("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._task("failed", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._task("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._task("unreachable", result)

    def v2_runner_item_on_ok(self, result: Any) -> None:
        self._task("ok", result, item=True)

    def v2_runner_item_on_failed(self, result: Any) -> None:
        self._task("failed", result, item=True)

    def v2_runner_item_on_skipped(self, result: Any) -> None:
        self._task("skipped", result, item=True)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._write({"recap": {host: stats.summarize(host) for host in stats.processed}})
