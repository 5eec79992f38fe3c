# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The messages of a chat (extension API: PUT and DELETE /chat/{chat_id}/messages/)."""

from __future__ import annotations

from typing import Any

from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import ChatOrder
from .action import Action, below_extension, told

MESSAGES = "chat/{chat_id}/messages/"
ACTIONS: dict[str, Action] = {
    "read": Action("PUT", MESSAGES, "mark the messages of the chat {chat_id} as read", fixed={"read": True}),
    "unread": Action("PUT", MESSAGES, "mark the messages of the chat {chat_id} as unread", fixed={"read": False}),
    "delete": Action("DELETE", MESSAGES, "delete all messages of the chat {chat_id}"),
}


def run_chat(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Mark the messages of a chat, or delete them, unless in check mode.

    The API has no way to ask how they are, so that it is done each time; doing it twice has the effect of doing it once.

    :returns: ``changed`` true, ``done``, ``summary`` and ``chat``.
    :raises PortsipError: it can't be done.
    """
    values = checked(ChatOrder, params, "extension")
    action = ACTIONS[params["action"]]
    answer: Any = None
    if not context.check_mode:
        with extension_session(params, workspace) as client:
            path = below_extension(values, action.path, chat_id=values["chat_id"])
            if action.method == "DELETE":
                client.remove(path)
            else:
                answer = client.update(path, dict(action.fixed))
    known = answer if isinstance(answer, dict) else {}
    chat = {"extension_id": values["extension_id"], "id": values["chat_id"], "read": known.get("read", action.fixed.get("read"))}
    return {"changed": True, **told(done=True, check_mode=context.check_mode, does=action.does.format(**values)), "chat": chat}
