# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The operations with a body, each made ready to be probed; those of the extension API stand in extension_targets."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from simulator import Simulator

from . import case_targets, extension_targets
from .clients import Answer, ExtensionClient, PbxClient
from .target import Target
from .values import CERTIFICATE, PRIVATE_KEY

_COUNT = itertools.count(1000)


def make(pbx: Simulator, operation: str) -> Target:
    """Return the target of an operation on a PBX as new."""
    shape = operation.split()[1]
    if "/extension/" in operation:
        return extension_targets.make(pbx, operation)
    return case_targets.make(pbx, shape) if case_targets.is_known(shape) else _pbx_target(pbx, operation)


def _pbx_target(pbx: Simulator, operation: str) -> Target:
    tenant = pbx.add_tenant("target.example.com")
    ivr = pbx.add_ivr(tenant, "8000", "Target")
    action = pbx.add_action_url(ivr, caller_mask="0049*")
    ids = {
        "/tenants/{id}": tenant,
        "/ivrs/{id}": ivr,
        "/ivrs/{id}/action_urls": ivr,
        "/ivrs/{id}/action_urls/{url_id}": action,
        "/ip_filters/{id}": pbx.add_ip_filter("203.0.113.0/24"),
        "/transports/{id}": pbx.add_transport("TLS", 5061),
        "/holidays/{id}": pbx.add_holiday(tenant, "New Year"),
        "/dealers/{id}": pbx.add_dealer("reseller", "Dealer-Pass-1"),
        "/dealers/{id}/password": pbx.add_dealer("another", "Dealer-Pass-2"),
        "/providers/{id}/assignees/{tenant_id}": pbx.add_provider("Assigned"),
    }
    values = {
        "provider_id": pbx.add_provider("Carrier"),
        "prompt_file_id": pbx.add_file(tenant, "welcome.wav"),
        "transfer_prompt_file_id": pbx.add_file(tenant, "hold.wav"),
        "avatar_file_id": pbx.add_file(tenant, "logo.png"),
        "ring_group_id": pbx.add_object("ring_groups", tenant, id="group-1", name="Desk", extension_number="8600"),
        "holidays": [pbx.add_holiday(tenant, "Easter")],
        "logo": pbx.add_file(None, "logo.png"),
        "favicon": pbx.add_file(None, "favicon.ico"),
    }
    shape = operation.split()[1]
    client = PbxClient(pbx)
    client = client.sign_in("reseller", "Dealer-Pass-1") if shape.split("/")[1] == "dealer" else client.sign_in()
    if shape.startswith(("/tenant", "/ivrs", "/holidays", *_SERVICES)) and not shape.startswith("/tenants"):
        client.enter(tenant)
    path = shape.replace("/ivrs/{id}/action_urls", f"/ivrs/{ivr}/action_urls").replace("{url_id}", action)
    path = path.replace("{id}", ids.get(shape, "")).replace("{tenant_id}", tenant)
    creates = shape in _BASES

    def read(answer: Answer) -> dict[str, Any]:
        if shape in _IN_STATE:
            return _IN_STATE[shape](pbx.state()["system"])
        where = f"{path}/{answer.json()['id']}" if creates else _READ_AT.get(shape, path)
        found: dict[str, Any] = client.get(where).json()
        return found

    accepted = 204 if shape in _ANSWERED_204 else 200 if not creates or shape == "/ip_filters" else 201
    base = _BASES.get(shape) or _NEEDED.get(shape, dict)
    return Target(lambda body: client.post(path, body), read, base, accepted, values=values)


_SERVICES = ("/voicemail", "/acb", "/call_park", "/monitor", "/moh_server", "/allowed_country_codes", "/feature_access_codes")
_ANSWERED_204 = ("/key", "/providers/{id}/assignees/{tenant_id}")

# Where the effect of a write shows in the state alone.
_IN_STATE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "/brand": lambda system: dict(system["brand"]),
    "/admin/username": lambda system: {"name": system["admin"]["username"]},
    "/admin/notification/test_email": lambda system: dict(system["test_emails"][-1]),
    "/tenant/notification/test_email": lambda system: dict(system["test_emails"][-1]),
}

_READ_AT = {"/dealer/username": "/dealer"}

_MAIL = {"recipient": "noc@example.com", "subject": "Test", "content": "It works."}
# What every update has to say.
_NEEDED: dict[str, Callable[[], dict[str, Any]]] = {
    **dict.fromkeys(("/admin/notification", "/tenant/notification"), lambda: {"type": "SMTP", "username": "pbx"}),
    "/call_park": lambda: {"ring_group_id": "group-1"},
    "/tenant/password_policy": lambda: {"min_length": 6, "max_length": 32},
    **dict.fromkeys(("/admin/notification/test_email", "/tenant/notification/test_email"), lambda: dict(_MAIL)),
    "/key": lambda: {"crt": CERTIFICATE, "key": PRIVATE_KEY},
}


def _tenant_base() -> dict[str, Any]:
    number = next(_COUNT)
    return {
        "name": f"T{number}",
        "domain": f"t{number}.example.com",
        "timezone": "Europe/Paris",
        "currency": "EUR",
        "region": "FRA",
        "website": "w",
    }


def _ivr_base() -> dict[str, Any]:
    return {"name": "Reception", "extension_number": str(next(_COUNT)), "pin": "506273"}


def _action_url_base() -> dict[str, Any]:
    fixed = {"type": "DTMF", "method": "GET", "url": "http://crm.example.com", "dtmf_mask": "1", "caller_mask": "2"}
    return {"name": f"A{next(_COUNT)}", **fixed}


def _dealer_base() -> dict[str, Any]:
    return {
        "level": "RESELLER",
        "name": f"d{next(_COUNT)}",
        "password": "Dealer-Pass-3",
        "max_tenants": 1,
        "max_extensions": 10,
        "email": "d@example.com",
        "display_name": "D",
    }


_BASES: dict[str, Callable[[], dict[str, Any]]] = {
    "/tenants": _tenant_base,
    "/ivrs": _ivr_base,
    "/ivrs/{id}/action_urls": _action_url_base,
    "/ip_filters": lambda: {"cidr": f"10.{next(_COUNT) // 250}.{next(_COUNT) % 250}.0/24", "target": "DENY"},
    "/transports": lambda: {"protocol": "UDP", "port": 20000 + next(_COUNT)},
    "/holidays": lambda: {"name": f"H{next(_COUNT)}", "region": "FRA", "consecutive": False, "every_year": True},
    "/dealers": _dealer_base,
}


CREATED = frozenset(_BASES) | extension_targets.CREATED | case_targets.CREATED


def reader(pbx: Simulator, operation: str) -> tuple[PbxClient | ExtensionClient, str]:
    """Return a client and the path of an operation on one of the objects of a PBX that has one of each kind, filled."""
    if "/extension/" in operation:
        return extension_targets.reader(pbx, operation)
    shape = operation.split()[1]
    if case_targets.is_known(shape):
        return case_targets.reader(pbx, shape)
    range_ = [{"from": "08:00", "to": "18:00"}]
    rule = {"action": "FORWARD_TO_NUMBER", "number": "100"}
    carrier = pbx.add_provider("Carrier", did_numbers="100-199")
    pbx.set_token("sbc", "sbc-token")
    pbx.set_token("im", "im-token")
    pbx.set_system("notification", cpu_threshold=87.5)
    pbx.set_system("sbc", transports=[{"protocol": "TLS", "port": 5062}])
    callers = [{"provider_id": carrier, "caller_id": "0301234", "description": "main"}]
    event = {"enabled": True, "auth": "BEARER", "username": None, "password": None, "token": "t", "url": "https://e.example.com"}
    tenant = pbx.add_tenant("full.example.com", outbound_caller_ids=callers, cdr_event=event, extension_event=event)
    file, holiday = pbx.add_file(tenant, "welcome.wav"), pbx.add_holiday(tenant, "Easter")
    dealer = pbx.add_dealer("full", "Dealer-Pass-1", [tenant])
    admin = PbxClient(pbx).sign_in()
    whole = {day: {"enabled": True, "ranges": range_} for day in _DAYS}
    assert admin.post(f"/providers/{carrier}/assignees/{tenant}", {"did_numbers": "100-149"}).status_code == 204
    assert admin.post(f"/tenants/{tenant}", {"office_hours": whole, "e164": {"enabled": True}}).status_code == 200
    admin.enter(tenant)
    entry = {
        "user_input": "1",
        "office_hours": {"mode": "CUSTOM", **whole},
        "office_hours_forward_rule": rule,
        "non_office_hours_forward_rule": rule,
        "holidays": [holiday],
        "holiday_forward_rule": rule,
    }
    body = {
        **_ivr_base(),
        "prompt_file_id": file,
        "timeout_forward_rule": rule,
        "failure_forward_rule": rule,
        "night_mode_forward_rule": rule,
        "custom_forward_rules": [entry],
        "outbound_caller_ids": callers,
    }
    ivr = admin.post("/ivrs", body).json()["id"]
    action = pbx.add_action_url(ivr)
    pbx.add_transport("TCP", 5060)
    ids = {
        "/tenants": tenant,
        "/dealers": dealer,
        "/ip_filters": pbx.add_ip_filter("203.0.113.0/24"),
        "/transports": pbx.add_transport("TLS", 5061),
        "/ivrs": ivr,
        "/holidays": holiday,
        "/files": file,
        "/blobs": str(admin.post("/blobs/uploads", filename="menu.wav").headers["PortSIP-Upload-ID"]),
        "/providers": carrier,
    }
    kind = "/" + shape.split("/")[1]
    path = shape.replace("{id}", ids.get(kind, "")).replace("{dealer_id}", dealer).replace("{url_id}", action)
    path = path.replace("{tenant_id}", tenant).replace("{extension_number}", body["extension_number"])
    pbx.add_phone(pbx.add_user(tenant, "100", "Anna Berg"), "02:00:5e:10:00:02")
    path = path.replace("{mac}", "02:00:5e:10:00:02").replace("{filename}", "fanvil.ph.xml")
    if kind == "/dealer":
        return PbxClient(pbx).sign_in("full", "Dealer-Pass-1"), path
    tenants_own = (*_SERVICES, "/tenant", "/ivrs", "/holidays", "/files", "/blobs", "/phones", "/providers", "/extension_numbers")
    inside = kind in tenants_own and "assignees" not in shape
    return (admin if inside else PbxClient(pbx).sign_in()), path


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
