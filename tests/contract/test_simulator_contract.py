# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The simulator against the recorded facts, in both directions: nothing missing, nothing made up, every limit held."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from contract import facts, targets
from contract.answers import mistakes
from contract.clients import PbxClient, reasons
from contract.described import described_bodies, described_queries, routes
from contract.deviations import DEVIATIONS, UNDESCRIBED, WRITE_ONLY, deviates, effective
from contract.probing import Probe, Probed, not_refused, not_taken, rounds
from contract.values import at, beyond, malformed, mistyped, valid

from simulator import Simulator

Path = tuple[str, ...]

UNPROBED = {
    "POST /auth/sign_in": "every refused sign-in counts towards the lockout; see test_simulator_sessions",
    "POST /admin/password": "the old password must be the one in force; see test_simulator_accounts",
    "POST /dealer/password": "the same",
    "POST /auth/refresh_token": "its one field is a token that serves once; see test_simulator_sessions",
    "POST /call_queues/{id}/agents/{agent_number}": "who logs in has another status then; see test_simulator_call_queues",
    "PUT /extension/{extension_id}/valet_park/{call_api_id}": "what it takes depends on the slots; see test_simulator_extension_calls",
}
RELEASES: dict[str, dict[str, facts.Fact]] = {
    "22.2": {**facts.PBX, **facts.EXTENSION},
    "22.3": {**facts.LATER, **facts.CHANGED["22.3"]},
    "22.6": facts.CHANGED["22.6"],
    "22.8": facts.CHANGED["22.8"],
}
"""Of the later ones, what they change."""
# The mappings inside of a tenant and of a receptionist are the same in creation and update: they are probed once.
_NESTED_IN = ("POST /tenants", "POST /ivrs", "POST /sbc")
FIELDS: dict[tuple[str, str], list[tuple[Path, facts.Fact]]] = {
    (release, operation): [
        (path, effective(operation, path, fact))
        for path, fact in facts.leaves(described.get("body", {}))
        if len(path) == 1 or operation in _NESTED_IN or path[0] == "outbound_caller_ids"
    ]
    for release, operations in RELEASES.items()
    for operation, described in operations.items()
    if operation not in UNPROBED and described.get("body")
}
PROBED = [pytest.param(*which, id=" ".join(which)) for which, fields in FIELDS.items() if fields]


def test_the_whole_administration_is_offered() -> None:
    """Each operation that has to be offered is served, and its facts are recorded."""
    assert facts.OFFERED
    assert facts.OFFERED - routes() == frozenset()
    assert facts.OFFERED - set(facts.PBX) == frozenset()


def test_routes_are_the_described_ones() -> None:
    described = set(facts.PBX) | set(facts.EXTENSION) | set(UNDESCRIBED)
    assert routes() == described


@pytest.mark.parametrize("release", RELEASES)
def test_bodies_are_the_described_ones(release: str) -> None:
    """Names, types, enums, limits and what is required; each deviation must be in the table, and none in vain."""
    found = list(described_bodies(release))
    assert [entry for entry in found if not deviates(*entry[:3])] == []


@pytest.mark.slow
def test_no_deviation_is_listed_in_vain() -> None:
    found = [entry for release in RELEASES for entry in described_bodies(release)] + list(described_queries())
    assert [entry for entry in DEVIATIONS if not any(deviates(*difference[:3], table=(entry,)) for difference in found)] == []


class Prober:
    """A server for the probes alone, made ready anew only when another operation's turn comes."""

    def __init__(self, server: Simulator) -> None:
        self._server = server
        self._ready: tuple[tuple[str, str], Probed] | None = None

    def probed(self, release: str, operation: str) -> Probed:
        """Return an operation in a release."""
        if self._ready is None or self._ready[0] != (release, operation):
            self._ready = (release, operation), Probed(partial(self._target, release, operation))
        return self._ready[1]

    def _target(self, release: str, operation: str) -> targets.Target:
        self._server.reset()
        self._server.configure(release=release, later_release_fields=False)
        return targets.make(self._server, operation)


@pytest.fixture(scope="module")
def prober() -> Iterator[Prober]:
    with Simulator() as server:
        yield Prober(server)


@pytest.fixture
def probed(prober: Prober, release: str, operation: str) -> Probed:
    return prober.probed(release, operation)


@pytest.mark.parametrize(("release", "operation"), PROBED)
def test_what_the_description_allows_is_taken(probed: Probed, release: str, operation: str) -> None:
    """Each field takes its values, those at its limits included, and they are read back."""
    allowed = [
        [Probe(path, value, check=partial(_read_back, operation, path, value)) for value in valid(fact, path, probed.target.values)]
        for path, fact in FIELDS[release, operation]
    ]
    assert [mistake for together in rounds(allowed) for mistake in not_taken(probed, together)] == []


@pytest.mark.parametrize(("release", "operation"), PROBED)
def test_what_the_description_does_not_allow_is_refused(probed: Probed, release: str, operation: str) -> None:
    """Values of other types, beyond limits, of other forms, and unknown fields are refused by name."""
    wrong = [
        [Probe(path, value) for value in (*mistyped(fact), *beyond(fact, path, probed.target.values), *malformed(operation, path))]
        for path, fact in FIELDS[release, operation]
    ]
    assert [mistake for together in rounds(wrong) for mistake in not_refused(probed, together)] == []


def _read_back(operation: str, path: Path, value: Any, answer: dict[str, Any]) -> None:
    name = path[-1]
    if operation.endswith("/password") or (name not in answer and (name.endswith("_file_id") or name in WRITE_ONLY)):
        return  # written, never read
    shown = at(answer, path)
    if name == "expire_at":
        assert shown.startswith(value[:-1] + ".") and shown.endswith("Z")
    elif name == "holidays" or (name == "items" and isinstance(value[0], str) and isinstance(shown[0], dict)):
        named = "extension_number" if operation.endswith("/members") else "id"
        assert [entry[named] for entry in shown] == value
    else:
        assert shown == value


@pytest.mark.parametrize(("release", "operation"), PROBED)
def test_blank(probed: Probed, release: str, operation: str) -> None:
    """A required field must be there and say something; any other may be blanked and then is null."""
    free: list[list[Probe]] = []
    wrong: list[list[Probe]] = []
    for path, fact in FIELDS[release, operation]:
        text = fact["type"] == "string" and "enum" not in fact
        blanks = [None, ""] if text else [None]
        if fact.get("required"):
            wrong.append([Probe(path, blank) for blank in blanks])
            continue
        free.append([_blanked(path, blank) for blank in blanks])
        wrong.append([] if text else [Probe(path, "")])
    assert [mistake for together in rounds(free) for mistake in not_taken(probed, together)] == []
    assert [mistake for together in rounds(wrong) for mistake in not_refused(probed, together)] == []
    target = probed.target
    needed = [path[0] for path, fact in FIELDS[release, operation] if fact.get("required") and len(path) == 1 and path[0] in target.base()]
    for name in needed:
        without = {key: value for key, value in target.base().items() if key != name}
        assert target.send(without).status_code == target.refused, without


def _blanked(path: Path, blank: Any) -> Probe:
    if path[-1] == "number":  # which an action without one has no use for
        return Probe((*path[:-1], "action"), "HANGUP")
    beside = {}
    if path[-1] in ("dtmf_mask", "caller_mask"):
        other = "caller" if path[-1] == "dtmf_mask" else "dtmf"  # one of the two masks has to be there
        beside = {"type": other.upper(), f"{other}_mask": "1"}
    return Probe(path, blank, beside, partial(_is_blank, path))


def _is_blank(path: Path, answer: dict[str, Any]) -> None:
    assert at(answer, path) in (None, "", [])


OBJECTS = {
    (release, operation): [(), *(path for path, fields in facts.objects(described["body"]))]
    for release, operations in RELEASES.items()
    for operation, described in operations.items()
    if operation not in UNPROBED and "body" in described
}


@pytest.mark.parametrize(("release", "operation"), [pytest.param(*which, id=" ".join(which)) for which in OBJECTS])
def test_unknown_field(probed: Probed, release: str, operation: str) -> None:
    """In the body and in each mapping inside of it."""
    unknown = [Probe((*path, "unknown_field"), 1) for path in OBJECTS[release, operation]]
    assert [mistake for probe in unknown for mistake in not_refused(probed, [probe])] == []


CREATIONS = [
    pytest.param("22.2", operation, id=operation)
    for operation, described in RELEASES["22.2"].items()
    if operation.startswith("POST") and operation.split()[1] in targets.CREATED
]


@pytest.mark.parametrize(("release", "operation"), CREATIONS)
def test_defaults_of_creation(probed: Probed, release: str, operation: str) -> None:
    target = probed.target
    shown = target.read(target.send(target.base()))
    for name, fact in RELEASES[release][operation]["body"].items():
        if "default" in fact and not fact.get("required"):
            expected = fact["default"] if fact["default"] != "" else None
            assert (name, shown[name]) == (name, expected)


ANSWERS = [operation for operation, described in RELEASES["22.2"].items() if operation.startswith("GET") and "answer" in described]


@pytest.mark.parametrize("operation", ANSWERS)
def test_answer(pbx: Simulator, operation: str) -> None:
    """Answers have the described fields, all of them and no others, down to the innermost."""
    pbx.configure(release="22.2", later_release_fields=False)
    client, path = targets.reader(pbx, operation)
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    described = RELEASES["22.2"][operation]["answer"]
    if isinstance(body, list):
        assert body and [mistake for entry in body for mistake in mistakes(entry, described)] == []
    else:
        assert mistakes(body, described) == []
        assert body.get("items") != []


@pytest.mark.parametrize("operation", [name for name in ANSWERS if "query" in facts.PBX.get(name, {})])
def test_query_of_lists(pbx: Simulator, operation: str) -> None:
    query = facts.PBX[operation]["query"]
    client, path = targets.reader(pbx, operation)
    top, skip = query["top"], query["skip"]
    for good in (
        {"top": top["min"]},
        {"top": top["max"]},
        {"skip": skip["min"]},
        {"orderby": "id desc"},
        {"search": "x"},
        {"filter": "id eq 'x'"},
    ):
        assert client.get(path, **good).status_code == 200, good
    for bad in (
        {"top": top["min"] - 1},
        {"top": top["max"] + 1},
        {"top": "x"},
        {"skip": skip["min"] - 1},
        {"orderby": "nothing"},
        {"filter": "("},
    ):
        refused = client.get(path, **bad)
        assert refused.status_code == 400 and next(iter(bad)) in reasons(refused), bad


REMOVALS = [operation for operation in facts.PBX if operation.endswith("/destroy")]


@pytest.mark.parametrize("operation", REMOVALS)
def test_status_of_removal(pbx: Simulator, operation: str) -> None:
    assert "204" in facts.PBX[operation]["statuses"]
    client, path = targets.reader(pbx, operation)
    assert client.post(path).status_code == 204
    if operation != "POST /tenants/{id}/destroy":
        assert client.post(path).status_code == 404


def test_switch_has_the_described_status(pbx: Simulator) -> None:
    tenant = pbx.add_tenant("switch.example.com")
    client = PbxClient(pbx).sign_in()
    assert str(client.post("/tenants/switch", id=tenant).status_code) in facts.PBX["POST /tenants/switch"]["statuses"]
    assert client.post("/tenants/switch", id="nothing").status_code == 404
