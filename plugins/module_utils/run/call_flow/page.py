# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One HTML page with the pictures of a document: no script, nothing from elsewhere, and readable where styles are blocked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import svg
from .clusters import MOST_LINES, pieces
from .difference import SIGNS, TOLD, worth_showing
from .graph import MISSING, Change, Edge, Finding, Graph, Key
from .style import STYLE
from .svg import escaped

SMALLEST = 0.72
"""How far a picture may shrink to fit the page."""
WIDE = 1100
"""Width from which the two pictures of a comparison stand below each other rather than side by side."""
MOST_FINDINGS = 200
"""Findings of a tenant that are listed; the rest are counted."""


@dataclass(frozen=True)
class Side:
    """One graph of a comparison, or the only one.

    :param name: what it is called beside the other one.
    """

    name: str
    graph: Graph


def page(title: str, tenants: Sequence[Sequence[Side]]) -> str:
    """The page.

    :param tenants: the graph of each tenant, or its two graphs where they are compared.
    """
    alone = len(tenants) == 1
    body = "".join(section(sides, f"t{number}", alone) for number, sides in enumerate(tenants, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escaped(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escaped(title)}</h1>\n"
        f"{'' if alone else _index(tenants) + legend()}{body}</main>\n</body>\n</html>\n"
    )


def _index(tenants: Sequence[Sequence[Side]]) -> str:
    rows = []
    for number, sides in enumerate(tenants, 1):
        graph = sides[0].graph
        faults = sum(finding.sort != "note" for finding in graph.findings)
        rows.append(
            f'<tr><td><a href="#t{number}">{escaped(graph.title)}</a></td><td>{escaped(graph.subtitle)}</td>'
            f"<td>{len(graph.cards())}</td><td>{faults or 'none'}</td></tr>\n"
        )
    return f"<table><tr><th>Tenant</th><th>Domain</th><th>Objects</th><th>Findings</th></tr>\n{''.join(rows)}</table>\n"


def legend() -> str:
    """What the colours mean."""
    frame = '<li><svg width="26" height="16" aria-hidden="true">{}</svg>{}</li>'
    items = [
        frame.format(f'<rect x="1" y="1" width="24" height="14" rx="7" {svg.paint(name)}/>', escaped(text))
        for text, name in svg.LEGEND.items()
    ]
    lines = [
        frame.format(f'<path d="M1 8H25" stroke-width="2"{dashes} {svg.paint(name)}/>', text)
        for text, name, dashes in (
            ("call path", "way", ""),
            ("call path in night mode", "night", svg.NIGHTLY),
            ("loop without a way out", "loop", ""),
        )
    ]
    return f'<ul class="legend">{"".join(items + lines)}</ul>\n'


def section(sides: Sequence[Side], place: str, alone: bool = False) -> str:
    """What the page says of one tenant. Another page can show it, too, with ``STYLE``.

    :param place: an id that is unique in the page; the ids of what is in the section begin with it.
    :param alone: the page is about nothing else: its heading names the tenant, and what the colours mean stands here.
    """
    graph = sides[0].graph
    anchors = svg.Anchors(place, dict.fromkeys(key for side in sides for key in side.graph.cards()))
    heading = f"<h2>{escaped(graph.title)}</h2>\n" if not alone else ""
    facts = "".join(f"<li>{escaped(fact)}</li>" for fact in filter(None, (graph.subtitle, *graph.facts)))
    return (
        f'<section id="{place}">\n{heading}<ul class="facts">{facts}</ul>\n{_findings(graph, anchors)}{_differences(sides)}'
        f"{legend() if alone else ''}{''.join(_pictures(sides, anchors))}{_tables(sides, anchors)}</section>\n"
    )


def _findings(graph: Graph, anchors: svg.Anchors) -> str:
    if not graph.findings:
        return '<p class="good">No loops, no dead ends, and every number leads somewhere.</p>\n' if graph.edges else ""
    items = [f"<li><b>{finding.sort}</b> {_finding(finding, anchors)}</li>\n" for finding in graph.findings[:MOST_FINDINGS]]
    more = len(graph.findings) - len(items)
    items += [f"<li>and {more} more</li>"] if more > 0 else []
    mild = " note" if all(finding.sort == "note" for finding in graph.findings) else ""
    hint = ""
    if any(finding.sort == "missing" for finding in graph.findings):
        hint = '<p class="quiet">Numbers that are managed elsewhere can be named with the argument <code>elsewhere</code>.</p>'
    count = f"{len(graph.findings)} finding{'s' if len(graph.findings) != 1 else ''}"
    return f'<div class="findings{mild}"><h3>{count}</h3>\n<ul>{"".join(items)}</ul>{hint}</div>\n'


def _finding(finding: Finding, anchors: svg.Anchors) -> str:
    address = next(filter(None, map(anchors.address, finding.nodes)), "")
    return f'<a href="{address}">{escaped(finding.text)}</a>' if address else escaped(finding.text)


def _differences(sides: Sequence[Side]) -> str:
    """How many objects and call paths differ, and how."""
    if len(sides) < 2:
        return ""
    objects = [[node.change for node in side.graph.nodes.values() if node.defined] for side in sides]
    ways = [[edge.change for edge in side.graph.edges] for side in sides]
    if not any(change for both in (objects, ways) for side in both for change in side):
        return '<p class="good">Wanted and actual are the same.</p>\n'
    return f"<p>Objects: {_counted(*objects)}. Call paths: {_counted(*ways)}.</p>\n"


def _counted(wanted: Sequence[Change], actual: Sequence[Change]) -> str:
    counts = {"added": wanted.count("added"), "changed": wanted.count("changed"), "removed": actual.count("removed")}
    return ", ".join(f"{SIGNS[word]} {count} {TOLD[word]}" for word, count in counts.items())


def _pictures(sides: Sequence[Side], anchors: svg.Anchors) -> Iterator[str]:
    drawn: set[Key] = set()
    graphs = [side.graph for side in sides]
    found = pieces(graphs, MOST_LINES, lambda group: worth_showing(graphs, group))
    for number, (keys, cut) in enumerate(found, 1):
        drawn.update(keys)
        named = [(side.name, graph) for side, graph in zip(sides, cut, strict=True)]
        first = [graph.label(keys[0]) for graph in cut if keys[0] in graph.nodes][0]
        others = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        yield _figures(named, keys, f"Picture {number}: {first}{others}", anchors)
    hidden = {key for side in sides for key in side.graph.cards()} - drawn
    if hidden:
        yield f'<p class="quiet">Not drawn: {len(hidden)} objects without differences.</p>\n'


def _figures(sides: Sequence[tuple[str, Graph]], keys: Sequence[Key], name: str, anchors: svg.Anchors) -> str:
    """A picture, or both of a comparison: side by side, or below each other where they are wide; one where they are equal."""
    differs = any(edge.change for _side, graph in sides for edge in graph.edges)
    differs = differs or any(graph.nodes[key].change for _side, graph in sides for key in keys if key in graph.nodes)
    same = len(sides) == 2 and not differs
    captions = [name + (f", {side}" if len(sides) == 2 and not same else "") for side, _graph in sides]
    graphs = [graph for _side, graph in sides][: 1 if same else None]
    drawn = svg.pictures([(f"{graph.title}, {text}", graph) for text, graph in zip(captions, graphs, strict=False)], keys, anchors)
    texts = []
    for caption, picture in zip(captions, drawn, strict=False):
        element = picture.element(f' style="min-width: {picture.width * SMALLEST:.0f}px"')
        texts.append(f"<figure><figcaption>{escaped(caption)}</figcaption>{element}</figure>\n")
    if same:
        return f"<details><summary>{escaped(name)}: no differences</summary>{texts[0]}</details>\n"
    if len(sides) < 2:
        return texts[0]
    return f'<div class="sides{" wide" if drawn[0].width > WIDE else ""}">{"".join(texts)}</div>\n'


def _tables(sides: Sequence[Side], anchors: svg.Anchors) -> str:
    """The same as text, for readers who cannot see the pictures, and to search in."""
    found = []
    for side in sides:
        ways = side.graph.ways()
        name = f" ({side.name})" if len(sides) > 1 else ""
        for key in side.graph.cards():
            rows = "".join(_line(side.graph, edge, anchors) for edge in ways[key])
            node = side.graph.nodes[key]
            words = [word for word, told in (("loop without a way out", node.loop), ("dead end", node.dead_end)) if told]
            facts = ", ".join((*words, node.called, *node.facts))
            table = f"<table><tr><th>Input</th><th>When</th><th>Destination</th></tr>\n{rows}</table>" if rows else ""
            heading = f"<h3{anchors.take(key)}>{escaped(side.graph.label(key))}{name}</h3>"
            found.append(f'{heading}<p class="quiet">{escaped(facts)}</p>{table}\n')
    return f"<details><summary>As text</summary>\n{''.join(found)}</details>\n" if found else ""


def _line(graph: Graph, edge: Edge, anchors: svg.Anchors) -> str:
    target = escaped(graph.label(edge.target, edge.source))
    address = anchors.address(edge.target) if edge.target != edge.source else ""
    target = f'<a href="{address}">{target}</a>' if address else target
    target += " <b>missing</b>" if edge.target[0] == MISSING else ""
    target += f" ({TOLD[edge.change]})" if edge.change else ""
    return f"<tr><td>{escaped(edge.given)}</td><td>{escaped(edge.condition)}{' (off)' if edge.off else ''}</td><td>{target}</td></tr>\n"
