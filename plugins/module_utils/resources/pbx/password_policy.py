# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What passwords of a tenant's users have to be like (PortSIP PBX REST API 22.2, /tenant/password_policy)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource

PasswordLength = Annotated[int, Field(ge=6, le=32)]


class PasswordPolicy(Wanted):
    """Rules for the passwords of users and extensions."""

    min_length: PasswordLength | None = option(
        "Minimum number of characters, 6 to 32. It must not exceed O(max_length).",
        api_default=6,
    )
    max_length: PasswordLength | None = option(
        "Maximum number of characters, 6 to 32. It must not be less than O(min_length).",
        api_default=32,
    )
    contains_letters: bool | None = option("Whether a password needs at least one Latin letter.", api_default=True)
    contains_numbers: bool | None = option("Whether a password needs at least one digit.", api_default=True)
    contains_special_letters: bool | None = option(
        "Whether a password needs at least one uppercase letter or special character, such as C(!), C(#) or C(+).",
        api_default=True,
    )
    disable_sequential_characters: bool | None = option(
        "Whether sequences of characters, such as C(123) or C(abc), are refused.",
        api_default=True,
    )
    disable_repeating_characters: bool | None = option(
        "Whether repeated characters, such as C(aaa), are refused.",
        api_default=True,
    )
    disable_account_information: bool | None = option(
        "Whether passwords that are similar to the data of the account, such as its user name, are refused.",
        api_default=True,
    )


def _complete(policy: Mapping[str, Any]) -> None:
    """:raises ValueError: no password can be as long as it has to be."""
    least, most = policy.get("min_length"), policy.get("max_length")
    if least is not None and most is not None and least > most:
        raise ValueError(f"min_length {least} must not exceed max_length {most}")


PASSWORD_POLICY = Resource(
    name="password_policy",
    plural="password_policies",
    model=PasswordPolicy,
    level="tenant",
    kind="singleton",
    collection="/tenant/password_policy",
    key=(),
    complete=_complete,
    page=Page(
        summary="Set the password policy of a tenant of PortSIP PBX",
        description=(
            "Sets which passwords the PBX accepts in a tenant.",
            "A policy holds for passwords that are set from then on. In a document or a role it is written before users.",
        ),
        notes=("From release 22.3 on, the PBX shows the policy in the tenant, too. M(portsip.pbx.portsip_tenant) does not change it.",),
        seealso=("tenant",),
        samples={"min_length": 12},
    ),
    info_page=Page(),
)
