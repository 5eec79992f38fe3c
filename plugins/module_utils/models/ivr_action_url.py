# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid action URL of a virtual receptionist is (PortSIP PBX REST API 22.2, /ivrs/{id}/action_urls)."""

from __future__ import annotations

from typing import Literal

from ..libraries import field_validator
from .base import Wanted
from .shared import AuthMethod
from .types import Credential, Mask, Name64, Seconds, Text255, Url


class IvrActionUrl(Wanted):
    """An action URL: what is called when a caller, or an input, matches."""

    name: Name64 | None = None
    enabled: bool | None = None
    type: Literal["DTMF", "CALLER"] | None = None
    method: Literal["GET", "POST"] | None = None
    headers: dict[str, str] | None = None
    caller_mask: Text255 | None = None
    dtmf_mask: Mask | None = None
    connection_timeout: Seconds | None = None
    request_timeout: Seconds | None = None
    url: Url | None = None
    auth: AuthMethod | None = None
    username: Credential | None = None
    password: Credential | None = None
    token: str | None = None

    @field_validator("headers", mode="before")
    @classmethod
    def _as_text(cls, headers: object) -> object:
        if not isinstance(headers, dict):
            return headers
        return {str(name): value if isinstance(value, (dict, list)) else str(value) for name, value in headers.items()}

    @field_validator("headers")
    @classmethod
    def _fit_one_string(cls, headers: dict[str, str] | None) -> dict[str, str] | None:
        for name, value in (headers or {}).items():
            if not name or ":" in name or "&" in name + value:
                raise ValueError(
                    f"the header {name!r} can't be stored: the PBX keeps all headers in one string, in which & and : separate them"
                )
        return headers
