# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The engine's context inside an action: warnings, progress, secrets, and the result as a module would leave it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ValidationResult
from ansible.utils.display import Display

from ..module_utils.host.invocation import ShownOptions
from ..module_utils.host.outcome import TaskContext
from .task_memory import LIFELINE
from .to_builtin import to_builtin

QUIET_SECONDS = 3.0
"""Work that takes no longer than this shows no progress, and longer work shows it no more often."""

display = Display()


class ActionContext(TaskContext):
    """The engine's ``Context`` inside an action.

    :param task: the task that runs.
    :param shown: the options as they may be shown.
    :param variables: of the task, untemplated.
    """

    def __init__(self, task: Any, shown: ShownOptions, variables: Mapping[str, Any]) -> None:
        super().__init__(shown, LIFELINE)
        self._invocation = invocation(shown, variables)
        self.check_mode = bool(task.check_mode)
        self._name = task.action.rpartition(".")[2]
        self._hidden = bool(task.no_log)
        self._last_shown = time.monotonic()

    def show_progress(self, text: str) -> None:
        """Show how far long work is; on stderr, so that machine-readable output stays valid.

        To be called from the main thread: there Ansible's display passes it on to the process with the screen.
        """
        if not self._hidden and time.monotonic() - self._last_shown >= QUIET_SECONDS:
            self._last_shown = time.monotonic()
            display.display(self.clean(f"{self._name}: {text}"), stderr=True)

    def finish(self, result: dict[str, Any], checked: ValidationResult) -> dict[str, Any]:
        """The result as a module's would be: plain JSON, with the call and its warnings.

        :param checked: the options, checked against the argument spec.
        """
        for both in checked._warnings:
            self.warn(f"Both option {both['option']} and its alias {both['alias']} are set.")
        result = {**result, **self._invocation}
        if self.warnings:
            result["warnings"] = self.warnings
        if checked._deprecations:
            result["deprecations"] = [_deprecation(item) for item in checked._deprecations]
        finished: dict[str, Any] = to_builtin(result)
        return finished


def invocation(shown: ShownOptions, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The options as Ansible adds them to a result: always before ansible-core 2.21, and since then where a setting asks for them."""
    try:
        wanted = C.config.get_config_value("INJECT_INVOCATION", variables=variables)
    except AnsibleError:  # no such setting
        wanted = True
    return {"invocation": {"module_args": to_builtin(shown.args)}} if wanted else {}


def _deprecation(item: dict[str, Any]) -> dict[str, Any]:
    """One deprecation as ``AnsibleModule.deprecate`` writes it: with a date or with a version."""
    end = "version" if item.get("date") is None else "date"
    return {"msg": item["msg"], end: item.get(end), "collection_name": item.get("collection_name")}
