# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What receptionists refer to: holidays (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

from ..collection import Collection
from ..models.holiday import HolidayCreate, HolidayUpdate

HOLIDAYS = Collection(name="holidays", path="/holidays", level="tenant", create=HolidayCreate, update=HolidayUpdate)
