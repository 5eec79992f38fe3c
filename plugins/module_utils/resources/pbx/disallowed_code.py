# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The beginning of numbers that a tenant must not call (PortSIP PBX REST API 22.2, /disallowed_codes)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import option
from ...schema.checks import matching
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Text1024

Code = Annotated[
    str,
    Field(min_length=1, max_length=16),
    AfterValidator(matching(r"\+?[0-9A-Za-z*#]+", "must be the beginning of a number, such as 0900")),
]


class DisallowedCode(Wanted):
    """Digits that the numbers begin with which are not called."""

    number_prefix: Code | None = option(
        'The digits with which the numbers begin, such as V("0900"), 1 to 16 characters with or without a leading C(+), in quotes.',
        "Required unless O(id) is given. Given together with O(id), it is the prefix that the code gets.",
    )
    description: Text1024 | None = option("Remark, up to 1024 characters. An empty string clears the field.")


DISALLOWED_CODE = Resource(
    name="disallowed_code",
    plural="disallowed_codes",
    model=DisallowedCode,
    level="tenant",
    collection="/disallowed_codes",
    key=("number_prefix",),
    lookup={"number_prefix": "str"},
    required=("number_prefix",),
    id_in_update=True,
    page=Page(
        description=(
            "Creates, changes or removes one disallowed code of a tenant. Calls to numbers that begin with it are not allowed.",
            "A disallowed code is found by its O(number_prefix) in the tenant, or by its O(id).",
        ),
        notes=(
            "Numbers are compared as they are dialled. V(0900), V(0049900) and V(+49900) are three codes.",
            "Together with M(portsip.pbx.portsip_allowed_country_codes) and the roles of users, disallowed codes limit the damage that a "
            "stolen SIP password can do (toll fraud).",
        ),
        seealso=("outbound_rule", "tenant"),
        samples={"description": "Premium rate numbers", "number_prefix": "0900"},
    ),
    info_page=Page(),
)
