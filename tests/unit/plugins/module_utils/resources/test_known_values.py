# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Codes and time zones: what is close to a known one is refused with that one, what is close to none gives a warning.

ISO 3166-1 alpha-3, ISO 4217, the IANA time zone database; PortSIP PBX REST API 22.2 (tenants) wants the codes in upper case.
"""

from __future__ import annotations

import importlib
import pkgutil
import zoneinfo
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import actions, resources, schema
from ansible_collections.portsip.pbx.plugins.module_utils.base import codes
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_interval import INTERVAL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_user import USER
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.schema.model import Wanted
from ansible_collections.portsip.pbx.tests.unit.support.options import accepted, refusal, warned
from ansible_collections.portsip.pbx.tests.unit.support.task import Task
from pydantic import TypeAdapter

from simulator import Simulator


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without a time zone database, such as a slim container image."""

    def missing(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    codes.time_zones.cache_clear()
    yield
    codes.time_zones.cache_clear()


@pytest.mark.parametrize(
    ("zone", "nearest"),
    [
        ("Europe/Dubln", "Europe/Dublin"),
        ("Europe/Zurrich", "Europe/Zurich"),
        ("europe/zurich", "Europe/Zurich"),
        ("America/New York", "America/New_York"),
        ("Dublin", "Europe/Dublin"),
        ("utc", "UTC"),
    ],
)
def test_a_misspelt_time_zone_is_refused_with_the_right_one(zone: str, nearest: str) -> None:
    if " " not in zone:
        assert refusal(TENANT, timezone=zone) == f"timezone: {zone!r} is not allowed, it must be an IANA time zone; did you mean {nearest}?"
    for resource in (INTERVAL, USER):
        assert refusal(resource, timezone=zone).endswith(f"did you mean {nearest}?")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "posix/Europe/Zurich"])
def test_a_time_zone_close_to_none_gives_a_warning(zone: str) -> None:
    for resource in (TENANT, INTERVAL, USER):
        (warning,) = warned(resource, timezone=zone)
        assert warning.startswith(f"timezone: {zone!r} is not in the time zone database")
        assert accepted(resource, timezone=zone)["timezone"] == zone


@pytest.mark.usefixtures("no_database")
def test_without_a_database_nothing_is_known_of_time_zones() -> None:
    for zone in ("Europe/Dubln", "Mars/Olympus", "Europe/Zurich"):
        assert warned(TENANT, timezone=zone) == []


def test_known_time_zones_give_no_warning() -> None:
    for zone in ("Europe/Zurich", "UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "EST5EDT"):
        assert warned(TENANT, timezone=zone) == []


@pytest.mark.parametrize(
    ("option", "given", "nearest"),
    [
        ("currency", "XXQ", "XXX"),
        ("currency", "erU", "EUR"),
        ("currency", "CHG", "CHF"),
        ("region", "DUE", "DEU"),
        ("region", "xus", "AUS"),
    ],
)
def test_a_misspelt_code_is_refused_with_the_nearest(option: str, given: str, nearest: str) -> None:
    message = refusal(TENANT, **{option: given})
    assert message.startswith(f"{option}: {given!r} is not allowed")
    assert nearest in message.partition("similar: ")[2].split(", ")


@pytest.mark.parametrize(("option", "given"), [("region", "ZZZ"), ("region", "xkx"), ("currency", "QQQ")])
def test_a_code_close_to_none_gives_a_warning(option: str, given: str) -> None:
    (warning,) = warned(TENANT, **{option: given})
    assert warning.startswith(f"{option}: {given!r} is not among the codes of ISO ")
    assert accepted(TENANT, **{option: given})[option] == given.upper()


def test_codes_in_lower_case_are_written_in_upper_case(shared_simulator: Simulator) -> None:
    tenant = Task(shared_simulator, "portsip_tenant", {"domain": "clinic.example.net", "name": "Clinic", "timezone": "Europe/Zurich"})
    made = tenant.settle(currency="chf", region="che")
    assert [made.bodies[0][name] for name in ("currency", "region")] == ["CHF", "CHE"]
    assert made.context.warnings == []


def test_warnings_reach_the_user(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_extension_interval", {"extension_id": 201, "name": "Day", "conditions": [{"month": 5}]})
    tried = task.run(check=True, timezone="Mars/Olympus")
    assert [text.partition(" is ")[0] for text in tried.context.warnings] == ["timezone: 'Mars/Olympus'"]


# Times


def test_a_rule_that_has_expired_gives_a_warning() -> None:
    assert warned(IP_RULE, expire_at="2020-06-30T22:00:00Z") == ["expire_at: 2020-06-30T22:00:00Z has passed already"]
    assert warned(IP_RULE, expire_at="2999-06-30T22:00:00Z") == warned(IP_RULE, expire_at="") == []


@pytest.mark.parametrize("day", ["2027-02-31", "2027-02-29", "2027-04-31", "2027-13-01"])
def test_a_day_that_the_calendar_does_not_have_is_refused(day: str) -> None:
    assert refusal(IP_RULE, expire_at=f"{day}T22:00:00Z").startswith("expire_at: ")


# Whole numbers

PLUGINS = "ansible_collections.portsip.pbx.plugins"
"""Where models count: tests define some of their own."""


def _models() -> list[Any]:
    for package in (resources, schema, actions):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(info.name)
    found, left = [], [Wanted]
    while left:
        below = left.pop().__subclasses__()
        found += below
        left += below
    return [model for model in found if model.__module__.startswith(f"{PLUGINS}.")]


def _whole_numbers() -> list[Any]:
    """Every field of every model that holds a whole number, or a list of them: where it is, and the type."""
    cases = []
    for model in _models():
        for name, field in model.model_fields.items():
            parts = [part for part in (field.annotation, *get_args(field.annotation)) if part is not type(None)]
            text = str(field.annotation)
            if "int" in text.replace("Constraint", "").replace("integer", "") and "Literal" not in text:
                cases.append(pytest.param(model, name, parts, id=f"{model.__name__}.{name}"))
    return cases


@pytest.mark.parametrize(("model", "name", "parts"), _whole_numbers())
def test_each_whole_number_has_bounds(model: Any, name: str, parts: list[Any]) -> None:
    """PortSIP's API describes int32; the ids of the extension API are taken to be at most 64 bits long."""
    field = model.model_fields[name]
    adapter = TypeAdapter(model)
    for value in (2**63, -(2**63) - 1, 10**30):
        given: Any = [value] if "list" in str(field.annotation) else value
        with pytest.raises(ValueError) as caught:
            adapter.validate_python({name: given})
        assert any(error["loc"][0] in (name, field.alias) for error in caught.value.errors()), (value, parts)
