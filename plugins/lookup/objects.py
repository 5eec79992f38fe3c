# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The lookup plugin ``objects``: objects of any kind, by the values of their fields."""

from __future__ import annotations

DOCUMENTATION = r"""
name: objects
short_description: Read objects of PortSIP PBX
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Reads objects of any kind from the PBX or the extension API, as the information modules do, in the middle of a template. Nothing is
    ever written.
  - A variable with a lookup in it is evaluated wherever it is used, and each time the plugin signs in, reads and signs out. Use
    M(ansible.builtin.set_fact) to keep what was read, or a task of an information module.
options:
  _terms:
    description:
      - The kinds of the objects, called as the modules without C(portsip_), such as V(ivr), V(ring_group), V(ip_rule) or
        V(extension_event).
    type: list
    elements: str
    required: true
  tenant:
    description:
      - The tenant that the objects are in, by its id, its SIP domain or its name. It may be left out for a tenant's own user.
    type: str
  where:
    description:
      - "Only objects whose fields have these values, for example V({'name': ['Front desk', 'Night desk']}). Of a list of values, one has
        to match; a field that is a list has a value where one of its items is that value; null means a field that is blank. Fields are
        called as in the results of the information modules."
    type: dict
  id:
    description:
      - Only the object with this id, in quotes. If it does not exist, the result is empty.
    type: str
  filter:
    description:
      - An OData expression that the PBX applies, as in the information modules.
    type: str
  search:
    description:
      - A word that the PBX searches for in its searchable fields.
    type: str
  details:
    description:
      - Of some kinds the PBX lists objects with a few fields only. With V(true) each one is read in full, which takes one more request
        per object; with V(false) the short form of the list is returned.
    type: bool
    default: true
  parallel:
    description:
      - Number of objects that are read in parallel. V(64) is the maximum.
    type: int
    default: 8
  ivr:
    description:
      - The receptionist whose objects are meant, by extension number, name or id.
    type: str
  user:
    description:
      - The user whose objects are meant, by extension number, name or id.
    type: str
  shared_voicemail:
    description:
      - The shared voicemail whose objects are meant, by extension number, name or id.
    type: str
  trunk:
    description:
      - The trunk whose objects are meant, by name or id.
    type: str
  extension_id:
    description:
      - The number by which the extension API knows an extension, for its kinds.
    type: int
  context_id:
    description:
      - The context of an IVR of the extension API whose objects are meant.
    type: int
  digits:
    description:
      - The option of an IVR of the extension API whose objects are meant.
    type: str
extends_documentation_fragment:
  - portsip.pbx.plugin_connection
  - portsip.pbx.plugin_connection.extension
notes:
  - Use C(query) rather than C(lookup), so that the result is a list whatever it has.
  - Environment variables are those of C(ansible-playbook); those of the keyword C(environment) do not count. Neither does
    C(module_defaults). In a play over the inventory P(portsip.pbx.tenants#inventory), C(**tenant_connection) hands over the options of
    the host's PBX.
seealso:
  - plugin: portsip.pbx.tenants
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Show who is in the ring group of the reception
  ansible.builtin.debug:
    msg: "{{ reception | map(attribute='agents') }}"
  vars:
    reception: "{{ query('portsip.pbx.objects', 'ring_group', tenant='clinic.example.net', where={'name': 'Reception'}) }}"

- name: Read the networks that are denied, on the PBX that the variables of the host lead to
  ansible.builtin.set_fact:
    denied: "{{ query('portsip.pbx.objects', 'ip_rule', where={'target': 'DENY'}, **tenant_connection) | map(attribute='cidr') }}"

- name: Check that every receptionist answers in a language that callers know
  ansible.builtin.assert:
    that: query('portsip.pbx.objects', 'ivr', tenant='clinic.example.net') | rejectattr('language', 'in', ['de-DE', 'en-US']) | length == 0
    quiet: true

- name: Show the webhooks of an extension of the extension API
  ansible.builtin.debug:
    msg: "{{ query('portsip.pbx.objects', 'extension_event', extension_id=201) | map(attribute='url') }}"
"""

RETURN = r"""
_list:
  description:
    - The objects, as the information module of the kind returns them, without secrets. Of something of which there is one, a list with it.
    - Those of several kinds are one list, in the order of the kinds.
  type: list
  elements: dict
"""

from collections.abc import Sequence
from typing import Any

from ansible.plugins.lookup import LookupBase

from ..module_utils.host.definition import Module, Spec
from ..module_utils.run.objects import PLACES, run_objects
from ..plugin_utils.plugin_run import CONNECTION, check_known, run_in_plugin

SPEC: Spec = {
    "kinds": {"type": "list", "elements": "str", "required": True},
    **CONNECTION,
    "tenant": {"type": "str"},
    "where": {"type": "dict"},
    "id": {"type": "str"},
    "filter": {"type": "str"},
    "search": {"type": "str"},
    "details": {"type": "bool", "default": True},
    "parallel": {"type": "int", "default": 8},
    **{name: {"type": kind} for name, kind in PLACES.items()},
}
OBJECTS = Module(SPEC, run_objects)


class LookupModule(LookupBase):  # type: ignore[misc]
    """What Ansible looks for."""

    def run(self, terms: Sequence[str], variables: Any = None, **kwargs: Any) -> list[Any]:
        """The objects.

        :raises PluginFailed: they could not be read; says why.
        """
        self.set_options(var_options=variables, direct=kwargs)
        options = {name: value for name, value in self.get_options().items() if name != "_terms"}
        check_known(kwargs, options, "-t lookup portsip.pbx.objects")
        objects: list[Any] = run_in_plugin(OBJECTS, {**options, "kinds": list(terms)}, "objects")["objects"]
        return objects
