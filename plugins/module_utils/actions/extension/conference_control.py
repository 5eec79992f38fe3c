# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A conference that is under way (extension API: PUT and GET /conference/status/)."""

from __future__ import annotations

from typing import Any

from ... import errors
from ...base.secret_names import redacted
from ...client.extension import ExtensionClient
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import ConferenceOrder
from .action import below_extension, only_once, told

STATUS = "conference/status/"
ORDERS = ("mute", "deaf", "lock", "enter_sound", "stop_play", "play_file")
LOOK = "Read the conference with portsip_extension_info (subset conference_status) before you run this again."
TRUTH = {"true": True, "yes": True, "1": True, "locked": True, "false": False, "no": False, "0": False, "unlocked": False}


def run_conference_control(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Have something done in a conference, unless in check mode; it is never asked for twice.

    Whether it is locked is all that the API tells, so that this alone is only asked for where it differs.

    :returns: ``changed``, ``done``, ``summary``, and ``conference``: what was asked for, and what the API answered.
    :raises PortsipError: it can't be done, or it is not known whether it was.
    """
    values = checked(ConferenceOrder, params, "extension")
    orders = {name: value for name, value in values.items() if name in ORDERS}
    if not orders:
        raise errors.InvalidInput(f"{', '.join(ORDERS)}: one of these is required")
    answer = None
    with extension_session(params, workspace) as client:
        path = below_extension(values, STATUS)
        if "lock" in orders and is_locked(client, path) is orders["lock"]:
            del orders["lock"]
        body = {**orders, **({"member_id": values["member_id"]} if "member_id" in values else {})}
        if orders and not context.check_mode:
            with only_once("It may have taken place", LOOK):
                answer = client.act("PUT", path, body)
    conference = {"extension_id": values["extension_id"], "member_id": values.get("member_id"), "asked": orders, "answer": redacted(answer)}
    what = ", ".join(f"{name} {str(value).lower()}" for name, value in orders.items())
    result = told(done=bool(orders), check_mode=context.check_mode, does=f"set {what}")
    if not orders:
        result["summary"] = "The conference is as it should be."
    return {"changed": bool(orders), **result, "conference": conference}


def is_locked(client: ExtensionClient, path: str) -> bool | None:
    """Whether the conference is locked, None where the answer does not say.

    The API's description does not tell what the answer looks like: a truth value, a word for one, or an object with such.
    """
    return _truth(client.get(path, {"action": "is_locked"}))


def _truth(answer: Any) -> bool | None:
    if isinstance(answer, dict):
        value = answer.get("is_locked", next(iter(answer.values())) if len(answer) == 1 else None)
        return None if isinstance(value, dict) else _truth(value)
    if isinstance(answer, bool):
        return answer
    return TRUTH.get(str(answer).strip().lower())
