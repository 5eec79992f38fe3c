# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Callback plugin of the tests: writes one JSON document at the end, as machine-readable callbacks do."""

from __future__ import annotations

import json
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: as_json
type: stdout
short_description: Write all results as one JSON document
description: A list of the results, on standard output, which nothing else may use.
"""


class CallbackModule(CallbackBase):
    """Collects the results and displays them when the playbook is over."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "as_json"

    def __init__(self) -> None:
        super().__init__()
        self._results: list[Any] = []

    def _keep(self, result: Any) -> None:
        content = getattr(result, "result", None) or result._result
        self._results.append({name: value for name, value in content.items() if not name.startswith("_ansible_")})

    def v2_runner_on_ok(self, result: Any) -> None:
        self._keep(result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._keep(result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._display.display(json.dumps(self._results, default=str))
