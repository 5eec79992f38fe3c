# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A holiday of one user (PortSIP PBX REST API 22.2, /users/{id}/holidays)."""

from __future__ import annotations

from ...schema.page import Page
from ...schema.relations import Parent
from ...schema.resource import Resource
from .holiday_dates import AnyHoliday, check_dates


class UserHoliday(AnyHoliday):
    """A day, or several days in a row, that count as a holiday for one user."""


USER_HOLIDAY = Resource(
    name="user_holiday",
    plural="user_holidays",
    model=UserHoliday,
    level="tenant",
    collection="/users/{user}/holidays",
    key=("name",),
    parents=(Parent("user", to="user"),),
    lookup={"name": "str"},
    required=("name", "region", "consecutive", "every_year"),
    complete=check_dates,
    page=Page(
        noun="holiday",
        summary="Create, change and remove holidays of users of PortSIP PBX",
        description=(
            "Creates, changes or removes one holiday that applies to one user only.",
            "Which of the tenant's holidays apply to a user is the option O(portsip.pbx.portsip_user#module:global_holidays).",
        ),
        notes=("Times are in the time zone of the tenant.",),
        seealso=("user", "holiday"),
        samples={
            **{"name": "Summer leave", "region": "DEU", "consecutive": True, "every_year": False},
            **{"year_start": 2027, "month_start": 7, "day_start": 12, "year_end": 2027, "month_end": 7, "day_end": 30},
        },
    ),
    info_page=Page(
        summary="Read holidays of users of PortSIP PBX",
        description=("Reads one, some or all holidays of one user.",),
    ),
)
