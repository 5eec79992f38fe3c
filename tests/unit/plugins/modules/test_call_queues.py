# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Call queues and shared voicemails where their case files do not tell: numbers, releases, lists of any length, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, Refused
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator
from simulator.releases import Release

CLINIC = "clinic.example.com"
QUEUE: dict[str, Any] = {"name": "Appointments", "polling_strategy": "CYCLIC_HUNT"}
MAILBOX: dict[str, Any] = {"name": "Mailbox", "pin": "284193"}
KINDS = {"call_queue": QUEUE, "shared_voicemail": MAILBOX}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant that has a user."""
    tenant = shared_simulator.add_tenant(CLINIC, "Clinic")
    shared_simulator.add_user(tenant, "2001", "Anna Berg")
    return shared_simulator


def task(pbx: Simulator, kind: str, number: str = "8700") -> Task:
    return Task(pbx, f"portsip_{kind}", {"tenant": CLINIC, "extension_number": number})


def held(pbx: Simulator, kind: str) -> list[dict[str, Any]]:
    (tenant,) = pbx.state()["tenants"].values()
    return list(tenant.get(f"{kind}s", {}).values())


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("ring_time", 1, 65535),
        ("max_callers", 0, None),
        ("max_waiting_time", 15, 65535),
        ("inform_position_interval", 10, 1800),
        ("sla_time", 0, 65536),
        ("callback_timeout", 0, None),
        ("sticky_routing_duration", 1, 365),
    ],
)
def test_numbers_have_the_limits_of_the_api(pbx: Simulator, field: str, least: int, most: int | None) -> None:
    queue = task(pbx, "call_queue")
    for value in filter(lambda value: value is not None, (least, most)):
        queue.run(**QUEUE, **{field: value})
        assert held(pbx, "call_queue")[0][field] == value
    for value in (least - 1, *([most + 1] if most is not None else [])):
        outcome = queue.run(**QUEUE, **{field: value})
        assert isinstance(outcome.error, InvalidInput)
        assert str(outcome.error).startswith(f"{field}: {value} is not allowed")
        assert outcome.calls == []


@pytest.mark.parametrize("level", [0, 101])
def test_skill_levels_have_limits(pbx: Simulator, level: int) -> None:
    error = task(pbx, "call_queue").fails(**QUEUE, agents=[{"extension_number": "2001", "skill_level": level}])
    assert str(error).startswith(f"agents[0].skill_level: {level} is not allowed")


def test_an_agent_by_name(pbx: Simulator) -> None:
    queue = task(pbx, "call_queue")
    queue.settle(**QUEUE, agents=[{"extension_number": "Anna Berg", "skill_level": 4}])
    assert held(pbx, "call_queue")[0]["agents"] == [{"extension_number": "2001", "skill_level": 4}]
    queue.still(agents=[{"extension_number": "2001"}])


@pytest.mark.parametrize("missing", QUEUE)
def test_what_creation_needs(pbx: Simulator, missing: str) -> None:
    error = task(pbx, "call_queue").fails(**{name: value for name, value in QUEUE.items() if name != missing})
    assert missing in str(error)
    assert held(pbx, "call_queue") == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_that_another_object_has(pbx: Simulator, kind: str) -> None:
    error = task(pbx, kind, "2001").run(**KINDS[kind]).error
    assert isinstance(error, Refused)
    assert "The extension_number 2001 belongs to the user 'Anna Berg'" in str(error)
    assert held(pbx, kind) == []


@pytest.mark.parametrize(("release", "taken"), [("22.2", False), ("22.3", True), ("22.8", True)])
def test_a_short_pin(pbx: Simulator, release: Release, taken: bool) -> None:
    """From 22.3 on the tenant's policy says how long a PIN is."""
    pbx.configure(release=release)
    mailbox = task(pbx, "shared_voicemail", "8900")
    if taken:
        outcome = mailbox.settle(**{**MAILBOX, "pin": "4193"})
        assert held(pbx, "shared_voicemail")[0]["pin"] == "4193"
        assert "4193" not in shown(outcome)
        return
    error = mailbox.fails(**{**MAILBOX, "pin": "4193"})
    assert str(error) == "pin: the PBX has release 22.2.13.1503, in which it must have 6 to 10 digits. Nothing was written."
    assert "4193" not in str(error)


@pytest.mark.parametrize("pin", ["111222", "28419a", "012794"])
def test_a_pin_that_no_release_takes_is_not_quoted(pbx: Simulator, pin: str) -> None:
    error = task(pbx, "shared_voicemail", "8900").fails(**{**MAILBOX, "pin": pin})
    assert isinstance(error, InvalidInput)
    assert pin not in str(error)


def test_a_changed_pin_shows_neither_value(pbx: Simulator) -> None:
    mailbox = task(pbx, "shared_voicemail", "8900")
    mailbox.run(**MAILBOX)
    outcome = mailbox.settle(pin="739512")
    assert outcome.bodies[0]["pin"] == "739512"
    assert [pin for pin in ("284193", "739512") if pin in shown(outcome)] == []


def test_more_recipients_than_a_mailbox_may_have(pbx: Simulator) -> None:
    recipients = [f"r{number}@clinic.example.com" for number in range(16)]
    mailbox = task(pbx, "shared_voicemail", "8900")
    assert "at most 15" in str(mailbox.fails(**MAILBOX, recipients=recipients))
    mailbox.settle(**MAILBOX, recipients=recipients[1:])
    mailbox.still(recipients=recipients[:0:-1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_lists_of_any_length(pbx: Simulator, kind: str, count: int) -> None:
    """All are read, the last one is found and left alone, and one more is created."""
    (tenant,) = pbx.state()["tenants"]
    for number in range(count):
        pbx.add_object(f"{kind}s", tenant, extension_number=str(70000 + number), **KINDS[kind])
    options = {"details": False} if kind == "call_queue" else {}
    outcome = Task(pbx, f"portsip_{kind}_info", {"tenant": CLINIC}).run(**options)
    assert len(outcome.result[f"{kind}s"]) == count
    last = str(70000 + count - 1)
    if count:
        task(pbx, kind, last).still(name=KINDS[kind]["name"])
    task(pbx, kind, "79999").settle(**KINDS[kind])
    assert len(held(pbx, kind)) == count + 1


def test_a_queue_of_the_extension_api_in_their_place(pbx: Simulator) -> None:
    """Whoever writes the id of the other API is told where such queues stand."""
    outcome = Documents(pbx).run({"tenants": [{"domain": CLINIC, "call_queues": [{"extension_id": 901}]}]})
    assert isinstance(outcome.error, InvalidInput)
    text = str(outcome.error)
    assert "tenants[0].call_queues[0].extension_id" in text
    assert "the queues of the extension API, which have an extension_id, are the queues of the document" in text
    assert outcome.calls == []
