# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who may sign in for an extension (extension API, user/extension)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.times import KnownTimeZone
from ...schema.types import LongText, MailAddress
from .parts import EXTENSION


class User(Wanted):
    """A user who may sign in for an extension."""

    login: Annotated[str, Field(min_length=1)] | None = option(
        "Name that the user signs in with. Required unless O(id) is given.",
        "The API cannot change it, so a login other than that of the user with O(id) is an error, unless "
        "O(recreate=true) allows the module to remove the user and create it again.",
        immutable=True,
    )
    name: Annotated[str, Field(min_length=1)] | None = option(
        "Name of the user. Required to create a user.",
    )
    password: Annotated[str, Field(min_length=1)] | None = option(
        "Password of the user. Required to create a user. The API never returns it, so that it cannot be compared; see O(update_password).",
        secret=True,
        readable=False,
    )
    email: Annotated[MailAddress, Field(min_length=1)] | None = option(
        "Email address of the user, up to 128 characters. Required to create a user.",
    )
    comment: str | None = option(
        "Remark about the user.",
        "An empty string clears the field.",
    )
    status: Literal["active", "blocked"] | None = option(
        "Whether the user may sign in.",
        choices={
            "active": "The user may.",
            "blocked": "The user may not.",
        },
    )
    access: Literal["full", "read_only"] | None = option(
        "What the user may do.",
        choices={
            "full": "Read and change.",
            "read_only": "Read only.",
        },
    )
    timezone: KnownTimeZone | None = option(
        "Time zone of the user, as the API names it.",
        "An empty string clears the field.",
    )
    extra_params: LongText | None = option(
        "Further parameters as the operator of the API gives them.",
        "An empty string clears the field.",
    )
    email_notify: bool | None = option(
        "Whether a new user gets an email with the access data. It is sent with the creation only, and never compared. "
        "The API uses V(false) when it is left out.",
        once=True,
        readable=False,
    )
    email_for_notify: Annotated[MailAddress, Field(min_length=1)] | None = option(
        "Address for that email, if it is not O(email). It is sent with the creation only, and never compared.",
        once=True,
        readable=False,
    )


USER = Resource(
    name="user",
    plural="users",
    model=User,
    level="extension",
    collection="/extension/{extension_id}/user/extension/",
    parents=EXTENSION,
    key=("login",),
    unique=True,
    lookup={"login": "str"},
    paged=False,
    queries=False,
    required=("login", "name", "password", "email"),
    lost_on_recreate="its id and its password.",
    page=Page(
        summary="Create, change and remove users of an extension (extension API)",
        description=(
            "Creates, changes or removes one user who may sign in for an extension.",
            "A user is found by O(login), or by the O(id).",
        ),
        seealso=("extension_phone",),
        returned=(
            "The user after the run; in check mode, as the user would be after the run, without the password. Null after "
            "O(state=absent). A field without a value is null.",
        ),
        returns={
            "extension_id": {
                "description": "Id of the extension.",
                "returned": "when the user exists",
                "type": "int",
                "sample": 201,
            },
        },
        samples={
            "access": "full",
            "email": "anna@example.net",
            "login": "anna",
            "name": "Anna Berg",
            "status": "active",
            "timezone": "Europe/Berlin",
        },
    ),
)
