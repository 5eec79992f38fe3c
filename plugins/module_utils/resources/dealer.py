# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Dealers, what they say of themselves, and their tenants (PortSIP PBX REST API 22.2, /dealers, /dealer, /tenants/{id}/dealers)."""

from __future__ import annotations

from ..models.dealer import Dealer, DealerSelf, TenantDealer
from ..resource import Endpoint, Field, Parent, Reference, Resource
from .shapes import TENANT_REFERENCE

DEALER_REFERENCE = Reference(collection="/dealers", noun="dealer")
PASSWORD = Endpoint(path="/dealers/{id}/password", level="system", fields=("password",), readable=False)
NEEDED_SINCE = {"email": "22.6", "display_name": "22.6"}

DEALER = Resource(
    name="dealer",
    plural="dealers",
    model=Dealer,
    level="system",
    collection="/dealers",
    key=("name",),
    unique=True,
    lookup={"name": "str"},
    defaulted=dict.fromkeys(("enabled", "max_tenants", "max_extensions", "tenant_full_access")),
    needed_since=NEEDED_SINCE,
    required=("level", "name", "password"),
    lost_on_recreate="its id, its password unless it is given, and its tenants and dealers, which the PBX may refuse to let go.",
    fields={
        "name": Field(immutable=True),
        "level": Field(immutable=True),
        "password": Field(secret=True, readable=False, endpoint=PASSWORD),
        # Needed on creation; these are the defaults that the API describes.
        "max_tenants": Field(on_create=100),
        "max_extensions": Field(on_create=50000),
    },
)

DEALER_SELF = Resource(
    name="dealer",
    plural="dealers",
    model=DealerSelf,
    level="system",
    kind="singleton",
    collection="/dealer",
    key=(),
    needed_since=NEEDED_SINCE,
)

TENANT_DEALER = Resource(
    name="tenant_dealer",
    plural="tenant_dealers",
    model=TenantDealer,
    level="system",
    kind="assignment",
    collection="/tenants/{tenant}/dealers",
    parents=(Parent("tenant", TENANT_REFERENCE),),
    key=("dealer",),
    id_field="dealer",
    renamed={"id": "dealer"},
    paged=False,
    queries=False,
    item_readable=False,
    fields={"dealer": Field(reference=DEALER_REFERENCE, immutable=True)},
)
