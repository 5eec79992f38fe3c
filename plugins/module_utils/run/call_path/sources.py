# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the definitions come from whose calls are followed: the option ``definition``, or the PBX."""

from __future__ import annotations

from typing import Any

from ...errors import InvalidInput
from ...schema.tree import TENANTS
from ..connection import Params
from ..context import Context
from ..export.export import run_export
from ..export.selection import KINDS
from ..workspace import Workspace
from .call import Tenants, tenants_in

NEEDED = (
    *("users", "users.holidays", "groups", "holidays", "trunks", "trunk_assignments", "service_numbers", "ring_groups", "call_queues"),
    *("shared_voicemails", "ivrs", "ivrs.action_urls", "emergency_numbers", "outbound_rules", "inbound_rules"),
    *("blacklisted_numbers", "disallowed_codes", "allowed_country_codes"),
)
"""What decides where calls go, as paths below a tenant."""
UNNEEDED = tuple(".".join(path) for path in KINDS if path[0] == TENANTS.name and len(path) > 1 and ".".join(path[1:]) not in NEEDED)
LISTS = tuple(name for name in NEEDED if "." not in name and name not in ("service_numbers", "allowed_country_codes"))


def tenants_of(params: Params, context: Context, workspace: Workspace | None) -> Tenants:
    """The tenants that are asked for, each with the queues of the extension API that belong to it.

    :param params: ``definition``, or else the PBX of the connection is read; ``tenant`` alone where it is given.
    :raises InvalidInput: the definition is none, or has no such tenant.
    :raises PortsipError: the PBX can't be read.
    """
    definition, wanted = params.get("definition"), params.get("tenant")
    document = definition if definition is not None else _exported(params, context, workspace)
    try:
        return tenants_in(document, wanted if definition is not None else None)
    except InvalidInput as error:
        text = str(error)
        raise InvalidInput(f"definition: {text}", findings=[{"path": "definition", "message": text}]) from None


def _exported(params: Params, context: Context, workspace: Workspace | None) -> dict[str, Any]:
    """The tenants as they are on the PBX; a list that could be read and is empty is there, and empty."""
    wanted = params.get("tenant")
    options = {
        **params,
        "tenants": [wanted] if wanted is not None else None,
        "queues": [],
        "agent_extensions": [],
        "only": [TENANTS.name],
        "exclude": list(UNNEEDED),
        "secrets": "omit",
        "secrets_file": None,
        "dest": None,
        "remove_stale": False,
    }
    result = run_export(options, context, workspace)
    unread = {note["path"] for note in result["incomplete"]}
    tenants = result["definition"].get(TENANTS.name, [])
    for place, tenant in enumerate(tenants):
        for name in LISTS:
            if f"{TENANTS.name}[{place}].{name}" not in unread:
                tenant.setdefault(name, [])
    return {TENANTS.name: tenants}
