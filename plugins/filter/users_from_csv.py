# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``users_from_csv``: the users of a CSV file as the list ``users`` of a definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.errors import InvalidInput

DOCUMENTATION = r"""
name: users_from_csv
short_description: Read the users of a CSV file
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes the list C(users) of a tenant's definition of a CSV file. The first row has the names of the columns.
  - A column is named as the option of M(portsip.pbx.portsip_user) that it holds. Options that are mappings or lists are in JSON. An empty
    cell leaves the option out, so that a user who exists keeps what it has.
  - Takes the files that the web portal of PortSIP PBX exports and imports. Its columns C(online_no_answer_forward_rule) and
    C(online_busy_forward_rule) become C(available_no_answer_forward_rule), and C(busy_office_hours_forward_rule) together with
    C(busy_non_office_hours_forward_rule). C(voicemail_play_datetime) may be C(TRUE), which becomes C(24_HOUR_CLOCK), or C(FALSE). Times
    of rules that have none are left out.
  - The column C(phones) has the phones of a user as a list in JSON. A user with one phone can have it in columns that are named
    C(phone_) and an option of M(portsip.pbx.portsip_user_phone), such as C(phone_mac) and C(phone_model).
  - The file has to be in UTF-8, with or without a byte order mark, with commas or semicolons between cells.
  - Every row is checked. What is wrong is told with row and column, all of it at once. This includes numbers that a spreadsheet has
    changed, such as C(4.479E+11) or an id whose last digits became zeros, and cells in another encoding. Whether users, roles and
    templates exist is checked by M(portsip.pbx.portsip_config).
  - Makes no request. Requires Python's pydantic.
positional: ignore, phones
options:
  _input:
    description:
      - The content of the file.
    type: str
    required: true
  ignore:
    description:
      - Columns that are not read, such as notes of your own. Any other column that is not known is an error.
    type: list
    elements: str
    default: []
  phones:
    description:
      - Options that all phones in the file share. A phone's own come first.
    type: dict
    default: {}
seealso:
  - plugin: portsip.pbx.users_to_csv
    plugin_type: filter
  - module: portsip.pbx.portsip_config
  - module: portsip.pbx.portsip_user
  - module: portsip.pbx.portsip_user_phone
"""

EXAMPLES = r"""
- name: Apply the users of a file
  portsip.pbx.portsip_config:
    definition:
      tenants:
        - domain: northside.example.net
          users:
            defaults:
              role: StandardUser
              interface: WEB_DOMAIN
              preferred_transport: TLS
            items: "{{ lookup('ansible.builtin.file', 'staff.csv', rstrip=false) | portsip.pbx.users_from_csv }}"
    only:
      - users
"""

RETURN = r"""
_value:
  description: The users, as entries of a definition.
  type: list
  elements: dict
  sample: [{"extension_number": "2001", "name": "anna.berg", "display_name": "Anna Berg"}]
"""


def users_from_csv(content: Any, ignore: Sequence[str] = (), phones: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Return the users.

    :raises AnsibleFilterError: something is wrong; the text has each row and column.
    """
    # Ansible loads all filters of a collection with the first one that is used.
    from ..module_utils.run.users_csv import users_from

    if not isinstance(content, str):
        raise AnsibleFilterError("users_from_csv: the input must be the content of a CSV file")
    try:
        return users_from(str(content), [ignore] if isinstance(ignore, str) else ignore, phones)
    except InvalidInput as error:
        raise AnsibleFilterError(f"users_from_csv: {error}") from None


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"users_from_csv": users_from_csv}
