# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""CSV as spreadsheets write it: delimiters, marks, encodings, rows, and numbers that were damaged."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.csv_text import damage, table_of, written

COLUMNS = ("extension_number", "display_name", "office_hours")
TEXT = 'extension_number,display_name\r\n0042,"Müller, Anna"\r\n'


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        "\ufeff" + TEXT,
        TEXT.replace("\r\n", "\n"),
        "\r\n" + TEXT,
        'Extension Number;Display_Name\n0042;"Müller, Anna"\n',
        TEXT.removesuffix("\r\n"),
    ],
)
def test_a_table_however_it_was_saved(content: str | bytes) -> None:
    table = table_of(content, COLUMNS)
    assert table.columns == ["extension_number", "display_name"]
    assert [dict(row.cells) for row in table.rows] == [{"extension_number": "0042", "display_name": "Müller, Anna"}]
    assert table.faults == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        (TEXT.encode("utf-16"), "the file is in UTF-16; save it as CSV UTF-8"),
        (TEXT.encode("utf-16-le"), "not text in UTF-8"),
        ('extension_number\n"2001\n', "row 2: unexpected end of data"),
    ],
)
def test_what_is_no_table(content: str | bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        table_of(content, COLUMNS)


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("encoding", ["cp1250", "latin-1"])
def test_another_encoding_is_told_with_its_cell(encoding: str, as_text: bool) -> None:
    content: str | bytes = "extension_number;display_name\n2001;Anna\n2002;Jörg\n".encode(encoding)
    if as_text:  # as Ansible reads a file
        content = content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else content
    table = table_of(content, COLUMNS)
    assert table.faults == [(3, "display_name", "the cell is not in UTF-8; save the file as CSV UTF-8")]


def test_rows_are_counted_as_spreadsheets_do() -> None:
    table = table_of('extension_number,office_hours\n2001,"{\n}"\n\n,\n2002,\n', COLUMNS)
    assert [(row.number, row.cells["extension_number"]) for row in table.rows] == [(2, "2001"), (5, "2002")]


def test_a_row_with_more_cells_than_the_header() -> None:
    table = table_of("extension_number,display_name\n2001,Anna,Berg\n2002,Ben,\n", COLUMNS)
    assert table.faults == [(2, "", "the row has 3 cells, and the header 2")]
    assert [row.number for row in table.rows] == [3]


@pytest.mark.parametrize("number", ["4.479E+11", "4,479E+11", "4.479e+11", "4E5", "700551909773148000", "+4930555010001000"])
def test_a_damaged_number_shows(number: str) -> None:
    assert "spreadsheet" in damage(number)


@pytest.mark.parametrize("number", ["0042", "+41443334455", "700551909773148160", "2000", "4E", "10000000000000", "Anna", "1E", ""])
def test_a_number_that_is_as_it_was(number: str) -> None:
    assert damage(number) == ""


def test_what_is_written_is_read() -> None:
    text = written(["a", "b"], [{"a": 'say "yes"', "b": "1,2"}, {"b": "x\ny"}], ";")
    assert text == 'a;b\r\n"say ""yes""";1,2\r\n;"x\ny"\r\n'
    assert [dict(row.cells) for row in table_of(text, ("a", "b")).rows] == [{"a": 'say "yes"', "b": "1,2"}, {"b": "x\ny"}]
