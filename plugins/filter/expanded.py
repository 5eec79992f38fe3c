# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``expanded``: a definition in which each list of entries is a plain list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..module_utils.schema import shared_values
from ..module_utils.schema.tree import QUEUES, SYSTEM, TENANTS

DOCUMENTATION = r"""
name: expanded
short_description: Write each list of a definition as a plain list
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - >-
    A list of entries may be written as C({defaults: {...}, items: [...]}), where C(defaults) has the values that all entries share.
    This filter gives each entry these values. An entry's own value replaces that of C(defaults), and null means that it has none.
  - The key C(literal) of an entry, which only says how it is checked, is left out.
  - The roles use it. Everything else in the definition stays as it is.
positional: role, omit
options:
  _input:
    description:
      - The definition.
    type: dict
    required: true
  role:
    description:
      - The role that takes the definition.
    type: str
    choices: [tenant, system, queue]
    required: true
  omit:
    description:
      - The variable C(omit) of Ansible. A value that was omitted is not given, so that the one of C(defaults) counts.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Show the receptionists with what they share
  ansible.builtin.debug:
    msg: "{{ (tenant_definition | portsip.pbx.expanded('tenant', omit)).ivrs }}"
  vars:
    tenant_definition:
      domain: northside.example.net
      ivrs:
        defaults: {language: de-DE}
        items:
          - {extension_number: "8000", name: Main line}
          - {extension_number: "8001", name: English, language: en-US}
"""

RETURN = r"""
_value:
  description: The definition.
  type: dict
  sample: {"domain": "northside.example.net", "ivrs": [{"extension_number": "8000", "language": "de-DE"}]}
"""

KINDS = {"tenant": TENANTS, "system": SYSTEM, "queue": QUEUES}


def expanded(definition: Mapping[str, Any], role: str, omit: Any) -> Any:
    """Return the definition with plain lists."""
    return shared_values.expanded(KINDS[role], definition, lambda value: _is(value, omit))


def _is(value: Any, omit: Any) -> bool:
    """Whether a value is ``omit``: an object of its own, before core 2.19 a text."""
    return value is omit or (isinstance(value, str) and isinstance(omit, str) and value == omit)


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"expanded": expanded}
