# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the system has beyond collections and singletons: tokens and the test of notifications (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

import secrets

from ..call import Answer, Call, Handler, Routes, pbx
from ..collection import ADMIN_ONLY, ALL_ROLES
from ..errors import not_found
from ..models.settings import TrialEmail
from ..state import Row
from ..validation import given_fields

_SERVERS = ("sbc", "im")


def _token(server: str) -> tuple[Handler, Handler, Handler]:
    """Return how the token of a server is read, made anew and taken away."""

    def read(call: Call) -> Row:
        token = call.world.tokens[server]
        if token is None and call.world.settings.absent_token == "not_found":
            raise not_found(f"{server} token")
        return {"token": token}

    def make(call: Call) -> Row:
        call.world.tokens[server] = secrets.token_urlsafe(24)
        return {"token": call.world.tokens[server]}

    def destroy(call: Call) -> Answer:
        if call.world.tokens[server] is None:
            raise not_found(f"{server} token")
        call.world.tokens[server] = None
        return Answer(204)

    return read, make, destroy


def _test_email(call: Call) -> Answer:
    call.world.test_emails.append(given_fields(TrialEmail, call.body()))
    return Answer(200)


def _test_email_of_tenant(call: Call) -> Answer:
    domain = call.world.tenant_domain(call.tenant_id)
    call.world.test_emails.append({**given_fields(TrialEmail, call.body()), "tenant": domain})
    return Answer(200)


def routes() -> Routes:
    """Return the routes."""
    table: Routes = [
        ("POST", "/admin/notification/test_email", pbx(_test_email, "system", ADMIN_ONLY)),
        ("POST", "/tenant/notification/test_email", pbx(_test_email_of_tenant, "tenant", ALL_ROLES)),
    ]
    for server in _SERVERS:
        read, make, destroy = _token(server)
        path = f"/{server}/token"
        table += [
            ("GET", path, pbx(read, "system", ADMIN_ONLY)),
            ("POST", path, pbx(make, "system", ADMIN_ONLY)),
            ("POST", f"{path}/destroy", pbx(destroy, "system", ADMIN_ONLY)),
        ]
    return table
