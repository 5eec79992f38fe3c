# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The engine's work for plugins that are no modules, such as an inventory or a lookup: options in, a result or one error out."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Collection, Mapping
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.utils.display import Display

from ..module_utils.base.libraries import MISSING, too_old
from ..module_utils.base.nearest import did_you_mean
from ..module_utils.errors import InvalidInput
from ..module_utils.host.definition import CONNECTION_OPTIONS, Module, Spec
from ..module_utils.host.invocation import ShownOptions
from ..module_utils.host.outcome import TaskContext, outcome, refused_by_spec, refused_raw
from ..module_utils.host.raw_options import check_raw
from .action_context import QUIET_SECONDS
from .task_memory import LIFELINE
from .to_builtin import to_builtin

CONNECTION: Spec = {name: {key: value for key, value in option.items() if key != "fallback"} for name, option in CONNECTION_OPTIONS.items()}
"""The connection options; Ansible itself has read their environment variables, as the documentation of the plugins says."""

display = Display()


class PluginFailed(AnsibleError):
    """The work could not be done; the text is for the user, without secrets.

    :ivar kind: the ``error.kind`` that a module would return.
    """

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class PluginContext(TaskContext):
    """The engine's ``Context`` inside a plugin.

    :param name: of the plugin, for what is shown.
    """

    check_mode = False

    def __init__(self, name: str, shown: ShownOptions) -> None:
        super().__init__(shown, LIFELINE)
        self._name = name
        self._last_shown = time.monotonic()

    def check_going(self) -> None:
        """In a worker: whether ansible-playbook is still there. Ansible's own process may lose its parent, such as a shell."""
        if multiprocessing.parent_process() is not None:
            super().check_going()

    def show_progress(self, text: str) -> None:
        """Show how far long work is; on stderr, as standard output may be an inventory."""
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and time.monotonic() - self._last_shown >= QUIET_SECONDS:
            self._last_shown = time.monotonic()
            display.display(self.clean(f"{self._name}: {text}"), stderr=True)


def run_in_plugin(definition: Module, given: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Do what a module would, with the options of a plugin.

    :param given: options; those that are None were not given.
    :param name: of the plugin, without the collection.
    :returns: the result: plain values without secrets.
    :raises PluginFailed: it could not be done, or a library is missing.
    """
    for library in MISSING:
        raise PluginFailed(too_old(library) or missing_required_lib(library), "library")
    options = to_builtin({option: value for option, value in given.items() if value is not None})
    warnings: list[str] = []
    try:
        check_raw(definition.spec, options, definition.identifiers, warnings.append)
        checked = ArgumentSpecValidator(definition.spec, **definition.rules).validate(options)
    except InvalidInput as error:
        raise _failure(refused_raw(error)) from None
    shown = ShownOptions(definition.spec, checked.validated_parameters)
    context = PluginContext(name, shown)
    for text in warnings:
        context.warn(text)
    if checked.error_messages:
        raise _failure(refused_by_spec(checked.errors.msg, shown.secrets))
    result = outcome(definition, checked.validated_parameters, context, None, diff=False)
    for text in context.warnings:
        display.warning(text)
    if result.get("failed"):
        raise _failure(result)
    return result


def check_known(given: Collection[Any], known: Collection[str], page: str, place: str = "") -> None:
    """Check that a plugin has all options that were given; Ansible itself takes no notice of others.

    :param page: the plugin as ``ansible-doc`` is asked for it.
    :param place: the path of the mapping that holds them, with a dot at the end where it is not empty.
    :raises PluginFailed: it lacks one.
    """
    unknown = [str(name) for name in given if name not in known]
    if unknown:
        meant = did_you_mean(unknown[0], known)
        hint = f"; {meant}" if meant else ""
        raise PluginFailed(f"{place}{unknown[0]}: unknown option{hint} (ansible-doc {page} shows all options)", InvalidInput.kind)


def _failure(result: Mapping[str, Any]) -> PluginFailed:
    return PluginFailed(str(result["msg"]), str(result.get("error", {}).get("kind")))
