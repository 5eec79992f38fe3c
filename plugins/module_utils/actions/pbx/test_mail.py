# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What valid settings of the system are (PortSIP PBX REST API 22.2, /admin/settings and /admin/notification)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field
from ...schema.model import Wanted
from ...schema.types import LongText, MailAddress


class TestMail(Wanted):
    """A mail that shows whether the mail server works."""

    recipient: Annotated[MailAddress, Field(min_length=1)]
    subject: Annotated[str, Field(min_length=1)]
    content: Annotated[LongText, Field(min_length=1)]
