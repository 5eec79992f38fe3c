# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who is told of what happens on an extension (extension API, event and mail_notification)."""

from __future__ import annotations

from ..models.extension_event import Event, Notification
from ..resource import Resource
from .extension import EXTENSION

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
)
