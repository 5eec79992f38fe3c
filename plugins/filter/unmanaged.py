# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``unmanaged``: which objects of a PBX a definition does not name."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.base.texts import normal

DOCUMENTATION = r"""
name: unmanaged
short_description: Tell which objects a definition does not name
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Compares objects, as an information module returns them, with the entries of a definition by what identifies them,
    and returns those without an entry.
  - The roles use it to remove what nobody named.
positional: entries, keys, protected, beside
options:
  _input:
    description:
      - What was found, each object with C(id) and the fields of O(keys).
    type: list
    elements: dict
    required: true
  entries:
    description:
      - The entries of the definition. One with C(state=absent) counts as named, too.
    type: list
    elements: dict
    required: true
  keys:
    description:
      - Names of the fields that identify an object. Or a mapping of the names that entries use to the names in what
        was found.
      - A field C(cidr) is compared as a network, so that spelling does not count. Texts are compared without surrounding spaces and
        in Unicode NFC.
      - Where Ansible has hidden a secret in what was found, such as the password in a URL, anything may stand in its place.
    type: raw
    required: true
  protected:
    description:
      - Objects to leave out, each by the values of its O(keys) with spaces between, such as V(UDP 5060).
      - With O(beside), also by the values of O(keys) and any value beside them, such as V(Anna Berg +493055501234).
    type: list
    elements: str
    default: []
  beside:
    description:
      - Names of further fields, for objects that O(keys) alone do not tell apart, such as contacts. An object is named by an entry
        that has the same values of O(keys), and the same value of at least one of these fields.
      - What was found may lack O(keys) then. No entry names such an object.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Read all IP rules
  portsip.pbx.portsip_ip_rule_info:
  register: found

- name: Show those that nobody named
  ansible.builtin.debug:
    msg: "{{ found.ip_rules | portsip.pbx.unmanaged(system_definition.ip_rules, ['cidr']) | map(attribute='label') }}"
"""

RETURN = r"""
_value:
  description: The objects without an entry, each with its C(id), and with what identifies it as C(label).
  type: list
  elements: dict
  sample: [{"id": "720193846501928374", "label": "192.0.2.0/24"}]
"""


HIDDEN = re.compile(r"\*{8}|VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")
"""What Ansible puts in place of a secret in what a module returns, such as the password in the URL of an event."""


def unmanaged(
    found: Iterable[Mapping[str, Any]],
    entries: Iterable[Mapping[str, Any]],
    keys: Sequence[str] | Mapping[str, str],
    protected: Iterable[Any] = (),
    beside: Sequence[str] = (),
) -> list[dict[str, str]]:
    """Return ``id`` and ``label`` of each object that has no entry and is not protected.

    :raises AnsibleFilterError: something lacks a key; better no answer than one that has too much removed.
    """
    names = dict(keys) if isinstance(keys, Mapping) else {key: key for key in keys}
    if beside:
        return _sharing_nothing(found, entries, names, protected, beside)
    kept = {_label(entry, names, names) for entry in entries}
    kept |= {_regular(_spaced(text), names) for text in protected}
    labels = [(item, _label(item, names.values(), names)) for item in found]
    return [{"id": str(item["id"]), "label": label} for item, label in labels if not _is_kept(label, kept)]


def _sharing_nothing(
    found: Iterable[Mapping[str, Any]],
    entries: Iterable[Mapping[str, Any]],
    names: Mapping[str, str],
    protected: Iterable[Any],
    beside: Sequence[str],
) -> list[dict[str, str]]:
    """Return those objects that have no value beside their key in common with an entry of the same key."""
    kept = {shown for entry in entries for shown in _values_beside(entry, _label(entry, names, names), beside)}
    texts = {_spaced(text) for text in protected}
    unnamed = []
    for item in found:
        label = "" if any(item.get(field) is None for field in names.values()) else _label(item, names.values(), names)
        values = _values_beside(item, label, beside)
        told = [value[-1] for value in values]
        if not (label and (kept.intersection(values) or texts.intersection({label, *(f"{label} {value}" for value in told)}))):
            first = told[:1]
            unnamed.append({"id": str(item["id"]), "label": " ".join(filter(None, [label, *first])) or str(item["id"])})
    return unnamed


def _values_beside(item: Mapping[str, Any], label: str, beside: Sequence[str]) -> list[tuple[str, str, str]]:
    """The values that an object or an entry has beside its key, each with what it is compared with."""
    return [(label, field, _spaced(item[field])) for field in beside if item.get(field) not in (None, "")]


def _is_kept(label: str, kept: Collection[str]) -> bool:
    """Whether an object was named; one of which Ansible has hidden a part was, where all the rest fits."""
    parts = HIDDEN.split(label)
    if len(parts) == 1:
        return label in kept
    pattern = re.compile(".*".join(map(re.escape, parts)))
    return any(pattern.fullmatch(name) for name in kept)


def _label(item: Mapping[str, Any], fields: Iterable[str], names: Mapping[str, str]) -> str:
    """What identifies an object or an entry, in a form in which equal means the same."""
    values = [_file_name(item.get(field)) if field == "file" else item.get(field) for field in fields]
    if None in values:
        raise AnsibleFilterError(f"unmanaged: each object and entry needs {' and '.join(names)}")
    return _regular(" ".join(_spaced(value) for value in values), names)


def _regular(text: str, names: Iterable[str]) -> str:
    """A label in which networks and MAC addresses have their normal form."""
    if "cidr" in names:
        return _network(text)
    if "mac" not in names:
        return text
    # Here, as a worker of Ansible that needs one filter of a collection imports them all.
    from ..module_utils.schema.forms import mac

    return " ".join(map(mac, text.split(" ")))


def _file_name(value: Any) -> Any:
    """The name of a file that may be given by the path of a local one."""
    return value.rpartition("/")[2] if isinstance(value, str) else value


def _spaced(value: Any) -> str:
    """A value in its normal form, with one space each between its words."""
    return " ".join(str(normal(str(value))).split())


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text.strip(), strict=False))
    except ValueError:
        return text


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"unmanaged": unmanaged}
