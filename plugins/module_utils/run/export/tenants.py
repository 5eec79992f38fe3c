# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading tenants, a few at a time: what is in memory of one besides its entry is let go before the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...client.answers import Item
from ...client.base import ApiClient
from ...client.pbx import PbxClient
from ...client.sessions import Sessions
from ...client.tenants import find_tenant
from ...errors import AuthenticationFailed, PortsipError, Refused
from ...plan.documents import Document, read
from ...read.names import Lists
from ...read.parallel import parallel_map
from ...read.site import Site
from ...resources.pbx.tenant import TENANT
from ...schema.address import Level
from .building import Builder
from .former import ROOTS
from .nodes import Node, called, natural
from .reading import AT_ONCE, Reader
from .selection import Selection

KINDS = ("tenants",)
TENANTS_AT_ONCE = 4
"""How many tenants are read at a time."""


def chosen_tenants(
    sessions: Sessions, lists: Lists, domains: Sequence[str] | None, selection: Selection
) -> tuple[list[Item], set[str] | None]:
    """The tenants to export, as the list of tenants shows them, in the order of their domains; and the domains of all.

    :param domains: the option; None or empty for all.
    :returns: the domains in lower case, None where only those tenants were looked at that are named, or one's own.
    :raises NotFound, Ambiguous: none, or several, are meant by one of the texts.
    """
    client = sessions.system()
    known: set[str] | None = None
    if domains:
        found = [find_tenant(client, text, f"tenants[{number}]") for number, text in enumerate(domains)]
        tenants = list({str(item["id"]): item for item in found}.values())
    else:
        try:
            tenants = list(lists.objects(client, TENANT, TENANT.collection))
            known = {str(item.get("domain")).lower() for item in tenants}
        except (AuthenticationFailed, Refused) as error:
            tenants = [_own_tenant(sessions, error)]
    part = ROOTS["tenants"]
    chosen = [item for item in tenants if not selection.drops(KINDS, (called(part, item),))]
    return sorted(chosen, key=lambda item: natural(called(part, item))), known


def _own_tenant(sessions: Sessions, refusal: PortsipError) -> Item:
    """The tenant of a user who may not see the list of tenants.

    :raises PortsipError: the refusal, where the user has none.
    """
    try:
        return sessions.tenant(None)[1]
    except PortsipError:
        raise refusal from None


def read_tenants(
    sessions: Sessions, lists: Lists, tenants: Sequence[Item], selection: Selection, progress: Callable[[str], None]
) -> list[tuple[Node | None, list[str]]]:
    """Each tenant with everything that is to be exported of it, filled in, None where that is nothing; and its ``Builder.clashes``.

    Several are read in parallel; their session ends, and what was read in it is let go, before the next ones are read.

    :param progress: told how far the work is.
    :raises PortsipError: the PBX can't be reached.
    """
    together = max(1, min(TENANTS_AT_ONCE, len(tenants)))
    reader = Reader(selection, lists, AT_ONCE // together)

    def one(tenant: Item) -> tuple[Node | None, list[str]]:
        builder = Builder(selection, lists)
        node = _read_tenant(sessions, reader, tenant, selection, builder)
        client = sessions.leave(str(tenant["id"]))
        if client is not None:
            lists.forget(client)
        return node, builder.clashes

    return parallel_map(one, tenants, together, lambda count: progress(f"{count} of {len(tenants)} tenants read"))


def _read_tenant(sessions: Sessions, reader: Reader, tenant: Item, selection: Selection, builder: Builder) -> Node | None:
    """A tenant with everything that is to be exported of it, filled in; None where that is nothing.

    :raises PortsipError: the PBX can't be reached.
    """
    part, system = ROOTS["tenants"], sessions.system()
    clients: dict[Level, ApiClient] = {"system": system}
    names = (called(part, tenant),)
    node = Node(part, KINDS, read(TENANT, tenant), clients, names, ("",))
    (entered,) = reader.together([lambda: sessions.tenant(str(tenant["id"]), known=True)[0]])
    if isinstance(entered, PortsipError):
        inside = [
            below.name for below in part.parts if below.resource.level_in(KINDS[0]) == "tenant" and selection.reads((*KINDS, below.name))
        ]
        for name in ("", *inside):
            node.note("unreadable", name, f"the session can't be switched into the tenant: {entered}".rstrip("."))
        node.children = {name: [] for name in inside}
    else:
        clients["tenant"] = entered
    if selection.takes(KINDS, names):
        (whole,) = reader.together([lambda: _whole(system, clients.get("tenant"), str(tenant["id"]))])
        if isinstance(whole, PortsipError):
            node.note("unreadable", "", str(whole).rstrip("."))
        else:
            node.document = whole or {}
    reader.complete(node)
    builder.build(node)
    return node if node.document and (selection.takes(KINDS, names) or any(node.children.values())) else None


def _whole(system: PbxClient, inside: ApiClient | None, identifier: str) -> Document | None:
    """Every field of a tenant, also those that only a session inside of it is shown."""
    only_inside = tuple(name for name in TENANT.own_fields if TENANT.field((name,)).read_at_endpoint) if inside is not None else ()
    site = Site(system, also_read=only_inside, endpoint_client=lambda endpoint, document: inside or system)
    return site.get(TENANT, identifier)
