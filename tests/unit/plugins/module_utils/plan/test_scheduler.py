# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A graph of work in several threads: order, failures, the end of a task's time, and what is known of each piece then."""

from __future__ import annotations

import functools
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply.graph import Work
from ansible_collections.portsip.pbx.plugins.module_utils.apply.scheduler import Ended, run_works
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import check_going, stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import caution, heard_by, tell
from ansible_collections.portsip.pbx.plugins.module_utils.base.writes import begin_write, write_had_no_effect

WAIT = 5


class TimeIsUp(BaseException):
    """What ansible-core raises in the main thread when a task's time is up."""


@pytest.fixture(autouse=True)
def _threads_end() -> Iterator[None]:
    """Every thread of a test is gone soon after it."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(WAIT)
        assert not thread.is_alive()


def work(key: str, after: str = "", do: Callable[[], Any] = lambda: None, *, last: bool = False) -> Work:
    return Work(key, do, frozenset(filter(None, after.split(", "))), last)


def states(ended: list[Ended]) -> dict[Any, str]:
    return {end.key: end.state for end in ended}


def failing(text: str = "no") -> Any:
    raise errors.Refused(text)


# Order


def graph(seed: int, size: int) -> list[tuple[int, frozenset[int]]]:
    """Keys and what each is after, in an order in which some stand before what they are after."""
    chance = random.Random(seed)
    keys = list(range(size))
    edges = [(key, frozenset(chance.sample(range(key), chance.randint(0, min(3, key))))) for key in keys]
    chance.shuffle(edges)
    return edges


@pytest.mark.parametrize("seed", range(6))
def test_each_begins_once_everything_before_it_is_done_and_the_outcome_does_not_depend_on_the_number_of_threads(seed: int) -> None:
    edges = graph(seed, 60)
    broken = set(random.Random(seed).sample(range(60), 4))
    found = []
    for parallel in (1, 3, 20):
        done: list[int] = []
        begun: list[int] = []

        def do(key: int, after: frozenset[int], *, done: list[int], begun: list[int]) -> int:
            begun.append(key)
            assert after <= set(done)
            if key in broken:
                raise errors.Refused(f"{key}")
            time.sleep(0.0005 * (key % 3))
            done.append(key)
            return key * 10

        works = [Work(key, functools.partial(do, key, after, done=done, begun=begun), after) for key, after in edges]
        outcome = run_works(works, parallel)
        assert sorted(begun) == sorted(end.key for end in outcome.of("done", "failed"))
        assert [end.key for end in outcome.done] == [key for key, _after in edges if key in done]
        assert all(end.result == end.key * 10 for end in outcome.done)
        assert list(outcome.ended) == [key for key, _after in edges]
        found.append([(end.key, end.state, end.because) for end in outcome.ended.values()])
    assert found[0] == found[1] == found[2]
    # What is skipped, and because of what, by the definition.
    order, after = [key for key, _after in edges], dict(edges)
    before: dict[int, set[int]] = {}
    for key in sorted(after):  # each is after smaller ones
        before[key] = after[key].union(*(before[other] for other in after[key]))
    failed = {key for key in broken if not before[key] & broken}
    for key, state, because in found[0]:
        causes = sorted(before[key] & failed, key=order.index)
        assert (state, because) == (("skipped", causes[0]) if causes else ("failed" if key in broken else "done", None))


def test_one_thread_keeps_to_the_given_order() -> None:
    begun: list[str] = []
    names = ["a", "b", "c", "d", "e"]
    works = [work(name, "a" if name == "c" else "", lambda name=name: begun.append(name)) for name in names]  # type: ignore[misc]
    run_works(works, 1)
    assert begun == names


@pytest.mark.parametrize("parallel", [2, 8])
def test_as_many_at_a_time_as_asked_for_and_no_more(parallel: int) -> None:
    at_work, most = [0], [0]
    lock = threading.Lock()
    together = threading.Barrier(parallel)

    def do() -> None:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        together.wait(WAIT)
        with lock:
            at_work[0] -= 1

    outcome = run_works([work(str(number), "", do) for number in range(3 * parallel)], parallel)
    assert (len(outcome.done), most[0]) == (3 * parallel, parallel)


@pytest.mark.parametrize("parallel", [1, 20])
def test_what_is_last_comes_after_all_others_even_those_that_fail(parallel: int) -> None:
    begun: list[str] = []

    def note(name: str) -> Callable[[], None]:
        return lambda: begun.append(name)

    works = [
        work("remove a", "remove b", note("remove a"), last=True),
        work("remove b", "", note("remove b"), last=True),
        work("create", "", lambda: (time.sleep(0.05), note("create")())),
        work("broken", "", failing),
        work("behind it", "broken", note("behind it")),
        work("behind that", "behind it", note("behind that")),
    ]
    outcome = run_works(works, parallel)
    assert begun == ["create", "remove b", "remove a"]
    assert states(outcome.not_done) == {"broken": "failed", "behind it": "skipped", "behind that": "skipped"}


def test_a_removal_that_makes_room_comes_before_what_needs_the_room() -> None:
    begun: list[str] = []
    works = [
        work("create", "remove", lambda: begun.append("create")),
        work("remove", "", lambda: begun.append("remove"), last=True),
        work("other", "", lambda: begun.append("other"), last=True),
    ]
    assert len(run_works(works, 4).done) == 3
    assert begun == ["remove", "create", "other"]


@pytest.mark.parametrize(
    ("works", "says"),
    [
        ([work("a"), work("a")], "same key"),
        ([work("a", "b")], "no work 'b'"),
        ([work("a", "b"), work("b", "a"), work("c")], "wait for each other: 'a', 'b'"),
        ([work("a", "a")], "wait for each other"),
    ],
)
def test_what_is_no_graph_is_refused_before_anything_begins(works: list[Work], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        run_works(works, 2)


def test_nothing_to_do_is_done() -> None:
    assert run_works([], 8).ended == {}


def test_a_long_chain_takes_no_recursion() -> None:
    works = [work(str(number), str(number - 1) if number else "") for number in range(3000)]
    assert len(run_works(works, 4).done) == 3000
    works[0] = work("0", "", failing)
    assert {end.because for end in run_works(works, 4).of("skipped")} == {"0"}


# Failures


def test_what_depends_on_a_failure_is_skipped_and_the_rest_is_done() -> None:
    told: list[tuple[Any, str]] = []
    works = [
        work("tenant", "", failing),
        work("ivr", "tenant"),
        work("url", "ivr, other"),
        work("other"),
        work("elsewhere", "other", lambda: "result"),
    ]
    outcome = run_works(works, 8, ended=lambda end: told.append((end.key, end.state)))
    assert states(outcome.not_done) == {"tenant": "failed", "ivr": "skipped", "url": "skipped"}
    assert {end.because for end in outcome.of("skipped")} == {"tenant"}
    assert [end.result for end in outcome.done] == [None, "result"]
    assert isinstance(outcome.ended["tenant"].error, errors.Refused)
    assert sorted(told) == [("elsewhere", "done"), ("other", "done"), ("tenant", "failed")]


@pytest.mark.parametrize("error", [KeyError("defect"), SystemExit(3), TimeIsUp()])
def test_whatever_a_work_raises_is_its_failure_and_no_thread_is_lost(error: BaseException) -> None:
    def do() -> None:
        raise error

    outcome = run_works([work("a", "", do), work("b", "a"), work("c")], 2)
    assert states(list(outcome.ended.values())) == {"a": "failed", "b": "skipped", "c": "done"}
    assert outcome.ended["a"].error is error


@pytest.mark.parametrize(
    ("write", "state"),
    [
        ([], "failed"),
        ([begin_write, write_had_no_effect], "failed"),
        ([begin_write], "unknown"),
        ([begin_write, begin_write, write_had_no_effect], "failed"),
        ([begin_write, write_had_no_effect, begin_write], "unknown"),
        ([begin_write, write_had_no_effect, write_had_no_effect], "failed"),
    ],
)
def test_a_failure_is_unknown_where_a_write_may_have_taken_effect(write: list[Callable[[], None]], state: str) -> None:
    def do() -> None:
        for step in write:
            step()
        failing()

    outcome = run_works([work("a", "", do), work("b", "a")], 1)
    assert states(outcome.not_done) == {"a": state, "b": "skipped"}


# An early end


class Clock:
    """Ends the main thread's wait once something has happened."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.up = threading.Event()

    def check(self) -> None:
        if self.up.is_set() and threading.current_thread() is threading.main_thread():
            raise self.error


@pytest.mark.parametrize("error", [errors.Interrupted("over"), TimeIsUp()])
@pytest.mark.parametrize("parallel", [1, 4])
@pytest.mark.slow
def test_when_the_time_is_up_nothing_begins_and_what_is_under_way_is_waited_for(error: BaseException, parallel: int) -> None:
    clock = Clock(error)
    refused: list[str] = []
    wrote = threading.Event()

    def finishes() -> str:
        if parallel > 1:
            wrote.wait(WAIT)
        clock.up.set()
        time.sleep(0.4)  # a request under way
        return "answer"

    def goes_on() -> None:
        begin_write()
        wrote.set()
        clock.up.wait(WAIT)
        time.sleep(0.4)
        try:
            check_going()  # asked before the next request
        except errors.Interrupted:
            refused.append("request")
            raise

    works = [work("finishes", "", finishes), work("behind", "finishes"), work("goes on", "", goes_on), work("after it", "goes on")]
    with stopped_by(clock.check):
        outcome = run_works(works, parallel)
    assert outcome.interrupted is error
    assert outcome.ended["finishes"].result == "answer"
    expected = {"finishes": "done", "behind": "not_begun", "goes on": "not_begun", "after it": "not_begun"}
    if parallel > 1:
        expected |= {"goes on": "unknown", "after it": "skipped"}
    assert states(list(outcome.ended.values())) == expected
    assert refused == ["request"] * (parallel > 1)


def test_the_wait_is_bounded_and_what_is_still_under_way_is_unknown_where_it_writes() -> None:
    clock = Clock(TimeIsUp())
    release = threading.Event()
    begun = threading.Barrier(2, action=clock.up.set)

    def writes() -> None:
        begin_write()
        begun.wait(WAIT)
        release.wait(WAIT)

    def reads() -> None:
        begun.wait(WAIT)
        release.wait(WAIT)

    with stopped_by(clock.check):
        before = time.monotonic()
        outcome = run_works([work("writes", "", writes), work("reads", "", reads), work("c", "reads")], 2, in_flight_seconds=0.3)
    assert time.monotonic() - before < WAIT
    assert states(list(outcome.ended.values())) == {"writes": "unknown", "reads": "not_begun", "c": "not_begun"}
    release.set()


def test_one_work_that_notices_the_end_ends_all() -> None:
    def noticing() -> None:
        raise errors.Interrupted("ansible-playbook has ended")

    outcome = run_works([work("a", "", noticing), work("b"), work("c")], 1)
    assert states(list(outcome.ended.values())) == {"a": "not_begun", "b": "not_begun", "c": "not_begun"}
    assert str(outcome.interrupted) == "ansible-playbook has ended"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
@pytest.mark.slow
def test_who_ends_the_process_is_heard_once_what_is_under_way_has_ended(error: BaseException) -> None:
    clock = Clock(error)
    done: list[str] = []

    def slow() -> None:
        clock.up.set()
        time.sleep(0.3)
        done.append("slow")

    with stopped_by(clock.check), pytest.raises(type(error)):
        run_works([work("slow", "", slow), work("next", "slow", lambda: done.append("next"))], 1)
    assert done == ["slow"]


# What is told


def test_what_threads_tell_and_warn_of_is_told_in_the_calling_thread() -> None:
    heard: list[tuple[str, str, bool]] = []

    def hear(kind: str) -> Callable[[str], None]:
        return lambda text: heard.append((kind, text, threading.current_thread() is threading.main_thread()))

    with heard_by(hear("told"), hear("warned")):
        run_works([work(str(number), "", lambda number=number: (tell(f"t{number}"), caution(f"w{number}"))) for number in range(3)], 3)  # type: ignore[misc]
    assert sorted(heard) == [(kind, f"{kind[0]}{number}", True) for kind in ("told", "warned") for number in range(3)]


def test_warnings_stand_in_the_order_of_the_works_whichever_ends_first() -> None:
    heard: list[str] = []

    def do(number: int) -> None:
        time.sleep(0.02 * (3 - number))
        caution(str(number))
        if number == 1:
            failing()

    with heard_by(lambda text: None, heard.append):
        run_works([work(str(number), "", lambda number=number: do(number)) for number in range(4)], 4)  # type: ignore[misc]
    assert heard == ["0", "1", "2", "3"]
