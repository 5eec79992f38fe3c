# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Files: recordings, voicemail, faxes and sounds (extension API, record; voicemail; fax; sound)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ..call import Answer
from ..extension_call import OWN, Operation, Query, Visit, bad, missing, number
from ..extension_state import Row, StoredFile
from ..extension_table import page_of
from ..models.extension_actions import FaxOut
from ..models.extension_rules import Moment
from ..multipart import CONTENT_TYPE, Upload, read_form
from ..validation import given_fields
from .extension_lists import FromOne

# The state of a fax, and from which it can be taken to which.
QUEUED, CANCELLED, FAILED = "queued", "cancelled", "failed"
_MOVES = {"cancel": ((QUEUED,), CANCELLED), "retry": ((CANCELLED, FAILED), QUEUED)}
_FAX_ANSWER = ("id", "dst_num", "status", "datetime")
_RECORD = "/record/{record_uuid}"


class Period(Query):
    """The parameters of ``GET .../record/stats/``."""

    start_datetime: Moment
    end_datetime: Moment


class RecordQuery(Period):
    """The parameters of ``GET .../record/``."""

    page: FromOne = 1
    per_page: FromOne | None = None
    order: Literal["desc", "asc"] = "desc"


class FaxChange(Query):
    """The parameters of ``PUT .../fax/out/{message_id}``."""

    action: Literal["cancel", "retry"]


def _within(visit: Visit, query: Period) -> list[Row]:
    """Return the recordings that began in a period, its ends included."""
    if query.start_datetime > query.end_datetime:
        raise bad("start_datetime", "must not be after end_datetime")
    rows = visit.extension.tables["records"].values()
    return [row for row in rows if query.start_datetime <= row["start_time_gmt"][:19] <= query.end_datetime]


def _records(visit: Visit) -> list[Row]:
    query = visit.query()
    rows = sorted(_within(visit, query), key=lambda row: str(row["start_time_gmt"]), reverse=query.order == "desc")
    return [visit.shown(row) for row in page_of(visit, rows, query.page, query.per_page)]


def _statistics(visit: Visit) -> Row:
    rows = _within(visit, visit.query())
    return visit.shown({"records_count": len(rows), "files_size": sum(row["record_file_size"] for row in rows)})


def _sent(stored: StoredFile | None) -> Answer:
    if stored is None:
        raise missing()
    disposition = {"Content-Disposition": f'attachment; filename="{stored.name}"'}
    return Answer(200, stored.content, disposition, stored.media_type)


def _file(kind: str, item: str) -> Any:
    return lambda visit: _sent(visit.extension.files.get((kind, visit.path[item])))


def _storage_url(kind: str) -> Any:
    def answer(visit: Visit) -> Row:
        key = visit.path["record_uuid"]
        if (kind, key) not in visit.extension.files:
            raise missing()
        return visit.shown({"record_url": f"https://storage.sim.example.net/{kind}/{key}"})

    return answer


def _sound(visit: Visit) -> Answer:
    return _sent(visit.state.sound_files.get(number(visit.path["sound_id"])))


def _form(visit: Visit) -> tuple[Row, Upload]:
    """Return the fields and the file of a form; raises ApiError (400)."""
    exchange = visit.exchange
    if not exchange.content_type.startswith(CONTENT_TYPE):
        raise bad("body", f"must be sent as {CONTENT_TYPE}")
    try:
        fields = read_form(exchange.raw, exchange.content_type)
    except ValueError as error:
        raise bad("body", str(error)) from None
    upload = fields.pop("file", None)
    given = given_fields(FaxOut, fields)
    if not isinstance(upload, Upload) or not upload.content:
        raise bad("file", "is required")
    return given, upload


def _send_fax(visit: Visit) -> Answer:
    given, upload = _form(visit)
    key = visit.state.next_id("faxes_out")
    row = {"id": key, **given, "status": QUEUED, "datetime": f"{datetime.now():%Y-%m-%d %H:%M:%S}", "filename": upload.filename}
    visit.extension.tables["faxes_out"][key] = row
    visit.extension.files["fax_out", str(key)] = StoredFile(upload.filename, upload.content_type, upload.content, len(upload.content))
    return Answer(201, _shown_fax(visit, row))


def _shown_fax(visit: Visit, row: Row) -> Row:
    return visit.shown({name: row[name] for name in _FAX_ANSWER})


def _change_fax(visit: Visit) -> Row:
    row = visit.find(visit.extension.tables["faxes_out"], "message_id")
    before, after = _MOVES[visit.query().action]
    if row["status"] not in before:
        raise bad("action", f"is not possible while the fax is {row['status']}")
    row["status"] = after
    return _shown_fax(visit, row)


def operations() -> list[Operation]:
    """Return the operations on files."""
    recording = _file("record", "record_uuid")
    return [
        Operation("GET", f"{OWN}/record/", _records, query=RecordQuery),
        Operation("GET", f"{OWN}/record/stats/", _statistics, query=Period),
        Operation("GET", OWN + _RECORD, recording),
        Operation("GET", f"{OWN}{_RECORD}/download/", recording, basic=True),
        Operation("GET", f"{OWN}{_RECORD}/storage_url/", _storage_url("record")),
        Operation("GET", f"{OWN}/voicemail/{{record_uuid}}", _file("voicemail", "record_uuid")),
        Operation("GET", f"{OWN}/voicemail/{{record_uuid}}/storage_url/", _storage_url("voicemail")),
        Operation("GET", f"{OWN}/sound/{{sound_id}}/download/", _sound),
        Operation("GET", f"{OWN}/fax/in/{{fax_uuid}}", _file("fax_in", "fax_uuid"), only="fax"),
        Operation("POST", f"{OWN}/fax/out/", _send_fax, body=FaxOut, form=True, only="fax"),
        Operation("PUT", f"{OWN}/fax/out/{{message_id}}", _change_fax, query=FaxChange, only="fax"),
    ]
