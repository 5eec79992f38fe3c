# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``new_pins``: PINs drawn at random, of a kind that the PBX accepts."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

DOCUMENTATION = r"""
name: new_pins
short_description: Draw PINs that the PBX accepts
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Draws a PIN at random for each name. No PIN has the same digit three times in a row, or three digits in sequence, which the PBX
    refuses, and no two of them are equal.
  - Each evaluation draws other PINs. Write the result into a file, encrypted, and let definitions read it from there.
positional: length
options:
  _input:
    description:
      - The names, such as the extension numbers of receptionists and users. Each name is there once.
    type: list
    elements: str
    required: true
  length:
    description:
      - How many digits a PIN has, from 4 to 64. Release 22.2 of the PBX wants 6 to 10; from 22.3 on, the tenant's policy says how many.
    type: int
    default: 6
"""

EXAMPLES = r"""
- name: Write new PINs into an encrypted file
  ansible.builtin.copy:
    content: "{{ pins | ansible.builtin.to_nice_yaml | ansible.builtin.vault(lookup('ansible.builtin.file', vault_password_file)) }}"
    dest: "{{ playbook_dir }}/pins.yml"
    mode: "0600"
    decrypt: false  # the module would write the text decrypted
  vars:
    pins: {vault_pins: "{{ ['8000', '8001'] | portsip.pbx.new_pins(8) }}"}
    vault_password_file: "{{ lookup('ansible.builtin.env', 'ANSIBLE_VAULT_PASSWORD_FILE') }}"
  no_log: true
"""

RETURN = r"""
_value:
  description: The PINs by name.
  type: dict
  sample: {"8000": "407193", "8001": "629315"}
"""


def new_pins(names: Any, length: int = 6) -> dict[str, str]:
    """Return a PIN for each name.

    :param names: list of texts.
    :param length: digits of each PIN.
    :raises AnsibleFilterError: the names are no list, a name is given twice, or no PIN can have that length, or not enough can.
    """
    # Here, as a worker of Ansible that needs one filter of a collection imports them all.
    from ..module_utils.schema.pins import LENGTHS, allowed_pin

    if isinstance(names, (str, bytes)) or not hasattr(names, "__iter__"):
        raise AnsibleFilterError(f"new_pins: a list of names is needed, such as ['8000', '8001'], not {type(names).__name__}")
    wanted = [str(name) for name in names]
    twice = [name for name, count in Counter(wanted).items() if count > 1]
    if twice:
        raise AnsibleFilterError(f"new_pins: {', '.join(twice)} is given more than once")
    if isinstance(length, bool) or not isinstance(length, int) or length not in LENGTHS:
        raise AnsibleFilterError(f"new_pins: length: must be from {LENGTHS[0]} to {LENGTHS[-1]} digits, and is {length}")
    if len(wanted) > 10**length // 10:
        raise AnsibleFilterError(f"new_pins: {len(wanted)} different PINs are too many for {length} digits")
    drawn: set[str] = set()
    while len(drawn) < len(wanted):
        pin = "".join(secrets.choice("0123456789") for _digit in range(length))
        if allowed_pin(pin):
            drawn.add(pin)
    return dict(zip(wanted, drawn, strict=True))


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"new_pins": new_pins}
