# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""PINs of receptionists, mailboxes and users (PortSIP PBX REST API 22.2 and 22.3)."""

from __future__ import annotations

import re
from typing import Annotated

from ..base.libraries import AfterValidator
from .checks import Rule
from .relations import ReleaseLimit


def _pin(value: str) -> str:
    """The PIN policy: 22.2 wants 6 to 10 digits, 22.3 leaves the length (4 or more) to the tenant's policy."""
    if not value:
        return value
    if not re.fullmatch(r"[0-9]{4,64}", value):
        raise ValueError("must have digits only: 6 to 10 in release 22.2, as many as the tenant's policy says (4 or more) since 22.3")
    if re.search(r"(\d)\1\1", value):
        raise ValueError("must not have the same digit three times in a row")
    if any(int(a) + 1 == int(b) and int(b) + 1 == int(c) for a, b, c in zip(value, value[1:], value[2:], strict=False)):
        raise ValueError("must not have three digits in sequence, such as 012 or 789")
    return value


Pin = Annotated[str, AfterValidator(Rule(_pin, pattern="^([0-9]{4,64})?$"))]

PIN_POLICY = (
    "6 to 10 digits in PBX release 22.2; from 22.3 on at least 4, as the tenant's policy says. The same digit three times in a row, "
    'such as V("111"), and three digits in sequence, such as V("012"), are not allowed.'
)
"""The paragraph of a description that says what a PIN must be like."""


def pin_length(field: str) -> ReleaseLimit:
    """The length of a PIN before the tenant's policy says it.

    :param field: the one that holds the PIN.
    """
    return ReleaseLimit(field, lambda pin: 6 <= len(str(pin)) <= 10, "must have 6 to 10 digits", before="22.3")
