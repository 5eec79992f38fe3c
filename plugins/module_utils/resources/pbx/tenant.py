# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant (PortSIP PBX REST API 22.2, /tenants).

The vendor's summary of changes gives only the names of what later releases add. The types follow from the names,
and the values from those of similar fields.
"""

from __future__ import annotations

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.forms import comma_list, joined_by_comma, pem
from ...schema.page import Page
from ...schema.reference import Reference
from ...schema.relations import Naming, ReleaseLimit
from ...schema.resource import Resource
from ...schema.types import LongText, MailAddresses
from .forwarding import OutboundCallerId
from .tenant_features import SELF
from .tenant_settings import TenantSettings


class Tenant(TenantSettings):
    """A tenant."""

    outbound_caller_ids: list[OutboundCallerId] | None = option(
        "The whole list of numbers shown on calls that go out if neither the user nor the object of the call has one, "
        "in any order. An empty list clears the field.",
        "Written inside the tenant, so that trunks are looked up there.",
        items="keyed",
        keys=("provider_id", "caller_id"),
        endpoint=SELF,
        after_creation=True,
        deferred=True,
    )
    avatar_file_id: str | None = option(
        "The picture of the tenant, by the name or the id of a file that is in the tenant already, and therefore not on "
        "creation. An empty string clears it.",
        "The PBX returns only the name and the size of the file in use, so that a file that was replaced by another one "
        "with the same name and size is not detected.",
        readable=False,
        reference=Reference("file"),
        matched_by={"avatar_file_name": "name", "avatar_file_size": "size"},
        endpoint=SELF,
        after_creation=True,
        deferred=True,
    )
    stir_shaken_cert: LongText | None = option(
        "Certificate of the tenant for STIR/SHAKEN, PEM text. An empty string clears the field.",
        "Read, and returned, only where it is given, because the PBX returns it only inside the tenant.",
        canonical=pem,
        endpoint=SELF,
        after_creation=True,
        read_at_endpoint=True,
    )
    stir_shaken_key: LongText | None = option(
        "Private key of O(stir_shaken_cert), PEM text. It is compared, but never shown. An empty string clears the field.",
        canonical=pem,
        secret=True,
        endpoint=SELF,
        after_creation=True,
        read_at_endpoint=True,
    )
    email_recipients: MailAddresses | None = option(
        "The whole list of email addresses that get the tenant's notifications, at most 15, in any order. An empty list clears the field.",
        items="set",
        decode=comma_list,
        encode=joined_by_comma,
    )
    password_force_reset: bool | None = option(
        "Whether users must replace their first password.",
        api_default=False,
    )

    @model_validator(mode="after")
    def _length_fits_type(self) -> Tenant:
        if self.contact_match_length is not None and self.contact_match_type in ("DISABLE", "MATCH_EXACTLY"):
            raise ValueError(f"contact_match_length goes with contact_match_type MATCH_LENGTH, not with {self.contact_match_type}")
        return self


TENANT = Resource(
    name="tenant",
    plural="tenants",
    model=Tenant,
    level="system",
    collection="/tenants",
    key=("domain",),
    naming=Naming(by=("domain", "name"), id_first=True, any_case=("domain",), never_domain=("name",)),
    unique=True,
    lookup={"domain": "str", "name": "str"},
    large=True,
    summary=True,
    release_limits=(ReleaseLimit("website", lambda text: len(str(text)) <= 128, "must have 128 characters or fewer", since="22.6"),),
    required=("domain", "name", "timezone", "currency", "region"),
    removal_is_asynchronous=True,
    page=Page(
        requires="a system administrator, or a dealer for its own tenants",
        summary="Create, change and remove tenants of PortSIP PBX",
        description=(
            "Creates, changes or removes one tenant of PortSIP PBX.",
            "A tenant is found by its O(domain), which is unique on the PBX, or by its O(id).",
        ),
        notes=(
            "Removing a tenant removes everything in it, that is users, extensions, receptionists, queues, recordings, "
            "files and reports. It cannot be restored by creating the tenant again.",
            "The role P(portsip.pbx.tenant#role) manages a tenant and its objects from one definition.",
        ),
        seealso=("ivr",),
        options={
            "wait": {
                "description": [
                    (
                        "Whether to wait until the tenant is removed completely. The PBX removes it in the background, and its domain "
                        "cannot be used again until then."
                    ),
                ],
                "type": "bool",
                "default": True,
            },
            "wait_timeout": {
                "description": [
                    (
                        "Maximum number of seconds to wait, V(0) to V(86400), with O(wait=true). The task fails after this time, while "
                        "the PBX continues."
                    ),
                ],
                "type": "int",
                "default": 300,
            },
        },
        returned=(
            "The tenant after the run; in check mode, as it would be after the run, with every option of this module that "
            "is a field of it under its own name. Secrets are left out. Null after O(state=absent). A field without a value "
            "is null.",
        ),
        returns={
            "created_at": {
                "description": "When the tenant was created (RFC 3339).",
                "returned": "when the PBX returns it",
                "type": "str",
                "sample": "2026-02-03T09:15:22.104Z",
            },
            "current_extensions": {
                "description": "Number of users of the tenant.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "int",
                "sample": 42,
            },
            "avatar_file_name": {
                "description": "Name of the picture's file.",
                "returned": "when set",
                "type": "str",
                "sample": "clinic.png",
            },
            "avatar_file_size": {
                "description": "Size of that file in bytes.",
                "returned": "when set",
                "type": "int",
                "sample": 20480,
            },
            "avatar_file_url": {
                "description": "Path from which that file can be downloaded.",
                "returned": "when set",
                "type": "str",
                "sample": "/api/blobs/Tq3bWdABcd5D4PDgz",
            },
            "password_policy": {
                "description": "Rules for passwords and PINs, which M(portsip.pbx.portsip_password_policy) sets.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "dict",
                "sample": {"min_length": 8, "max_length": 32},
            },
            "used_disk_quota": {
                "description": "Disk space in use.",
                "returned": "when the PBX returns it",
                "type": "str",
                "sample": "12GB",
            },
        },
        samples={
            "domain": "northside.example.net",
            "email_recipients": [
                "telephony@northside.example.net",
            ],
            "name": "Northside Clinics",
            "office_hours": {
                "monday": {
                    "enabled": True,
                    "ranges": [
                        {
                            "from": "08:00",
                            "to": "18:00",
                        },
                    ],
                },
            },
        },
    ),
    info_page=Page(
        summary="Read tenants of PortSIP PBX",
        description=("Reads one, some or all tenants of PortSIP PBX, limited to those that the user who signs in may see.",),
        options={
            "domain": {
                "description": [
                    "Only the tenant with this SIP domain. Upper and lower case make no difference.",
                ],
                "type": "str",
            },
        },
        returned=(
            "The tenants, each with every field that M(portsip.pbx.portsip_tenant) can set under its own name, and null where "
            "it has no value. Secrets are left out. With O(details=false) only the fields of the list.",
        ),
    ),
)
