# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How long is waited for what another run is at work on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.read import waiting
from ansible_collections.portsip.pbx.plugins.module_utils.read.waiting import MOST_READINGS, patiently


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in seconds."""
    made: list[float] = []
    monkeypatch.setattr(waiting, "PAUSES", (1, 2, 3))
    monkeypatch.setattr(waiting, "pause", made.append)
    return made


def readings(*found: int) -> Iterator[int]:
    """What is read, one after the other, the last one again and again."""
    yield from found
    while True:
        yield found[-1]


def test_what_is_enough_is_not_read_again(pauses: list[float]) -> None:
    assert (patiently(readings(7).__next__, lambda found: True), pauses) == (7, [])


def test_what_rests_is_waited_for_once(pauses: list[float]) -> None:
    assert (patiently(readings(7).__next__, lambda found: False, changing=lambda found: found), pauses) == (7, [1, 2, 3])


def test_what_another_run_is_at_work_on_is_waited_for_as_long_as_it_changes(pauses: list[float]) -> None:
    read = readings(1, 1, 1, 2, 2, 2, 3).__next__
    assert (patiently(read, lambda found: found == 3, changing=lambda found: found), pauses) == (3, [1, 2, 3, 1, 2, 3])


def test_changes_count_only_where_they_are_looked_at(pauses: list[float]) -> None:
    assert (patiently(count().__next__, lambda found: False), pauses) == (3, [1, 2, 3])


def test_what_never_rests_is_not_waited_for_without_end(pauses: list[float]) -> None:
    assert patiently(count().__next__, lambda found: False, changing=lambda found: found) == MOST_READINGS
    assert set(pauses) == {1}
