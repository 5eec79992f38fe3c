# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users of a definition as the CSV file that they can be read from again, with the columns of the web portal or of another file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..base.csv_text import BOM, Table, delimiter_of, text_of, written
from ..base.yaml_text import TEMPLATE
from ..errors import InvalidInput
from ..resources.pbx.user import USER
from ..resources.pbx.user_phone import USER_PHONE
from .csv_cells import SWITCHED, Cell
from .users_csv import COLUMNS, KEY, PHONE, PHONES, PORTAL, RULES, USER_OPTIONS, read

OFF = "FALSE"
"""What the portal writes for an option in ``SWITCHED`` that is off; for one that is on it can't say which way."""


def csv_of(users: Sequence[Any], like: str | bytes = "", columns: Sequence[str] = ()) -> str:
    """Users as CSV.

    :param users: entries of a definition, in which placeholders stand for secrets; these stay empty.
    :param like: a CSV file, whose columns, delimiter and order of rows are kept.
    :param columns: the columns; where neither is given, those of the portal and further ones that a user needs.
    :raises InvalidInput: a column can't say what a user has, or is none.
    """
    entries = [user for user in users if isinstance(user, Mapping)]
    table = read(like) if like else Table([])
    names = list(columns) or table.columns or _needed(entries)
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise InvalidInput(f"columns: there is no such option of a user: {', '.join(unknown)}")
    text = text_of(like) if like else ""
    order = {row.cells.get(KEY, ""): number for number, row in enumerate(table.rows)}
    entries.sort(key=lambda entry: order.get(str(entry.get(KEY)), len(order)))
    mark = BOM if like and text_of(like) != _as_text(like) else ""
    return mark + written(names, [_row(entry, names) for entry in entries], delimiter_of(text, COLUMNS) if like else ",")


def _as_text(content: str | bytes) -> str:
    return content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else content


def _needed(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns of the portal, and those of further options that a user has."""
    columns = list(PORTAL)
    for column, options in RULES.items():
        if any(len(_different(entry, options)) > 1 for entry in entries):
            columns[columns.index(column) : columns.index(column) + 1] = options
    stand_for = {option for column in columns for option in RULES.get(column, (column,))}
    return [*columns, *(name for name in USER_OPTIONS if name not in stand_for and any(name in entry for entry in entries))]


def _different(entry: Mapping[str, Any], options: Sequence[str]) -> list[Any]:
    """The different values that a user has for these options."""
    values = {json.dumps(entry.get(option), sort_keys=True): entry.get(option) for option in options}
    return list(values.values())


def _row(entry: Mapping[str, Any], columns: Sequence[str]) -> dict[str, str]:
    phones = [phone for phone in entry.get(PHONES) or () if isinstance(phone, Mapping)]
    row = {}
    for column in columns:
        if column == PHONES:
            row[column] = _json([_without_placeholders(phone) for phone in phones]) if phones else ""
        elif column not in USER_OPTIONS and column.startswith(PHONE) and column in COLUMNS:
            if len(phones) > 1:
                raise InvalidInput(f"{column}: the user {entry.get(KEY)} has {len(phones)} phones; use the column {PHONES}")
            option = column.removeprefix(PHONE)
            row[column] = _text(Cell.of(USER_PHONE, option), phones[0].get(option)) if phones else ""
        elif column in COLUMNS:
            values = _different(entry, RULES.get(column, (column,)))
            if len(values) > 1:
                options = " and ".join(RULES[column])
                raise InvalidInput(f"{column}: {options} of the user {entry.get(KEY)} differ; use columns of these names")
            row[column] = _text(Cell.of(USER, RULES.get(column, (column,))[0]), values[0])
    return row


def _text(cell: Cell, value: Any) -> str:
    if _is_placeholder(value):
        return ""
    return OFF if cell.option in SWITCHED and value == SWITCHED[cell.option][OFF] else cell.text(value)


def _without_placeholders(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = ((name, item) for name, item in value.items() if not _is_placeholder(item) and name != "literal")
        return {name: _without_placeholders(item) for name, item in kept}
    return [_without_placeholders(item) for item in value] if isinstance(value, list) else value


def _is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and bool(TEMPLATE.match(value)) and "vault" in value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
