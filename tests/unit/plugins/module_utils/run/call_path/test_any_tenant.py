# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Any tenant can be verified: each moment has the end that a second walker finds, and odd values do no harm."""

from __future__ import annotations

import contextlib
import datetime
import random
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.follow import Calls
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.moved import moved
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.verify import verify
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.year import slots_of
from ansible_collections.portsip.pbx.tests.unit.support.calls import FIRST_DID, Told, Walker, tenant
from ansible_collections.portsip.pbx.tests.unit.support.clinics import FIRST, clinics, entry


def test_all_times_at_once_agree_with_each_moment() -> None:
    """Bits for a year say the same as a second walker that looks at one moment after the other."""
    for seed in range(8):
        rng = random.Random(seed)
        definition = tenant(rng, size=3, dids=4)
        calls = Calls(definition, slots=slots_of([definition], FIRST))
        told = Told("", ("1", "timeout", "2"), (), seed % 2 == 0)
        for number in [*range(4), 100]:
            did = str(FIRST_DID + number)
            trails = list(calls.follow(("did", did), Call("", told.keys, told.status, told.answered)))
            total = 0
            for trail in trails:
                assert not trail.mask & total, "one moment, two ends"
                total |= trail.mask
            assert total == calls.site.slots.everything
            for day in calls.site.slots.days:
                date = day.date or regular(definition, day.weekday)
                for part in range(0, day.parts, 3):
                    moment = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=day.cuts[part])
                    (end,) = [trail.end for trail in trails if trail.mask >> (day.offset + part) & 1]
                    kind, where = Walker(definition, moment).ends(did, told)
                    assert end[0] == kind
                    assert where in (*end, ""), (seed, did, moment)


def regular(_definition: dict[str, Any], weekday: int) -> datetime.date:
    """A day without a holiday of ``tenant``."""
    return datetime.date(2027, 2, 1) + datetime.timedelta(days=weekday)


@pytest.mark.parametrize("seed", range(20))
def test_any_tenant_can_be_verified(seed: int) -> None:
    rng = random.Random(seed)
    definition = tenant(rng, size=4, dids=6)
    result = verify(definition, FIRST)
    assert result.calls
    assert all("\n" not in finding.line for finding in result.findings)
    other = tenant(rng, size=4, dids=6)
    assert isinstance(moved(other, definition, FIRST), list)
    assert moved(definition, definition, FIRST) == []


@pytest.mark.long
def test_any_of_many_tenants_can_be_verified() -> None:
    for seed in range(20, 400):
        test_any_tenant_can_be_verified(seed)


ODD: list[Any] = [
    *(None, 0, -1, 3.5, True, "", "x", "99-1", "*", "+", "1-", "-", "{{ x }}", [], {}, [1], [None], {"a": 1}, {"action": 5}, 8000, 10**30),
    *({"action": "FORWARD_TO_NUMBER"}, {"action": "FORWARD_TO_NUMBER", "number": 1010}, {"action": "FORWARD_TO_NUMBER", "number": [1]}),
    *("8000", "1000-1003", "25:99", "\u0663", "a;b", {"defaults": 1, "items": 2}, {"items": [{}]}),
]
"""Values that a definition has by mistake, or that a PBX may return."""


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a definition."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*way, key)
        yield from places(item, (*way, key))


def survives(seed: int) -> None:
    """Nothing in a definition, of whatever shape, lets a call go on for ever or ends in another error than one of the collection."""
    rng = random.Random(seed)
    wanted, queues = clinics()
    actual, _queues = clinics()
    ways = [way for way in places(wanted) if way[0] not in ("transports", "ip_rules")]
    for way in rng.sample(ways, rng.randrange(1, 6)):
        holder: Any = wanted
        with contextlib.suppress(KeyError, IndexError, TypeError):
            for key in way[:-1]:
                holder = holder[key]
            holder[way[-1]] = rng.choice(ODD)
    with contextlib.suppress(InvalidInput):
        assert all("\n" not in finding.line for finding in verify(wanted, FIRST, queues=queues).findings)
        moved(wanted, actual, FIRST, queues=queues)


@pytest.mark.parametrize("seed", range(10))
def test_values_of_any_shape_do_no_harm(seed: int) -> None:
    survives(seed)


@pytest.mark.long
def test_more_values_of_any_shape_do_no_harm() -> None:
    for seed in range(10, 400):
        survives(seed)


def test_a_menu_entry_without_input_is_never_pressed() -> None:
    """An empty input must not be taken again and again."""
    definition, queues = clinics()
    entry(definition, "ivrs", "8002")["custom_forward_rules"].append({"user_input": "", "office_hours_forward_rule": {"action": "REPEAT"}})
    assert verify(definition, FIRST, queues=queues).calls
