# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""RFC 3339 times, in UTC and with a fraction, as the PBX writes them."""

from __future__ import annotations

import re
from datetime import datetime, timezone

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def render(moment: datetime) -> str:
    """Return ``2026-01-31T08:30:00.000Z`` for an aware datetime."""
    utc = moment.astimezone(timezone.utc)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def now() -> str:
    """Return the present moment."""
    return render(datetime.now(timezone.utc))


def normalise(text: str) -> str:
    """Return an RFC 3339 time in the PBX's own form; raises ValueError for anything else."""
    if not _RFC3339.fullmatch(text.upper()):
        raise ValueError("must be an RFC 3339 time such as 2026-12-31T23:59:59Z")
    upper = text.upper().replace("Z", "+00:00")
    whole, fraction, offset = re.fullmatch(r"([^.+]+T[\d:]+)(\.\d+)?([+-]\d\d:\d\d)", upper).groups()  # type: ignore[union-attr]
    micro = ((fraction or ".0") + "000000")[:7]
    return render(datetime.fromisoformat(f"{whole}{micro}{offset}"))
