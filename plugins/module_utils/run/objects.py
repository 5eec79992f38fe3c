# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects of any kind by their conditions, for a plugin that is not made for one kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.nearest import did_you_mean
from ..errors import InvalidInput
from ..plan.documents import Document
from ..resources.registry import RESOURCES
from ..schema.aliases import option_name
from ..schema.resource import Resource
from .conditions import Conditions
from .connection import Params, connection_options
from .context import Context, Result
from .information import run_info
from .workspace import Workspace

READ_AS_A_WHOLE = ("extension_ivr", "queue_membership")
"""Kinds that are read together with others, by ``portsip_extension_info``."""
KINDS: Mapping[str, Resource] = {
    name: resource for name, resource in RESOURCES.items() if resource.readable and name not in READ_AS_A_WHOLE
}
"""What can be read, by the name of the module without ``portsip_``."""
_PARENTS = [parent for resource in KINDS.values() for parent in resource.parents if parent.to != "tenant"]
PLACES = {option_name(parent.option, parent.to): parent.type for parent in _PARENTS}
"""Options that name what objects are in, besides the tenant, with their types."""
SELECTING = ("id", "filter", "search", "where")
DETAILS_HINT = "leave out details=false"


def run_objects(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read objects of some kinds.

    :param params: ``kinds``, ``tenant``, the options of ``PLACES`` and ``SELECTING``, ``details``, ``parallel``, and connection options.
    :returns: ``changed`` false, and ``objects``: those of all kinds in one list, as the information modules return them.
    :raises InvalidInput: an option is not valid, or does not fit to a kind.
    :raises PortsipError: something can't be read.
    """
    kinds = [(kind, _resource(kind)) for kind in params["kinds"]]
    wanted = [(resource, _options(kind, resource, params), Conditions(resource, params.get("where"))) for kind, resource in kinds]
    objects: list[Document] = []
    with Workspace.lent(workspace) as workspace:
        for resource, options, conditions in wanted:
            objects += _read(resource, {**options, **conditions.exact}, conditions, context, workspace)
    return {"changed": False, "objects": objects}


def _read(resource: Resource, options: Params, conditions: Conditions, context: Context, workspace: Workspace) -> list[Document]:
    result = run_info(resource, options, context, workspace)
    found = [result[resource.name]] if resource.kind == "singleton" else result[resource.plural]
    if resource.summary and not options["details"]:
        conditions.check_told(found, DETAILS_HINT)
    return [item for item in found if conditions.hold(item)]


def _resource(kind: str) -> Resource:
    if kind in KINDS:
        return KINDS[kind]
    meant = did_you_mean(kind.removeprefix("portsip_"), KINDS)
    if kind in READ_AS_A_WHOLE:
        meant = "portsip_extension_info reads it"
    elif kind in RESOURCES:
        meant = "the API has no way to read it"
    raise InvalidInput(f"{kind!r} is not a kind that can be read; {meant or 'kinds are ' + ', '.join(KINDS)}")


def _options(kind: str, resource: Resource, params: Params) -> dict[str, Any]:
    """The options of the information module of a kind.

    :raises InvalidInput: one is missing, or there is no such option.
    """
    given = {name: value for name, value in params.items() if value is not None}
    parents = {option_name(parent.option, parent.to): parent.option for parent in resource.parents}
    in_tenant = resource.level == "tenant" or resource.in_tenant or "tenant" in parents
    for name in PLACES:
        if name in given and name not in parents:
            raise InvalidInput(f"{name}: objects of the kind {kind} are in none")
    if "tenant" in given and not in_tenant:
        raise InvalidInput(f"tenant: objects of the kind {kind} belong to no tenant; leave it out")
    for name in parents:
        if name not in given:
            raise InvalidInput(f"{name}: is required for the kind {kind}")
    for name in ("filter", "search"):
        if name in given and (not resource.queries or resource.kind == "singleton"):
            raise InvalidInput(f"{name}: the API cannot apply it to the kind {kind}; use where")
    if "id" in given and resource.kind != "collection":
        raise InvalidInput(f"id: objects of the kind {kind} have none")
    names = [name for name in (*SELECTING, "tenant", "details", "parallel") if name != "where" and name in given]
    return {**connection_options(given), **{name: given[name] for name in names}, **{api: given[name] for name, api in parents.items()}}
