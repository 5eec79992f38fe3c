# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Everything about the simulated PBX that a test may vary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .ids import IdKind
from .releases import Release

Seconds = Annotated[float, Field(ge=0)]


class Settings(BaseModel):
    """The behaviour of one simulator; what the API leaves undocumented is a choice here.

    Values are checked on assignment too, so that a misspelt setting or value fails at once (pydantic.ValidationError).
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    release: Release = "22.3"

    # Sign-in and sessions.
    token_lifetime: Seconds = 1800
    refresh_lifetime: Seconds = 86400
    extension_token_lifetime: Seconds = 3600
    lockout_after: Annotated[int, Field(ge=0)] = 5  # refused sign-ins from one address; 0: never
    lockout_seconds: Seconds = 3600
    two_factor: bool = False
    sign_in_endpoint: bool = True  # /auth/sign_in exists from 22.2.11 on
    token_endpoint: bool = True  # /login/oauth/token and /login/oauth/revoke exist
    refresh_keeps_tenant: bool = False
    switch_without_id: Literal["refuse", "system"] = "refuse"
    system_routes_inside_tenant: Literal["refuse", "allow"] = "refuse"

    # Representation.
    ids: IdKind = "mixed"  # of the PBX: digits only, so that a PIN may stand in one
    blank_as: Literal["null", "empty", "absent"] = "null"
    later_release_fields: bool = True
    accepted_extra_fields: dict[str, list[str]] = Field(default_factory=dict)  # collection or singleton -> paths of later fields

    absent_token: Literal["null", "not_found"] = "null"  # how a server's token is answered that was never made

    # Uploads.
    upload_token: Literal["kept", "renewed"] = "kept"  # whether each piece that arrives makes a new token, which alone counts then
    upload_range: bool = True  # whether answers tell how much has arrived

    enabling_disables_others: bool = True  # of the greetings of a mailbox

    # Behaviour of lists and writes.
    update_mode: Literal["partial", "replace"] = "partial"
    filter_support: Literal["full", "ignore", "refuse"] = "full"
    deletion_delay: Seconds = 0.3
    extension_per_page: Annotated[int, Field(ge=1)] = 20  # rows on a page that does not ask for a number
    extension_per_page_max: Annotated[int, Field(ge=1)] = 100  # a longer page is cut down to this

    # Load.
    rate_limit: Annotated[int, Field(ge=1)] | None = None  # requests a second, PBX API
    extension_rate_limit: Annotated[int, Field(ge=1)] | None = None  # requests per window, extension API
    extension_rate_window: Seconds = 1
    latency: Seconds = 0
