# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The way of one call: how it is told, at which time, in which tenant, and as a second walker finds it in tenants made at random."""

from __future__ import annotations

import random

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import call_path, moment_of, tenants_in
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call
from ansible_collections.portsip.pbx.tests.unit.support.calls import FIRST_DID, STATUSES, Told, Walker, moments, tenant
from ansible_collections.portsip.pbx.tests.unit.support.clinics import CLINICS
from ansible_collections.portsip.pbx.tests.unit.support.practice import (
    KEY_1,
    MONDAY,
    NO_ANSWER,
    TO_BOX,
    menu,
    path,
    practice,
    rule,
    through,
    to,
    user,
    where,
)


def test_the_way_is_told_step_by_step() -> None:
    definition = through(menu(custom_forward_rules=[KEY_1]), users=[user(**NO_ANSWER)])
    assert [step.as_result() for step in path(definition, keys=("1",), answered=False).steps] == [
        {"kind": "trunk", "name": "Line", "reason": "4930100 is one of its numbers 4930100-4930109", "undocumented": False},
        {"kind": "inbound_rule", "name": "Main", "reason": "at any time", "undocumented": False},
        {"kind": "ivr", "name": "8000 Reception", "reason": "key 1, within the tenant's office hours", "undocumented": False},
        {"kind": "user", "name": "1010 User 1010", "reason": "no answer, 60 s", "undocumented": False},
        {"kind": "shared_voicemail", "name": "7900 Box", "reason": "the caller may leave a message", "undocumented": False},
    ]


def test_night_mode_can_be_tried() -> None:
    definition = through(menu(night_mode_forward_rule=TO_BOX))
    assert path(definition, night_mode=True).ends_at["kind"] == "shared_voicemail"
    assert path({**definition, "enable_night_mode": True}, night_mode=False).ends_at["kind"] == "ivr"


@pytest.mark.parametrize(
    ("at", "local"),
    [
        ("2026-11-30T10:00", "2026-11-30T10:00:00"),
        ("2026-11-30 10:00", "2026-11-30T10:00:00"),
        ("2026-11-30T10:00:00Z", "2026-11-30T11:00:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01T12:00:00"),
        ("2026-11-30T10:00:00-07:00", "2026-11-30T18:00:00"),
    ],
)
def test_times(at: str, local: str) -> None:
    assert moment_of(at, practice()).isoformat() == local


@pytest.mark.parametrize("at", ["tomorrow", "10:00", "2026-13-01T10:00"])
def test_what_is_no_time_is_refused(at: str) -> None:
    with pytest.raises(InvalidInput, match="^at: "):
        moment_of(at, practice())


def test_an_instant_needs_the_time_zone_of_the_tenant() -> None:
    with pytest.raises(InvalidInput, match="local time"):
        moment_of("2026-11-30T10:00:00Z", practice(timezone=None))


def test_which_tenant_is_meant() -> None:
    one, other = practice(), practice(domain="other.example.net", name="Other")
    queue = {"extension_id": 901}
    assert tenants_in({"tenants": [one], "queues": [queue]}, None) == [(one, [queue])]
    assert tenants_in({"tenants": [one, other], "queues": [queue]}, None) == [(one, []), (other, [])]
    assert tenants_in({"tenants": [one, other]}, "OTHER.example.net") == [(other, [])]
    assert tenants_in({"tenants": [one, other]}, "Other") == [(other, [])]
    with pytest.raises(InvalidInput, match="it has practice.example.net"):
        tenants_in({"tenants": [one]}, "nobody.example.net")
    with pytest.raises(InvalidInput, match="has no tenant"):
        tenants_in({"queues": [queue]}, None)


def agree(seed: int, moments_each: int = 12) -> None:
    """Both ways find the same end for the calls of a random tenant."""
    rng = random.Random(seed)
    dids = 6
    definition = tenant(rng, size=rng.randrange(2, 6), dids=dids)
    for moment in moments(rng, moments_each):
        did = str(FIRST_DID + rng.choice([*range(dids), 100, 101, 150]))
        keys = tuple(rng.choices(["1", "2", "3", "timeout", "1001", "8001"], k=rng.randrange(0, 5)))
        status = tuple((str(1000 + its), rng.choice(STATUSES)) for its in range(5) if rng.random() < 0.5)
        told = Told(rng.choice(["", "004912", "1001"]), keys, status, rng.random() < 0.5)
        # A caller with the number of an extension calls from inside, and is tried by the cases above.
        told = Told("", told.keys, told.status, told.answered) if told.caller in Walker(definition, moment).kinds else told
        found = call_path(definition, did, moment, Call(told.caller, told.keys, told.status, told.answered)).ends_at
        assert (found["kind"], found["number"]) == Walker(definition, moment).ends(did, told), (seed, did, str(moment), told)


@pytest.mark.parametrize("seed", range(100))
def test_a_second_walker_agrees(seed: int) -> None:
    agree(seed)


@pytest.mark.long
def test_a_second_walker_agrees_for_900_more() -> None:
    for seed in range(100, 1000):
        agree(seed)


def test_a_chain_of_2000_users_is_followed_to_its_end() -> None:
    users = [user(str(10000 + number), available_office_hours_forward_rule=to(str(10001 + number))) for number in range(2000)]
    definition = practice(inbound_rules=[rule(to("10000"))], users=[*users, user("12000")])
    assert where(definition) == ("user", "12000")


def test_the_example_of_the_collection() -> None:
    ((clinics, queues),) = tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)
    ends = {
        at: call_path(clinics, "+1 602 555 0100", moment_of(at, clinics), queues=queues).ends_at["number"]
        for at in ("2026-11-30T08:00", "2026-11-30T12:45", "2026-12-03T19:00", "2026-11-29T10:00", "2026-11-26T10:00", "2026-12-24T10:00")
    }
    assert list(ends.values()) == ["8000", "8050", "8000", "8050", "8050", "8050"]


@pytest.mark.parametrize(("caller", "kind"), [("1000", "outside"), ("1020", "no_route")])
def test_the_example_lets_the_office_alone_call_other_countries(caller: str, kind: str) -> None:
    ((clinics, queues),) = tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)
    found = call_path(clinics, "0114420794600", moment_of(MONDAY, clinics), Call(caller=caller), queues=queues)
    assert found.ends_at["kind"] == kind
