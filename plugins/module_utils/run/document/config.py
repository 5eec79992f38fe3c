# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole document: checked, planned, and carried out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...base.local_file import Replacement, check_dest, path_of
from ...base.progress import caution, heard_by
from ...errors import Conflict, Interrupted, InvalidInput, PortsipError
from ...plan.report import digest_of
from ..call_path.plan_calls import moved_calls
from ..connection import Params
from ..context import Context, Result
from ..workspace import Workspace
from .carry_out import Carrying, PlanWorks
from .check import read_document
from .exclusive import check_limits
from .file_entries import check_files
from .planned import Planned, PlannedDocument, refuse
from .planner import DocumentPlanner
from .selection import Selection
from .text import MOST_CALLS, as_far_as_fits, as_text, calls_text

LIMIT, PERCENT = 10, 50
"""What ``exclusive_limit`` and ``exclusive_limit_percent`` are where they are left out."""
RANGES = {
    "exclusive_limit": (0, 1_000_000),
    "exclusive_limit_percent": (0, 100),
    "parallel": (1, 64),
    "requests_per_minute": (0, 1_000_000),
}


def run_config(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make a PBX as a document says.

    :param workspace: not used: what a plan rests on is read for it alone.
    :returns: ``changed``, ``plan``, ``plan_digest``, ``summary``, ``moved_calls`` and ``diff``; of a document that is only validated
        ``changed`` and ``entries``.
    :raises InvalidInput: something in the document is wrong, or can't be done; nothing was written.
    :raises Conflict: the plan is another one than was approved; nothing was written.
    :raises PortsipError: something could not be written; ``results`` says what was, and what was not.
    """
    _check_ranges(params)
    reading = read_document(params["definition"])
    reading.check("definition")
    for text in reading.between:
        context.warn(text)
    selection = Selection.from_params(params, reading)
    plan_file = _plan_file(params)
    refuse(list(check_files(selection.chosen(reading.entries))))
    if params.get("validate_only"):
        for text in reading.warnings:
            context.warn(text)
        return {"changed": False, "entries": reading.counts}
    own = Workspace(keep=True, whole=True, requests_per_minute=_number(params, "requests_per_minute", 0))
    try:
        with heard_by(context.progress, context.warn):
            planner = DocumentPlanner(reading, params, context, own, selection)
            document = planner.plan()
            document.check()
            limits = _number(params, "exclusive_limit", LIMIT), _number(params, "exclusive_limit_percent", PERCENT)
            check_limits(document, most=limits[0], percent=limits[1])
            result = _result(document, plan_file)
            _check_digest(params, result["plan_digest"])
            if document.changed and not context.check_mode:
                _check(PlanWorks(document.planned, planner.scopes, context).run(planner.parallel))
            return result
    finally:
        own.close()


def _check_ranges(params: Params) -> None:
    """:raises InvalidInput: a number is out of its range."""
    for name, (least, most) in RANGES.items():
        value = params.get(name)
        if value is not None and not least <= value <= most:
            raise InvalidInput(f"{name}: {value} is not allowed, it must be between {least} and {most}")


def _number(params: Params, name: str, default: int) -> int:
    value = params.get(name)
    return default if value is None else int(value)


def _plan_file(params: Params) -> Path | None:
    """:raises InvalidInput: no file can be written there."""
    if not params.get("plan_file"):
        return None
    with _about_plan_file():
        path = path_of(str(params["plan_file"]))
        check_dest(path)
    return path


@contextmanager
def _about_plan_file() -> Iterator[None]:
    """Let errors about ``dest`` name the option ``plan_file``."""
    try:
        yield
    except InvalidInput as error:
        error.args = (f"plan_file: {str(error).removeprefix('dest: ')}",)
        raise


def _result(document: PlannedDocument, plan_file: Path | None) -> Result:
    data, summary, calls = document.data(), document.summary, _moved_calls(document)
    digest = digest_of(data)
    if plan_file is not None:
        whole = {"plan_digest": digest, "summary": summary, "plan": data, "moved_calls": calls}
        with _about_plan_file(), Replacement(plan_file) as file:
            file.write(json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8"))
            file.put(None)
    shown = as_far_as_fits(data)
    if len(shown) < len(data):
        caution(f"plan: has {len(data)} objects, of which the result holds the first {len(shown)}; plan_file gets the whole plan.")
    return {
        "changed": document.changed,
        "plan": shown,
        "plan_digest": digest,
        "summary": summary,
        "moved_calls": calls[:MOST_CALLS],
        "diff": {"prepared": as_text(data, summary) + calls_text(calls[:MOST_CALLS], max(0, len(calls) - MOST_CALLS))},
    }


def _moved_calls(document: PlannedDocument) -> list[dict[str, str]]:
    """The calls that end elsewhere once the plan is carried out."""
    try:
        return moved_calls(document)
    except Exception as error:
        # What a PBX returns may be of any shape. A plan is of use without this, too.
        caution(f"Which calls will end elsewhere could not be computed: {type(error).__name__}.")
        return []


def _check_digest(params: Params, digest: str) -> None:
    """:raises Conflict: the plan is another one than was approved."""
    wanted = params.get("plan_digest")
    if wanted and wanted != digest:
        raise Conflict(
            f"plan_digest: the plan is another one now, with the digest {digest}: the document or the PBX has changed since. "
            "Look at the plan again in check mode. Nothing was written."
        )


def _check(carrying: Carrying) -> None:
    """:raises PortsipError: something was not done."""
    error = carrying.interrupted or carrying.first_error
    if error is None:
        return
    if carrying.interrupted is not None and not isinstance(error, PortsipError):
        # Raised as it came, the time limit of a task would say nothing of what was done.
        error = Interrupted("The time of the task was up. No request was begun afterwards.")
    # Of a defect, too, what was done is told.
    vars(error)["results"] = {
        "done": [_told(one) for one in carrying.done],
        "not_done": [{**_told(one.planned), "reason": one.reason, "msg": one.why} for one in carrying.not_done],
    }
    if isinstance(error, PortsipError):
        failed = carrying.first_failed if carrying.interrupted is None else None
        place = f"{failed.path} ({failed.what}): " if failed is not None else ""
        all_objects = len(carrying.done) + len(carrying.not_done)
        error.args = (f"{place}{error} {len(carrying.done)} of {all_objects} objects are done; the next run continues from there.",)
    raise error


def _told(planned: Planned) -> dict[str, Any]:
    return {"path": planned.path, "kind": planned.kind, "name": planned.name}
