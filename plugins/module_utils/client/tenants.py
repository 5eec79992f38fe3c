# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which tenant a text means, and how it is looked up without reading the list of all tenants."""

from __future__ import annotations

from collections.abc import Iterable

from .. import errors
from ..base.identity import is_domain, meanings
from ..base.nearest import nearest
from ..base.texts import normal
from .answers import Item
from .base import ApiClient

TENANTS = "/tenants"
WAYS = ("id", "domain", "name")
"""What a text is compared with, by precedence."""
MOST_SUGGESTED = 3


def tenants_meant(tenants: Iterable[Item], text: str) -> list[Item]:
    """The tenants that a text means: by id, else by domain in any case, else by display name where the text is no domain.

    :returns: several only where the text is ambiguous.
    """
    found = meanings(tenants, WAYS, text, any_case=("domain",), never_domain=("name",)) if normal(text) else []
    return found[0][1] if found else []


def find_tenant(client: ApiClient, text: str, option: str = "tenant") -> Item:
    """The tenant that a text means, looked up; see ``tenants_among`` and ``one_tenant``."""
    return one_tenant(tenants_among(client, text), text, option)


def tenants_among(client: ApiClient, text: str) -> list[Item]:
    """Tenants among which the one that a text means surely is, in a number of requests that does not depend on how many there are.

    :param client: a session that sees the list of tenants.
    :returns: where none is meant, what an error text can suggest.
    """
    wanted = normal(text)
    fields = ("domain",) if is_domain(wanted) else WAYS
    condition = " or ".join(f"{name} eq {_quoted(wanted)}" for name in fields)

    def settles(tenants: list[Item]) -> bool:
        # A display name counts only where no domain matches, which one answer with a name alone does not show.
        return any(tenants_meant([{**tenant, "name": None}], wanted) for tenant in tenants)

    # A text that is stored in another form of Unicode is found neither by filter nor by search.
    search = wanted if wanted.isascii() else None
    return client.find(TENANTS, paged=True, wanted=condition, search=search, settles=settles) or client.first_page(TENANTS)


def one_tenant(tenants: list[Item], text: str, option: str = "tenant") -> Item:
    """The one tenant that a text means.

    :param tenants: those to choose from; an error text suggests one of these.
    :raises NotFound: none; the text names what comes close.
    :raises Ambiguous: several; the text lists domain and id of each.
    """
    found = tenants_meant(tenants, text)
    if len(found) == 1:
        if not found[0].get("id"):
            raise errors.UnexpectedAnswer(f"The PBX answered GET {TENANTS} without the id of a tenant.", delivered=False, path=TENANTS)
        return found[0]
    if found:
        each = ", ".join(f"{tenant.get('domain')} (id {tenant.get('id')})" for tenant in found)
        raise errors.Ambiguous(f"{option}: {text!r} matches {len(found)} tenants: {each}. Use the id of one of them.")
    by = "domain" if is_domain(text) else "domain, name or id"
    message = f"{option}: there is no tenant with the {by} {text!r} on this PBX."
    names = [str(tenant[key]) for tenant in tenants for key in ("domain", "name") if tenant.get(key)]
    close = nearest(text, names, MOST_SUGGESTED)
    if close:
        message += f" Did you mean {' or '.join(repr(name) for name in close)}?"
    raise errors.NotFound(message)


def _quoted(text: str) -> str:
    """A text in an OData filter."""
    return "'" + text.replace("'", "''") + "'"
