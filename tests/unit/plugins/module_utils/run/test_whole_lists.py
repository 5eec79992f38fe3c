# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Lists below an object, as the members of a ring group: when they are written, and what a refusal leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ring_group import RING_GROUP
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench, only

from simulator import Simulator

MEMBERS = [{"extension_number": "2002"}, {"extension_number": "2001", "skill_level": 3}]


@pytest.fixture
def tenant(shared_simulator: Simulator) -> str:
    """The id of a tenant with two users."""
    identifier = str(shared_simulator.add_tenant("clinic.example.net", "Clinic"))
    for number in ("2001", "2002"):
        shared_simulator.add_user(identifier, number, f"User {number}")
    return identifier


@pytest.fixture
def bench(shared_simulator: Simulator, tenant: str) -> Bench:
    """Runs for the ring group 8600."""
    return Bench(shared_simulator, RING_GROUP, {"tenant": "Clinic", "extension_number": "8600"})


def _row(bench: Bench, tenant: str) -> dict[str, Any]:
    return dict(only(bench.pbx.state()["tenants"][tenant]["ring_groups"]))


def _writes(calls: list[str]) -> list[str]:
    return [call.rpartition("/")[2] for call in calls if call.startswith("POST /api/ring_groups/")]


def test_only_what_changes_is_written(bench: Bench) -> None:
    bench.run(name="Front desk", agents=MEMBERS)
    (identifier,) = {call.split("/")[3] for call in bench.run(agents=MEMBERS[:1]).calls if call.startswith("POST /api/ring_groups/")}
    assert _writes(bench.both(agents=MEMBERS).calls) == ["agents"]
    assert _writes(bench.both(ring_time=30).calls) == [identifier]
    assert _writes(bench.both(ring_time=40, agents=[]).calls) == [identifier, "agents"]


def test_the_order_is_a_difference(bench: Bench, tenant: str) -> None:
    bench.run(name="Front desk", agents=MEMBERS)
    assert not bench.both(agents=MEMBERS).changed
    outcome = bench.both(agents=MEMBERS[::-1])
    assert outcome.changed
    sides = outcome.result["diff"]
    assert [[agent["extension_number"] for agent in sides[side]["agents"]] for side in ("before", "after")] == [
        ["2002", "2001"],
        ["2001", "2002"],
    ]
    assert [agent["skill_level"] for agent in _row(bench, tenant)["agents"]] == [3, 1]


def test_members_that_are_not_given_stay(bench: Bench, tenant: str) -> None:
    bench.run(name="Front desk", agents=MEMBERS)
    bench.pbx.configure(update_mode="replace")
    assert bench.both(name="Reception").changed
    assert [agent["extension_number"] for agent in _row(bench, tenant)["agents"]] == ["2002", "2001"]


def test_a_member_that_is_refused_leaves_the_new_group(bench: Bench, tenant: str) -> None:
    outcome = bench.run(name="Front desk", agents=[*MEMBERS, {"extension_number": "2999"}])
    assert isinstance(outcome.error, errors.Refused)
    assert "2999" in str(outcome.error)
    assert "Written before, and still in place: ring group 8600" in str(outcome.error)
    assert _row(bench, tenant)["agents"] == []
    assert bench.both(name="Front desk", agents=MEMBERS).changed
    assert not bench.both(name="Front desk", agents=MEMBERS).changed


def test_recreation_takes_the_members_along(bench: Bench, tenant: str) -> None:
    identifier = bench.run(name="Front desk", agents=MEMBERS).result["ring_group"]["id"]
    renumbered = Bench(bench.pbx, RING_GROUP, {"tenant": "Clinic", "id": identifier, "extension_number": "8601", "recreate": True})
    assert renumbered.run().changed
    row = _row(bench, tenant)
    assert (row["extension_number"], [agent["extension_number"] for agent in row["agents"]]) == ("8601", ["2002", "2001"])


def test_a_number_that_a_receptionist_has_is_refused(bench: Bench, tenant: str) -> None:
    bench.pbx.add_ivr(tenant, "8600", "Reception")
    outcome = bench.run(name="Front desk")
    assert isinstance(outcome.error, errors.Refused)
    assert "ring_groups" not in bench.pbx.state()["tenants"][tenant]


@pytest.mark.parametrize(("release", "field"), [("22.2", "enable_night_mode"), ("22.3", "enable_audio_recording")])
def test_fields_that_the_release_lacks(release: str, field: str, bench: Bench) -> None:
    bench.pbx.configure(release=release)
    outcome = bench.both(name="Front desk", **{field: True})
    assert isinstance(outcome.error, errors.InvalidInput)
    assert field in str(outcome.error)
    bench.pbx.configure(release="22.6")
    assert bench.both(name="Front desk", **{field: True}).changed
