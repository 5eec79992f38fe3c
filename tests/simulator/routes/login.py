# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Signing in and out (PortSIP PBX REST API 22.2, login; auth)."""

from __future__ import annotations

import math
import secrets
from typing import Any

from ..call import Answer, Call, Exchange, Routes, endpoint, json_object, pbx
from ..collection import ALL_ROLES
from ..errors import UNAUTHORIZED, UNKNOWN, VALIDATE_FAILED, ApiError, Problem, refused
from ..session import Account
from ..state import World

CLIENT_ID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"  # the same for every PBX, and public
_ROLES = {"admin": "SystemAdmin", "dealer": "Dealer", "tenant": "Admin"}


def _refuse(message: str) -> ApiError:
    return ApiError(400, Problem(UNAUTHORIZED, message))


def _account(world: World, exchange: Exchange, form: dict[str, Any]) -> Account:
    """Return whose credentials these are; raises ApiError and counts towards the lockout."""
    if world.lockout.locked(exchange.client):
        raise _refuse("Too many refused sign-ins; this address is locked out")
    for name in ("username", "password"):
        if not isinstance(form.get(name), str) or not form[name]:
            raise refused(name, "is required")
    domain = form.get("domain")
    home = None
    if domain:
        home = next((key for key, row in world.tenants.items() if row["domain"].lower() == domain.lower() and row["enabled"]), "")
    for account in world.accounts:
        if account.username == form["username"] and account.home == home and secrets.compare_digest(account.password, form["password"]):
            world.lockout.forget(exchange.client)
            return account
    world.lockout.failed(exchange.client, world.settings.lockout_after, world.settings.lockout_seconds)
    raise _refuse("The user name or the password is wrong")


def _tokens(world: World, account: Account, tenant_id: str | None) -> dict[str, Any]:
    settings = world.settings
    session = world.sessions.open(account, tenant_id, settings.token_lifetime, settings.refresh_lifetime)
    return {
        "access_token": session.access_token,
        "expires_in": math.ceil(settings.token_lifetime),
        "refresh_token": session.refresh_token,
        "token_type": "Bearer",
    }


def _refreshed(world: World, token: object) -> dict[str, Any]:
    session = world.sessions.take_refresh(token) if isinstance(token, str) else None
    if session is None:
        raise _refuse("The refresh token is unknown, used or expired")
    tenant_id = session.tenant_id if world.settings.refresh_keeps_tenant else session.account.home
    return _tokens(world, session.account, tenant_id)


def _token(exchange: Exchange, path: dict[str, Any]) -> dict[str, Any]:
    world = exchange.world
    if not world.settings.token_endpoint:
        raise ApiError(404, Problem(UNKNOWN, "The path does not exist"))
    if not exchange.content_type.startswith("application/x-www-form-urlencoded"):
        raise refused("body", "must be sent as application/x-www-form-urlencoded")
    form = exchange.body if isinstance(exchange.body, dict) else {}
    if form.get("client_id") != CLIENT_ID:
        raise refused("client_id", "is not known")
    grant = form.get("grant_type")
    known = {"password": {"username", "password", "domain", "scope"}, "refresh_token": {"refresh_token", "scope"}}
    if grant not in known:
        raise refused("grant_type", "must be password or refresh_token")
    if unknown := set(form) - known[grant] - {"client_id", "grant_type"}:
        raise refused(min(unknown), "unknown field")
    if grant == "refresh_token":
        return _refreshed(world, form.get("refresh_token"))
    if form.get("scope") != "all":
        raise refused("scope", "must be all")
    account = _account(world, exchange, form)
    if world.settings.two_factor:
        raise _refuse("Two-factor authentication is required")
    return _tokens(world, account, account.home)


def _sign_in(exchange: Exchange, path: dict[str, Any]) -> dict[str, Any]:
    world = exchange.world
    if not world.settings.sign_in_endpoint:
        raise ApiError(404, Problem(UNKNOWN, "The path does not exist"))
    body = json_object(exchange)
    problems = [Problem(VALIDATE_FAILED, f"{name}: unknown field", name) for name in body if name not in ("username", "password", "domain")]
    if problems:
        raise ApiError(400, *problems)
    account = _account(world, exchange, body)
    if world.settings.two_factor:
        return {"two_factor_enabled": True, "token": secrets.token_urlsafe(24)}
    return _tokens(world, account, account.home)


def _refresh(exchange: Exchange, path: dict[str, Any]) -> dict[str, Any]:
    return _refreshed(exchange.world, json_object(exchange).get("refresh_token"))


def _revoke(call: Call) -> Answer:
    if not call.world.settings.token_endpoint:
        raise ApiError(404, Problem(UNKNOWN, "The path does not exist"))
    return _end(call)


def _sign_out(call: Call) -> Answer:
    if not call.world.settings.sign_in_endpoint:
        raise ApiError(404, Problem(UNKNOWN, "The path does not exist"))
    return _end(call)


def _end(call: Call) -> Answer:
    call.world.sessions.close(call.session)
    return Answer(200)


def _user(call: Call) -> dict[str, Any]:
    return {"role": _ROLES[call.session.account.role], "password_verified": True, "password_force_reset": False}


def routes() -> Routes:
    """Return the routes of sign-in, refresh and sign-out."""
    return [
        ("POST", "/login/oauth/token", endpoint(_token)),
        ("POST", "/login/oauth/revoke", pbx(_revoke, "any", ALL_ROLES)),
        ("POST", "/auth/sign_in", endpoint(_sign_in)),
        ("POST", "/auth/sign_out", pbx(_sign_out, "any", ALL_ROLES)),
        ("POST", "/auth/refresh_token", endpoint(_refresh)),
        ("GET", "/auth/user", pbx(_user, "any", ALL_ROLES)),
    ]
