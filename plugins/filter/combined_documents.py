# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``combined_documents``: the documents of several files as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.schema.shared_values import combined

DOCUMENTATION = r"""
name: combined_documents
short_description: Make one document of several
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - A PBX may be described by several files, such as those that M(portsip.pbx.portsip_export) writes, which are one document together.
    This filter puts their tenants and queues into one list each, in the order of the documents, and the parts of their C(system) into
    one mapping.
  - A part of C(system) may be given in one of the documents only.
positional: omit
options:
  _input:
    description:
      - The documents.
    type: list
    elements: dict
    required: true
  omit:
    description:
      - The variable C(omit) of Ansible.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Count the tenants of two documents
  ansible.builtin.debug:
    msg: "{{ ([clinics, harbour] | portsip.pbx.combined_documents(omit)).tenants | length }}"
  vars:
    clinics:
      tenants:
        - {domain: clinics.example.net, name: Clinics}
    harbour:
      tenants:
        - {domain: harbour.example.net, name: Harbour}
"""

RETURN = r"""
_value:
  description: The document.
  type: dict
  sample: {"tenants": [{"domain": "clinics.example.net"}, {"domain": "harbour.example.net"}]}
"""


def combined_documents(documents: Sequence[Mapping[str, Any]], omit: Any) -> dict[str, Any]:
    """Return one document."""
    try:
        return combined(documents, lambda value: _is(value, omit))
    except ValueError as error:
        raise AnsibleFilterError(str(error)) from None


def _is(value: Any, omit: Any) -> bool:
    """Whether a value is ``omit``: an object of its own, before core 2.19 a text."""
    return value is omit or (isinstance(value, str) and isinstance(omit, str) and value == omit)


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"combined_documents": combined_documents}
