# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An action URL of a virtual receptionist (PortSIP PBX REST API 22.2, /ivrs/{id}/action_urls)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...base.libraries import field_validator
from ...schema.attribute import option
from ...schema.forms import headers_from_text, headers_to_text, mask
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.relations import Parent, ReleaseLimit
from ...schema.resource import Resource
from ...schema.types import Credential, Mask, Name64, Seconds, Text255, Url
from .webhook import AuthMethod


class IvrActionUrl(Wanted):
    """An action URL: what is called when a caller, or an input, matches."""

    name: Name64 | None = option(
        "Name of the action URL, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name the action URL gets.",
    )
    enabled: bool | None = option(
        "Whether the action URL is used.",
        api_default=False,
    )
    type: Literal["DTMF", "CALLER"] | None = option(
        "What is compared with the mask. Required on creation.",
        choices={
            "CALLER": "The caller's number, with O(caller_mask).",
            "DTMF": "What the caller enters, with O(dtmf_mask).",
        },
    )
    method: Literal["GET", "POST"] | None = option(
        "HTTP method of the request. Required on creation.",
    )
    headers: dict[str, str] | None = option(
        "The whole set of HTTP headers to send, by name. An empty mapping clears the field.",
        "The PBX keeps them in one text, so that a name or a value cannot contain C(&), and a name no C(:).",
        "The value of a header whose name says that it is a secret is never shown. Such names contain C(authorization), "
        "C(token), C(password), C(secret), C(api-key), C(credential) or C(cookie), in any case of letters. Other values are "
        "shown.",
        free_names=True,
        decode=headers_from_text,
        encode=headers_to_text,
    )
    caller_mask: Text255 | None = option(
        "Mask for the caller's number, up to 255 characters. Required on creation with O(type=CALLER).",
        canonical=mask,
    )
    dtmf_mask: Mask | None = option(
        "Numbers and ranges of numbers that a caller may enter, separated by semicolons, such as "
        'V("1000;2000;3000-4000"), up to 255 characters. Their order does not matter. Required on creation with '
        "O(type=DTMF).",
        "V(ALL) matches any input, from PBX release 22.6 on.",
        canonical=mask,
    )
    connection_timeout: Seconds | None = option(
        "Seconds to wait for a connection, at least 0.",
        api_default=2,
    )
    request_timeout: Seconds | None = option(
        "Seconds to wait for the answer, at least 0.",
        api_default=2,
    )
    url: Url | None = option(
        "Address to ask, an http or https URL of 1 to 1024 characters. Required on creation.",
        partly_secret=True,
    )
    auth: AuthMethod | None = option(
        "How the PBX authenticates to the server.",
        api_default="DISABLE",
        choices={
            "BASIC": "O(username) and O(password), HTTP basic authentication.",
            "BEARER": "O(token).",
            "DIGEST": "O(username) and O(password), HTTP digest authentication.",
            "DISABLE": "Not at all.",
        },
    )
    username: Credential | None = option(
        "User name for O(auth=BASIC) and O(auth=DIGEST), 6 to 64 characters. An empty string clears the field.",
    )
    password: Credential | None = option(
        "Password for O(auth=BASIC) and O(auth=DIGEST), 6 to 64 characters. An empty string clears the field.",
        "The PBX returns the password in use, so it is compared like other fields.",
        secret=True,
    )
    token: str | None = option(
        "Token for O(auth=BEARER). An empty string clears the field.",
        "The PBX returns the token in use, so it is compared like other fields.",
        secret=True,
    )

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


MASK_OF_TYPE = {"DTMF": "dtmf_mask", "CALLER": "caller_mask"}


def _complete(action_url: Mapping[str, Any]) -> None:
    """:raises ValueError: the mask of its type, or what its way of signing in takes, is missing."""
    needed = MASK_OF_TYPE.get(str(action_url.get("type")))
    if needed and not action_url.get(needed):
        raise ValueError(f"type {action_url['type']} needs {needed}")


IVR_ACTION_URL = Resource(
    name="action_url",
    plural="action_urls",
    model=IvrActionUrl,
    level="tenant",
    collection="/ivrs/{ivr}/action_urls",
    parents=(Parent("ivr", to="ivr"),),
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    required=("name", "type", "method", "url"),
    complete=_complete,
    release_limits=(ReleaseLimit("dtmf_mask", lambda mask: mask != "ALL", "must have numbers or ranges, not ALL", before="22.6"),),
    page=Page(
        noun="action URL",
        summary="Create, change and remove action URLs of a virtual receptionist",
        description=(
            "Creates, changes or removes one action URL of a virtual receptionist. An action URL is an HTTP address that "
            "the PBX asks when what a caller enters, or the caller's number, matches a mask.",
            "An action URL is found by its O(name) in the receptionist, or by its O(id).",
        ),
        notes=("Quote masks and numbers in YAML; an unquoted number may lose its leading zero or C(+).",),
        seealso=("ivr",),
        returned=(
            "The action URL after the run; in check mode, as it would be after the run, with every option of this module "
            "that is a field of it under its own name. Password, token and the values of secret headers are left out. Null "
            "after O(state=absent). A field without a value is null.",
        ),
        samples={
            "auth": "BEARER",
            "caller_mask": "+493055512345",
            "dtmf_mask": "1000;2000;300000-399999",
            "enabled": True,
            "headers": {
                "X-Site": "northside",
            },
            "method": "POST",
            "name": "patient lookup",
            "request_timeout": 5,
            "type": "DTMF",
            "url": "https://crm.example.net/pbx/patient",
            "username": "pbxlookup",
        },
    ),
    info_page=Page(
        summary="Read action URLs of a virtual receptionist",
        description=("Reads one or all action URLs of a virtual receptionist of PortSIP PBX.",),
        seealso=("ivr_info",),
        returned=(
            "The action URLs, each with every field that M(portsip.pbx.portsip_ivr_action_url) can set under its own name, and "
            "null where it has no value. Passwords, tokens and the values of secret headers are left out.",
        ),
    ),
)
