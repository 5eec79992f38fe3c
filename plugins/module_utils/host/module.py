# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Running a module on a host: the one place that knows AnsibleModule."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ..base.interruption import lifeline_of_module
from ..base.libraries import MISSING, too_old
from ..base.process_end import before_end, when_unheard
from ..client.sessions import sign_out_everywhere
from ..errors import InvalidInput, MissingLibrary
from .definition import Module
from .invocation import ShownOptions
from .outcome import TaskContext, no_mapping, outcome, refused_by_spec, refused_raw
from .raw_options import check_raw
from .unknown_options import refuse_unknown


class ModuleContext(TaskContext):
    """The engine's ``Context`` on top of an AnsibleModule."""

    def __init__(self, module: HostModule) -> None:
        super().__init__(module.shown(), lifeline_of_module())
        self.check_mode: bool = module.check_mode


class HostModule(AnsibleModule):
    """Shows no secret among its options, and changes nothing else in a result, whatever it is equal to."""

    def __init__(self, definition: Module) -> None:
        self._definition = definition
        self.raw_warnings: list[str] = []
        # no_log here means: the call is not written to the syslog of the host, where
        # secrets inside free-form options (HTTP headers, extra) would stay readable.
        try:
            super().__init__(argument_spec=definition.spec, supports_check_mode=True, no_log=True, **definition.rules)
        except InvalidInput as error:
            self.fail_json(**refused_raw(error))
        except TypeError:
            self.fail_json(**no_mapping(definition, self.params))

    def _set_internal_properties(self, *args: Any, **kwargs: Any) -> None:
        """Look at the options after what Ansible adds was taken out, and before it converts them."""
        super()._set_internal_properties(*args, **kwargs)
        refuse_unknown(self._definition.spec, self.params, self._name)
        check_raw(self._definition.spec, self.params, self._definition.identifiers, self.raw_warnings.append)

    def add_path_info(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Add nothing: a result is what the work has returned, wherever it was done."""
        return kwargs

    def shown(self) -> ShownOptions:
        """The options, which may not be checked yet, as they may be shown."""
        return ShownOptions(self._definition.spec, getattr(self, "params", None) or {})

    def exit_json(self, **kwargs: Any) -> Any:
        """End with a result."""
        return super().exit_json(**{**kwargs, **self._invocation()})

    def fail_json(self, msg: str, **kwargs: Any) -> Any:
        """End with a failure, which is one of ansible-core's own where it has no ``error``."""
        message = msg
        if "error" not in kwargs:
            kwargs.update(refused_by_spec(str(msg), self.shown().secrets))
            message = kwargs.pop("msg")
            for text in self.raw_warnings:
                self.warn(text)
        return super().fail_json(message, **{**kwargs, **self._invocation()})

    def _invocation(self) -> dict[str, Any]:
        """The options for the result; Ansible is told of no secret, as it would search ids, numbers and names for it."""
        self.no_log_values.clear()
        return {"invocation": {"module_args": self.shown().args}}


def execute(definition: Module) -> None:
    """Run a module: read its options, do its work, and end with its result or its failure."""
    module = HostModule(definition)
    for library, trace in MISSING.items():
        failure = MissingLibrary(too_old(library) or missing_required_lib(library))
        module.fail_json(msg=str(failure), exception=trace, error=failure.as_result())
    before_end(sign_out_everywhere)
    when_unheard(sign_out_everywhere)
    context = ModuleContext(module)
    for text in module.raw_warnings:
        context.warn(text)
    result = outcome(definition, module.params, context, None, diff=module._diff)
    for text in context.warnings:
        module.warn(text)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
