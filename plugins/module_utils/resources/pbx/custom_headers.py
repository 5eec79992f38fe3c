# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""SIP headers that a tenant adds to calls or passes on (PortSIP PBX REST API 22.2, /tenant/custom_headers).

Which headers are relayed by default is known from the vendor's knowledge base (SIP Header Manipulation).
"""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import option
from ...schema.checks import matching
from ...schema.lists import each_once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource

HeaderName = Annotated[
    str,
    Field(min_length=2, max_length=32),
    AfterValidator(matching(r"[A-Za-z0-9\-.!%*_+`'~]+", "must be the name of a SIP header, such as X-Site")),
]
"""A token of RFC 3261, section 25.1."""
Scope = Literal["ALL", "TRUNK", "USER"]
SCOPES = {
    "ALL": "All calls.",
    "TRUNK": "Calls from and to trunks.",
    "USER": "Calls between users of the tenant.",
}


class RelayedHeader(Wanted):
    """A header that is passed on."""

    name: HeaderName = option("Name of the header, 2 to 32 characters.", required=True)
    scope: Scope | None = option(
        "For which calls. Left out, the scope of a header that exists stays as it is.",
        choices=SCOPES,
        api_default="TRUNK",
    )


class AddedHeader(RelayedHeader):
    """A header that the PBX adds."""

    value: Annotated[str, Field(min_length=1, max_length=64)] = option(
        "Value of the header, 1 to 64 characters. It is shown in results, and everybody who is called can see it.",
        required=True,
    )


class CustomHeaders(Wanted):
    """Headers of calls."""

    add: Annotated[list[AddedHeader], each_once("name")] | None = option(
        "The whole list of headers that the PBX adds to the calls that it sends, in any order. An empty list clears the field.",
        items="keyed",
        keys=("name",),
    )
    relay: Annotated[list[RelayedHeader], each_once("name")] | None = option(
        "The whole list of headers that the PBX passes on from one leg of a call to the next, in any order. An empty list "
        "clears the field.",
        "A new tenant relays C(X-CID) and C(X-Session-Id), with which calls are traced and found in call detail records, and in "
        "some releases C(X-Trunk-Name), all with the scope V(ALL). Name them again to keep them.",
        items="keyed",
        keys=("name",),
    )


CUSTOM_HEADERS = Resource(
    name="custom_headers",
    plural="custom_headers",
    model=CustomHeaders,
    level="tenant",
    kind="singleton",
    collection="/tenant/custom_headers",
    key=(),
    page=Page(
        noun="custom header list",
        summary="Set the custom SIP headers of a tenant of PortSIP PBX",
        description=("Sets which SIP headers the PBX adds to calls of a tenant, and which it passes on between the legs of a call.",),
        seealso=("tenant",),
        returned=("The headers after the run; in check mode, as they would be after the run. A list without headers is null.",),
        samples={
            "add": [{"name": "X-Site", "value": "Northside", "scope": "TRUNK"}],
            "relay": [{"name": "X-CID", "scope": "ALL"}, {"name": "X-Session-Id", "scope": "ALL"}],
        },
    ),
    info_page=Page(returned=("The headers. A list without headers is null.",)),
)
