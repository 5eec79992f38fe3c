# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of the whole system (PortSIP PBX REST API 22.2 to 22.6, /admin/settings and /admin/notification)."""

from __future__ import annotations

from ..models.settings import Notification, Settings
from ..resource import Field, Resource
from .shapes import comma_list, joined_by_comma, joined_by_semicolon, json_text, pem, semicolon_list

SETTINGS = Resource(
    name="settings",
    plural="settings",
    model=Settings,
    level="system",
    kind="singleton",
    collection="/admin/settings",
    key=(),
    fields={
        "blocked_user_agents": Field(items="set", decode=semicolon_list, encode=joined_by_semicolon),
        "stir_shaken_cert": Field(canonical=pem),
        "stir_shaken_key": Field(canonical=pem, secret=True),
        "custom_options": Field(canonical=json_text),
    },
)

NOTIFICATION = Resource(
    name="notification",
    plural="notifications",
    model=Notification,
    level="system",
    kind="singleton",
    collection="/admin/notification",
    key=(),
    required=("type", "username"),
    successors={"notify_service_disconnected": "notify_service_status_changed"},
    fields={
        "password": Field(secret=True, readable=False),
        "recipients": Field(items="set", decode=comma_list, encode=joined_by_comma),
    },
)
