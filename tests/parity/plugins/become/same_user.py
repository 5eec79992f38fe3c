# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Become plugin of the parity tests: becomes whom one is already, which works for everybody everywhere."""

from __future__ import annotations

from typing import Any

from ansible.plugins.become import BecomeBase

DOCUMENTATION = r"""
name: same_user
short_description: Become nobody else
description: Runs the command as it is.
options:
  become_user:
    description: User to become, who is left out of account.
    default: root
    vars:
      - name: ansible_become_user
  become_exe:
    description: Program that is not used.
    default: ""
  become_flags:
    description: Its options.
    default: ""
  become_pass:
    description: Its password.
    default: ""
"""


class BecomeModule(BecomeBase):
    """Builds the command that a become plugin has to, without a program that changes the user."""

    name = "same_user"

    def build_become_command(self, cmd: str, shell: Any) -> str:
        """The command to run."""
        super().build_become_command(cmd, shell)
        return str(self._build_success_command(cmd, shell))
