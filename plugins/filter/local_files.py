# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``local_files``: the files that a definition names by the paths of local files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

DOCUMENTATION = r"""
name: local_files
short_description: List the files that a definition names by local paths
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - A prompt may be given as the path of a local file, such as V(files/welcome.wav), which is uploaded under its name.
  - This filter lists these files, so that they are not taken for unmanaged ones. The role C(tenant) uses it.
options:
  _input:
    description:
      - The definition of a tenant.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Show the files that are uploaded for prompts
  ansible.builtin.debug:
    msg: "{{ tenant_definition | portsip.pbx.local_files | map(attribute='name') }}"
  vars:
    tenant_definition:
      domain: northside.example.net
      ivrs:
        - {extension_number: "8000", name: Main line, prompt_file: files/welcome.wav}
"""

RETURN = r"""
_value:
  description: The files, each with its C(name) on the PBX and its path as C(src).
  type: list
  elements: dict
  sample: [{"name": "welcome.wav", "src": "files/welcome.wav"}]
"""


def local_files(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files that are no entries of their own."""
    # Here, as a worker of Ansible that needs one filter of a collection imports them all.
    from ..module_utils.run.document.check import read_definition

    entries = read_definition("tenant", definition, "tenant_definition").entries
    named = [entry for entry in entries if entry.by_name and entry.named_in]
    return [{name: entry.values[name] for name in ("name", "src")} for entry in named]


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"local_files": local_files}
