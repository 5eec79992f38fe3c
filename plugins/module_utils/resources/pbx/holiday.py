# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant's holiday (PortSIP PBX REST API 22.2, /holidays)."""

from __future__ import annotations

from ...schema.page import Page
from ...schema.resource import Resource
from .holiday_dates import AnyHoliday, check_dates


class Holiday(AnyHoliday):
    """A day, or several days in a row, on which calls go elsewhere."""


HOLIDAY = Resource(
    name="holiday",
    plural="holidays",
    model=Holiday,
    level="tenant",
    collection="/holidays",
    key=("name",),
    lookup={"name": "str"},
    required=("name", "region", "consecutive", "every_year"),
    complete=check_dates,
    page=Page(
        description=(
            "Creates, changes or removes one holiday of a tenant.",
            "Receptionists, users and rules refer to holidays by name, and treat calls differently on them.",
        ),
        notes=(
            "Times are in the time zone of the tenant.",
            "The API has no public holidays of its own: each holiday is created by name and date, and those whose date moves, such as "
            "Easter, once for each year.",
        ),
        seealso=("ivr", "tenant"),
        samples={
            **{"name": "Christmas", "region": "DEU", "consecutive": True, "every_year": True},
            **{"month_start": 12, "day_start": 24, "hour_start": 12, "minute_start": 0},
            **{"month_end": 12, "day_end": 26, "hour_end": 23, "minute_end": 59},
        },
    ),
    info_page=Page(),
)
