# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Office hours: days, ranges and times, of a tenant and of an entry of a menu."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.tests.unit.support.options import accepted, refusal


def day(*ranges: tuple[Any, Any], **fields: Any) -> dict[str, Any]:
    """Office hours of a Monday."""
    return {"monday": {"ranges": [{"from": begin, "to": end} for begin, end in ranges], **fields}}


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ((("09:00", "17:00"),), [("09:00", "17:00")]),
        ((("9:00", "17:00"),), [("09:00", "17:00")]),
        ((("08:00:00", "12:30:00"),), [("08:00", "12:30")]),
        ((("00:00", "23:59"),), [("00:00", "23:59")]),
        ((("08:00", "12:00"), ("12:00", "18:00")), [("08:00", "12:00"), ("12:00", "18:00")]),
        ((("14:00", "18:00"), ("08:00", "12:00")), [("14:00", "18:00"), ("08:00", "12:00")]),
        ((), []),
    ],
)
def test_office_hours(given: Any, means: Any) -> None:
    assert accepted(TENANT, office_hours=day(*given))["office_hours"] == day(*means)


@pytest.mark.parametrize(("begin", "end"), [("18:00", "08:00"), ("09:00", "09:00"), ("10:00", "9:30")])
def test_a_range_that_ends_before_it_begins(begin: str, end: str) -> None:
    message = refusal(TENANT, office_hours=day(("08:00", "09:00"), (begin, end)))
    assert message.startswith("office_hours.monday.ranges[1]: ")
    assert "earlier" in message


@pytest.mark.parametrize("ranges", [(("08:00", "12:00"), ("11:59", "13:00")), (("09:00", "17:00"), ("10:00", "11:00"))])
def test_ranges_that_overlap(ranges: Any) -> None:
    message = refusal(TENANT, office_hours={"tuesday": day(*ranges)["monday"]})
    assert message.startswith("office_hours.tuesday: ")
    assert "overlap" in message


@pytest.mark.parametrize("value", ["24:00", "12:60", "noon", "9", "9 am", "-1:00", "", "09.00", True, 99999])
def test_what_is_no_time(value: Any) -> None:
    message = refusal(TENANT, office_hours=day((value, "23:59")))
    assert message.startswith("office_hours.monday.ranges[0].from: ")
    assert "HH:MM" in message


@pytest.mark.parametrize(
    ("seen", "written"), [(1080, "18:00"), ("1080", "18:00"), (540, "09:00"), (1439, "23:59"), (0, "00:00"), ("62", "01:02")]
)
def test_a_time_without_quotes_is_explained(seen: Any, written: str) -> None:
    message = refusal(TENANT, office_hours=day(("00:01", seen)))
    assert message.startswith("office_hours.monday.ranges[0].to: ")
    assert f'write "{written}"' in message


def test_a_range_needs_both_ends() -> None:
    message = refusal(TENANT, office_hours={"friday": {"ranges": [{"from": "08:00"}]}})
    assert message.startswith("office_hours.friday.ranges[0].to: ")


def test_hours_of_a_menu_entry_are_checked_alike() -> None:
    message = refusal(IVR, custom_forward_rules=[{"user_input": "1", "office_hours": {"mode": "CUSTOM", **day(("18:00", "08:00"))}}])
    assert message.startswith("custom_forward_rules[0].office_hours.monday.ranges[0]: ")
