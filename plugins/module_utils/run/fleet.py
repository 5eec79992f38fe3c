# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The tenants of one PBX as an inventory needs them: all of them in a number of requests that grows with pages alone.

What the list of tenants does not have is read where it is asked for (PortSIP PBX REST API 22.2: /tenants/{id},
/tenants/{id}/dealers, /providers/{id}/assignees, /admin/status).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ..plan.documents import Document
from ..plan.steps import Within
from ..read.parallel import parallel_map
from ..read.site import Site
from ..resources.pbx.tenant import TENANT
from ..resources.pbx.tenant_dealer import TENANT_DEALER
from ..resources.pbx.trunk import TRUNK
from ..resources.pbx.trunk_assignment import TRUNK_ASSIGNMENT
from .conditions import Conditions
from .connection import Params
from .context import Context, Result, presented
from .information import run_info
from .workspace import Workspace

INCLUDED = {
    "release": "The release of the PBX. One request.",
    "trunks": "The trunks of the PBX that are assigned to each tenant. The pages of the list of trunks, and one request for each trunk.",
    "dealers": "The dealers of each tenant. One request for each tenant.",
    "details": "All fields of each tenant, rather than those of the list. One request for each tenant.",
}
"""What can be read besides the list of tenants, and what it costs."""
DETAILS_HINT = "add details to include, or use filter"
LISTED = ("website", "timezone", "currency", "region", "enabled", "max_extensions", "max_concurrent_calls", "created_at")
"""Fields of the list of tenants besides id, domain and name; the PBX leaves one out that is blank (22.2, GET /tenants)."""
OF_ASSIGNMENTS = ("did_numbers", "concurrency")
OF_DEALERS = ("name", "display_name")


def run_fleet(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the tenants of a PBX.

    :param params: connection options, ``filter``, ``search``, ``where``, ``include`` (names of ``INCLUDED``), ``parallel``, and
        ``all_domains``: whether to tell the domains of all tenants, those left out by ``where`` too.
    :returns: ``changed`` false; ``release``, null where it is not read; ``tenants``: of each ``tenant``, its fields, and ``dealers`` and
        ``trunks`` where they are read; and ``domains``: of all tenants that were read.
    :raises InvalidInput: an option is not valid.
    :raises PortsipError: something could not be read; then nothing is returned.
    """
    conditions = Conditions(TENANT, params.get("where"))
    include = frozenset(params.get("include") or ())
    parallel = params.get("parallel") or 1
    with Workspace.lent(workspace) as workspace:
        exact = {} if params.get("all_domains") else conditions.exact
        options = {**params, **exact, "details": "details" in include, "parallel": parallel}
        read = [{**dict.fromkeys(LISTED), **tenant} for tenant in run_info(TENANT, options, context, workspace)["tenants"]]
        if "details" not in include:
            conditions.check_told(read, DETAILS_HINT)
        tenants = [tenant for tenant in read if conditions.hold(tenant)]
        client = workspace.sessions("system", params).system()
        site = Site(client, listings=workspace.listings, warn=context.warn, progress=context.progress)
        release = workspace.releases.release(client, "system", TENANT) if "release" in include else ""
        found: list[dict[str, Any]] = [{"tenant": tenant} for tenant in tenants]
        if "dealers" in include:
            dealers = parallel_map(lambda tenant: _dealers(site, tenant, context), tenants, parallel, _told(context, len(tenants)))
            found = [{**entry, "dealers": of_tenant} for entry, of_tenant in zip(found, dealers, strict=True)]
        if "trunks" in include:
            trunks = _trunks(site, parallel, context)
            found = [{**entry, "trunks": trunks.get(str(entry["tenant"]["id"]), [])} for entry in found]
    return {"changed": False, "release": release or None, "tenants": found, "domains": [str(tenant["domain"]) for tenant in read]}


def not_there(domain: str) -> dict[str, Any]:
    """What is known of a tenant that the PBX does not have: its domain."""
    return {"tenant": {"id": None, "domain": domain, "name": None, **dict.fromkeys(LISTED)}}


def _told(context: Context, total: int) -> Any:
    return lambda count: context.progress(f"dealers of {count} of {total} tenants read")


def _dealers(site: Site, tenant: Document, context: Context) -> list[Document]:
    """The dealers of a tenant, each with its id and its names."""
    place = site.at((Within("tenant", str(tenant.get("domain")), "tenant", tenant["id"]),))
    shown = [presented(TENANT_DEALER, item, context) or {} for item in place.all(TENANT_DEALER)]
    return [{"id": item.get("dealer"), **{name: item.get(name) for name in OF_DEALERS}} for item in shown]


def _trunks(site: Site, parallel: int, context: Context) -> dict[str, list[Document]]:
    """What tenants may use of the trunks of the PBX, by the ids of the tenants."""
    trunks = site.all(TRUNK)

    def assigned(trunk: Document) -> list[Document]:
        place = site.at((Within("trunk", str(trunk.get("name")), "provider", trunk["id"]),))
        return [presented(TRUNK_ASSIGNMENT, item, context) or {} for item in place.all(TRUNK_ASSIGNMENT)]

    found: dict[str, list[Document]] = defaultdict(list)
    for trunk, assignments in zip(trunks, parallel_map(assigned, trunks, parallel), strict=True):
        for item in assignments:
            found[str(item["tenant"])].append({"trunk": trunk.get("name"), **{name: item.get(name) for name in OF_ASSIGNMENTS}})
    return found
