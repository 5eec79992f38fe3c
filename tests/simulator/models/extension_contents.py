# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an extension has several of: events, notifications, users (extension API, event; mail_notification; user)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from ..validation import Blankable, Body, Bool, NonEmpty, Str, http_url, update_of
from .tenant import Timezone

HttpUrl = Annotated[Str, AfterValidator(http_url)]


class Event(Body):
    """The body of ``POST .../event/``."""

    url: HttpUrl
    event_type: Literal["dial-in", "dial-out", "hangup", "answer", "message-in", "message-out", "message-out-status", "voicemail"]
    method: Literal["GET", "POST"]


class Notification(Body):
    """The body of ``POST .../mail_notification/``."""

    mail: NonEmpty
    event_type: Literal["call_failed_mail"]


class User(Body):
    """The body of ``POST .../user/extension/``."""

    comment: Blankable[Str] = None
    status: Literal["active", "blocked"] | None = None
    name: NonEmpty
    email_notify: Bool | None = False
    access: Literal["full", "read_only"] | None = None
    extra_params: Blankable[Str] = None
    timezone: Blankable[Timezone] = None
    login: NonEmpty
    password: NonEmpty
    email_for_notify: Blankable[Str] = None
    email: NonEmpty


EventUpdate = update_of(Event)
NotificationUpdate = update_of(Notification)
UserUpdate = update_of(User, without=("login", "email_notify", "email_for_notify"))
