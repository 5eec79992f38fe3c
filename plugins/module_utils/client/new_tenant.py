# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant that was created a moment ago: a PBX may answer 403 or 404 inside of it until it has made all that belongs to it."""

from __future__ import annotations

import time
from calendar import timegm
from collections.abc import Mapping
from typing import Any

from ..base.progress import pause

NEW_SECONDS = 60.0
"""For how long a tenant is new; the clocks of the PBX and of the controller may differ by as much."""
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds between attempts, for all requests of a session together."""
NOT_YET = frozenset({403, 404})


class Settling:
    """How often a session still asks again, whichever of its threads it is that asks.

    :param tenant: which the session is in; its ``created_at`` is RFC 3339 (PortSIP PBX REST API 22.2, tenants).
    """

    def __init__(self, tenant: Mapping[str, Any] | None = None) -> None:
        self._pauses = PAUSES if tenant is not None and _is_new(tenant.get("created_at")) else ()
        self._made = 0

    def again(self, status: int) -> bool:
        """Whether a request that was answered with this status is to be sent again, after a pause.

        Threads that are answered so at the same time make the same pause.
        """
        number = self._made
        if status not in NOT_YET or number >= len(self._pauses):
            return False
        pause(self._pauses[number])
        self._made = max(self._made, number + 1)
        return True


def _is_new(created_at: Any) -> bool:
    try:
        created = timegm(time.strptime(str(created_at)[:19], "%Y-%m-%dT%H:%M:%S"))
    except ValueError:
        return False
    return abs(time.time() - created) < NEW_SECONDS
