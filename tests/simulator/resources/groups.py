# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Groups of users (PortSIP PBX REST API 22.2, /groups)."""

from __future__ import annotations

from ..described import described

GROUPS = described("/groups", demanded=("name",))
