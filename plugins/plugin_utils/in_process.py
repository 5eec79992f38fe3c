# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Running a module in the controller's process: the twin of ``module_utils/module.py``.

Where the task is local anyway, starting another Python for it costs a hundred
times what the work costs.  The module itself runs as usual where that would
make a difference: on another host, with ``become`` or ``async``, where a library
is missing here, or where the user says so.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase

from ..module_utils.base.interruption import CONTROLLER_PID
from ..module_utils.base.libraries import MISSING
from ..module_utils.base.process_end import before_end
from ..module_utils.base.yaml_files import yaml_read_by
from ..module_utils.errors import InvalidInput

# Imported when Ansible loads the action, which it does once, before it forks a worker for each task and host.
from ..module_utils.host.definition import Module
from ..module_utils.host.invocation import ShownOptions
from ..module_utils.host.outcome import no_mapping, outcome, refused_by_spec, refused_raw
from ..module_utils.host.raw_options import check_raw
from ..module_utils.host.unknown_options import refuse_unknown
from .action_context import ActionContext, invocation
from .document_files import ControllerFiles
from .task_environment import TaskEnvironment
from .task_memory import LIFELINE, end_if_alone, forget_task, sign_out_now, workspace_for
from .to_builtin import to_builtin

VARIABLE = "portsip_in_process"
ENVIRONMENT = "PORTSIP_IN_PROCESS"


class InProcessAction(ActionBase):
    """Runs ``Module`` here where it can, and as a module elsewhere."""

    _supports_check_mode = True
    _supports_async = True
    definition: ClassVar[Module]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task: Ansible's entry into an action."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        end_if_alone()
        variables = task_vars or {}
        environment = self._task_environment()
        if self._runs_here(variables, environment):
            result.update(self._run_in_process(variables, environment))
        else:
            forget_task()
            result.update(self._run_as_module(variables))
        end_if_alone()
        return result

    def _runs_here(self, variables: Mapping[str, Any], environment: Mapping[str, Any]) -> bool:
        if MISSING or self._task.async_val or self._connection.become is not None or self._connection.transport != "local":
            return False
        switch = variables.get(VARIABLE, environment.get(ENVIRONMENT, os.environ.get(ENVIRONMENT, True)))
        return bool(boolean(self._templar.template(switch), strict=False))

    def _run_as_module(self, variables: dict[str, Any]) -> dict[str, Any]:
        """What Ansible's own action for modules (``normal``) does."""
        wrap_async = bool(self._task.async_val and not self._connection.has_native_async)
        with self._told_of_controller():
            result: dict[str, Any] = self._execute_module(task_vars=variables, wrap_async=wrap_async)
        if not wrap_async:
            self._remove_tmp_path(self._connection._shell.tmpdir)
        return result

    @contextlib.contextmanager
    def _told_of_controller(self) -> Iterator[None]:
        """Let a module on the controller know which process waits for it; an asynchronous one goes on without."""
        if self._connection.transport != "local" or self._task.async_val:
            yield
            return
        os.environ[CONTROLLER_PID] = str(LIFELINE.parent)
        try:
            yield
        finally:
            os.environ.pop(CONTROLLER_PID, None)

    def _run_in_process(self, variables: Mapping[str, Any], environment: Mapping[str, Any]) -> dict[str, Any]:
        task_environment = TaskEnvironment(environment, self._loader.get_basedir())
        before_end(sign_out_now)
        with task_environment.entered():
            given = to_builtin(self._task.args)
            raw_warnings: list[str] = []
            try:
                refuse_unknown(self.definition.spec, given, self._task.action)
                check_raw(self.definition.spec, given, self.definition.identifiers, raw_warnings.append)
                checked = ArgumentSpecValidator(self.definition.spec, **self.definition.rules).validate(given)
            except InvalidInput as error:
                return self._refused(refused_raw(error), given, variables)
            except TypeError:
                return self._refused(no_mapping(self.definition, given), given, variables)
            shown = ShownOptions(self.definition.spec, checked.validated_parameters)
            context = ActionContext(self._task, shown, variables)
            for text in raw_warnings:
                context.warn(text)
            if checked.error_messages:
                result = refused_by_spec(checked.errors.msg, shown.secrets)
            else:
                files = ControllerFiles(self._loader, self._templar)
                with yaml_read_by(files), workspace_for(self._task, self._connection, variables, task_environment) as workspace:
                    result = outcome(self.definition, checked.validated_parameters, context, workspace, diff=bool(self._task.diff))
        return context.finish(result, checked)

    def _refused(self, result: dict[str, Any], given: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The failure for options that could not be checked."""
        return {**result, **invocation(ShownOptions(self.definition.spec, given), variables)}

    def _task_environment(self) -> dict[str, Any]:
        """The task's ``environment``, templated; that of the play and the blocks around it included."""
        environment: dict[str, Any] = {}
        self._compute_environment_string(environment)
        return environment


def action_for(module: Module) -> type[InProcessAction]:
    """The action that runs a module here where it can; a class of its own for each, as Ansible notes the plugin's name in it."""
    return type("ActionModule", (InProcessAction,), {"definition": module})
