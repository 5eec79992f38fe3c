# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Sessions that a play opens and ends itself, so that its tasks share one login (PortSIP PBX REST API 22.2, /login/oauth)."""

from __future__ import annotations

import contextlib

from ...errors import AuthenticationFailed, InvalidInput
from ...run.connection import Params, check_texts, connection_to
from ...run.context import Context, Result
from ...run.workspace import Workspace


def run_login(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Sign in, and enter a tenant where one is named.

    :returns: ``token``, ``expires_in`` in seconds, and ``tenant``: id, name and domain, or None.
    :raises PortsipError: see ``Sessions.tenant``.
    """
    check_texts(params, ("tenant",))
    sessions = connection_to("system", {**params, "api_token": None}).sessions()
    handed_over = False
    try:
        tenant = None
        if params.get("tenant") or params.get("api_domain"):
            client, found = sessions.tenant(params.get("tenant"))
            tenant = {name: found.get(name) for name in ("id", "name", "domain")}
        else:
            client = sessions.system()
        token, expires_in = client.hand_over()
        handed_over = True
        return {"changed": False, "token": token, "expires_in": expires_in, "tenant": tenant}
    finally:
        if not handed_over:
            sessions.close()


def run_logout(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """End the session of a token; one that has ended already is fine.

    :raises InvalidInput: there is no token.
    """
    if not params.get("api_token"):
        raise InvalidInput("api_token: the token of the session to end is required")
    client = connection_to("system", params).sessions().system()
    with contextlib.suppress(AuthenticationFailed):
        client.revoke()
    return {"changed": False}
