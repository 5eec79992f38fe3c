# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tenants as hosts of an inventory: what each is called, and its variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..module_utils.base.texts import normal
from ..module_utils.errors import Conflict
from ..module_utils.run.fleet import not_there
from .plugin_run import PluginFailed
from .tenant_sources import PbxSource, awaited
from .trust import outside

TENANT, PBX, DEALERS, TRUNKS = "portsip_tenant", "portsip_pbx", "portsip_dealers", "portsip_trunks"
"""Host variables: the fields of the tenant, its PBX, its dealers, and the trunks that it may use."""
NO_FILE_NAME = re.compile(r"[\x00-\x1f\x7f/\\]|^\.+$")
"""What Ansible can't look for in ``host_vars``, or would look for elsewhere."""
NO_HOSTS = ("all", "localhost", "ungrouped")
"""Names that have a meaning of their own."""
HOSTNAMES = {
    "domain": "The SIP domain of the tenant.",
    "qualified": "The SIP domain and the name of the PBX, such as V(clinic.example.net@north), for tenants that are on several PBXs.",
    "id": "The id of the tenant.",
}


@dataclass(frozen=True)
class TenantHost:
    """A tenant as a host.

    :ivar variables: of the host.
    """

    name: str
    source: PbxSource
    variables: Mapping[str, Any]

    @property
    def exists(self) -> bool:
        """Whether the PBX has the tenant."""
        return self.variables[TENANT]["id"] is not None

    @property
    def identity(self) -> tuple[str, str]:
        """What tells whether two hosts are one tenant: the address of the PBX and the id there."""
        return identity_in(self.variables)


def identity_in(variables: Mapping[str, Any]) -> tuple[str, str]:
    """The identity of the tenant that a host with these variables stands for; blank where it stands for none."""
    pbx, tenant = variables.get(PBX), variables.get(TENANT)
    if not isinstance(pbx, Mapping) or not isinstance(tenant, Mapping):
        return "", ""
    return str(pbx.get("api_url")), str(tenant.get("id"))


def tenant_hosts(fleets: Sequence[tuple[PbxSource, Mapping[str, Any]]], hostname: str) -> list[TenantHost]:
    """The tenants of all PBXs as hosts.

    :param fleets: each PBX with what ``run_fleet`` has read of it.
    :param hostname: one of ``HOSTNAMES``.
    :raises PluginFailed: a tenant can't be a host, or two would be one host; says which, and what to do.
    """
    hosts = list(_hosts(fleets, hostname))
    by_name: dict[str, TenantHost] = {}
    for host in hosts:
        other = by_name.setdefault(normal(host.name).casefold(), host)
        if other is not host:
            raise PluginFailed(f"{_called(host)} and {_called(other)} would be one host, {host.name!r}. {_advice(hostname)}", Conflict.kind)
    return hosts


def _hosts(fleets: Sequence[tuple[PbxSource, Mapping[str, Any]]], hostname: str) -> Iterator[TenantHost]:
    for source, fleet in fleets:
        pbx = {"name": source.name, "api_url": source.url, "release": fleet.get("release")}
        new = [not_there(domain) for domain in awaited(source, fleet["domains"])]
        # In the order of domains: that of the PBX depends on which was created first.
        for entry in sorted([*fleet["tenants"], *new], key=lambda entry: str(entry["tenant"]["domain"]).casefold()):
            tenant = entry["tenant"]
            variables = {TENANT: tenant, PBX: pbx, DEALERS: entry.get("dealers"), TRUNKS: entry.get("trunks")}
            told = {name: outside(value) for name, value in variables.items() if value is not None}
            host = TenantHost(outside(_name(source, tenant, hostname)), source, told)
            if NO_FILE_NAME.search(host.name) or host.name.casefold() in NO_HOSTS:
                raise PluginFailed(f"{_called(host)} can't be a host called {host.name!r}. {_advice(hostname)}", Conflict.kind)
            yield host


def _name(source: PbxSource, tenant: Mapping[str, Any], hostname: str) -> str:
    if hostname == "id" and tenant["id"] is not None:
        return str(tenant["id"])
    domain = str(tenant["domain"])
    return f"{domain}@{source.name}" if hostname == "qualified" else domain


def _called(host: TenantHost) -> str:
    """A tenant, for an error text."""
    return f"The tenant {host.variables[TENANT].get('domain')!r} (id {host.variables[TENANT].get('id')}) of the PBX {host.source.name!r}"


def _advice(hostname: str) -> str:
    others = " or ".join(f"hostname: {name}" for name in HOSTNAMES if name != hostname and name != "domain")
    return f"Set {others}, or leave one out with where or filter. No tenant became a host."


def taken_advice(host: TenantHost, name: str) -> str:
    """The error text for a host that another source of the inventory has as another tenant."""
    return f"{_called(host)} would be the host {name!r}, which another source of the inventory has as another tenant. {_advice('domain')}"
