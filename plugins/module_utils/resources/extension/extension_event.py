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
from ...schema.types import Url
from .parts import EXTENSION

EventType = Literal["dial-in", "dial-out", "hangup", "answer", "message-in", "message-out", "message-out-status", "voicemail"]


class Event(Wanted):
    """A URL that is called when something happens on the extension."""

    event_type: EventType | None = option(
        "What is reported. Required unless O(id) or O(all) is given.",
        choices={
            "answer": "A call is answered.",
            "dial-in": "A call comes in.",
            "dial-out": "A call goes out.",
            "hangup": "A call ends.",
            "message-in": "A message comes in.",
            "message-out": "A message goes out.",
            "message-out-status": "The state of a message that went out changes.",
            "voicemail": "Somebody leaves a voice message.",
        },
    )
    url: Annotated[Url, Field(min_length=1)] | None = option(
        "The URL that is called, with C(http) or C(https). Required unless O(id) or O(all) is given.",
        "A password in it is never shown.",
        partly_secret=True,
    )
    method: Literal["GET", "POST"] | None = option(
        "The HTTP method that it is called with. Required to create an event.",
    )


EVENT = Resource(
    name="event",
    plural="events",
    model=Event,
    level="extension",
    collection="/extension/{extension_id}/event/",
    parents=EXTENSION,
    key=("event_type", "url"),
    lookup={"event_type": "str", "url": "str"},
    paged=False,
    queries=False,
    required=("event_type", "url", "method"),
    page=Page(
        work="events.run_extension_event",
        summary="Create, change and remove webhooks for events of an extension (extension API)",
        description=(
            "Creates, changes or removes one webhook of an extension. The extension API calls the URL of a webhook when an "
            "event occurs on the extension.",
            "An event is found by O(event_type) and O(url) together, or by its O(id). Events that no task names remain "
            "unchanged, unless O(all) removes them.",
        ),
        seealso=("extension_notification",),
        options={
            "all": {
                "description": [
                    (
                        "With O(state=absent), remove every event of the extension at once, also those that no task describes. It is "
                        "mutually exclusive with the options that describe one event."
                    ),
                    "The difference then lists the events under C(events).",
                ],
                "type": "bool",
                "default": False,
            },
        },
        samples={
            "event_type": "dial-in",
            "method": "POST",
            "url": "https://crm.example.net/calls",
        },
    ),
)
