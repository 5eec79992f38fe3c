# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What valid reports of an extension's events are (extension API, event and mail_notification)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field
from .base import Wanted
from .types import MailAddress, Url

EventType = Literal["dial-in", "dial-out", "hangup", "answer", "message-in", "message-out", "message-out-status", "voicemail"]


class Event(Wanted):
    """A URL that is called when something happens on the extension."""

    event_type: EventType | None = None
    url: Annotated[Url, Field(min_length=1)] | None = None
    method: Literal["GET", "POST"] | None = None


class Notification(Wanted):
    """An address that gets mail when something happens on the extension."""

    event_type: Literal["call_failed_mail"] | None = None
    mail: Annotated[MailAddress, Field(min_length=1)] | None = None
