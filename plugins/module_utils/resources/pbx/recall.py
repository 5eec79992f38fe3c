# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who is called when nobody picks up a parked call: what the service and each call park group say."""

from __future__ import annotations

from typing import Any, Literal

USER_ONLY = "USER_ONLY"
RecallTo = Literal["USER_ONLY", "USER_FIRST_THEN_RING_GROUP", "RING_GROUP_ONLY"]


def recall_choices(ring_group: str) -> dict[str, Any]:
    """What the values mean.

    :param ring_group: how the page calls the option that names the ring group, such as ``O(ring_group)``.
    """
    return {
        "USER_ONLY": "The user who has parked it.",
        "USER_FIRST_THEN_RING_GROUP": f"The user who has parked it, after that the members of {ring_group}.",
        "RING_GROUP_ONLY": f"The members of {ring_group}.",
    }
