# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An emergency number of a tenant (PortSIP PBX REST API 22.2, /emergency_numbers)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import option
from ...schema.checks import matching
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Text1024

Prefix = Annotated[str, Field(min_length=1), AfterValidator(matching(r"\+?[0-9*#]{1,64}", "must have 1 to 64 digits, such as 112"))]


class EmergencyNumber(Wanted):
    """A number, or the beginning of numbers, that is dialled in an emergency."""

    number_prefix: Prefix | None = option(
        'The number, or the digits with which emergency numbers begin, such as V("112"), in quotes.',
        "Required unless O(id) is given. Given together with O(id), it is the number that the entry gets.",
    )
    description: Text1024 | None = option("Remark, up to 1024 characters. An empty string clears the field.")


EMERGENCY_NUMBER = Resource(
    name="emergency_number",
    plural="emergency_numbers",
    model=EmergencyNumber,
    level="tenant",
    collection="/emergency_numbers",
    key=("number_prefix",),
    lookup={"number_prefix": "str"},
    required=("number_prefix",),
    page=Page(
        description=(
            "Creates, changes or removes one emergency number of a tenant.",
            "An emergency number is found by its O(number_prefix) in the tenant, or by its O(id).",
        ),
        notes=(
            "The PBX decides by these entries which calls are emergency calls. The call itself needs a route: see "
            "M(portsip.pbx.portsip_outbound_rule).",
            "The API has no location or address of a caller (E911, ELIN). Agree with the carrier how a location is found for an "
            "emergency call, and make a test call.",
            "From release 22.6 on, O(portsip.pbx.portsip_tenant_notification#module:notify_emergency_call) reports emergency calls by "
            "email.",
        ),
        seealso=("outbound_rule", "tenant"),
        samples={"description": "European emergency number", "number_prefix": "112"},
    ),
    info_page=Page(),
)
