# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A number that a tenant has no calls with (PortSIP PBX REST API 22.2, /blacklisted_numbers; its use from PortSIP's guides)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import option
from ...schema.checks import matching
from ...schema.forms import instant
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.times import Expiry
from ...schema.types import Text255

Number = Annotated[
    str,
    Field(min_length=1, max_length=64),
    AfterValidator(matching(r"\+?[0-9A-Za-z*#]+", "must be a number of up to 64 characters, such as +493055501999")),
]


class BlacklistedNumber(Wanted):
    """A number whose calls are refused."""

    number: Number | None = option(
        'The number, such as V("+493055501999"), 1 to 64 characters with or without a leading C(+), in quotes.',
        "Required unless O(id) is given. Given together with O(id), it is the number that the entry gets.",
    )
    expire_at: Expiry | None = option(
        "When the entry ends, in RFC 3339 form with an offset from UTC, such as V(2027-03-31T22:00:00Z). Times that denote the same "
        "instant are equal.",
        "An empty string clears it, and the entry does not end. An entry that is created without it does not end either.",
        canonical=instant,
    )
    description: Text255 | None = option("Remark, up to 255 characters. An empty string clears the field.")


BLACKLISTED_NUMBER = Resource(
    name="blacklisted_number",
    plural="blacklisted_numbers",
    model=BlacklistedNumber,
    level="tenant",
    collection="/blacklisted_numbers",
    key=("number",),
    lookup={"number": "str"},
    large=True,
    required=("number",),
    page=Page(
        description=(
            "Creates, changes or removes one number of a tenant's number blacklist. Calls from a blacklisted number are rejected, and it "
            "cannot be called.",
            "A blacklisted number is found by its O(number) in the tenant, or by its O(id).",
        ),
        notes=(
            "Numbers are compared as text. Write a number as the trunk presents it: V(03055501999), V(00493055501999) and "
            "V(+493055501999) are three entries.",
            "The blacklists of call queues, which have levels, are others.",
            "In a loop, the numbers of the PBX are listed once for all items when the task runs on the controller.",
        ),
        seealso=("disallowed_code", "ip_rule", "tenant"),
        returns={
            "created_at": {
                "description": "When the entry was created.",
                "returned": "when the entry exists",
                "type": "str",
                "sample": "2026-07-21T17:32:28Z",
            },
            "updated_at": {
                "description": "When the entry was last changed.",
                "returned": "when the entry exists",
                "type": "str",
                "sample": "2026-07-21T17:32:28Z",
            },
        },
        samples={"description": "Nuisance calls", "expire_at": "2027-03-31T22:00:00Z", "number": "+493055501999"},
    ),
    info_page=Page(),
)
