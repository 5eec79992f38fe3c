# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a diff calls the objects that others refer to."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.ivr import EXTENSION, context
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

QUEUE = 901


@pytest.fixture
def ivr(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR of an extension."""
    return Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})


def playing(sound: str) -> list[dict[str, object]]:
    """A menu that plays a sound when somebody enters 1."""
    return [context("Main", {"1": [{"action": "play_sound", "sound": sound}]})]


def test_what_nobody_named_goes_by_its_name_too_where_a_list_was_read(ivr: Task) -> None:
    first, _second = ivr.pbx.add_sound("Summer"), ivr.pbx.add_sound("Winter")
    ivr.settle(contexts=playing(str(first)))
    done = ivr.settle(contexts=playing("Winter"))
    sounds = [done.result["diff"][side]["contexts"][0]["options"][0]["rules"][0]["sound"] for side in ("before", "after")]
    assert sounds == ["Summer", "Winter"]
    done = ivr.settle(contexts=playing(str(first)))
    sounds = [done.result["diff"][side]["contexts"][0]["options"][0]["rules"][0]["sound"] for side in ("before", "after")]
    assert sounds == ["Winter", "Summer"]


def test_one_field_goes_by_what_was_given(shared_simulator: Simulator) -> None:
    queue = Task(shared_simulator, "portsip_queue", {"extension_id": QUEUE})
    first, second = (str(shared_simulator.add_sound(title)) for title in ("Summer", "Winter"))
    queue.settle(vm_greeting=first)
    done = queue.settle(vm_greeting="Winter")
    assert [done.result["diff"][side]["vm_greeting"] for side in ("before", "after")] == [int(first), "Winter"]
    queue.still(vm_greeting=second)
