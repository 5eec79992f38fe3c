"""What the documentation site makes itself: a page for each kind of a document, and pictures from Mermaid."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import DOCUMENT

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from checkout import project_files  # noqa: E402
from sitegen.document import Pages, alike, path_of  # noqa: E402
from sitegen.flowchart import NotDrawn, parsed  # noqa: E402
from sitegen.layout import pages  # noqa: E402
from sitegen.pictures import BLOCK, svg, with_pictures  # noqa: E402

KINDS = dict(Pages(ROOT, lambda name: f"collections/portsip_{name}_module.rst").all(DOCUMENT))
WITH_PICTURES = [file for file in pages(project_files()) if BLOCK.search((ROOT / file).read_text(encoding="utf-8"))]
SVG = "{http://www.w3.org/2000/svg}"


def _every_path() -> list[str]:
    found = []
    for kind in DOCUMENT:
        places = list(kind.within())
        by_path = dict(places)
        for path, here in places:
            found.append(path_of(tuple(by_path[path[:end]] for end in range(1, len(path))), here))
    return found


def test_each_kind_has_a_page() -> None:
    titles = [text.partition("\n")[0] for text in KINDS.values()]
    assert titles == [f"# `{path}`" for path in _every_path()]
    assert "tenants[].ivrs[].action_urls" in _every_path()


def test_a_page_has_the_fields_with_types_choices_and_what_is_inside() -> None:
    page = KINDS["document/tenants/ring_groups"]
    assert "\n- Identified by `extension_number`.\n" in page
    assert "\n- Module: [`portsip_ring_group`](/collections/portsip_ring_group_module.rst).\n" in page
    assert re.search(r"\n- \*\*`ring_strategy`\*\* \(text\): .*One of .*`RING_SIMULTANEOUSLY`", page)
    assert re.search(r"\n- \*\*`agents`\*\* \(list of mappings\): .*\n  - \*\*`extension_number`\*\* \(text, required\): ", page)
    assert re.search(r"\n- \*\*`pin`\*\* \(text, secret\)", KINDS["document/tenants/ivrs"])
    assert "(/document/tenants/ivrs/action_urls.md)" in KINDS["document/tenants/ivrs"]


@pytest.mark.parametrize("page", sorted(KINDS))
def test_no_markup_of_ansible_is_left(page: str) -> None:
    assert re.findall(r"\b[A-Z]{1,2}\([^)]*\)", KINDS[page]) == []


def test_days_of_a_week_are_told_once() -> None:
    day = {"type": "dict", "options": {"enabled": {"type": "bool"}}}
    assert alike({"monday": day, "tuesday": dict(day), "mode": {"type": "str"}}) == [
        (["monday", "tuesday"], day),
        (["mode"], {"type": "str"}),
    ]


@pytest.mark.parametrize("file", WITH_PICTURES)
def test_the_pictures_of_a_page_are_drawn(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    drawn = with_pictures(text)
    assert "```mermaid" not in drawn
    for block in BLOCK.findall(text):
        chart = parsed(block)
        element = ElementTree.fromstring(svg(chart))
        texts = [found.text for found in element.iter(f"{SVG}text")]
        assert [line for node in chart.nodes.values() for line in node.lines if line not in texts] == []
        assert len([found for found in element.iter(f"{SVG}path") if found.get("class") == "fc-head"]) == len(chart.edges)


def test_boxes_do_not_overlap() -> None:
    chart = parsed('flowchart TD\nsubgraph g["Group"]\na["one<br/>two"]\nb(["three"])\nend\nc["four"]\na --> b --> c\na -->|"label"| c\n')
    element = ElementTree.fromstring(svg(chart))
    boxes = [
        tuple(float(found.get(name, "")) for name in ("x", "y", "width", "height"))
        for found in element.iter(f"{SVG}rect")
        if found.get("class") != "fc-group"
    ]
    assert len(boxes) == 4
    for number, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[:number]:
            assert x >= left + wide or left >= x + width or y >= top + high or top >= y + height


@pytest.mark.parametrize(
    "text", ["sequenceDiagram\nA->>B: hello\n", 'flowchart LR\na["one"]\na --> b\n', 'flowchart LR\na["one"]\nclick a "x"\n']
)
def test_what_is_not_drawn_is_refused(text: str) -> None:
    with pytest.raises(NotDrawn):
        parsed(text)
