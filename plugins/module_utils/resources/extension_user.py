# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who may sign in for an extension (extension API, user/extension)."""

from __future__ import annotations

from ..models.extension_user import User
from ..resource import Field, Resource
from .extension import EXTENSION

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
    fields={
        "login": Field(immutable=True),
        "password": Field(secret=True, readable=False),
        "email_notify": Field(once=True, readable=False),
        "email_for_notify": Field(once=True, readable=False),
    },
)
