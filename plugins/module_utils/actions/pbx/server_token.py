# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tokens with which a server of its own host joins the PBX (PortSIP PBX REST API 22.2, /sbc/token and /im/token)."""

from __future__ import annotations

from ... import errors
from ...client.pbx import PbxClient
from ...plan.secrecy import HIDDEN
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.workspace import Workspace, system_session


def run_server_token(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make sure that a server has a token, has none, or has a new one.

    :returns: ``changed``, ``diff``, and ``server_token``: the server, whether it has a token, and the token where it is asked for.
    :raises PortsipError: it can't be done.
    """
    server, state = params["server"], params["state"]
    path = f"/{server}/token"
    with system_session(params, workspace) as client:
        before = _read(client, path)
        changed = state == "regenerated" or (state == "present") == (before is None)
        after = before
        if changed and state == "absent":
            after = None
            if not context.check_mode:
                _destroy(client, path)
        elif changed:
            after = None if context.check_mode else _make(client, path, before)
    for token in (before, after):
        if token and not params["return_token"]:
            context.add_secret(token)
    facts = {"server": server, "exists": state != "absent"}
    if params["return_token"]:
        facts["token"] = after
    return {"changed": changed, "server_token": facts, "diff": _diff(before is not None, state != "absent", changed)}


def _read(client: PbxClient, path: str) -> str | None:
    """The token, None where there is none: the API then answers nothing, or that it is not found."""
    try:
        answer = client.get(path)
    except errors.NotFound:
        return None
    return _token_in(answer)


def _make(client: PbxClient, path: str, before: str | None) -> str:
    """A new token; each write makes one, so that a write is only trusted to have failed where the token is still the old one."""
    try:
        token = _token_in(client.create(path, None))
    except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
        token = _read(client, path) if error.delivered else None
        if token in (None, before):
            raise
    if token is None:
        token = _read(client, path)
    if token is None:
        raise errors.UnexpectedAnswer("The PBX accepted the request for a token, but returns none.", method="POST", path=path)
    return token


def _destroy(client: PbxClient, path: str) -> None:
    try:
        client.remove(path)
    except errors.NotFound:
        if _read(client, path) is not None:
            raise


def _token_in(answer: object) -> str | None:
    token = answer.get("token") if isinstance(answer, dict) else None
    return str(token) if token else None


def _diff(before: bool, after: bool, changed: bool) -> dict[str, dict[str, str]]:
    replaced = before and after and changed
    return {
        "before": {"token": f"{HIDDEN} (to be replaced)" if replaced else HIDDEN} if before else {},
        "after": {"token": f"{HIDDEN} (new)" if changed else HIDDEN} if after else {},
    }
