# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One run of an information module, without Ansible."""

from __future__ import annotations

from typing import Any

from ..base.texts import normal
from ..errors import InvalidInput, NotFound
from ..plan.documents import Document, canonical, read
from ..plan.steps import within
from ..read.answers import read_list
from ..read.lookup import odata_filter
from ..read.parallel import parallel_map
from ..read.site import Site
from ..schema.resource import Resource
from .connection import Params
from .context import Context, Result, presented
from .desired import check_place, identifier_in
from .places import open_site
from .workspace import Workspace

MOST_PARALLEL = 64


def run_info(resource: Resource, params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read objects.

    :returns: ``changed`` false, ``count``, and the objects under the resource's plural, in the order of the API; of that of which
        there is one, the object under the resource's name alone.
    :raises PortsipError: they can't be read.
    """
    if params.get("parallel") is not None and not 1 <= params["parallel"] <= MOST_PARALLEL:
        raise InvalidInput(f"parallel: {params['parallel']} is not allowed, it must be from 1 to {MOST_PARALLEL}")
    check_place(resource, params, *resource.lookup, "search")
    exact = {name: normal(params[name]) for name in resource.lookup if params.get(name) is not None}
    with Workspace.lent(workspace) as workspace:
        objects = _objects(resource, params, exact, workspace, context)
    shown = [_presented(resource, item, params, context) for item in objects]
    if resource.kind == "singleton":
        return {"changed": False, resource.name: shown[0]}
    return {"changed": False, "count": len(shown), resource.plural: shown}


def _objects(resource: Resource, params: Params, exact: dict[str, Any], workspace: Workspace, context: Context) -> list[Document]:
    site = open_site(resource, params, context, workspace)
    if params.get("id") is not None or resource.kind == "singleton":
        found = site.get(resource, None if resource.kind == "singleton" else identifier_in(params))
        return [] if found is None else _with_status(resource, params, site, _with_related(resource, params, site, [found]))
    path = resource.where(site.parents)
    query = {name: params[name] for name in ("filter", "search") if params.get(name)}

    def fetch() -> list[Document]:
        if query:
            return site.client.list_all(path, paged=resource.paged, query=query)
        wanted = odata_filter(exact) if exact and resource.queries else None
        search = str(next(iter(exact.values()))) if resource.large and len(exact) == 1 else None
        return site.client.find(path, paged=resource.paged, wanted=wanted, search=search)

    listing = [read(resource, item) for item in read_list(site.client, resource, path, fetch)]
    listing = [item for item in listing if all(_same(resource, item, name, value) for name, value in exact.items())]
    if resource.summary and params.get("details", True):
        total = len(listing)
        details = parallel_map(
            lambda item: site.get(resource, item[resource.id_field]),
            listing,
            params.get("parallel") or 1,
            lambda count: context.progress(f"{count} of {total} {resource.plural.replace('_', ' ')} read"),
        )
        listing = [item for item in details if item is not None]
    return _with_status(resource, params, site, _with_related(resource, params, site, listing))


def _with_status(resource: Resource, params: Params, site: Site, objects: list[Document]) -> list[Document]:
    """The objects, each with its state of the moment where that is asked for; what is gone meanwhile has none."""
    if not params.get("status"):
        return objects

    def with_status(item: Document) -> Document:
        path = resource.path_of(item[resource.id_field], site.parents) + resource.status
        try:
            answer = site.client.get(path)
        except NotFound:
            answer = None
        return {**item, **(answer if isinstance(answer, dict) else {"status": None})}

    return parallel_map(with_status, objects, params.get("parallel") or 1)


def _with_related(resource: Resource, params: Params, site: Site, objects: list[Document]) -> list[Document]:
    """The objects, each with what belongs to it in the places that the options name."""
    for related in resource.related:
        places = params.get(related.option)
        if places is None:
            continue
        members: dict[Any, list[Document]] = {}
        for parents in related.places(places):
            for member in site.at(within(parents)).all(related.resource):
                members.setdefault(member.pop(related.link, None), []).append({**parents, **member})
        objects = [{**item, related.option: members.get(item[resource.id_field], [])} for item in objects]
    return objects


def _presented(resource: Resource, item: Document, params: Params, context: Context) -> Document | None:
    """A whole object has every field; a summary only what the list tells."""
    whole = presented(resource, item, context)
    if whole is None or not resource.summary or params.get("id") or params.get("details", True):
        return whole
    return {name: value for name, value in whole.items() if name in item}


def _same(resource: Resource, item: Document, name: str, value: Any) -> bool:
    return bool(canonical(resource, item.get(name), (name,)) == canonical(resource, value, (name,)))
