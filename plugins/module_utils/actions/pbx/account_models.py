# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid user name and password of an account are (PortSIP PBX REST API 22.2, /admin/username, /dealer/username)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field
from ...schema.model import Wanted
from ...schema.types import AccountName, UserName

Password = Annotated[str, Field(min_length=1)]


class AdminAccount(Wanted):
    """A system administrator."""

    name: AccountName | None = None
    password: Password | None = None


class DealerAccount(Wanted):
    """A dealer."""

    name: UserName | None = None
    password: Password | None = None
