# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The mail server of a tenant, and its notifications (PortSIP PBX REST API 22.2 to 22.6, /tenant/notification).

The vendor's summary of changes gives only the names of what release 22.6 adds; that they are switches follows from the others.
"""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.page import Page
from ...schema.resource import Resource
from .mail_server import MailServer, update_password


class TenantNotification(MailServer):
    """The mail server of a tenant, and the events that notifications are sent for."""

    notify_user_registration: bool | None = option("Whether a registration of a user is reported.", api_default=False)
    notify_queue_sla_breached: bool | None = option(
        "Whether the managers of a call queue are told when a caller waits longer than its C(sla_time).",
        api_default=False,
    )
    notify_queue_callback: bool | None = option(
        "Whether the managers of a call queue are told when a callback has been made.",
        api_default=False,
    )
    notify_queue_callback_failed: bool | None = option(
        "Whether the managers of a call queue are told when a callback has failed.",
        api_default=False,
    )
    notify_queue_call_lost: bool | None = option(
        "Whether the managers of a call queue are told when a call is lost.",
        api_default=False,
    )
    notify_emergency_call: bool | None = option("Whether an emergency call is reported.", since="22.6")
    notify_license_limited: bool | None = option("Whether a limit of the license that is reached is reported.", since="22.6")
    notify_trunk_call_limited: bool | None = option("Whether a limit of calls on a trunk that is reached is reported.", since="22.6")


TENANT_NOTIFICATION = Resource(
    name="tenant_notification",
    plural="tenant_notifications",
    model=TenantNotification,
    level="tenant",
    kind="singleton",
    collection="/tenant/notification",
    key=(),
    required=("type", "username"),
    page=Page(
        noun="mail server",
        options={"update_password": update_password("tenant")},
        summary="Set up email notifications of a tenant of PortSIP PBX",
        description=(
            "Sets the mail server of a tenant, the recipients of its notifications, and their events.",
            "M(portsip.pbx.portsip_notification) sets the mail server of the PBX, which tenants without their own can use.",
        ),
        notes=("With a mail server, the PBX sends a welcome mail to each user that is created. Set it up after an import to avoid that.",),
        seealso=("tenant_notification_test", "notification"),
        returned=(
            "The settings after the run; in check mode, as they would be after the run, without the password. A field "
            "without a value is null.",
        ),
        returns={
            "enable_system_email_server": {
                "description": "Whether the tenant may use the mail server of the PBX.",
                "returned": "when the PBX returns it",
                "type": "bool",
                "sample": True,
            },
        },
        samples={
            "notify_queue_call_lost": True,
            "port": 587,
            "recipients": ["telephony@northside.example.net"],
            "server": "mail.example.net",
            "type": "SMTP",
            "username": "northside@example.net",
        },
    ),
    info_page=Page(returned=("The settings, without the password. A field without a value is null.",)),
)
