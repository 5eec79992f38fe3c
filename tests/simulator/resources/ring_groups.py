# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Ring groups (PortSIP PBX REST API 22.2); who does not exist cannot be a member, and members are shown with their names."""

from __future__ import annotations

from ..described import described
from ..numbering import check_member, with_display_name
from ..validation import Bool

RING_GROUPS = described(
    "/ring_groups",
    demanded=("name", "extension_number"),
    later={"22.3": {"enable_night_mode": Bool}, "22.6": {"enable_audio_recording": Bool}},
    checks={"agents": check_member},
    shows={"agents": with_display_name},
)
