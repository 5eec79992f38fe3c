# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The report as one page of HTML: no script, nothing from a network, complete where styles are blocked, too.

CI systems show such pages with a policy that blocks scripts and styles.  So folding is left to ``<details>``, and tables have their
lines by attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from .html_style import STYLE
from .model import CALLS, MEANINGS, STATUSES, TITLES, About, Finding, Section, Status, Totals
from .texts import in_html, name_text, note_text, value_text

LONGEST_PAGE = 5_000_000
"""Bytes of the whole page, about."""
LONGEST_SECTION = 250_000
"""Bytes of what is told of one section."""
LONGEST_SUMMARY = 4_000
"""Bytes of what a section has besides: its title, and what is said of a cut."""
LONGEST_UNCHANGED = 1_000_000
"""Bytes of what is told of sections without drift."""
LONGEST_TABLE = 500_000
"""Bytes of the table of sections in which something was found."""
LONGEST_PIECE = 10_000
"""Characters in a table after which another one begins."""
MOST_OPEN = 20
"""Sections that are open when the page is; the others can be opened."""
TABLE = '<div class="scroll"><table border="1" cellpadding="4" cellspacing="0"'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
ELSEWHERE = "The JSON report has everything."


class _Room:
    """Pieces of a page up to a length in bytes.

    :ivar left_out: how many sections had no room.
    """

    def __init__(self, length: int) -> None:
        self.pieces: list[bytes] = []
        self.left = length
        self.left_out = 0

    def take(self, text: str) -> bool:
        """Keep the piece where there is room."""
        piece = text.encode()
        if len(piece) > self.left:
            return False
        self.left -= len(piece)
        self.pieces.append(piece)
        return True


class HtmlReport:
    """Kept until the end, as far as it is shown: what the page begins with is known only then.

    :param write: takes the next part of the file.
    """

    def __init__(self, write: Callable[[bytes], None], about: About) -> None:
        self._write = write
        self._about = about
        self._rows = _Room(LONGEST_TABLE)
        self._drifted = _Room(LONGEST_PAGE - LONGEST_TABLE - LONGEST_UNCHANGED)
        self._unchanged = _Room(LONGEST_UNCHANGED)
        self._number = 0

    def add(self, section: Section) -> None:
        """Tell of a section."""
        self._number += 1
        anchor = f"s{self._number}"
        if section.is_unchanged:
            self._unchanged.left_out += not self._unchanged.take(_details(section, anchor, same=True, room=LONGEST_SECTION))
            return
        opened = len(self._drifted.pieces) < MOST_OPEN
        room = min(LONGEST_SECTION, self._drifted.left - LONGEST_SUMMARY)
        told = room > 0 and self._drifted.take(_details(section, anchor, opened=opened, room=room))
        self._drifted.left_out += not told
        title = in_html(name_text(section.title))
        link = f'<a href="#{anchor}">{title}</a>' if told else title
        cells = "".join(f'<td class="n" align="right">{section.counts[status]}</td>' for status in STATUSES)
        self._rows.left_out += not self._rows.take(f'<tr><th scope="row" align="left">{link}</th>{cells}</tr>\n')

    def finish(self, totals: Totals) -> None:
        """Write the whole."""
        self._write(_begin(self._about, totals).encode())
        if self._rows.pieces:
            heads = "".join(f'<th scope="col" class="n">{TITLES[status]}</th>' for status in STATUSES)
            self._text(f'<h2>Sections with findings</h2>\n{TABLE}>\n<thead><tr><th scope="col">Section</th>{heads}</tr></thead>\n<tbody>\n')
            self._pieces(self._rows)
            self._text("</tbody></table></div>\n")
            self._left_out(self._rows, "rows")
            self._pieces(self._drifted)
            self._left_out(self._drifted, "sections")
        count = len(self._unchanged.pieces) + self._unchanged.left_out
        if count:
            self._text(f"<h2>Sections without drift</h2>\n<details><summary>{_counted(count, 'section')}</summary>\n")
            self._pieces(self._unchanged)
            self._left_out(self._unchanged, "sections")
            self._text("</details>\n")
        self._text("</main>\n</body>\n</html>\n")

    def _text(self, text: str) -> None:
        self._write(text.encode())

    def _pieces(self, room: _Room) -> None:
        for piece in room.pieces:
            self._write(piece)

    def _left_out(self, room: _Room, noun: str) -> None:
        if room.left_out:
            self._text(f"<p><em>Cut: {room.left_out} more {noun} are left out here. {ELSEWHERE}</em></p>\n")


def _begin(about: About, totals: Totals) -> str:
    rows = "".join(
        f'<tr><th scope="row" align="left">{TITLES[status]}</th><td class="n" align="right">{totals.counts[status]}</td>'
        f"<td>{MEANINGS[status]}</td></tr>\n"
        for status in STATUSES
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Drift report</title>
<style>
{STYLE.replace("}}", "} }")}</style>
</head>
<body>
<main>
<h1>Drift report</h1>
<p class="verdict"><strong>{in_html(totals.verdict())}</strong></p>
<p class="soft">PBX {_code(name_text(about.pbx))}, {in_html(about.created)}, documents {_code(name_text(about.path))}.</p>
<table class="totals" border="1" cellpadding="4" cellspacing="0">
<thead><tr><th scope="col">Result</th><th scope="col" class="n">Objects</th><th scope="col">Meaning</th></tr></thead>
<tbody>
{rows}</tbody></table>
"""


def _details(section: Section, anchor: str, *, room: int, opened: bool = False, same: bool = False) -> str:
    """A section: folded, but where it is ``opened``.

    :param room: bytes for what is in it.
    :param same: it has no drift.
    """
    counts = ", ".join(
        f"{TITLES[status][:1].lower()}{TITLES[status][1:]} {section.counts[status]}" for status in STATUSES if section.counts[status]
    )
    inside = _Room(room)
    whole = all(inside.take(piece) for piece in _parts(section))
    cut = "" if whole else f"<p><em>Cut: the rest of this section is left out here. {ELSEWHERE}</em></p>\n"
    title = f'<strong>{in_html(name_text(section.title))}</strong> <span class="soft">{counts or "nothing in the document"}</span>'
    begin = f'<details class="section {"same" if same else "drift"}" id="{anchor}"{" open" if opened else ""}>'
    return f"{begin}<summary>{title}</summary>\n{b''.join(inside.pieces).decode()}{cut}</details>\n"


def _parts(section: Section) -> Iterator[str]:
    """What is told of a section, in pieces that can be left out."""
    if section.source:
        yield f'<p class="soft">Document {_code(name_text(section.source))}</p>\n'
    if section.error:
        yield f"<p><strong>{TITLES['failed']}:</strong> {in_html(note_text(section.error))}</p>\n"
    yield from _differences(section.of("differs"))
    for status in ("missing", "unmanaged", "failed"):
        yield from _list(status, section.of(status))
    yield from _list("unverified", section.with_unverified())
    same = section.of("unchanged")
    if same:
        yield _unchanged(same)
    if section.calls:
        items = "".join(f"<li>{in_html(note_text(text))}</li>\n" for text in section.calls)
        yield f"<p><strong>{CALLS}</strong></p>\n<ul>\n{items}</ul>\n"
    for picture in section.pictures:
        text = f"<figcaption>{in_html(note_text(picture.text))}</figcaption>" if picture.text else ""
        yield f"<details><summary>{in_html(picture.title)}</summary>\n<figure>{picture.svg}{text}</figure></details>\n"


def _differences(found: Iterable[Finding]) -> Iterator[str]:
    """Tables of moderate length, so that a cut leaves out no more than one."""
    rows: list[str] = []
    for each in found:
        cells = [
            f'<td class="field">{_code(name_text(difference.field))}</td>'
            f'<td class="wanted">{_code(value_text(difference.wanted))}</td><td class="actual">{_code(value_text(difference.actual))}</td>'
            for difference in each.differences
        ]
        first, *others = cells
        rows.append(f'<tr><th scope="row" align="left" rowspan="{len(cells)}">{_object(each)}</th>{first}</tr>\n')
        rows += [f"<tr>{cell}</tr>\n" for cell in others]
        if sum(map(len, rows)) > LONGEST_PIECE:
            yield _table(rows)
            rows = []
    if rows:
        yield _table(rows)


def _table(rows: list[str]) -> str:
    heads = "".join(f'<th scope="col">{text}</th>' for text in ("Object", "Field", "Wanted (document)", "Actual (PBX)"))
    return f"<h3>{TITLES['differs']}</h3>\n{TABLE}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"


def _list(status: Status, found: list[Finding]) -> Iterator[str]:
    """The objects that were found to be this."""
    for begin in range(0, len(found), 100):
        items = "".join(f"<li>{_object(each)}{_about(status, each)}</li>\n" for each in found[begin : begin + 100])
        yield f"<h3>{TITLES[status]}</h3>\n<ul>\n{items}</ul>\n"


def _about(status: Status, found: Finding) -> str:
    fields = f": {', '.join(_code(name_text(name)) for name in found.unverified)}" if status == "unverified" and found.unverified else ""
    note = f": {in_html(note_text(found.note))}" if found.note and (status == found.status or fields) else ""
    return fields + note


def _unchanged(found: list[Finding]) -> str:
    kinds = Counter(each.kind for each in found)
    counts = ", ".join(f"{in_html(kind)} {number}" for kind, number in sorted(kinds.items()))
    return f"<details><summary>{_counted(len(found), 'unchanged object')}</summary>\n<p>{counts}</p></details>\n"


def _object(found: Finding) -> str:
    name = f" {_code(name_text(found.name))}" if found.name else ""
    place = f' <span class="soft">of {_code(name_text(found.place))}</span>' if found.place else ""
    return f"{in_html(found.kind)}{name}{place}"


def _code(text: str) -> str:
    """A text from outside; which direction it has does not change what is around it."""
    return f'<code dir="auto">{in_html(text)}</code>' if text else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
