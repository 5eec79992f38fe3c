# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How the system administrator and dealers change their own name and password (PortSIP PBX REST API 22.2 and 22.3)."""

from __future__ import annotations

import secrets

from ..call import Answer, Call, Handler, Routes, pbx
from ..collection import ADMIN_ONLY
from ..errors import UNKNOWN, ApiError, Problem, refused
from ..models.account import NameChange, PasswordChange
from ..releases import since
from ..resources.dealers import DEALERS_ONLY, check_account_name, own_dealer
from ..validation import given_fields


def _rename(call: Call) -> Answer:
    account = call.session.account
    name = given_fields(NameChange, call.body())["name"]
    check_account_name(call.world, account, name)
    account.username = name
    if account.role == "dealer":
        own_dealer(call)["name"] = name
    return Answer(200)


def _change_password(call: Call) -> Answer:
    account = call.session.account
    given = given_fields(PasswordChange, call.body())
    if not secrets.compare_digest(given["old_password"].encode(), account.password.encode()):
        raise refused("old_password", "is wrong")
    account.password = given["new_password"]
    if account.role == "dealer":
        own_dealer(call)["password"] = account.password
    return Answer(200)


def _in_releases(handler: Handler, several_users: bool) -> Handler:
    """Return a handler that answers 404 in releases whose administrators' accounts have other paths."""

    def checked(call: Call) -> object:
        if since(call.world.settings.release, "22.3") != several_users:
            raise ApiError(404, Problem(UNKNOWN, "The path does not exist"))
        return handler(call)

    return checked


def routes() -> Routes:
    """Return the routes; from 22.3 on there are several system users, each with an account at another path."""
    table: Routes = []
    for what, handler in (("username", _rename), ("password", _change_password)):
        table += [
            ("POST", f"/admin/{what}", pbx(_in_releases(handler, False), "system", ADMIN_ONLY)),
            ("POST", f"/admin/user/{what}", pbx(_in_releases(handler, True), "system", ADMIN_ONLY)),
            ("POST", f"/dealer/{what}", pbx(handler, "system", DEALERS_ONLY)),
        ]
    return table
