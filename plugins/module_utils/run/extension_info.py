# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading what there is to know of an extension (extension API)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import errors
from ..base.identity import filled
from ..base.secret_names import redacted, secrets_within
from ..client.extension import ExtensionClient
from ..plan.documents import read
from ..read.parallel import parallel_map
from ..schema.extension_requests import ExtensionQuestion
from .connection import Params
from .context import Context, Result, presented
from .desired import checked, required
from .extension_subsets import SUBSETS, WITHOUT_EXTENSION, Subset
from .workspace import Workspace, extension_session

AT_ONCE = 4


def run_extension_info(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the subsets that are asked for, all pages of each, several at a time.

    :returns: ``changed`` false, and each subset under its name.
    :raises PortsipError: one of them can't be read.
    """
    names = list(dict.fromkeys(params["subsets"]))
    values = {**checked(ExtensionQuestion, params, "extension"), "order": params.get("order")}
    _check(names, values)
    with extension_session(params, workspace) as client:

        def one(name: str) -> Any:
            return _read(client, SUBSETS[name], values, context)

        found = parallel_map(one, names, AT_ONCE, lambda count: context.progress(f"{count} of {len(names)} subsets read"))
    return {"changed": False, **dict(zip(names, found, strict=True))}


def _check(names: list[str], values: Mapping[str, Any]) -> None:
    """:raises InvalidInput: a subset needs an option that is not given, or the period ends before it begins."""
    for name in names:
        needs = SUBSETS[name].needs if name in WITHOUT_EXTENSION else ("extension_id", *SUBSETS[name].needs)
        missing = [option for option in needs if option not in values]
        if missing:
            raise errors.InvalidInput(f"{required(missing)} with the subset {name}")
    start, end = values.get("start_datetime"), values.get("end_datetime")
    # Written in this way, times sort as text.
    if start and end and end <= start:
        raise errors.InvalidInput(f"end_datetime: {end!r} is not allowed, it must be after start_datetime, which is {start!r}")


def _read(client: ExtensionClient, subset: Subset, values: Mapping[str, Any], context: Context) -> Any:
    """One subset, without its secrets."""
    if subset.parts:
        return {name: _shown(subset, _answer(client, subset, path, {}, values), context) for name, path in subset.parts.items()}
    if subset.facts:
        facts = values.get("conference_facts") or subset.facts
        return {fact: _fact(client, filled(subset.path, values), fact) for fact in facts}
    query = {name: values[option] for name, option in subset.query.items() if values.get(option) is not None}
    query.update({name: value for name, value in (values.get(subset.filters) or {}).items() if value})
    answer = _answer(client, subset, subset.path, query, values)
    if subset.by_order:
        answer = _ordered(answer, _inside(client.get(filled(subset.by_order, values)), "rules_ids"))
    return _shown(subset, answer, context)


def _answer(client: ExtensionClient, subset: Subset, path: str, query: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """What the API says, in the shape that is expected.

    :raises UnexpectedAnswer: it is of another.
    """
    where = filled(path, values)
    if subset.shape == "list" and not subset.inside:
        return client.list_all(where, paged=subset.paged, query=query)
    try:
        answer = client.get_object(where, query) if subset.shape == "object" else client.get(where, query)
    except errors.NotFound:
        if subset.by_id:
            return None
        raise
    if subset.inside:
        answer = _inside(answer, subset.inside)
    return client.objects(answer, where) if subset.shape == "list" else answer


def _fact(client: ExtensionClient, path: str, fact: str) -> Any:
    """One fact of a conference, null where none is under way; which form it has is not documented."""
    try:
        return client.get(path, {"action": fact})
    except errors.NotFound:
        return None


def _inside(answer: Any, name: str) -> Any:
    return answer.get(name) if isinstance(answer, dict) and name in answer else answer


def _ordered(items: list[dict[str, Any]], order: Any) -> list[dict[str, Any]]:
    """The items in their order; those that came into being between the two answers go last."""
    places = {str(identifier): place for place, identifier in enumerate(order)} if isinstance(order, list) else {}
    return sorted(items, key=lambda item: places.get(str(item.get("id")), len(places)))


def _shown(subset: Subset, answer: Any, context: Context) -> Any:
    """What is answered as the module shows it that sets it up, without secrets, which are kept out of everything else too."""
    if isinstance(answer, list):
        return [_shown(subset, item, context) for item in answer]
    if subset.resource is None or not isinstance(answer, dict):
        for secret in secrets_within(answer):
            context.add_secret(secret)
        return redacted(answer)
    return presented(subset.resource, read(subset.resource, answer), context)
