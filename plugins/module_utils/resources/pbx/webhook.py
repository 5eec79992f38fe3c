# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A URL that the PBX calls, and how it signs in there (PortSIP PBX REST API 22.2, /tenants, cdr_event and extension_event)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.types import Credential, Url

AuthMethod = Literal["DISABLE", "BASIC", "DIGEST", "BEARER"]


class Event(Wanted):
    """A URL that the PBX calls when something happens, and how it signs in there."""

    enabled: bool | None = option(
        "Whether events are reported.",
        api_default=False,
    )
    auth: AuthMethod | None = option(
        "How the PBX authenticates to the server.",
        api_default="DISABLE",
        choices={
            "BASIC": "User name and password, HTTP basic authentication.",
            "BEARER": "The token.",
            "DIGEST": "User name and password, HTTP digest authentication.",
            "DISABLE": "Not at all.",
        },
    )
    username: Credential | None = option(
        "User name, 6 to 64 characters.",
    )
    password: Credential | None = option(
        "Password, 6 to 64 characters.",
        secret=True,
    )
    token: str | None = option(
        "Token for V(BEARER).",
        secret=True,
    )
    url: Url | None = option(
        "URL of the webhook, http or https, of up to 1024 characters.",
        partly_secret=True,
    )
