# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A tenant's holiday (PortSIP PBX REST API 22.2, holidays)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt

from ..validation import Body, Bool, Int, Name64, update_of
from .common import Region

Month = Annotated[StrictInt, Field(ge=1, le=12)]
Day = Annotated[StrictInt, Field(ge=1, le=31)]
Hour = Annotated[StrictInt, Field(ge=0, le=24)]
Minute = Annotated[StrictInt, Field(ge=0, le=59)]


class HolidayCreate(Body):
    """The body of ``POST /holidays``."""

    name: Name64
    region: Region
    consecutive: Bool
    every_year: Bool
    year_start: Int | None = None
    year_end: Int | None = None
    month_start: Month | None = None
    month_end: Month | None = None
    day_start: Day | None = None
    day_end: Day | None = None
    hour_start: Hour | None = None
    hour_end: Hour | None = None
    minute_start: Minute | None = None
    minute_end: Minute | None = None


HolidayUpdate = update_of(HolidayCreate)
