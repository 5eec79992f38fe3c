# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The report as Markdown, short enough for a comment on a change: totals first, then what was found, cut where it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .model import CALLS, MEANINGS, STATUSES, TITLES, About, Finding, Section, Status, Totals
from .texts import in_markdown, name_text, note_text, value_text

LONGEST = 65_000
"""Characters of the whole; GitHub takes 65,536 in a comment."""
LONGEST_TABLE = 15_000
"""Characters of the table of sections."""
LONGEST_END = 3_000
"""Characters that are kept for what is known only at the end: the totals, and what was cut."""
SHOWN: tuple[Status, ...] = ("differs", "missing", "unmanaged", "failed")


class _Cut:
    """Lines up to a length.

    :ivar left_out: how many sections are not told, or not to their end.
    """

    def __init__(self, length: int) -> None:
        self.lines: list[str] = []
        self.left_out = 0
        self._room = length

    def take(self, lines: Iterable[str]) -> None:
        """Keep the lines of a section up to the first for which there is no room; none comes after that."""
        if self.left_out or not all(self._fits(line) for line in lines):
            self.left_out += 1

    def _fits(self, line: str) -> bool:
        self._room -= len(line) + 1
        if self._room >= 0:
            self.lines.append(line)
        return self._room >= 0


class MarkdownReport:
    """Kept until the end, as far as it is shown.

    :param write: takes the file.
    """

    def __init__(self, write: Callable[[str], None], about: About) -> None:
        self._write = write
        self._about = about
        self._rows = _Cut(LONGEST_TABLE)
        self._details = _Cut(LONGEST - LONGEST_TABLE - LONGEST_END)

    def add(self, section: Section) -> None:
        """Tell of a section, where there is something to tell."""
        if section.is_unchanged:
            return
        cells = [section.kind, in_markdown(name_text(section.name), table=True) if section.name else ""]
        self._rows.take([f"| {' | '.join([*cells, *(str(section.counts[status]) for status in STATUSES)])} |"])
        self._details.take(_lines(section))

    def finish(self, totals: Totals) -> None:
        """Write the whole."""
        about = self._about
        lines = [
            "# Drift report",
            "",
            f"**{totals.verdict()}**",
            "",
            f"PBX {in_markdown(name_text(about.pbx))}, {about.created}, documents {in_markdown(name_text(about.path))}.",
            "",
            "| Result | Objects | Meaning |",
            "|---|---:|---|",
            *(f"| {TITLES[status]} | {totals.counts[status]} | {MEANINGS[status]} |" for status in STATUSES),
        ]
        if self._rows.lines:
            lines += ["", f"| | Section | {' | '.join(TITLES[status] for status in STATUSES)} |", "|---|---" + "|---:" * 6 + "|"]
            lines += self._rows.lines
        if self._rows.left_out:
            lines += ["", f"*Cut: {self._rows.left_out} more sections are left out of this table.*"]
        lines += self._details.lines
        if self._details.left_out:
            lines += ["", f"*Cut: {self._details.left_out} sections are left out here, or end early. The JSON report has everything.*"]
        self._write("\n".join(lines) + "\n")


def _lines(section: Section) -> Iterator[str]:
    yield f"\n### {section.kind}{_name(section.name)}\n"
    if section.error:
        yield f"- {TITLES['failed']}: {in_markdown(note_text(section.error))}"
    for status in SHOWN:
        for found in section.of(status):
            yield f"- {TITLES[status]}: {_object(found)}{_note(found)}"
            for each in found.differences:
                wanted, actual = (in_markdown(value_text(value)) for value in (each.wanted, each.actual))
                yield f"  - {in_markdown(name_text(each.field))}: wanted {wanted}, actual {actual}"
    for text in section.calls:
        yield f"- {CALLS}: {in_markdown(note_text(text))}"
    count = section.counts["unverified"]
    if count:
        yield f"- {TITLES['unverified']}: {count} {'object' if count == 1 else 'objects'}"


def _object(found: Finding) -> str:
    place = f" of {in_markdown(name_text(found.place))}" if found.place else ""
    return f"{found.kind}{_name(found.name)}{place}"


def _name(name: str) -> str:
    return f" {in_markdown(name_text(name))}" if name else ""


def _note(found: Finding) -> str:
    return f": {in_markdown(note_text(found.note))}" if found.note else ""
