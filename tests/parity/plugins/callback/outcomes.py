# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Callback plugin of the parity tests: writes each result as a line of JSON, as any callback gets it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: outcomes
type: aggregate
short_description: Write each result to the file that OUTCOMES_FILE names
description: One line of JSON for each task and host, each item of a loop and each attempt.
"""


class CallbackModule(CallbackBase):
    """Leaves the screen to the standard callback."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "outcomes"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, status: str, result: Any) -> None:
        # The public names are those of ansible-core 2.19 and newer.
        task, host, content = (getattr(result, name, None) or getattr(result, f"_{name}") for name in ("task", "host", "result"))
        public = {name: value for name, value in content.items() if not name.startswith("_ansible_")}
        entry = {"task": task.get_name(), "host": host.get_name(), "status": status, "result": public}
        with Path(os.environ["OUTCOMES_FILE"]).open("a", encoding="utf-8") as file:
            # What is no plain JSON is told as such, so that it cannot pass for what it looks like.
            file.write(json.dumps(entry, default=lambda value: f"({type(value).__name__})") + "\n")

    def v2_runner_on_ok(self, result: Any) -> None:
        self._write("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._write("failed", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._write("unreachable", result)

    def v2_runner_retry(self, result: Any) -> None:
        self._write("retry", result)

    def v2_runner_item_on_ok(self, result: Any) -> None:
        self._write("item ok", result)

    def v2_runner_item_on_failed(self, result: Any) -> None:
        self._write("item failed", result)

    def v2_runner_item_on_skipped(self, result: Any) -> None:
        self._write("item skipped", result)

    def v2_runner_on_async_ok(self, result: Any) -> None:
        self._write("async ok", result)

    def v2_runner_on_async_failed(self, result: Any) -> None:
        self._write("async failed", result)
