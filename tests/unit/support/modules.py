# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Modules as Ansible runs them on a host: arguments in, JSON on standard output."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from ansible.module_utils import basic
from ansible.module_utils.common import warnings

try:
    from ansible.module_utils.testing import patch_module_args
except ImportError:  # ansible-core before 2.19

    @contextlib.contextmanager
    def patch_module_args(module_args: Mapping[str, Any]) -> Iterator[None]:
        """Hand arguments to a module, as its wrapper does."""
        with mock.patch.object(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": dict(module_args)}).encode()):
            yield


try:
    from ansible.module_utils import _internal
except ImportError:  # ansible-core before 2.19
    _internal = None

NAMES = sorted(path.stem for path in (Path(__file__).resolve().parents[3] / "plugins" / "modules").glob("portsip_*.py"))
"""Every module of the collection."""


class Run:
    """One run of a module.

    :ivar text: all that it wrote.
    :ivar result: the JSON of it.
    """

    def __init__(self, text: str, code: int) -> None:
        self.text = text
        self.result: dict[str, Any] = json.loads(text)
        self.failed = bool(self.result.get("failed"))
        assert (code != 0) is self.failed


def module(name: str) -> ModuleType:
    """The file of a module."""
    return importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{name}")


@contextlib.contextmanager
def _own_process() -> Iterator[None]:
    """Let a module be alone, as in the process that it has on a host.

    There is no warning of another module, and its own go into its result: where any test has imported the controller's part of
    Ansible into this process, they would be displayed instead.
    """
    kept = (warnings._global_warnings, warnings._global_deprecations)
    for earlier in kept:
        earlier.clear()
    with mock.patch.object(_internal, "is_controller", False) if _internal else contextlib.nullcontext():
        yield


def run(name: str, options: Mapping[str, Any], *, check: bool = False, diff: bool = False) -> Run:
    """Run a module's main() with these options."""
    given = {key: value for key, value in options.items() if value is not None}
    arguments = {
        **given,
        "_ansible_check_mode": check,
        "_ansible_diff": diff,
        "_ansible_module_name": f"portsip.pbx.{name}",
        "_ansible_remote_tmp": "/tmp",
        "_ansible_keep_remote_files": False,
    }
    said = io.StringIO()
    code = 0
    with _own_process(), patch_module_args(arguments), contextlib.redirect_stdout(said):
        try:
            module(name).main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Run(said.getvalue(), code)
