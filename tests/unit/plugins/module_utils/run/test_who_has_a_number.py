# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What has the extension number that the PBX refuses: asked after a refusal only, and told with it."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ring_group import RING_GROUP
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.service_numbers import SERVICE_NUMBERS
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench

from simulator import Simulator

ASKED = "GET /api/extension_numbers/8600"


@pytest.fixture
def tenant(shared_simulator: Simulator) -> str:
    """The id of a tenant."""
    return str(shared_simulator.add_tenant("clinic.example.net", "Clinic"))


@pytest.fixture
def bench(shared_simulator: Simulator, tenant: str) -> Bench:
    """Runs for the ring group 8600."""
    return Bench(shared_simulator, RING_GROUP, {"tenant": "Clinic", "extension_number": "8600", "name": "Front desk"})


def test_a_refusal_tells_who_has_the_number(bench: Bench, tenant: str) -> None:
    bench.pbx.add_ivr(tenant, "8600", "Reception")
    outcome = bench.run()
    assert isinstance(outcome.error, errors.Refused)
    assert "The extension_number 8600 belongs to the receptionist 'Reception'." in str(outcome.error)
    assert outcome.calls.count(ASKED) == 1
    assert outcome.error.path == "/ring_groups"


def test_a_user(bench: Bench, tenant: str) -> None:
    bench.pbx.add_user(tenant, "8600", "Anna Berg")
    assert "belongs to the user 'Anna Berg'." in str(bench.run().error)


def test_it_is_not_asked_where_nothing_is_refused(bench: Bench) -> None:
    assert ASKED not in bench.run().calls
    assert ASKED not in bench.run(ring_time=30).calls


def test_a_refusal_for_another_reason(bench: Bench) -> None:
    outcome = bench.run(outbound_caller_ids=[], extra={"unheard_of": 1})
    assert "belongs to" not in str(outcome.error)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, "{}"),
        (403, "{}"),
        (500, "no JSON"),
        (200, "[]"),
        (200, "{}"),
        (200, '{"type": "RING_GROUP", "extension_number": "1"}'),
    ],
)
def test_a_failure_of_the_question_does_not_hide_the_refusal(status: int, body: str, bench: Bench, tenant: str) -> None:
    bench.pbx.add_ivr(tenant, "8600", "Reception")
    bench.pbx.inject(method="GET", path="/extension_numbers/", status=status, body=body, times=9)
    outcome = bench.run(retries=0)
    assert isinstance(outcome.error, errors.Refused)
    assert "is taken" in str(outcome.error)
    assert "belongs to" not in str(outcome.error)
    assert ASKED in outcome.calls


@pytest.mark.parametrize(("kind", "told"), [("CONFERENCE_ROOM", "a conference room"), ("FAX_BOX", "a fax box")])
def test_other_kinds(kind: str, told: str, bench: Bench, tenant: str) -> None:
    bench.pbx.add_ivr(tenant, "8600", "Reception")
    bench.pbx.inject(method="GET", path="/extension_numbers/", status=200, body=f'{{"type": "{kind}", "extension_number": "8600"}}')
    assert f"belongs to {told}." in str(bench.run().error)


def test_a_number_of_a_service_that_moves(bench: Bench, tenant: str) -> None:
    bench.pbx.add_ivr(tenant, "8600", "Reception")
    services = Bench(bench.pbx, SERVICE_NUMBERS, {"tenant": "Clinic"})
    outcome = services.run(voicemail={"extension_number": "8600"})
    assert isinstance(outcome.error, errors.Refused)
    assert "The extension_number 8600 belongs to the receptionist 'Reception'." in str(outcome.error)
    assert outcome.calls.count(ASKED) == 1
    assert services.run(voicemail={"extension_number": "8601", "retain_days": 9}).changed
    bench.pbx.inject(method="POST", path="/voicemail$", status=400)
    assert "belongs to" not in str(services.run(voicemail={"extension_number": "8601", "retain_days": 8}).error)


def test_in_a_document(shared_simulator: Simulator, tenant: str) -> None:
    shared_simulator.add_user(tenant, "8600", "Anna Berg")
    documents = Documents(shared_simulator)
    groups = [{"extension_number": number, "name": f"Group {number}"} for number in ("8600", "8601")]
    outcome = documents.run({"tenants": [{"domain": "clinic.example.net", "ring_groups": groups}]})
    assert "belongs to the user 'Anna Berg'." in str(outcome.error)
    assert outcome.calls.count(ASKED) == 1
