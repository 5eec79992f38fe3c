# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Runs portsip_conference_control in the controller's process; written by tools/action_shims.py."""

from __future__ import annotations

from ansible_collections.portsip.pbx.plugins.modules.portsip_conference_control import MODULE
from ansible_collections.portsip.pbx.plugins.plugin_utils.in_process import action_for
from ansible_collections.portsip.pbx.plugins.plugin_utils.option_check import check_options

ActionModule = action_for(MODULE)


def main() -> None:
    """Check the options of a task, for ansible-lint."""
    check_options(MODULE)
