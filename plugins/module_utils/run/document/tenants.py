# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant of a document: one that is renamed, and one that may be meant by another name."""

from __future__ import annotations

from ... import errors
from ...base.texts import normal
from ...client.answers import Item
from ...client.tenants import TENANTS, tenants_among, tenants_meant
from .entry_planner import EntryPlanner
from .planned import Planned


def plan_tenant(planner: EntryPlanner) -> Planned:
    """What is to be done so that a tenant is as it is wanted.

    :raises Conflict: it is to be renamed, and its new domain belongs to another tenant.
    :raises PortsipError: see ``ObjectPlanner.plan``.
    """
    entry = planner.entry
    former = _of_domain(planner, entry.renamed_from) if entry.renamed_from else None
    if former is not None:
        other = _of_domain(planner, str(entry.values["domain"]))
        if other is None:
            return planner.present(str(former["id"]))
        raise errors.Conflict(
            f"renamed_from: {entry.renamed_from!r} (id {former['id']}) and {entry.name!r} (id {other['id']}) both exist; "
            "leave renamed_from out, and remove the one that is not needed"
        )
    planned = planner.present()
    name = planned.whole.after.get("name") if planned.whole.after else None
    if planned.whole.action == "create" and name:
        _warn_of_namesakes(planner, str(name))
    return planned


def _warn_of_namesakes(planner: EntryPlanner, name: str) -> None:
    client = planner.scopes.system_client()
    listing = planner.scopes.workspace.listings.get(client, TENANTS)  # of all tenants, where the document has many
    for found in tenants_among(client, name) if listing is None else listing.index.all():
        if normal(str(found.get("name"))) == normal(name):
            domain = found.get("domain")
            planner.context.warn(
                f"there is a tenant with the name {name!r} and another domain, {domain}; to rename it, add renamed_from: {domain}"
            )


def _of_domain(planner: EntryPlanner, domain: str) -> Item | None:
    """The tenant with a domain, None where there is none."""
    found = tenants_meant(tenants_among(planner.scopes.system_client(), domain), domain)
    same = [item for item in found if normal(str(item.get("domain"))).casefold() == normal(domain).casefold()]
    return same[0] if same else None
