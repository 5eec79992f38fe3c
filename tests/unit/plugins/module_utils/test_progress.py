# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How long work tells the user how far it is: in the thread that the user listens in, whoever does the work."""

from __future__ import annotations

import threading

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base import progress
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by, pause, tell
from ansible_collections.portsip.pbx.plugins.module_utils.read.parallel import parallel_map


def test_whoever_listens_hears() -> None:
    tell("nobody")
    first: list[str] = []
    second: list[str] = []
    with heard_by(first.append):
        tell("one")
        with heard_by(second.append):
            tell("two")
        tell("three")
    tell("nobody")
    assert (first, second) == (["one", "three"], ["two"])


def test_nobody_hears_another_thread() -> None:
    told: list[str] = []
    with heard_by(told.append):
        thread = threading.Thread(target=tell, args=("elsewhere",))
        thread.start()
        thread.join()
    assert told == []


def test_work_side_by_side_is_heard_in_the_main_thread() -> None:
    """Ansible's display passes on only what the main thread says."""
    heard: list[tuple[str, threading.Thread]] = []
    barrier = threading.Barrier(3)

    def work(number: int) -> int:
        barrier.wait(5)
        tell(f"begun {number}")
        barrier.wait(5)
        # The main thread looks up again before the end.
        threading.Event().wait(0.5)
        return number

    with heard_by(lambda text: heard.append((text, threading.current_thread()))):
        assert parallel_map(work, [1, 2, 3], 3) == [1, 2, 3]
    assert sorted(text for text, _thread in heard) == ["begun 1", "begun 2", "begun 3"]
    assert {thread for _text, thread in heard} == {threading.main_thread()}


@pytest.mark.parametrize(
    ("seconds", "slept", "told"),
    [
        (0, 0, []),
        (4.5, 4.5, []),
        (5, 5, []),
        (12, 12, ["waiting, 7 more seconds until the next attempt", "waiting, 2 more seconds until the next attempt"]),
        (-1, 0, []),
    ],
)
def test_a_long_pause_says_for_how_much_longer(seconds: float, slept: float, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(progress.time, "sleep", naps.append)
    heard: list[str] = []
    with heard_by(heard.append):
        pause(seconds)
    assert (sum(naps), heard) == (slept, told)


def test_a_pause_ends_where_nobody_waits_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(progress.time, "sleep", naps.append)

    def check() -> None:
        if len(naps) == 3:
            raise errors.Interrupted("over")

    with stopped_by(check), pytest.raises(errors.Interrupted, match="over"):
        pause(60)
    assert sum(naps) == 3 * progress.NAP_SECONDS
