# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the objects are that options speak of: the PBX, a tenant, or below an object that an option names."""

from __future__ import annotations

from ..client.base import ApiClient
from ..plan.steps import Within
from ..read.references import References
from ..read.site import Site
from ..schema.addresses import ADDRESSES
from ..schema.aliases import option_name
from ..schema.resource import Resource
from .connection import Params
from .context import Context
from .workspace import Workspace


def open_site(resource: Resource, params: Params, context: Context, workspace: Workspace) -> Site:
    """Where the objects are that options speak of, in a session of its own level.

    :raises NotFound, Ambiguous: the option ``tenant``, or one that names a parent, names none, or several.
    :raises PortsipError: the session can't be had.
    """
    sessions = workspace.sessions(resource.level, params)
    level = resource.level_for(params.get("tenant"))
    tenant: list[Within] = []
    client: ApiClient
    if level == "tenant":
        client, _tenant = sessions.tenant(params.get("tenant"))
        tenant += [Within("tenant", str(params["tenant"]))] if params.get("tenant") else []
    else:
        client = sessions.extension() if level == "extension" else sessions.system()
    site = Site(client, tuple(tenant), workspace.listings, warn=context.warn, progress=context.progress, kinds=workspace.kinds)
    return below_parents(site, resource, params, workspace.references(client))


def below_parents(site: Site, resource: Resource, params: Params, references: References) -> Site:
    """The place below the objects that options name as parents.

    :param site: the place of these.
    :raises NotFound, Ambiguous: an option names none, or several.
    """
    within: list[Within] = []
    for parent in resource.parents:
        name = identifier = params[parent.option]
        if parent.to:
            identifier = references.find(ADDRESSES[parent.to], name, option_name(parent.option, parent.to), site.warn)["id"]
        within.append(Within(parent.kind, str(name), parent.option, identifier))
    return site.at((*site.within, *within))
