# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The reports of drift: complete, bounded, and only texts wherever a text of the PBX is shown."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import html_report
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.model import About, Finding, Section
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.reports import Reports
from ansible_collections.portsip.pbx.tests.unit.support.drift import CREATED, HOSTILE, hostile, many, one_of_each, rendered

SUITE = {"name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"}
"""Attributes of a suite: those that Ant's schema requires, and ``skipped``, which Jenkins's knows too."""
SAFE = {"code", "strong", "em", "span", "a", "p", "li", "ul", "h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td"}
ELEMENTS = SAFE | {"html", "head", "meta", "title", "style", "body", "main", "div", "details", "summary"}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_drift_without_a_field_cannot_be_reported() -> None:
    with pytest.raises(ValueError, match="ivr 8000: differs with 0 fields"):
        Finding("differs", "ivr", "8000")


def test_json_has_everything(tmp_path: Path) -> None:
    report = json.loads(rendered(tmp_path, [one_of_each()])["json"])
    assert report["report"] == {"pbx": "https://pbx.example.net:8887", "created": CREATED, "path": "documents", "fail_on": "drift"}
    (section,) = report["sections"]
    assert {name: section[name] for name in ("kind", "name", "differs", "missing", "unverified", "unchanged", "complete")} == {
        "kind": "tenant",
        "name": "north.example.net",
        "differs": 2,
        "missing": 1,
        "unverified": 2,  # the IVR differs, too, and has a PIN
        "unchanged": 1,
        "complete": False,
    }
    assert section["findings"][0] == {
        "status": "differs",
        "kind": "ring_group",
        "name": "8100",
        "within": [],
        "differences": [{"field": "ring_time", "wanted": 20, "actual": 30}, {"field": "agents", "wanted": ["101"], "actual": None}],
        "unverified": [],
        "note": "",
    }
    assert report["totals"] == {
        **{"sections": 1, "drifted": 1, "incomplete": 1},
        **{"differs": 2, "missing": 1, "unmanaged": 1, "unverified": 2, "failed": 1, "unchanged": 1},
    }


def test_markdown_begins_with_the_totals_and_names_each_field(tmp_path: Path) -> None:
    lines = rendered(tmp_path, [one_of_each()])["markdown"].splitlines()
    assert lines[2] == "**1 of 1 tenant differs from the documents. 1 could not be read completely: this report is incomplete.**"
    assert "| Missing on the PBX | 1 | the document has it, the PBX does not |" in lines
    assert lines.index("### tenant `north.example.net`") > lines.index("| tenant | `north.example.net` | 2 | 1 | 1 | 2 | 1 | 1 |")
    assert "- Differs: ring_group `8100`" in lines
    assert '  - `agents`: wanted `["101"]`, actual `(none)`' in lines
    assert "- Unmanaged: ivr_action_url `look up` of `ivr 8000`" in lines


def test_markdown_fits_in_a_comment_and_says_what_is_cut(tmp_path: Path) -> None:
    text = rendered(tmp_path, many(1000, 20), forms=["markdown"])["markdown"]
    assert 55_000 < len(text) < 65_000
    assert text.startswith("# Drift report\n\n**500 of 1000 tenants differ from the documents.**")
    rows = re.search(r"\*Cut: (\d+) more sections are left out of this table", text)
    sections = re.search(r"\*Cut: (\d+) sections are left out here, or end early", text)
    assert rows is not None
    assert sections is not None
    assert text.count("\n| tenant |") + int(rows[1]) == 500
    assert text.count("\n### ") + int(sections[1]) in (500, 501)  # the last one ends early


def test_junit_has_the_shape_that_ci_systems_read(tmp_path: Path) -> None:
    clean = Section("system", findings=(Finding("unchanged", "ip_rule", "192.0.2.0/24"),))
    root = ElementTree.fromstring(rendered(tmp_path, [one_of_each(), clean, hostile()])["junit"])
    assert (root.tag, root.attrib) == ("testsuites", {})
    assert [suite.get("id") for suite in root] == ["0", "1", "2"]
    for suite in root:
        assert suite.tag == "testsuite"
        assert suite.attrib.keys() == SUITE
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        assert [child.tag for child in suite if child.tag != "testcase"] == ["properties", "system-out", "system-err"]
        assert [child.tag for child in suite][1:-2] == ["testcase"] * int(suite.attrib["tests"])
        for case in suite.iter("testcase"):
            assert case.attrib.keys() == {"classname", "name", "time"}
            assert [child.tag for child in case] in ([], ["failure"], ["error"], ["skipped"])
        for tag, number in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert len(suite.findall(f"testcase/{tag}")) == int(suite.attrib[number])


def test_junit_tells_drift_from_failures_to_read(tmp_path: Path) -> None:
    suite = ElementTree.fromstring(rendered(tmp_path, [one_of_each()])["junit"])[0]
    results = {case.get("name"): next((child.tag for child in case), None) for case in suite.iter("testcase")}
    assert results == {
        **{"8100": "failure", "8000": "failure", "101": "failure", "New Year": "error", "103": None},
        **{"ivr 8000 / look up": "skipped", "102": "skipped"},
    }
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert (failure.text or "").splitlines()[1:] == ["ring_time: wanted 20, actual 30", 'agents: wanted ["101"], actual (none)']


def test_what_is_unmanaged_fails_in_junit_where_the_task_does(tmp_path: Path) -> None:
    suite = ElementTree.fromstring(rendered(tmp_path, [one_of_each()], fail_on="unmanaged")["junit"])[0]
    assert suite.attrib["failures"] == "4"


def test_the_page_tells_everything_and_folds_what_is_unchanged(tmp_path: Path) -> None:
    clean = Section("queue", "100", findings=(Finding("unchanged", "queue", "100"),))
    page = rendered(tmp_path, [one_of_each(), clean])["html"]
    text = " ".join(" ".join(Page(page).texts).split())
    for told in ("ring_time 20 30", 'agents ["101"] (none)', "of ivr 8000", "GET /holidays with 500", "pin", "the PBX does not return it"):
        assert told in text
    assert re.findall(r"<details[^>]*>", page) == [
        '<details class="section drift" id="s1" open>',
        "<details>",  # its unchanged objects
        "<details>",  # the sections without drift
        '<details class="section same" id="s2">',
        "<details>",
    ]


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = Page(rendered(tmp_path, [one_of_each(), hostile()])["html"])
    assert set(page.elements) <= ELEMENTS
    names = {name for name, _value in page.attributes}
    assert not names & {"src", "srcset", "style", "background", "action", "poster", "data", "ping"}
    assert not [name for name in names if name.startswith("on")]
    assert [value for name, value in page.attributes if name == "href"] == ["#s1", "#s2"]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'") in page.attributes


def test_the_page_stays_small_for_a_thousand_tenants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "LONGEST_PAGE", 3_000_000)
    monkeypatch.setattr(html_report, "LONGEST_SECTION", 20_000)
    page = rendered(tmp_path, many(1000, 50), forms=["html"])["html"]
    assert 1_000_000 < len(page.encode()) < 3_000_000
    told = len(re.findall(r'<details class="section drift"', page))
    cut = re.search(r"Cut: (\d+) more sections are left out here. The JSON report has everything.", page)
    assert cut is not None
    assert told + int(cut[1]) == 500
    assert page.count('<tr><th scope="row" align="left"><a href') == told
    assert page.count('<tr><th scope="row" align="left">tenant ') == 500 - told
    assert page.count(" open>") == 20


def test_one_large_section_leaves_room_for_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "LONGEST_SECTION", 20_000)
    large = next(many(1, 100))
    page = rendered(tmp_path, [large, one_of_each()], forms=["html"])["html"]
    assert page.index("the rest of this section is left out here") < page.index('id="s2"') < page.index("look up")


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    reports = rendered(tmp_path, [hostile()])
    for form, text in reports.items():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text), form
        assert not re.search("{[{%#]", text), form
    assert json.loads(reports["json"])["sections"][0]["findings"][0]["name"] == HOSTILE
    assert "<script" not in reports["html"] + reports["junit"]
    assert "alert(1)" in "".join(Page(reports["html"]).texts)
    outside_of_code = re.sub(r"(`+)(?!`).*?[^`]\1(?!`)", "", reports["markdown"])
    assert not re.search("[<@\\[]|https?:", outside_of_code)
    # A line break in a text begins no line of the report.
    assert not [line for line in reports["markdown"].splitlines() if line.startswith("# y")]


@pytest.mark.parametrize("text", ["a\u200bb", "a\u00a0b", "a\ufeff", "\ud800", "a\uffff", "\U000e0041"])
def test_what_is_not_seen_is_shown_by_its_number(tmp_path: Path, text: str) -> None:
    section = Section("tenant", "north.example.net", findings=(Finding("missing", "user", text),))
    reports = rendered(tmp_path, [section])
    ElementTree.fromstring(reports["junit"])
    assert json.loads(reports["json"])["sections"][0]["findings"][0]["name"] == text
    for form in ("markdown", "junit", "html"):
        assert text not in reports[form]
        assert re.search(r"\\[xuU][0-9a-f]{2,8}", reports[form])


def test_reports_are_put_in_place_only_when_they_are_whole(tmp_path: Path) -> None:
    rendered(tmp_path, [one_of_each()])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(RuntimeError), Reports(["json", "html"], str(tmp_path), About("", CREATED, "documents")) as reports:
        reports.add(hostile())
        raise RuntimeError
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert sorted(before) == ["drift.html", "drift.json", "drift.md", "drift.xml"]


def test_only_the_wanted_reports_are_written_into_a_new_directory(tmp_path: Path) -> None:
    with Reports(["junit"], str(tmp_path / "new" / "reports"), About("", CREATED, "documents")) as reports:
        assert reports.finish() == [{"format": "junit", "path": str(tmp_path / "new" / "reports" / "drift.xml")}]
    assert [path.name for path in (tmp_path / "new" / "reports").iterdir()] == ["drift.xml"]


def test_a_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput, match="is no directory; give the directory that the reports are written to"):
        Reports(["json"], str(tmp_path / "file"), About("", CREATED, "documents"))
    (tmp_path / "drift.json").mkdir()
    with pytest.raises(InvalidInput, match="is a directory, and the json report"):
        Reports(["html", "json"], str(tmp_path), About("", CREATED, "documents"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drift.json", "file"]
