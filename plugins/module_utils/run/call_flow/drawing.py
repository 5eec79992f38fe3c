# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of how calls go, made of definitions without any request: Mermaid, SVG or a page of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from ...errors import InvalidInput
from . import mermaid, page, svg
from .clusters import MOST_LINES, pieces
from .definition import Entry, Numbers, document_of
from .difference import compare, completed, differences, different
from .findings import examine
from .graph import Graph, Key
from .page import Side
from .reading import graph_of

Format = Literal["mermaid", "svg", "html"]
FORMATS = ("mermaid", "svg", "html")
TITLE = "Call flow"


def draw(definition: Any, form: str = "mermaid", actual: Any = None, elsewhere: Iterable[Any] = ()) -> str:
    """The picture of a definition.

    :param definition: a tenant's definition, a document, what an export returns, or variables of the roles.
    :param form: ``mermaid``, ``svg`` or ``html``.
    :param actual: the same of what there is, to be compared; a tenant is found in it by its domain.
    :param elsewhere: numbers and ranges such as ``7000-7099`` that exist, but are managed elsewhere.
    :raises InvalidInput: a definition is none, or there is no such format.
    """
    if form not in FORMATS:
        raise InvalidInput(f"format: must be one of {', '.join(FORMATS)}, not {form!r}")
    tenants = graphs(definition, actual, elsewhere)
    if form == "html":
        title = f"{TITLE}: {tenants[0][0].graph.title}" if len(tenants) == 1 else TITLE
        return page.page(title, tenants)
    if form == "svg":
        return _svg(tenants)
    return _mermaid(tenants)


def comparison(definition: Any, actual: Any, elsewhere: Iterable[Any] = ()) -> tuple[str, list[str]] | None:
    """What differs in the calls of a tenant, for a page that tells of other differences, too.

    :returns: an SVG element of what differs, both sides side by side, and the same in lines of text; None where nothing differs.
    :raises InvalidInput: a definition is none.
    """
    tenants = graphs(definition, actual, elsewhere)
    texts = [line for sides in tenants for line in differences([side.graph for side in sides])]
    rows = [row for sides in tenants for row in _rows(sides, different)]
    return (svg.stacked(TITLE, rows), texts) if texts and rows else None


def graphs(definition: Any, actual: Any = None, elsewhere: Iterable[Any] = ()) -> list[list[Side]]:
    """The graph of each tenant, or its two graphs where it is compared; queues of several tenants have one of their own.

    :raises InvalidInput: a definition is none.
    """
    elsewhere = list(elsewhere)
    wanted = document_of(definition)
    there = {"tenants": [], "queues": []} if actual is None else document_of(actual)
    tenants = wanted["tenants"]
    # With one tenant alone it is clear to whom the queues belong. With several, a queue may lead to a number of any of them.
    single = len(tenants) == 1
    of_tenants = {its for tenant in (*tenants, *there["tenants"]) for its in Numbers(tenant).kinds}
    result = []
    for tenant in [*tenants, *([{}] if not single and wanted["queues"] else [])]:
        other = _same(tenant, there["tenants"], single) if tenant else {}
        queues, other_queues = (wanted["queues"], there["queues"]) if single or not tenant else ([], [])
        known = elsewhere if tenant else [*elsewhere, *of_tenants]
        if actual is None:
            sides = [Side("wanted", graph_of(tenant, queues, known))]
        else:
            title = {name: tenant[name] for name in ("domain", "name") if name in tenant}
            sides = [
                Side("wanted", _wanted(tenant, queues, other, other_queues, known)),
                Side("actual", graph_of(other or title, other_queues, known)),
            ]
        for side in sides:
            examine(side.graph)
        if len(sides) == 2:
            compare(sides[0].graph, sides[1].graph)
        result.append(sides)
    return result


def _same(tenant: Entry, others: Sequence[Entry], single: bool) -> Entry:
    """The other side of a tenant, empty where it has none. Where each side has one tenant and one lacks its domain, they are the same."""
    domain = tenant.get("domain")
    for other in others:
        if other.get("domain") == domain:
            return other
    return others[0] if single and len(others) == 1 and not (domain and others[0].get("domain")) else {}


def _wanted(tenant: Entry, queues: Sequence[Entry], other: Entry, other_queues: Sequence[Entry], elsewhere: Iterable[Any]) -> Graph:
    """The graph of a definition with what it leaves out as it is."""
    return graph_of(completed(tenant, other), _completed_queues(queues, other_queues), elsewhere, (other, other_queues))


def _completed_queues(wanted: Sequence[Entry], actual: Sequence[Entry]) -> list[Entry]:
    known = {str(entry.get("extension_id")): entry for entry in actual}
    return [completed(entry, known.get(str(entry.get("extension_id")), {})) for entry in wanted]


def _mermaid(tenants: Sequence[Sequence[Side]]) -> str:
    """One picture as it is; several as Markdown, each in a block of its own."""
    found = [picture for sides in tenants for picture in mermaid.pictures(*(side.graph for side in sides))]
    if len(found) == 1:
        return found[0][1]
    return "\n".join(f"### {mermaid.heading(title)}\n\n```mermaid\n{text}```\n" for title, text in found)


def _svg(tenants: Sequence[Sequence[Side]]) -> str:
    """All pictures in one, below each other."""
    return svg.stacked(TITLE, [row for sides in tenants for row in _rows(sides, lambda graphs, group: group)])


def _rows(sides: Sequence[Side], worth: Callable[[list[Graph], list[Key]], list[Key]]) -> Iterator[list[svg.Picture]]:
    graphs = [side.graph for side in sides]
    names = [f"{side.graph.title}{f', {side.name}' if len(sides) > 1 else ''}" for side in sides]
    for keys, cut in pieces(graphs, MOST_LINES, lambda group: worth(graphs, group)):
        yield svg.pictures(list(zip(names, cut, strict=True)), keys)
