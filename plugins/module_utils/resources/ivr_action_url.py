# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An action URL of a virtual receptionist (PortSIP PBX REST API 22.2, /ivrs/{id}/action_urls)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models.ivr_action_url import IvrActionUrl
from ..resource import Field, Parent, Reference, Resource
from .shapes import headers_from_text, headers_to_text, mask

RECEPTIONIST = Reference(collection="/ivrs", noun="receptionist", by=("extension_number", "name"))
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
    parents=(Parent("ivr", RECEPTIONIST),),
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    defaulted=dict.fromkeys(("auth", "connection_timeout", "request_timeout")),
    required=("name", "type", "method", "url"),
    complete=_complete,
    fields={
        "headers": Field(free_names=True, decode=headers_from_text, encode=headers_to_text),
        "caller_mask": Field(canonical=mask),
        "dtmf_mask": Field(canonical=mask),
        "password": Field(secret=True),
        "token": Field(secret=True),
    },
)
