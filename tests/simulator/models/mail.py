# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Addresses of electronic mail."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from ..validation import Str, matching

_ADDRESS = r"[^@\s,]+@[^@\s,]+"


def _recipients(value: str) -> str:
    addresses = [part.strip() for part in value.split(",")]
    if len(addresses) > 15:
        raise ValueError("must not name more than 15 addresses")
    if not all(re.fullmatch(_ADDRESS, address) for address in addresses):
        raise ValueError("must be a comma-separated list of email addresses")
    return value


Mail = Annotated[Str, matching(_ADDRESS, "an email address")]
Recipients = Annotated[Str, AfterValidator(_recipients)]
