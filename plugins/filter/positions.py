# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``positions``: where the entries of lists inside of a list stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

DOCUMENTATION = r"""
name: positions
short_description: Tell where the entries of inner lists stand
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Returns a pair of positions for each entry of a list inside of each mapping of a list.
  - The roles loop over these in place of the entries, which may hold secrets, as Ansible shows what it loops over.
positional: key, omit
options:
  _input:
    description:
      - A list of mappings.
    type: list
    elements: dict
    required: true
  key:
    description:
      - Key of the inner lists. A mapping may lack it.
    type: str
    required: true
  omit:
    description:
      - The variable C(omit) of Ansible. Inner lists and entries that were omitted are passed over.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Show the name of each action URL
  ansible.builtin.debug:
    msg: "{{ tenant_definition.ivrs[item.0].action_urls[item.1].name }}"
  loop: "{{ tenant_definition.ivrs | portsip.pbx.positions('action_urls', omit) }}"
"""

RETURN = r"""
_value:
  description: For each entry the position of the mapping, and that of the entry in its list, both counted from 0.
  type: list
  elements: list
  sample: [[0, 0], [0, 1], [2, 0]]
"""


def positions(outer: Sequence[Mapping[str, Any]], key: str, omit: Any) -> list[list[int]]:
    """Return the positions of what was given."""
    found = []
    for place, item in enumerate(outer):
        inner = item.get(key)
        if inner is None or _is(inner, omit):
            continue
        found += [[place, number] for number, entry in enumerate(inner) if not _is(entry, omit)]
    return found


def _is(value: Any, omit: Any) -> bool:
    """Whether a value is ``omit``: an object of its own, before core 2.19 a text."""
    return value is omit or (isinstance(value, str) and isinstance(omit, str) and value == omit)


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"positions": positions}
