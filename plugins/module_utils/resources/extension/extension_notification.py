# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Webhooks and email notifications of an extension (extension API, event and mail_notification)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import MailAddress
from .parts import EXTENSION


class Notification(Wanted):
    """An address that gets mail when something happens on the extension."""

    event_type: Literal["call_failed_mail"] | None = option(
        "What is reported. Required unless O(id) is given.",
        choices={
            "call_failed_mail": "A call has failed.",
        },
    )
    mail: Annotated[MailAddress, Field(min_length=1)] | None = option(
        "The email address that is notified, up to 128 characters. Required unless O(id) is given.",
    )


NOTIFICATION = Resource(
    name="notification",
    plural="notifications",
    model=Notification,
    level="extension",
    collection="/extension/{extension_id}/mail_notification/",
    parents=EXTENSION,
    key=("event_type", "mail"),
    lookup={"event_type": "str", "mail": "str"},
    paged=False,
    queries=False,
    required=("event_type", "mail"),
    page=Page(
        summary="Create, change and remove email notifications of an extension (extension API)",
        description=(
            "Creates, changes or removes one email notification for events on an extension.",
            "A notification is found by O(event_type) and O(mail) together, because that is all that it consists of. With its "
            "O(id), either can be changed.",
            "The notifications of the PBX itself are those of M(portsip.pbx.portsip_notification).",
        ),
        seealso=("extension_event",),
        options={
            "id": {
                "description": [
                    ("Id of the notification, in quotes. It then identifies the notification, and the other options become values to set."),
                ],
                "type": "str",
            },
            "state": {
                "description": [
                    "V(present) creates the notification, or with O(id) changes what differs. V(absent) removes it.",
                ],
                "type": "str",
                "choices": [
                    "present",
                    "absent",
                ],
                "default": "present",
            },
        },
        samples={
            "event_type": "call_failed_mail",
            "mail": "noc@example.net",
        },
    ),
)
