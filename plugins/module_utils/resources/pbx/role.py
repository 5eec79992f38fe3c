# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A role of a tenant: what users who have it may do (PortSIP PBX REST API 22.2, /roles; 22.3, summary of changes).

What the permissions are about is told by the vendor's knowledge base (Roles and Permissions).
"""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import option
from ...schema.lists import once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Name64, Text1024
from .built_in_roles import BUILT_IN_ROLES

KEEPS = "Keys that are left out keep their values; of a new role they are V(false)."


def _of_the_tenant(name: str) -> str:
    if name in BUILT_IN_ROLES:
        raise ValueError("must not be the name of a built-in role, which the PBX does not let change")
    return name


class General(Wanted):
    """A user's own mailbox and meetings."""

    voicemail_view_only: bool | None = option("Whether users see their own voice messages.", api_default=False)
    voicemail_full_access: bool | None = option("Whether users set up their own mailbox and delete messages.", api_default=False)
    meeting: bool | None = option("Whether users create meetings in PortSIP's apps.", api_default=False)


class System(Wanted):
    """The PBX as a whole."""

    information: bool | None = option("Whether users see information about the PBX.", api_default=False)
    dealer: bool | None = option("Whether users manage dealers.", api_default=False)
    tenant: bool | None = option("Whether users manage tenants.", api_default=False)


class Access(Wanted):
    """Whether users see something, or manage it, too."""

    view_only: bool | None = option("Whether users see them.", api_default=False)
    full_access: bool | None = option("Whether users see and manage them.", api_default=False)


class CallLog(Wanted):
    """Call logs and recordings."""

    call_log_view_only: bool | None = option("Whether users see the call log.", api_default=False)
    call_log_full_access: bool | None = option("Whether users see and manage the call log.", api_default=False)
    call_recording_view_only: bool | None = option("Whether users see and hear recordings.", api_default=False)
    call_recording_full_access: bool | None = option("Whether users see, hear and manage recordings.", api_default=False)


class UserManagement(Wanted):
    """Users and roles."""

    roles: bool | None = option("Whether users manage roles, and so give themselves any permission.", api_default=False)
    users: bool | None = option("Whether users manage other users.", api_default=False)


class Policies(Wanted):
    """Where users may call."""

    domestic_calls: bool | None = option("Whether users call numbers in the country.", api_default=False)
    internal_calls: bool | None = option("Whether users call extensions of the tenant.", api_default=False)
    international_calls: bool | None = option("Whether users call numbers in other countries.", api_default=False)


class Analytics(Wanted):
    """Call reports."""

    call_report_view_only: bool | None = option("Whether users see call reports.", api_default=False)
    call_report_full_access: bool | None = option("Whether users see and manage call reports.", api_default=False)


class Permissions(Wanted):
    """What users may do, in groups."""

    general: General | None = option("The mailbox and the meetings of the user.")
    system: System | None = option("The PBX as a whole. What it means inside a tenant is not documented.")
    trunk: Access | None = option("The trunks of the tenant.")
    company: Access | None = option("The settings of the tenant.")
    company_call_log: CallLog | None = option("Call logs and recordings of the whole tenant.")
    phone_system: Access | None = option("Settings of the phone system, such as ring groups, queues and rules.")
    user_management: UserManagement | None = option("Users and roles.")
    user_call_log: CallLog | None = option("The user's own call log and recordings.")
    policies: Policies | None = option("Where users may call. With none of them, not even extensions of the tenant.")
    analytics: Analytics | None = option("Call reports.")
    billing: Access | None = option("The settings of billing.")


class Role(Wanted):
    """What users who have it may do."""

    name: Annotated[Name64, AfterValidator(_of_the_tenant)] | None = option(
        "Name of the role, 1 to 64 characters. Required unless O(id) is given. The names of built-in roles are reserved: "
        + ", ".join(f"V({name})" for name in BUILT_IN_ROLES)
        + ".",
    )
    description: Text1024 | None = option("Remark, up to 1024 characters.")
    permissions: Permissions | None = option(
        f"What users with this role may do, in groups. Required on creation. {KEEPS}",
    )
    capabilities: Annotated[list[Annotated[str, Field(min_length=1)]], AfterValidator(once)] | None = option(
        "The whole list of capabilities that the role gives, in any order, such as V(PhoneSystem.FullAccess), V(User.FullAccess) or "
        "V(CompanyContact.FullAccess). An empty list clears it.",
        "The vendor documents neither which there are nor what they have to do with O(permissions): read a role that was set up in the "
        "web portal with M(portsip.pbx.portsip_role_info).",
        items="set",
        since="22.3",
    )


ROLE = Resource(
    name="role",
    plural="roles",
    model=Role,
    level="tenant",
    collection="/roles",
    key=("name",),
    # Roles have no id before 22.3: their name is in the path.
    id_from="name",
    unique=True,
    lookup={"name": "str"},
    summary=True,
    required=("name", "permissions"),
    # Before 22.3 only the names tell.
    made_by_pbx={"protected": True, "name": BUILT_IN_ROLES},
    page=Page(
        description=(
            "Creates, changes or removes one role of a tenant, which says what the users who have it may do.",
            "A role is found by its O(name) in the tenant, or by its O(id). Before release 22.3 roles have no id, and their name takes its "
            "place: to rename a role, give its old name as O(id).",
            "Built-in roles can be given to users, see M(portsip.pbx.portsip_user), but not be changed or removed.",
        ),
        notes=(
            "Users refer to roles by name. Whether a role that users have can be renamed or removed is not documented.",
            "The web portal switches on what a permission depends on. The API leaves that to you: V(full_access) is best given with "
            "V(view_only).",
        ),
        seealso=("user", "tenant"),
        returns={
            "protected": {
                "description": "Whether the role is built in.",
                "returned": "when the PBX returns it, from release 22.3 on",
                "type": "bool",
                "sample": False,
            },
        },
        samples={
            "name": "Night desk",
            "description": "Reception at night",
            "permissions": {"policies": {"domestic_calls": True, "internal_calls": True, "international_calls": False}},
            "capabilities": ["PhoneSystem.ViewOnly"],
        },
    ),
    info_page=Page(
        description=("Reads one, some or all roles of a tenant, those that are built in, too.",),
    ),
)
