# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid user of an extension is (extension API, /extension/{extension_id}/user/extension/)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field
from .base import Wanted
from .types import KnownTimeZone, LongText, MailAddress


class User(Wanted):
    """Somebody who may sign in for an extension."""

    login: Annotated[str, Field(min_length=1)] | None = None
    name: Annotated[str, Field(min_length=1)] | None = None
    password: Annotated[str, Field(min_length=1)] | None = None
    email: Annotated[MailAddress, Field(min_length=1)] | None = None
    comment: str | None = None
    status: Literal["active", "blocked"] | None = None
    access: Literal["full", "read_only"] | None = None
    timezone: KnownTimeZone | None = None
    extra_params: LongText | None = None
    email_notify: bool | None = None
    email_for_notify: Annotated[MailAddress, Field(min_length=1)] | None = None
