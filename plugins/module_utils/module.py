# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Running a module on a host: the one place that knows AnsibleModule."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible.module_utils.common.parameters import remove_values

from .definition import Module
from .errors import InvalidInput, MissingLibrary
from .libraries import MISSING
from .outcome import no_mapping, outcome, refused_raw
from .raw_options import check_raw


class ModuleContext:
    """The engine's L(Context) on top of an AnsibleModule."""

    def __init__(self, module: AnsibleModule) -> None:
        self._module = module
        self._warnings: list[str] = []
        self.check_mode: bool = module.check_mode

    def warn(self, text: str) -> None:
        """Show a warning with the result, once."""
        if text not in self._warnings:
            self._warnings.append(text)

    def progress(self, text: str) -> None:
        """A module has no way to show anything before it ends."""

    def add_secret(self, value: str) -> None:
        """Let Ansible take the value out of everything that the module returns."""
        self._module.no_log_values.add(value)

    def hand_over_warnings(self) -> None:
        """Give the warnings to Ansible, which takes secrets out of a result, but not out of these."""
        for text in self._warnings:
            self._module.warn(str(remove_values(text, self._module.no_log_values)))


class HostModule(AnsibleModule):
    """Shows no secret in a failure either, which may come, with all options, before any of them is looked at."""

    def __init__(self, definition: Module) -> None:
        self._definition = definition
        self.raw_warnings: list[str] = []
        # no_log here means: the call is not written to the syslog of the host, where
        # secrets inside free-form options (HTTP headers, extra) would stay readable.
        try:
            super().__init__(argument_spec=definition.spec, supports_check_mode=True, no_log=True)
        except InvalidInput as error:
            self.fail_json(**refused_raw(error))
        except TypeError:
            self.fail_json(**no_mapping(definition, self.params))
        self.no_log_values.update(definition.secrets(self.params))

    def _set_internal_properties(self, *args: Any, **kwargs: Any) -> None:
        """Look at the options after what Ansible adds was taken out, and before it converts them."""
        super()._set_internal_properties(*args, **kwargs)
        check_raw(self._definition.spec, self.params, self._definition.identifiers, self.raw_warnings.append)

    def add_path_info(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Add nothing: a result is what the work has returned, wherever it was done."""
        return kwargs

    def fail_json(self, msg: str, **kwargs: Any) -> Any:
        """End with a failure."""
        self.no_log_values.update(self._definition.secrets(self.params))
        return super().fail_json(msg, **kwargs)


def execute(definition: Module) -> None:
    """Run a module: read its options, do its work, and end with its result or its failure."""
    module = HostModule(definition)
    for library, trace in MISSING.items():
        failure = MissingLibrary(missing_required_lib(library))
        module.fail_json(msg=str(failure), exception=trace, error=failure.as_result())
    context = ModuleContext(module)
    for text in module.raw_warnings:
        context.warn(text)
    result = outcome(definition, module.params, context, None, diff=module._diff)
    context.hand_over_warnings()
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
