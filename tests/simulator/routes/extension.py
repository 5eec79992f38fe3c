# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The extension API: the sign-in, and all its operations together (extension API)."""

from __future__ import annotations

import math
import secrets
from typing import Any

from pydantic import BaseModel

from ..call import Exchange, Routes, endpoint
from ..extension_call import BASE, Operation, Query, error
from ..extension_state import Row
from . import extension_calls, extension_files, extension_ivr, extension_lists, extension_rules, extension_settings

PARTS = (extension_settings, extension_rules, extension_ivr, extension_lists, extension_calls, extension_files)


def _token(exchange: Exchange, path: Row) -> Row:
    world = exchange.world
    form = exchange.body if isinstance(exchange.body, dict) else {}
    if not exchange.content_type.startswith("application/x-www-form-urlencoded") or form.get("grant_type") != "client_credentials":
        raise error(400, "unsupported_grant_type")
    for client in world.extension.clients:
        if client.username == form.get("client_id") and secrets.compare_digest(client.password, form.get("client_secret", "")):
            lifetime = world.settings.extension_token_lifetime
            session = world.extension.sessions.open(client, None, lifetime, lifetime)
            return {"access_token": session.access_token, "token_type": "Bearer", "expires_in": math.ceil(lifetime), "scope": "all"}
    raise error(401, "invalid_client")


def operations() -> list[Operation]:
    """Return every operation but the sign-in; paths of collections end in a slash, those of items do not."""
    return [operation for part in PARTS for operation in part.operations()]


def models() -> dict[str, type[BaseModel]]:
    """Return the JSON body that each operation takes, by ``METHOD /path``."""
    taking = {f"{operation.method} {operation.path}": operation.body for operation in operations() if not operation.form}
    return {name: body for name, body in taking.items() if body is not None}


def queries() -> dict[str, type[BaseModel]]:
    """Return the parameters that each operation takes, by ``METHOD /path``."""
    return {f"{operation.method} {operation.path}": operation.query for operation in operations() if operation.query is not Query}


def routes() -> Routes:
    """Return the routes."""
    served: list[tuple[str, str, Any]] = [(operation.method, BASE + operation.path, operation.endpoint()) for operation in operations()]
    return [("POST", "/oauth/token", endpoint(_token)), *served]
