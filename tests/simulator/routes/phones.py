# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Phones by their addresses, what they are told, and the templates (PortSIP PBX REST API 22.2, /phones and /phone_models)."""

from __future__ import annotations

from typing import Any

from ..call import Answer, Call, Routes, pbx
from ..collection import ALL_ROLES
from ..errors import not_found
from ..phone_models import MODELS, TEMPLATES
from ..resources.phones import users_with_phones
from ..state import Row


def _seen(user: Row, phone: Row) -> Row:
    return {
        "extension_number": user["extension_number"],
        "vendor": phone["vendor"],
        "model": phone["model"],
        "fwver": "108.86.0.118",
        "name": user["display_name"],
        "password": phone["password"],
        "vm_pin": user["voicemail_pin"],
        "ip": "192.0.2.71",
        "mac": phone["mac"],
    }


def _phones(call: Call) -> dict[str, Any]:
    return {"items": [_seen(user, phone) for user, phone in users_with_phones(call.world, call.tenant_id)]}


def _found(call: Call, mac: str, tenant_id: str | None) -> tuple[Row, Row]:
    for user, phone in users_with_phones(call.world, tenant_id):
        if phone["mac"] == mac:
            return user, phone
    raise not_found(f"phone {mac}")


def _phone(call: Call, mac: str) -> Row:
    return _seen(*_found(call, mac, call.tenant_id))


def _assignee(call: Call, mac: str) -> Row:
    user, phone = _found(call, mac, None)
    return {"mac": mac, "extension_number": user["extension_number"], "vendor": phone["vendor"], "model": phone["model"]}


def _tell(call: Call, order: str, mac: str | None) -> Answer:
    key = call.world.ids.next(call.world.settings.ids)
    call.world.rows("phone_orders", call.tenant_id)[key] = {"id": key, "order": order, "mac": mac}
    return Answer(200)


def _reprovision_all(call: Call) -> Answer:
    return _tell(call, "reprovision", None)


def _reprovision(call: Call, mac: str) -> Answer:
    return _tell(call, "reprovision", _found(call, mac, call.tenant_id)[1]["mac"])


def _reboot(call: Call, mac: str) -> Answer:
    return _tell(call, "reboot", _found(call, mac, call.tenant_id)[1]["mac"])


def _models(call: Call) -> dict[str, Any]:
    return {"items": MODELS}


def _template(call: Call, filename: str) -> Row:
    if filename not in TEMPLATES:
        raise not_found(f"phone template {filename}")
    return {"filename": filename, **TEMPLATES[filename]}


def routes() -> Routes:
    """Return the routes."""
    return [
        ("GET", "/phones", pbx(_phones, "tenant", ALL_ROLES)),
        ("POST", "/phones/reprovision", pbx(_reprovision_all, "tenant", ALL_ROLES)),
        ("GET", "/phones/{mac}", pbx(_phone, "tenant", ALL_ROLES)),
        ("GET", "/phones/{mac}/assignee", pbx(_assignee, "tenant", ALL_ROLES)),
        ("POST", "/phones/{mac}/reprovision", pbx(_reprovision, "tenant", ALL_ROLES)),
        ("POST", "/phones/{mac}/reboot", pbx(_reboot, "tenant", ALL_ROLES)),
        ("GET", "/phone_models", pbx(_models, "any", ALL_ROLES)),
        ("GET", "/phone_models/{filename}", pbx(_template, "any", ALL_ROLES)),
    ]
