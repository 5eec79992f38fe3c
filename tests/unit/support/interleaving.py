# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every order in which the requests of several runs can reach an API: no threads, each run is replayed up to its next request."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils import errors

Program = Callable[[Any], Any]
"""A run: takes its client, returns what came of it."""
KILLED = "killed"


class Waiting(BaseException):
    """A run has come to a request that is not answered yet."""

    def __init__(self, request: tuple[str, ...]) -> None:
        super().__init__(request)
        self.request = request


class Replay:
    """A client as the engine uses it, which answers from what was answered before.

    :param answers: JSON of each answer so far; an error as its class and status.
    """

    name = "The API"
    transport = SimpleNamespace(settings=SimpleNamespace(retries=2), pause=lambda attempt: None)

    def __init__(self, answers: Sequence[str]) -> None:
        self._answers = list(answers)

    def _ask(self, *request: str) -> Any:
        if not self._answers:
            raise Waiting(request)
        answer = json.loads(self._answers.pop(0))
        if "error" in answer:
            raise getattr(errors, answer["error"])(answer["error"], status=answer["status"])
        return answer["answer"]

    def find(self, path: str, *, paged: bool, wanted: str | None, search: str | None = None) -> Any:
        return self._ask("list")

    def list_all(self, path: str, *, paged: bool, query: Any = None) -> Any:
        return self._ask("list")

    def get_object(self, path: str, query: Any = None, odd: Any = None) -> Any:
        return self._ask("get", path.rpartition("/")[2])

    def create(self, path: str, body: Any) -> Any:
        return self._ask("create", json.dumps(body, sort_keys=True))

    def update(self, path: str, body: Any) -> Any:
        return self._ask("update", path.rpartition("/")[2], json.dumps(body, sort_keys=True))

    def remove(self, path: str, query: Any = None) -> None:
        self._ask("remove", path.rpartition("/")[2])

    def wait(self) -> None:
        """Stands in for a pause."""
        self._ask("pause")


@dataclass(frozen=True)
class State:
    """What the API holds, and how far each run is.

    :param things: id and JSON of each object.
    :param ids: those that the next objects get.
    :param logs: the answers that each run has got.
    """

    things: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    logs: tuple[tuple[str, ...], ...]


@dataclass
class End:
    """A state in which every run has ended, or will make no request any more.

    :param things: objects by id.
    :param results: of each run; an error, or None for one that was killed.
    """

    things: dict[str, dict[str, Any]]
    results: list[Any]


@dataclass
class Explorer:
    """Goes through all orders of the requests of some runs.

    :param unique: refuse a second object of the same name.
    :param prompt: no pause of a run ends before the others have looked at what they have created, and have taken back what
        they take back; otherwise a pause is no time at all.
    :param mortal: runs that may be killed before any of their requests (``walks`` only).
    """

    programs: Sequence[Program]
    ids: Sequence[str]
    unique: bool = False
    prompt: bool = True
    mortal: frozenset[int] = frozenset()
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    _pending: dict[tuple[int, tuple[str, ...]], Any] = field(default_factory=dict)

    def ends(self) -> list[End]:
        """Every end there can be."""
        first = State(tuple((key, json.dumps(thing)) for key, thing in self.things.items()), tuple(self.ids), ((),) * len(self.programs))
        seen, waiting, found = {self._form(first)}, [first], []
        while waiting:
            state = waiting.pop()
            going = self._going(state)
            if not going:
                found.append(self._end(state))
            for after in (self._served(state, number) for number in going if not self._must_wait(state, number, going)):
                form = self._form(after)
                if form not in seen:
                    seen.add(form)
                    waiting.append(after)
        return found

    def _next(self, number: int, log: tuple[str, ...]) -> Any:
        """The request that a run waits with, or its end."""
        if (number, log) not in self._pending:
            try:
                outcome: Any = SimpleNamespace(value=None) if KILLED in log else SimpleNamespace(value=self.programs[number](Replay(log)))
            except Waiting as waiting:
                outcome = waiting
            except errors.PortsipError as error:
                outcome = SimpleNamespace(value=error)
            self._pending[number, log] = outcome
        return self._pending[number, log]

    def walks(self, count: int) -> Iterator[End]:
        """Where so many orders lead to that are chosen at random, the same ones each time."""
        chance = random.Random(2026)
        for _number in range(count):
            state = State(
                tuple((key, json.dumps(thing)) for key, thing in self.things.items()), tuple(self.ids), ((),) * len(self.programs)
            )
            while going := self._going(state):
                number = chance.choice([number for number in going if not self._must_wait(state, number, going)])
                killed = number in self.mortal and chance.random() < 0.2
                state = self._killed(state, number) if killed else self._served(state, number)
            yield self._end(state)

    def _going(self, state: State) -> list[int]:
        return [number for number in range(len(self.programs)) if isinstance(self._next(number, state.logs[number]), Waiting)]

    def _end(self, state: State) -> End:
        results = [self._next(number, log).value for number, log in enumerate(state.logs)]
        return End({key: json.loads(thing) for key, thing in state.things}, results)

    def _form(self, state: State) -> Any:
        """Equal for states that go on alike: it is of no account how a run has come to its end."""
        logs = []
        for number, log in enumerate(state.logs):
            after = self._next(number, log)
            logs.append(log if isinstance(after, Waiting) else repr(after.value))
        return (state.things, state.ids, tuple(logs))

    def _must_wait(self, state: State, number: int, going: list[int]) -> bool:
        """Whether a run is in a pause in which another one comes to a decision."""
        if not self.prompt or self._next(number, state.logs[number]).request[0] != "pause":
            return False
        others = [other for other in going if other != number]
        return any(
            self._next(other, state.logs[other]).request[0] == "remove" or json.loads(state.logs[other][-1]).get("created")
            for other in others
            if state.logs[other]
        )

    def _killed(self, state: State, number: int) -> State:
        return replace(state, logs=tuple((*log, KILLED) if other == number else log for other, log in enumerate(state.logs)))

    def _served(self, state: State, number: int) -> State:
        verb, *arguments = self._next(number, state.logs[number]).request
        things, ids = {key: json.loads(thing) for key, thing in state.things}, list(state.ids)
        answer: Any = {"answer": None}
        if verb == "list":
            answer = {"answer": [{"id": key, **thing} for key, thing in things.items()]}
        elif verb == "create":
            body = json.loads(arguments[0])
            if self.unique and any(thing["name"] == body["name"] for thing in things.values()):
                answer = {"error": "Refused", "status": 400}
            else:
                things[ids[0]] = body
                answer = {"answer": {"id": ids.pop(0)}, "created": True}
        elif verb == "pause":
            pass
        elif arguments[0] not in things:
            answer = {"error": "NotFound", "status": 404}
        elif verb == "get":
            answer = {"answer": {"id": arguments[0], **things[arguments[0]]}}
        elif verb == "update":
            things[arguments[0]].update(json.loads(arguments[1]))
        else:
            del things[arguments[0]]
        logs = list(state.logs)
        logs[number] = (*logs[number], json.dumps(answer))
        return State(tuple(sorted((key, json.dumps(thing)) for key, thing in things.items())), tuple(ids), tuple(logs))
