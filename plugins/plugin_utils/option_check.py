# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The entry point by which ansible-lint checks the options of a task."""

from __future__ import annotations

from ansible.module_utils import basic

from ..module_utils.host.definition import Module


def check_options(module: Module) -> None:
    """Check the options on standard input against the argument spec of a module, and do nothing else.

    ansible-lint (rule ``args``) calls ``main`` of the action plugin where a module has one, with a class of its own in place of
    ``AnsibleModule``; hence the class is looked up at the call.
    """
    basic.AnsibleModule(argument_spec=module.spec, supports_check_mode=True, **module.rules)
