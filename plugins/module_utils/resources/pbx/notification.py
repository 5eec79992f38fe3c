# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The mail server of the PBX, and its notifications (PortSIP PBX REST API 22.2 to 22.6, /admin/notification)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field, model_validator
from ...schema.attribute import option
from ...schema.page import Page
from ...schema.resource import Resource
from .mail_server import MailServer, update_password

Threshold = Annotated[float, Field(ge=0, le=100)]


class Notification(MailServer):
    """The mail server of the PBX, and the events that it sends notifications for."""

    enable_tenant_access: bool | None = option(
        "Whether the tenants may use this mail server too.",
        api_default=True,
    )
    hard_disk_threshold: Threshold | None = option(
        "Disk usage in percent from which O(notify_hard_disk_exceeded_threshold) applies.",
    )
    notify_hard_disk_exceeded_threshold: bool | None = option(
        "Whether high disk usage is reported.",
        api_default=False,
    )
    cpu_threshold: Threshold | None = option(
        "CPU load in percent from which O(notify_cpu_exceeded_threshold) applies.",
    )
    notify_cpu_exceeded_threshold: bool | None = option(
        "Whether high CPU load is reported.",
        api_default=False,
    )
    memory_threshold: Threshold | None = option(
        "Memory usage in percent from which O(notify_memory_exceeded_threshold) applies.",
    )
    notify_memory_exceeded_threshold: bool | None = option(
        "Whether high memory usage is reported.",
        api_default=False,
    )
    notify_ip_blocked: bool | None = option(
        "Whether an address that the PBX blocks is reported.",
        api_default=False,
    )
    notify_license_limited: bool | None = option(
        "Whether a limit of the license that is reached is reported.",
        api_default=False,
    )
    notify_service_disconnected: bool | None = option(
        "Whether a service that fails is reported. Release 22.6 calls it O(notify_service_status_changed).",
        "Either name may be given for any release. The one that the PBX itself uses is sent, and returned; the other one is null.",
        api_default=False,
    )
    notify_service_status_changed: bool | None = option(
        "Whether a service that fails or comes back is reported. Before release 22.6 it is called O(notify_service_disconnected).",
    )
    notify_push_certs_update_failed: bool | None = option(
        "Whether certificates for push messages that cannot be renewed are reported.",
        api_default=False,
    )

    notify_trunk_status_changed: bool | None = option(
        "Whether a trunk that goes offline or comes back is reported.",
        since="22.6",
    )

    @model_validator(mode="after")
    def _one_name_for_one_thing(self) -> Notification:
        names = ("notify_service_disconnected", "notify_service_status_changed")
        if all(getattr(self, name) is not None for name in names):
            raise ValueError(f"{' and '.join(names)} are the same setting in older and newer releases; give one of them")
        return self


NOTIFICATION = Resource(
    name="notification",
    plural="notifications",
    model=Notification,
    level="system",
    kind="singleton",
    collection="/admin/notification",
    key=(),
    required=("type", "username"),
    renamed_in={"notify_service_disconnected": "notify_service_status_changed"},
    page=Page(
        options={"update_password": update_password("PBX")},
        summary="Set up email notifications of PortSIP PBX",
        description=("Sets the mail server of the PBX, the recipients of system notifications, and their events.",),
        seealso=(
            "notification_test",
            "tenant_notification",
            "settings",
        ),
        returned=(
            "The settings after the run; in check mode, as they would be after the run, without the password. A field "
            "without a value is null.",
        ),
        samples={
            "cpu_threshold": 90.0,
            "enable_starttls_auto": True,
            "enable_tls_ssl": False,
            "hard_disk_threshold": 85.0,
            "memory_threshold": 90.0,
            "notify_hard_disk_exceeded_threshold": True,
            "notify_ip_blocked": True,
            "notify_license_limited": True,
            "notify_push_certs_update_failed": True,
            "notify_service_disconnected": True,
            "port": 587,
            "recipients": [
                "noc@example.net",
            ],
            "reply_to": "noc@example.net",
            "server": "mail.example.net",
            "type": "SMTP",
            "username": "pbx@example.net",
        },
    ),
)
