# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which countries a tenant can call (PortSIP PBX REST API 22.2, /allowed_country_codes; its use from PortSIP's guides)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, BeforeValidator, Field
from ...schema.attribute import option
from ...schema.checks import matching
from ...schema.given_texts import SplitList
from ...schema.lists import once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource

CountryCode = Annotated[
    str,
    Field(min_length=1, max_length=32),
    AfterValidator(matching(r"\+?[0-9][0-9 -]*", "must be the calling code of a country, such as 49")),
]


class AllowedCountryCodes(Wanted):
    """The countries that can be called."""

    codes: Annotated[list[CountryCode], BeforeValidator(SplitList(",;")), AfterValidator(once)] | None = option(
        'The whole list of calling codes of countries, in any order, such as V(["49", "41"]), each in quotes and with up to 32 '
        "characters. A code that is not listed is removed. The API calls the list C(items).",
        "An empty list clears the field. What the PBX allows then is not documented.",
        items="set",
        written_as="items",
    )


ALLOWED_COUNTRY_CODES = Resource(
    name="allowed_country_codes",
    plural="allowed_country_codes",
    model=AllowedCountryCodes,
    level="tenant",
    kind="singleton",
    collection="/allowed_country_codes",
    key=(),
    renamed={"items": "codes"},
    page=Page(
        noun="list of allowed country codes",
        summary="Set which countries a tenant of PortSIP PBX can call",
        description=(
            "Sets the countries that users of a tenant can call. The PBX compares the country of an international call with the list, "
            "and rejects the call where the country is not allowed.",
        ),
        notes=(
            "Users also need a role that allows international calls.",
            "Together with M(portsip.pbx.portsip_disallowed_code) and the roles of users, the list limits the damage that a stolen SIP "
            "password can do (toll fraud).",
        ),
        seealso=("disallowed_code", "outbound_rule", "tenant"),
        samples={"codes": ["49", "41", "43"]},
    ),
    info_page=Page(summary="Read which countries a tenant of PortSIP PBX can call"),
)
