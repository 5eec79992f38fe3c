# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users in CSV files as the web portal imports and exports them (PortSIP's guide, bulk importing users), and in a plain short form.

A column is called like the option of a user that it holds, but for two rules that the portal calls by the names they had
before release 22.  Options that are mappings or lists are in JSON.  Phones are in the column ``phones`` as a list in JSON, or
one of them in columns that begin with ``phone_``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..base.csv_text import Row, Table, table_of
from ..base.nearest import did_you_mean
from ..errors import InvalidInput
from ..plan.secrecy import is_secret
from ..resources.pbx.user import USER
from ..resources.pbx.user_phone import USER_PHONE
from ..schema.aliases import option_name, refers_to
from ..schema.model import findings
from ..schema.resource import Resource
from .csv_cells import Cell, CellError

RULES = {
    "online_no_answer_forward_rule": ("available_no_answer_forward_rule",),
    "online_busy_forward_rule": ("busy_office_hours_forward_rule", "busy_non_office_hours_forward_rule"),
}
"""Columns of the portal for rules that are called otherwise since release 22, with the options they stand for."""
PORTAL = (
    *("name", "enabled", "password", "extension_number", "extension_password", "email", "display_name"),
    *("enable_audio_recording", "enable_video_recording", "enable_acb", "enable_dnd", "enable_hot_desking", "office_hours"),
    *("anonymous_outbound_calls", "delivery_outbound_cid", "sms", "voicemail_prompt", "enable_voicemail_pin", "voicemail_pin"),
    *("voicemail_play_datetime", "enable_voicemail_notify", *RULES),
    *("offline_office_hours_forward_rule", "offline_non_office_hours_forward_rule", "custom_forward_rules", "blfs"),
    *("interface", "preferred_transport", "custom_options", "role", "phones"),
)
"""The columns of the portal, in its order."""
KEY = "extension_number"
MOST_LISTED = 200
"""How many faults a text lists."""
PHONES, PHONE = "phones", "phone_"


def called(resource: Resource) -> list[str]:
    """The options of an object, by the names that users give them."""
    return [option_name(name, refers_to(resource.field((name,)))) for name in resource.own_fields]


USER_OPTIONS = called(USER)
PHONE_OPTIONS = called(USER_PHONE)
COLUMNS = (*PORTAL, *(name for name in USER_OPTIONS if name not in PORTAL), *(PHONE + name for name in PHONE_OPTIONS))
"""Every column that a file may have."""


def users_from(content: str | bytes, ignore: Sequence[str] = (), phones: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The users of a CSV file, as entries of a definition; every row is checked.

    :param content: the file.
    :param ignore: columns that say nothing here.
    :param phones: options that all phones in the file share; a phone's own come first.
    :raises InvalidInput: what is wrong, each with its row and column.
    """
    table = read(content)
    faults = [*_faults_of_header(table, ignore), *(_told(*fault) for fault in table.faults)]
    entries: list[dict[str, Any]] = []
    for row in table.rows:
        reading = _Reading(row, ignore)
        entries.append(reading.entry)
        faults += [_told(row.number, column, text) for column, text in reading.faults]
    faults += _twice(table.rows, entries)
    if faults:
        raise InvalidInput(_listed(faults), findings=[_finding(fault) for fault in faults])
    for entry in entries:
        if PHONES in entry:
            entry[PHONES] = [{**(phones or {}), **phone} for phone in entry[PHONES]]
    return entries


def read(content: str | bytes) -> Table:
    """The table of a CSV file.

    :raises InvalidInput: it is none.
    """
    try:
        return table_of(content, COLUMNS)
    except ValueError as error:
        raise InvalidInput(str(error)) from None


def _listed(faults: Sequence[str]) -> str:
    """All faults as a text: they are to be corrected in one go."""
    if len(faults) == 1:
        return faults[0]
    rest = [f"and {len(faults) - MOST_LISTED} more"] if len(faults) > MOST_LISTED else []
    return "\n".join([f"{len(faults)} errors in the CSV file:", *faults[:MOST_LISTED], *rest])


def _finding(fault: str) -> dict[str, str]:
    place, _colon, text = fault.partition(": ")
    return {"path": place, "message": text}


def _told(number: int, column: str, text: str) -> str:
    return f"row {number}{', ' if column else ''}{column}: {text}"


def _faults_of_header(table: Table, ignore: Sequence[str]) -> Iterator[str]:
    for name in dict.fromkeys(table.columns):
        if table.columns.count(name) > 1 and name:
            yield _told(1, name, "the column is there more than once")
        if name and name not in COLUMNS and name not in ignore:
            near = did_you_mean(name, COLUMNS)
            yield _told(1, name, f"there is no such option of a user{'; ' if near else ''}{near}")
    if KEY not in table.columns:
        yield _told(1, KEY, "the column is missing")


def _twice(rows: Sequence[Row], entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Values that two rows have, although they are one user's or one phone's."""
    first: dict[tuple[str, str], int] = {}
    for row, entry in zip(rows, entries, strict=True):
        values = [(name, str(entry.get(name) or "").lower()) for name in (KEY, "name")]
        values += [("mac", str(phone.get("mac") or "")) for phone in entry.get(PHONES) or ()]
        for name, value in values:
            other = first.setdefault((name, value), row.number) if value else row.number
            if other != row.number:
                yield _told(row.number, name, f"{value!r} is also in row {other}")


class _Reading:
    """One row as it is read.

    :ivar faults: the columns, each with what is wrong.
    """

    def __init__(self, row: Row, ignore: Sequence[str]) -> None:
        self.faults: list[tuple[str, str]] = []
        self._columns: dict[str, str] = {}
        user: dict[str, Any] = {}
        phone: dict[str, Any] = {}
        phones: list[Any] = []
        for column, text in row.cells.items():
            if column in ignore or column not in COLUMNS:
                continue
            if column == PHONES:
                phones = self._phones(text)
            elif column not in USER_OPTIONS and column.startswith(PHONE):
                self._take(USER_PHONE, phone, column, (column.removeprefix(PHONE),), text)
            else:
                self._take(USER, user, column, RULES.get(column, (column,)), text)
        if KEY not in row.cells:
            self.faults.append((KEY, "is required"))
        self.entry = self._checked(USER, user, lambda option: self._columns.get(option, option))
        given = [*(self._checked(USER_PHONE, one, partial_name(number)) for number, one in enumerate(phones))]
        given += [self._checked(USER_PHONE, phone, lambda option: PHONE + option)] if phone else []
        if given:
            self.entry[PHONES] = given

    def _take(self, resource: Resource, values: dict[str, Any], column: str, options: Sequence[str], text: str) -> None:
        try:
            for option in options:
                self._columns[option] = column
                values[option] = Cell.of(resource, option).value(text)
        except CellError as error:
            values.pop(options[0], None)
            self.faults.append((column, str(error)))

    def _phones(self, text: str) -> list[Any]:
        """The phones of the portal's column: a list of mappings, or one."""
        try:
            found = json.loads(text)
        except ValueError as error:
            self.faults.append((PHONES, f"must be JSON: {error}"))
            return []
        found = [found] if isinstance(found, Mapping) else found
        if not isinstance(found, list) or not all(isinstance(phone, Mapping) for phone in found):
            self.faults.append((PHONES, "must be a list of mappings in JSON"))
            return []
        phones = []
        for number, phone in enumerate(found):
            values: dict[str, Any] = {}
            for name, value in phone.items():
                where = f"{PHONES}[{number}].{name}"
                try:
                    values[name] = Cell.of(USER_PHONE, name).regular(value) if name in PHONE_OPTIONS else value
                except CellError as error:
                    self.faults.append((where, str(error)))
            phones.append({name: value for name, value in values.items() if value is not None})
        return phones

    def _checked(self, resource: Resource, values: dict[str, Any], column: Callable[[str], str]) -> dict[str, Any]:
        """The values, checked by the rules of the options; what they say is wrong becomes a fault of its column."""
        named = {name: name for name in values}
        valid, found = findings(resource.model, named_by_api(resource, values), lambda path: is_secret(resource, path))
        for option, text in found:
            first, _dot, _rest = option.partition(".")
            name = first.partition("[")[0]
            shown = column(named.get(name, name))
            self.faults.append((shown, text.removeprefix(f"{option}: ") if option == name else text))
        if found:
            return dict(values)
        keys = [name for name in resource.key if name in values]
        literal = [name for name, value in values.items() if "{{" in json.dumps(value)]
        regular = {**values, **{name: valid[name] for name in keys if name in valid}}
        return {**regular, **({"literal": literal} if literal else {})}


def partial_name(number: int) -> Callable[[str], str]:
    """What an option of one of the phones is called in texts."""
    return lambda option: f"{PHONES}[{number}].{option}"


def named_by_api(resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the names of the API."""
    names = dict(zip(called(resource), resource.own_fields, strict=True))
    return {names.get(name, name): value for name, value in values.items()}


def findings_by_row(found: Iterable[Mapping[str, str]], content: str | bytes) -> list[str]:
    """Findings about the users of a document in terms of the rows of the CSV file that they come from.

    :param found: each with ``path`` and ``message``, or ``msg`` or ``reason`` as what was not done has it.
    :raises InvalidInput: it is no CSV file.
    """
    rows = read(content).rows
    return [_by_row(str(one.get("path", "")), str(one.get("message") or one.get("msg") or one.get("reason", "")), rows) for one in found]


def _by_row(path: str, message: str, rows: Sequence[Row]) -> str:
    before, _bracket, rest = path.partition("users[") if "users[" in path else path.partition("users.items[")
    number, _end, option = rest.partition("]")
    if not before.startswith("tenants") or not number.isdecimal() or int(number) >= len(rows):
        return f"{path}: {message}"
    return _told(rows[int(number)].number, option.lstrip("."), message)
