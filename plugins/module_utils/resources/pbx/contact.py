# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A contact of a tenant's company directory (PortSIP PBX REST API 22.2, /contacts).

The API has no field that identifies a contact, and no filter: a contact is known by its name together with an email address or one of
its numbers, and is looked for in the whole list.
"""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Name64, Text128, Text1024

NUMBERS = ("business", "mobile_phone", "home_phone", "business2", "mobile_phone2", "home_phone2", "other")
CLEARS = "An empty string clears the field."


class Contact(Wanted):
    """A person or a company that is not a user of the tenant."""

    name: Name64 | None = option(
        "Name of the contact, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the contact gets.",
    )
    email: Text128 | None = option(f"Email address. {CLEARS}")
    company: Text128 | None = option(f"Name of the company. {CLEARS}")
    title: Text128 | None = option(f"Title of the contact, or its position in the company. {CLEARS}")
    business: Text128 | None = option(f"Business phone number, in quotes. {CLEARS}")
    business2: Text128 | None = option(f"Second business phone number, in quotes. {CLEARS}")
    mobile_phone: Text128 | None = option(f"Mobile phone number, in quotes. {CLEARS}")
    mobile_phone2: Text128 | None = option(f"Second mobile phone number, in quotes. {CLEARS}")
    home_phone: Text128 | None = option(f"Private phone number, in quotes. {CLEARS}")
    home_phone2: Text128 | None = option(f"Second private phone number, in quotes. {CLEARS}")
    other: Text128 | None = option(f"Another phone number, in quotes. {CLEARS}")
    business_fax: Text128 | None = option(f"Business fax number, in quotes. {CLEARS}")
    home_fax: Text128 | None = option(f"Private fax number, in quotes. {CLEARS}")
    address: Text128 | None = option(f"Postal address. {CLEARS}")
    notes: Text1024 | None = option(f"Remarks, up to 1024 characters. {CLEARS}")


CONTACT = Resource(
    name="contact",
    plural="contacts",
    model=Contact,
    level="tenant",
    collection="/contacts",
    key=("name",),
    key_with=("email", *NUMBERS),
    lookup={"name": "str", "email": "str"},
    queries=False,
    large=True,
    required=("name",),
    made_by_pbx={"sync_type": None},
    synchronised="sync_type",
    page=Page(
        description=(
            "Creates, changes or removes one contact in the company directory of a tenant, which all its users see.",
            "The API has no field that identifies a contact. A contact is found by its O(name) together with its O(email) or one of its "
            "phone numbers, or by its O(id).",
            "Of O(email), O(business), O(mobile_phone), O(home_phone), O(business2), O(mobile_phone2), O(home_phone2) and O(other), in "
            "this order, the first counts that is given and that a contact of this name has. So the email address changes while a number "
            "stays the same, and the other way round. Where all of them change, give O(id), or the PBX gets a second contact.",
        ),
        notes=(
            "Contacts that the PBX synchronises from Microsoft 365 can only be changed and removed there. Here that is an error.",
            "The API can't search contacts. In a loop, all contacts are read once for all items when the task runs on the controller; "
            "M(portsip.pbx.portsip_config) reads them once for a whole document.",
            "The API accepts several contacts that are equal. If two runs create the same contact at the same time, both may exist. Such "
            "contacts are treated as one, with a warning, and O(state=absent) removes all of them.",
            "Numbers are compared as text, so V(+49 30 5550) and V(+49305550) are two numbers.",
            "Quote numbers in YAML. Without quotes C(0123) may become C(83).",
        ),
        seealso=("user", "tenant"),
        returns={
            "sync_type": {
                "description": "Where the PBX gets the contact from.",
                "returned": "when set",
                "type": "str",
                "sample": "Microsoft 365",
            },
        },
        samples={
            "business": "+493055502000",
            "company": "Medical Supplies Ltd",
            "email": "orders@supplies.example.com",
            "name": "Clara Weiss",
        },
    ),
    info_page=Page(),
)
