# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``users_to_csv``: the list ``users`` of a definition as a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.errors import InvalidInput

DOCUMENTATION = r"""
name: users_to_csv
short_description: Write users as a CSV file
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Writes the list C(users) of a tenant's definition, such as one that M(portsip.pbx.portsip_export) returns, as a CSV file that
    P(portsip.pbx.users_from_csv#filter) and the import of the web portal read.
  - Where a definition has a placeholder for a secret, the cell stays empty. A file that is read again then keeps the secrets of users who
    exist, and lacks what new users need.
  - An option that the definition leaves out gets the value of the API, as an export leaves such values out, or an empty cell.
  - Makes no request. Requires Python's pydantic.
positional: like, columns
options:
  _input:
    description:
      - The users, as a list or as C({defaults, items}).
    type: raw
    required: true
  like:
    description:
      - The content of a CSV file, whose columns, delimiter, byte order mark and order of rows are kept. Users that it does not have follow.
    type: str
    default: ""
  columns:
    description:
      - The columns in their order. Where neither this nor O(like) is given, they are those of the web portal, and further ones for options
        that a user has.
    type: list
    elements: str
    default: []
seealso:
  - plugin: portsip.pbx.users_from_csv
    plugin_type: filter
  - module: portsip.pbx.portsip_export
"""

EXAMPLES = r"""
- name: Export the users of a tenant
  portsip.pbx.portsip_export:
    tenants:
      - northside.example.net
    only:
      - users
  register: exported

- name: Write them as CSV
  ansible.builtin.copy:
    content: "{{ exported.definition.tenants[0].users | portsip.pbx.users_to_csv }}"
    dest: staff.csv
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The content of the file.
  type: str
  sample: "extension_number,name,display_name\r\n2001,anna.berg,Anna Berg\r\n"
"""


def users_to_csv(users: Any, like: str = "", columns: Sequence[str] = ()) -> str:
    """Return the CSV.

    :raises AnsibleFilterError: a column can't say what a user has, or is none.
    """
    # Ansible loads all filters of a collection with the first one that is used.
    from ..module_utils.run.users_to_csv import csv_of
    from ..module_utils.schema.shared_values import entries_of

    entries = entries_of(users)
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise AnsibleFilterError("users_to_csv: the input must be a list of users")
    try:
        return csv_of(entries, like, columns)
    except InvalidInput as error:
        raise AnsibleFilterError(f"users_to_csv: {error}") from None


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"users_to_csv": users_to_csv}
