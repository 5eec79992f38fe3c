# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``given``: what is left of a mapping or a list without what was omitted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

DOCUMENTATION = r"""
name: given
short_description: Drop what was omitted inside of a mapping or a list
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Ansible drops an option of a task whose value is C(omit). Inside of a variable such a value stays until then, so that a test for a key
    of a mapping finds it. This filter drops it, and keys whose value is null.
  - The roles use it, so that C(default(omit\)) can be used anywhere in a definition.
positional: omit, depth, only
options:
  _input:
    description:
      - A mapping or a list.
    type: raw
    required: true
  omit:
    description:
      - The variable C(omit) of Ansible.
    type: raw
    required: true
  depth:
    description:
      - How many levels are looked through, where V(1) is the mapping or the list itself. All levels when it is left out.
      - What is below is not evaluated, which saves time where it is large.
    type: int
  only:
    description:
      - Keys to keep of a mapping. All keys when it is left out.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Show the receptionists whose language is given
  ansible.builtin.debug:
    msg: "{{ tenant_definition.ivrs | portsip.pbx.given(omit) | selectattr('language', 'defined') | map(attribute='extension_number') }}"
"""

RETURN = r"""
_value:
  description: What was given.
  type: raw
  sample: {"extension_number": "8000"}
"""


def given(value: Any, omit: Any, depth: int | None = None, only: Collection[str] | None = None) -> Any:
    """Return a copy without what was omitted."""
    if depth == 0:
        return value
    below = None if depth is None else depth - 1
    if isinstance(value, Mapping):
        items = ((name, value[name]) for name in value if only is None or name in only)
        return {name: given(item, omit, below) for name, item in items if item is not None and not _is(item, omit)}
    if isinstance(value, (list, tuple)):
        return [given(item, omit, below) for item in value if not _is(item, omit)]
    return value


def _is(value: Any, omit: Any) -> bool:
    """Whether a value is ``omit``: an object of its own, before core 2.19 a text; an encrypted value is not decrypted for that."""
    return value is omit or (isinstance(value, str) and isinstance(omit, str) and value == omit)


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"given": given}
