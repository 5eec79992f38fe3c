# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The report as JUnit XML, as CI systems show it: a suite for each section, a test case for each object.

The form is that of the schemas of Jenkins (junit-10.xsd of its xUnit plugin) and of Apache Ant (JUnit.xsd) alike, which is why the
outermost element has no totals: Ant's has no attributes, and readers add up the suites themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from .model import DRIFT, MEANINGS, About, Finding, Section, Status, Totals
from .texts import in_html, name_text, note_text, value_text

NAME = "drift"


class JunitReport:
    """Written section by section.

    What is drift is a failure, what could not be read an error, what can't be verified is skipped.  What is unmanaged is a failure
    where the task fails on it, otherwise skipped.

    :param write: takes the next part of the file.
    """

    def __init__(self, write: Callable[[str], None], about: About) -> None:
        self._write = write
        self._about = about
        self._failures = (*DRIFT, "unmanaged") if about.fail_on == "unmanaged" else DRIFT
        self._suites = 0
        write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')

    def add(self, section: Section) -> None:
        """Tell of a section."""
        cases = [self._case(section, found) for found in section.findings]
        if section.error:
            cases.append(self._case(section, Finding("failed", section.kind, section.name, note=section.error)))
        results = [self._result(found.status) for found in section.findings] + ["error"] * bool(section.error)
        numbers = {"tests": len(cases), **{f"{name}s": results.count(name) for name in ("failure", "error")}}
        # This one is spelled like the elements that it counts.
        numbers["skipped"] = results.count("skipped")
        attributes = {
            "name": f"{NAME}.{section.title}",
            "package": NAME,
            "id": self._suites,
            "timestamp": self._about.created.removesuffix("Z"),
            "hostname": self._about.pbx or "localhost",
            **numbers,
            "time": 0,
        }
        self._suites += 1
        self._write(f"<testsuite{_attributes(attributes)}>\n<properties>{_property('source', section.source)}</properties>\n")
        for case in cases:
            self._write(case)
        self._write("<system-out/>\n<system-err/>\n</testsuite>\n")

    def finish(self, totals: Totals) -> None:
        """Write the end."""
        self._write("</testsuites>\n")

    def _result(self, status: Status) -> str:
        """The element that tells of it, empty for a test that passes."""
        if status in self._failures:
            return "failure"
        return {"failed": "error", "unverified": "skipped", "unmanaged": "skipped"}.get(status, "")

    def _case(self, section: Section, found: Finding) -> str:
        name = name_text(f"{found.place} / {found.name}" if found.place else found.name or found.kind)
        begin = _attributes({"classname": f"{NAME}.{section.title}.{found.kind}", "name": name, "time": 0})
        result = self._result(found.status)
        if not result:
            return f"<testcase{begin}/>\n"
        if result == "skipped":
            return f"<testcase{begin}><skipped{_attributes({'message': _message(found)})}/></testcase>\n"
        said = _attributes({"message": _message(found), "type": found.status})
        return f"<testcase{begin}><{result}{said}>{in_html(_message(found))}{_lines(found)}</{result}></testcase>\n"


def _message(found: Finding) -> str:
    if found.note:
        return note_text(found.note)
    fields = [difference.field for difference in found.differences] or list(found.unverified)
    return f"{MEANINGS[found.status]}{': ' if fields else ''}{', '.join(fields)}"


def _lines(found: Finding) -> str:
    """The fields that differ, one a line."""
    texts = [f"{each.field}: wanted {value_text(each.wanted)}, actual {value_text(each.actual)}" for each in found.differences]
    return "".join(f"\n{in_html(text)}" for text in texts)


def _property(name: str, value: str) -> str:
    return f"<property{_attributes({'name': name, 'value': value})}/>" if value else ""


def _attributes(values: dict[str, object]) -> str:
    return "".join(f' {name}="{in_html(str(value))}"' for name, value in values.items())
