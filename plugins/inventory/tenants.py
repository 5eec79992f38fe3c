# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The inventory plugin ``tenants``: the tenants of one or several PBXs as hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
name: tenants
short_description: Tenants of PortSIP PBX as hosts
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes a host of each tenant of one PBX or of several. What belongs to a tenant then stands in C(host_vars), or in a file that is
    called like its domain, and the playbooks of the collection run for all tenants, for some, or for one.
  - All tenants are read from the list of the PBX, 100 in one request. 1,000 tenants take 12 requests, those for signing in and out
    included. What the list does not have is read where O(include) asks for it.
  - Where something can't be read, no tenant becomes a host, rather than some of them, and the error says what to do. Ansible takes
    an inventory source that fails for a warning, unless E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) is set.
  - Only hosts with a local connection are made, since the PBX is reached from the controller.
  - The file may have any name that ends with C(.yml) or C(.yaml). Values of connection options, O(filter), O(search) and O(where) may be
    templates, such as C({{ lookup('ansible.builtin.env', 'NORTH_PASSWORD') }}), and may be encrypted with C(!vault).
options:
  plugin:
    description:
      - Says that the file is one for this plugin.
    type: str
    required: true
    choices:
      - portsip.pbx.tenants
  pbxs:
    description:
      - The PBXs, where there are several. Each entry has connection options, O(filter), O(search), O(where), O(include), O(parallel), and
        the keys below. What an entry leaves out is taken from the options of the same names beside O(pbxs), or from the environment.
      - An entry with credentials of its own (C(api_username), C(api_password), C(api_domain), C(api_token)) takes none from elsewhere.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the PBX, for its group and for error texts. The host and port of its address where it is left out.
        type: str
      variables:
        description:
          - Variables of the hosts of this PBX, besides those of O(variables).
        type: dict
      tenants_path:
        description:
          - As O(tenants_path), for the tenants of this PBX.
        type: str
  name:
    description:
      - Name of the PBX, where there is one, for its group and for error texts. The host and port of its address where it is left out.
    type: str
  filter:
    description:
      - An OData expression that the PBX applies, as in M(portsip.pbx.portsip_tenant_info), for example
        V(startswith(domain,'clinic'\) and enabled eq true). Which fields can be filtered depends on the release of the PBX.
    type: str
  search:
    description:
      - A word that the PBX searches for in its searchable fields.
    type: str
  where:
    description:
      - "Only tenants whose fields have these values, for example V({enabled: true, region: [DEU, AUT]}). Of a list of values, one has to
        match. Fields are called as in M(portsip.pbx.portsip_tenant), and only those can be used that are read, see O(include)."
    type: dict
  include:
    description:
      - What is read besides the list of tenants.
    type: list
    elements: str
    default: []
    choices:
      release: The release of the PBX. One request.
      trunks: The trunks of the PBX that are assigned to each tenant. The pages of the list of trunks, and one request for each trunk.
      dealers: The dealers of each tenant. One request for each tenant.
      details: All fields of each tenant, rather than those of the list. One request for each tenant.
  parallel:
    description:
      - How many requests are made at the same time for what O(include) names. V(64) is the maximum.
    type: int
    default: 8
  tenants_path:
    description:
      - A directory with a file for each tenant, called like its domain, such as C(clinic.example.net.yml). A tenant that has a file and
        that the PBX does not have becomes a host, too, so that the playbooks create it. Its C(portsip_tenant) has the C(domain), and all
        else, such as the C(id), is null; expressions that fail for it are left out.
      - A relative path starts from the directory of the inventory's file. Files that end with C(_secrets.yml) count as none, nor do
        C(system.yml) and C(queues.yml).
      - It cannot go with O(filter) or O(search). With O(pbxs) it is given in the entries.
    type: str
  hostname:
    description:
      - What the hosts are called. Two tenants with the same name are an error. Upper and lower case make no difference.
    type: str
    default: domain
    choices:
      domain: The SIP domain of the tenant.
      qualified: The SIP domain and the name of the PBX, such as V(clinic.example.net@north), for tenants that are on several PBXs.
      id: The id of the tenant.
  group:
    description:
      - The group of all hosts.
    type: str
    default: tenants
  variables:
    description:
      - Further variables of the hosts. They are set for the group of each PBX, so that C(group_vars) and C(host_vars) take precedence.
        Templates in them are evaluated by the plays.
    type: dict
  strict:
    description:
      - Whether an expression that fails, or has no value, is an error. With V(false) it is left out for that host.
    type: bool
    default: true
extends_documentation_fragment:
  - constructed
  - inventory_cache
  - portsip.pbx.plugin_connection
notes:
  - Requires a system administrator, or a dealer for its own tenants. O(include=trunks) requires a system administrator.
  - Uses C(GET /tenants), and where O(include) asks for it C(GET /tenants/{id}), C(GET /tenants/{id}/dealers), C(GET /providers),
    C(GET /providers/{id}/assignees) and C(GET /admin/status).
  - "Host variables: C(portsip_tenant) is a mapping with the fields of the tenant under the names of M(portsip.pbx.portsip_tenant), such as
    C(id), C(domain), C(name), C(enabled), C(max_extensions) and C(max_concurrent_calls), and C(portsip_pbx) one with C(name), C(api_url)
    and C(release). With O(include), C(portsip_dealers) is a list of C({id, name, display_name}) and C(portsip_trunks) a list of
    C({trunk, did_numbers, concurrency})."
  - "The group of a PBX, C(pbx_) and its name, has the variable C(tenant_connection), which the playbooks and roles of the collection read:
    the address, and the connection options that the file gives, but for passwords and tokens. These come from the environment, or from
    C(tenant_connection) in C(group_vars)."
  - Texts of the PBX are never evaluated as templates.
  - Each PBX and account has a cache entry of its own, and no credential is in it.
seealso:
  - module: portsip.pbx.portsip_tenant_info
  - plugin: portsip.pbx.objects
    plugin_type: lookup
"""

EXAMPLES = r"""
# tenants.portsip.yml: all tenants of the PBX that PORTSIP_API_URL, PORTSIP_USERNAME and PORTSIP_PASSWORD lead to
plugin: portsip.pbx.tenants

---
# Groups by country and by size, and a variable of one's own
plugin: portsip.pbx.tenants
where:
  enabled: true
keyed_groups:
  - key: portsip_tenant.region
    prefix: region
groups:
  large: portsip_tenant.max_extensions | int > 500
compose:
  ticket_queue: "'telephony-' ~ portsip_tenant.region | lower"

---
# Two PBXs with accounts of their own, read again after an hour
plugin: portsip.pbx.tenants
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/portsip
cache_timeout: 3600
include: [release, trunks]
hostname: qualified
pbxs:
  - name: north
    api_url: https://north.example.net:8887/api
    api_username: automation
    api_password: "{{ lookup('ansible.builtin.env', 'NORTH_PASSWORD') }}"
  - name: south
    api_url: https://south.example.net:8887/api
    api_username: automation
    api_password: "{{ lookup('ansible.builtin.env', 'SOUTH_PASSWORD') }}"
    filter: startswith(domain,'clinic')
    variables:
      on_call: south-team@example.net
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable

from ..plugin_utils.inventory_undo import all_or_nothing
from ..plugin_utils.plugin_run import check_known
from ..plugin_utils.tenant_hosts import TenantHost, identity_in, taken_advice, tenant_hosts
from ..plugin_utils.tenant_sources import PAGE, InventoryFile, PbxSource, pbx_sources, read_fleet, same_pbx
from ..plugin_utils.trust import outside, trusted

OF_ALL = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
"""Variables of the group of all tenants, unless another source sets them."""
CONNECTION_VARIABLE = "tenant_connection"


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):  # type: ignore[misc]
    """What Ansible looks for."""

    NAME = "portsip.pbx.tenants"

    def verify_file(self, path: str) -> bool:
        """Whether the file may be one for this plugin; its key ``plugin`` decides."""
        return bool(super().verify_file(path)) and path.endswith((".yml", ".yaml"))

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Add hosts and groups.

        :raises AnsibleParserError: something is wrong; then nothing was added.
        """
        super().parse(inventory, loader, path, cache)
        config = self._read_config_data(path)
        try:
            options = self.get_options()
            check_known(config, options, PAGE)
            sources = pbx_sources(InventoryFile(options, config, str(Path(path).absolute().parent), self._evaluated))
            fleets = [(source, self._fleet(source, cache)) for source in sources]
            hosts = tenant_hosts(fleets, options["hostname"])
            with all_or_nothing(inventory):
                self._add(sources, hosts, options)
        except AnsibleParserError:
            raise
        except AnsibleError as error:
            raise AnsibleParserError(str(error)) from error

    def _evaluated(self, value: Any) -> Any:
        """A value of the file with its templates evaluated."""
        return self.templar.template(value)

    def _fleet(self, source: PbxSource, cache: bool) -> Mapping[str, Any]:
        """What is known of the tenants of a PBX: from the cache, or read now.

        :param cache: False where the inventory is to be read again.
        """
        if not self.get_option("cache"):
            return read_fleet(source)
        key = source.cache_key
        if cache:
            try:
                cached = self._cache[key]
            except KeyError:  # there is none, or it is too old
                cached = None
            if isinstance(cached, Mapping) and all(isinstance(cached.get(name), list) for name in ("tenants", "domains")):
                return cached
        fleet = read_fleet(source)
        self._cache[key] = fleet
        return fleet

    def _add(self, sources: Sequence[PbxSource], hosts: Sequence[TenantHost], options: Mapping[str, Any]) -> None:
        """Add groups, and hosts to them."""
        everyone = self._group(options["group"], {name: trusted(text) for name, text in OF_ALL.items()})
        groups = {}
        for source in sources:
            group = groups[source.name] = self._group(
                f"pbx_{source.name}", {CONNECTION_VARIABLE: outside(source.connection), **source.variables}
            )
            if group in list(groups.values())[:-1] or group == everyone:
                raise AnsibleParserError(f"{source.place}name: {source.name!r} gives a group, {group}, that exists; choose another name")
            if not same_pbx(self.inventory.groups[group].vars.get(CONNECTION_VARIABLE), source):
                reason = f"another source of the inventory has the group {group} for a PBX at another address"
                raise AnsibleParserError(f"{source.place}name: {reason}; give {source.url} another name")
            self.inventory.add_child(everyone, group)
        for host in hosts:
            existing = self.inventory.get_host(host.name)
            if existing is not None and identity_in(existing.vars) not in (("", ""), host.identity):
                raise AnsibleParserError(taken_advice(host, host.name))
            self.inventory.add_host(host.name, group=groups[host.source.name])
            for name, value in host.variables.items():
                self.inventory.set_variable(host.name, name, value)
            self._construct(host, options)

    def _group(self, name: str, variables: Mapping[str, Any]) -> str:
        """Add a group, and those of its variables that no other source has set.

        :returns: its name as Ansible has it.
        """
        added: str = self.inventory.add_group(self._sanitize_group_name(name))
        existing = self.inventory.groups[added].vars
        for variable, value in variables.items():
            if variable not in existing:
                self.inventory.set_variable(added, variable, value)
        return added

    def _construct(self, host: TenantHost, options: Mapping[str, Any]) -> None:
        """Add the variables and groups that expressions say."""
        strict = options["strict"] and host.exists
        variables = {**host.source.variables, **host.variables, CONNECTION_VARIABLE: host.source.connection}
        self._set_composite_vars(options["compose"], variables, host.name, strict=strict)
        composed = self.inventory.get_host(host.name).vars
        for name in options["compose"] or ():
            if name in composed:
                self.inventory.set_variable(host.name, name, outside(composed[name]))
        self._add_host_to_composed_groups(options["groups"], variables, host.name, strict=strict)
        self._add_host_to_keyed_groups(options["keyed_groups"], variables, host.name, strict=strict)
