# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""CSV as spreadsheets and web portals write it: rows of cells, and what is wrong with them, by row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

DELIMITERS = (",", ";")
BOM = "\ufeff"
SCIENTIFIC = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?[Ee][+-]?[0-9]+")
EXACT_DIGITS = 15
"""How many digits of a number a spreadsheet keeps."""
LOST = frozenset(chr(code) for code in range(0xDC80, 0xDD00))
"""What stands for a byte that is not UTF-8, where the text was read with Python's ``surrogateescape``."""
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Row:
    """One row of a table.

    :param number: as spreadsheets count rows: 1 is the header.
    :param cells: by the names of the columns; cells that are empty, or not in UTF-8, are left out.
    """

    number: int
    cells: Mapping[str, str]


@dataclass
class Table:
    """What was read.

    :param columns: in their order.
    :ivar faults: what is wrong, each with the row and the column (empty for the whole row).
    """

    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def text_of(content: str | bytes) -> str:
    """The text of a CSV file; bytes that are not UTF-8 are kept apart (``surrogateescape``).

    :raises ValueError: it is in another encoding altogether.
    """
    if isinstance(content, bytes):
        encoding = MARKS.get(content[:2])
        if encoding:
            raise ValueError(f"the file is in {encoding}; save it as CSV UTF-8")
        content = content.decode("utf-8", "surrogateescape")
    if "\0" in content:
        raise ValueError("the file contains NUL characters, so it is not text in UTF-8; save it as CSV UTF-8")
    return content.removeprefix(BOM)


def delimiter_of(text: str, columns: Iterable[str]) -> str:
    """What separates cells: of comma and semicolon the one with which the first row has more of the known columns.

    :param columns: the known ones.
    """
    known = set(columns)
    first = io.StringIO(text.lstrip("\r\n"))

    def hits(delimiter: str) -> tuple[int, int]:
        first.seek(0)
        cells = [called(cell) for cell in next(csv.reader(first, delimiter=delimiter), [])]
        return len(known & set(cells)), len(cells)

    return max(DELIMITERS, key=hits)


def called(column: str) -> str:
    """The name of a column: in lower case, with underscores for spaces."""
    return re.sub(r"\s+", "_", column.strip()).lower()


def table_of(content: str | bytes, columns: Iterable[str]) -> Table:
    """Read a table whose first row has the names of the columns.

    :param columns: the known ones.
    :raises ValueError: it is no such table.
    """
    text = text_of(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text, columns), strict=True)
    table = Table([])
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if table.columns:
                _take(table, number, cells)
            else:
                table.columns = [called(cell) for cell in cells]
    except csv.Error as error:
        raise ValueError(f"row {number + 1}: {error}") from None
    if not table.columns:
        raise ValueError("the file is empty; the first row must have the names of the columns")
    return table


def _take(table: Table, number: int, cells: Sequence[str]) -> None:
    if len(cells) > len(table.columns) and any(cells[len(table.columns) :]):
        table.faults.append((number, "", f"the row has {len(cells)} cells, and the header {len(table.columns)}"))
        return
    given = {name: cell for name, cell in zip(table.columns, cells, strict=False) if cell.strip()}
    lost = [name for name, cell in given.items() if LOST & set(cell)]
    table.faults += [(number, name, "the cell is not in UTF-8; save the file as CSV UTF-8") for name in lost]
    table.rows.append(Row(number, {name: cell for name, cell in given.items() if name not in lost}))


def damage(text: str) -> str:
    """What a spreadsheet has done to a number that is a text, empty where nothing shows."""
    if SCIENTIFIC.fullmatch(text.strip()):
        return "a spreadsheet has changed the number; enter it again in a column of the type text"
    digits = text.strip().lstrip("+")
    if re.fullmatch(f"[0-9]{{{EXACT_DIGITS + 1},}}", digits) and not digits[EXACT_DIGITS:].strip("0"):
        return "a spreadsheet has rounded the number, which ends in zeros; enter it again in a column of the type text"
    return ""


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """The text of a table, with a header, lines ended as RFC 4180 says, and quotes where they are needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue()
