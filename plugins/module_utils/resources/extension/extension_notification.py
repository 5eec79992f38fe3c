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
            "It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API. The "
            "notifications of the PBX itself are those of M(portsip.pbx.portsip_notification).",
        ),
        notes=(
            "Requires an application of the extension API whose access covers the extension.",
            "Uses C(GET) and C(POST) of C(/extension/{extension_id}/mail_notification/), and C(GET), C(PUT) and C(DELETE) of "
            "C(/extension/{extension_id}/mail_notification/{id}).",
        ),
        seealso=(
            "extension_event",
            "extension_info",
        ),
        options={
            "extension_id": {
                "description": [
                    ("Id of the extension. This is the id of the extension in the extension API, not the number that is dialled."),
                ],
                "type": "int",
                "required": True,
            },
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
        returned=("The notification after the run; in check mode, as it would be after the run. Null after O(state=absent).",),
        returns={
            "id": {
                "description": "Id of the notification. Null in check mode for one that does not exist yet.",
                "returned": "always",
                "type": "int",
                "sample": 21,
            },
        },
        samples={
            "event_type": "call_failed_mail",
            "mail": "noc@example.net",
        },
    ),
)
