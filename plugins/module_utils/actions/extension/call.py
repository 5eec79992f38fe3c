# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Calls of an extension: making one, and what becomes of it (extension API: callback, current_calls, valet_park, speech_to_text)."""

from __future__ import annotations

from typing import Any

from ... import errors
from ...base.secret_names import redacted
from ...client.extension import ExtensionClient
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import CallOrder
from .action import Action, below_extension, check_options, only_once, told

CALL = "current_calls/{call_api_id}"
LOOK = "Read the calls with portsip_extension_info (subset current_calls) before you run this again."


def _current(action: str, does: str, *, needs: tuple[str, ...] = (), takes: tuple[str, ...] = ()) -> Action:
    """One of the actions of ``PUT current_calls/{call_api_id}``; the API itself requires no field but the action."""
    known = ("send_dst", "caller_id_name", "caller_id_number")
    others = tuple(name for name in (*known, *takes) if name not in needs)
    return Action("PUT", CALL, does, ("call_api_id", *needs), others, {"action": action})


def _valet(action: str, does: str, *, needs: tuple[str, ...] = (), takes: tuple[str, ...] = (), changes: bool = True) -> Action:
    return Action("PUT", "valet_park/{call_api_id}", does, ("call_api_id", *needs), takes, {"action": action}, changes=changes)


def _speech(action: str, does: str, *, needs: tuple[str, ...] = (), takes: tuple[str, ...] = ()) -> Action:
    return Action("PUT", "speech_to_text/{call_api_id}", does, ("call_api_id", "direction", *needs), takes, {"action": action})


ACTIONS: dict[str, Action] = {
    "callback": Action(
        "POST",
        "callback/",
        "call {src_num}, and connect the answered call to {dst_num}",
        needs=("src_num", "dst_num"),
        takes=(
            *("allow_public_transfer", "announce_sound_id", "call_duration", "callback_rate_limit", "caller_id_name"),
            *("caller_id_number", "dst_ani", "dst_announce_sound_id", "dst_dtmf", "src_ani", "src_caller_id_name"),
            *("src_caller_id_number", "transfer_after_dst_hangup", "transfer_after_src_hangup", "wait_for_pickup"),
        ),
    ),
    "transfer": _current("transfer", "transfer the call {call_api_id} to {send_dst}", needs=("send_dst",)),
    "attended_transfer": _current(
        "attended_transfer", "transfer the call {call_api_id} to {send_dst} after asking there", needs=("send_dst",)
    ),
    "park": _current("park", "park the call {call_api_id}"),
    "pickup": _current("pickup", "pick up the call {call_api_id}"),
    "hold": _current("hold", "put the call {call_api_id} on hold"),
    "offhold": _current("offhold", "take the call {call_api_id} off hold"),
    "eavesdrop": _current("eavesdrop", "let a third party listen to the call {call_api_id}"),
    "whisper": _current("whisper", "let a third party speak to one side of the call {call_api_id}"),
    "conference": _current("conference", "add a party to the call {call_api_id}"),
    "hangup": Action("DELETE", CALL, "end the call {call_api_id}", needs=("call_api_id",)),
    "valet_park": _valet("park", "park the call {call_api_id} in a slot", takes=("slot",)),
    "valet_bridge": _valet("bridge", "connect the call {call_api_id} with the call in slot {slot}", needs=("slot",)),
    "valet_slots": _valet("slots", "tell the slots for the call {call_api_id}", takes=("slot",), changes=False),
    "speech_to_text_start": _speech("start", "turn the speech of the call {call_api_id} ({direction}) into text", needs=("url",)),
    "speech_to_text_stop": _speech("stop", "no longer turn the speech of the call {call_api_id} ({direction}) into text", takes=("url",)),
}


def run_call(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Have one thing done with a call, unless in check mode; it is never asked for twice.

    :returns: ``changed``, ``done``, ``summary``, and ``call``: what it was about, and what the API answered.
    :raises PortsipError: it can't be done, or it is not known whether it was.
    """
    name = params["action"]
    values = checked(CallOrder, params, "extension")
    check_options(ACTIONS, name, values)
    action = ACTIONS[name]
    does = action.does.format(**{**values, "src_num": ", ".join(values.get("src_num", ()))})
    done, answer = True, None
    ends = action.method == "DELETE"
    # Whether there is a call to end decides whether anything changes, so that check mode has to look.
    if ends or not context.check_mode:
        with extension_session(params, workspace) as client:
            path = below_extension(values, action.path, call_api_id=values.get("call_api_id"))
            if context.check_mode:
                done = not _gone(client, path)
            elif ends:
                done = _hang_up(client, path)
            else:
                answer = _ask(client, action, path, values)
    call = {"extension_id": values["extension_id"], "action": name, "call_api_id": values.get("call_api_id"), "call_id": None}
    if isinstance(answer, dict):
        call.update({known: answer[known] for known in ("call_api_id", "call_id") if answer.get(known)})
    result = told(done=done, check_mode=context.check_mode, does=does)
    if not done:
        result["summary"] = f"There is no call {values['call_api_id']} any more, so nothing was to be ended."
    return {"changed": action.changes and done, **result, "call": {**call, "answer": redacted(answer)}}


def _ask(client: ExtensionClient, action: Action, path: str, values: dict[str, Any]) -> Any:
    """Have it done: what the API answered."""
    body = {**action.fixed, **{name: value for name, value in values.items() if name not in ("extension_id", "call_api_id")}}
    with only_once("It may have taken place", LOOK):
        return client.act(action.method, path, body)


def _hang_up(client: ExtensionClient, path: str) -> bool:
    """End a call; a call that is gone afterwards has been ended, whatever became of the answer.

    :returns: whether there was a call.
    """
    try:
        with only_once("The call may have been ended", LOOK):
            client.act("DELETE", path)
    except errors.NotFound:
        return False
    except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
        if not error.delivered:
            raise
        try:
            ended = _gone(client, path)
        except errors.PortsipError:
            ended = False  # the first failure tells more
        if not ended:
            raise
    return True


def _gone(client: ExtensionClient, path: str) -> bool:
    try:
        client.get(path)
    except errors.NotFound:
        return True
    return False
