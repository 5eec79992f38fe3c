# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``findings_in_csv``: what is wrong with users, by the rows of the CSV file that they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.errors import InvalidInput

DOCUMENTATION = r"""
name: findings_in_csv
short_description: Tell findings about users by the rows of a CSV file
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - M(portsip.pbx.portsip_config) tells what is wrong by paths such as C(tenants[0].users[41].email). This filter puts the row of the CSV
    file in their place that P(portsip.pbx.users_from_csv#filter) has read the user from.
positional: content
options:
  _input:
    description:
      - The findings, C(error.findings) of a failed task. The list C(not_done) of such a task is taken, too.
    type: list
    elements: dict
    required: true
  content:
    description:
      - The content of the file.
    type: str
    required: true
seealso:
  - plugin: portsip.pbx.users_from_csv
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show what is wrong
  ansible.builtin.debug:
    msg: "{{ applied.error.findings | portsip.pbx.findings_in_csv(lookup('ansible.builtin.file', 'staff.csv', rstrip=false)) }}"
"""

RETURN = r"""
_value:
  description: The findings, each as a text.
  type: list
  elements: str
  sample: ["row 43, email: 'anna.berg' is not allowed, it must be an email address"]
"""


def findings_in_csv(findings: Sequence[Mapping[str, Any]], content: str) -> list[str]:
    """Return the findings as texts.

    :raises AnsibleFilterError: it is no CSV file.
    """
    # Ansible loads all filters of a collection with the first one that is used.
    from ..module_utils.run.users_csv import findings_by_row

    try:
        return findings_by_row(findings, content)
    except InvalidInput as error:
        raise AnsibleFilterError(f"findings_in_csv: {error}") from None


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"findings_in_csv": findings_in_csv}
