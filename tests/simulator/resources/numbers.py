# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Numbers that the PBX treats apart (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .. import timestamps
from ..described import described
from ..models.common import PhoneNumber
from ..validation import Time

EMERGENCY_NUMBERS = described("/emergency_numbers", demanded=("number_prefix",), search=("number_prefix", "description"))

BLACKLISTED_NUMBERS = described(
    "/blacklisted_numbers",
    types={"number": Annotated[PhoneNumber, Field(min_length=1, max_length=64)], "expire_at": Time},
    read_only={"created_at": timestamps.now, "updated_at": timestamps.now},
    search=("number", "description"),
)

DISALLOWED_CODES = described("/disallowed_codes", demanded=("number_prefix",), search=("number_prefix", "description"))
