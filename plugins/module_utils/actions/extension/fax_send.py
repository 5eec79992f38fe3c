# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Faxes that are sent (extension API: POST /fax/out/, a form with a file, and PUT /fax/out/{message_id})."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from ... import errors
from ...client.extension import ExtensionClient
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import FaxOrder
from .action import Action, below_extension, check_options, only_once, told

MESSAGE = "fax/out/{message_id}"
ACTIONS: dict[str, Action] = {
    "send": Action("POST", "fax/out/", "send the file {name} of {size} bytes to {dst_num}", needs=("file", "dst_num")),
    "cancel": Action("PUT", MESSAGE, "cancel the fax {message_id}", needs=("message_id",), query={"action": "cancel"}),
    "retry": Action("PUT", MESSAGE, "send the fax {message_id} again", needs=("message_id",), query={"action": "retry"}),
}
FIELDS = ("id", "dst_num", "status", "datetime")
LOOK = "The API has no list of faxes; ask the recipient before you run this again."


def run_fax_send(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Send a fax, cancel one or send one again, unless in check mode; it is never asked for twice.

    :returns: ``changed``, ``done``, ``summary``, and ``fax`` as the API describes it.
    :raises PortsipError: it can't be done, or it is not known whether it was.
    """
    name = params["action"]
    values = checked(FaxOrder, params, "extension")
    check_options(ACTIONS, name, values)
    content = _read(Path(values["file"])) if "file" in values else b""
    file_name = Path(values.get("file", "")).name
    answer: Any = None
    if not context.check_mode:
        with extension_session(params, workspace) as client, only_once("The fax may have been sent", LOOK):
            answer = _ask(client, ACTIONS[name], values, file_name, content)
    fax = {**dict.fromkeys(FIELDS), "id": values.get("message_id"), "dst_num": values.get("dst_num")}
    if isinstance(answer, dict):
        fax.update({field: answer[field] for field in FIELDS if answer.get(field) is not None})
    does = ACTIONS[name].does.format(**values, name=file_name, size=len(content))
    return {"changed": True, **told(done=True, check_mode=context.check_mode, does=does), "fax": fax}


def _ask(client: ExtensionClient, action: Action, values: dict[str, Any], file_name: str, content: bytes) -> Any:
    path = below_extension(values, action.path, message_id=values.get("message_id"))
    if action.method == "POST":
        # Without a type, a file in a form counts as plain text (RFC 7578, 4.4).
        kind = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        return client.send_files(path, {"dst_num": values["dst_num"]}, {"file": (file_name, content, kind)})
    return client.act(action.method, path, query=action.query)


def _read(file: Path) -> bytes:
    """What is to be sent.

    :raises InvalidInput: there is no such regular file, or nothing in it.
    """
    try:
        regular = not file.exists() or file.is_file()
        content = file.read_bytes() if regular else b""
    except OSError as error:
        raise errors.InvalidInput(f"file: {str(file)!r} cannot be read: {error.strerror}") from None
    if not regular:
        raise errors.InvalidInput(f"file: {str(file)!r} is not a regular file")
    if not content:
        raise errors.InvalidInput(f"file: {str(file)!r} is empty")
    return content
