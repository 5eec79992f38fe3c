# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole document: checked, planned, and carried out."""

from __future__ import annotations

from typing import Any

from ...base.progress import heard_by
from ...errors import PortsipError
from ..connection import Params
from ..context import Context, Result
from ..workspace import Workspace
from .carry_out import Carrying, PlanWorks
from .check import read_document
from .planned import Planned, PlannedDocument
from .planner import DocumentPlanner, in_order
from .selection import Selection


def run_config(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make a PBX as a document says.

    :returns: ``changed``, ``plan``, ``plan_digest``, ``summary`` and ``diff``.
    :raises InvalidInput: something in the document is wrong, or can't be done; nothing was written.
    :raises PortsipError: something could not be written; ``results`` says what was, and what was not.
    """
    reading = read_document(params["definition"])
    reading.check("definition")
    selection = Selection(update_password=params.get("update_password") or "on_create")
    own = Workspace(keep=True)
    try:
        with heard_by(context.progress, context.warn):
            planner = DocumentPlanner(reading.entries, params, context, own, selection)
            document = PlannedDocument()
            for part in planner.parts():
                document.add(part)
            document.check()
            document.planned = in_order(document.planned)
            result = _result(document)
            if document.changed and not context.check_mode:
                carrying = PlanWorks(document.planned, planner.scopes, context).run(params.get("parallel") or 1)
                _check(carrying)
            return result
    finally:
        own.close()


def _result(document: PlannedDocument) -> Result:
    return {
        "changed": document.changed,
        "plan": document.data(),
        "plan_digest": document.digest,
        "summary": document.summary,
    }


def _check(carrying: Carrying) -> None:
    """:raises PortsipError: something was not done."""
    if carrying.interrupted is not None:
        raise carrying.interrupted
    if not carrying.not_done:
        return
    error = carrying.first_error
    if not isinstance(error, PortsipError):
        raise error or AssertionError("something was not done, and no error says why")
    error.results = {
        "done": [_told(one) for one in carrying.done],
        "not_done": [{**_told(one), "reason": reason} for one, reason in carrying.not_done],
    }
    if carrying.first_failed is not None:
        error.args = (f"{carrying.first_failed.path}: {error}",)
    raise error


def _told(planned: Planned) -> dict[str, Any]:
    return {"path": planned.path, "kind": planned.kind, "name": planned.name}
