# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""PINs of receptionists, mailboxes and users (PortSIP PBX REST API 22.2 and 22.3)."""

from __future__ import annotations

import re
from typing import Annotated

from ..base.libraries import AfterValidator
from .checks import Rule
from .relations import ReleaseLimit

LENGTHS = range(4, 65)
"""How many digits a PIN can have, whatever the release and the tenant's policy."""


def _refusal(value: str) -> str:
    """What the PIN policy has against a text, an empty text if nothing.

    22.2 wants 6 to 10 digits, 22.3 leaves the length (4 or more) to the tenant's policy.
    """
    if not re.fullmatch(r"[0-9]{4,64}", value):
        return "must have digits only: 6 to 10 in release 22.2, as many as the tenant's policy says (4 or more) since 22.3"
    if re.search(r"(\d)\1\1", value):
        return "must not have the same digit three times in a row"
    if any(int(a) + 1 == int(b) and int(b) + 1 == int(c) for a, b, c in zip(value, value[1:], value[2:], strict=False)):
        return "must not have three digits in sequence, such as 012 or 789"
    return ""


def allowed_pin(value: str) -> bool:
    """Whether a text can be a PIN of a PBX that refuses sequences upward, such as 012, and downward, such as 987."""
    return not _refusal(value) and not _refusal(value[::-1])


def _pin(value: str) -> str:
    """The value, if it is empty or a PIN.

    :raises ValueError: it is neither.
    """
    if value and (refusal := _refusal(value)):
        raise ValueError(refusal)
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
