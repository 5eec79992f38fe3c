# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is told, and what is left, when something goes wrong."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Interrupted, PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.document import carry_out
from ansible_collections.portsip.pbx.tests.unit.support.document_runs import DOMAIN, SOUTH, TENANT, URL, ivr, short, to
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator


def test_a_failure_stops_what_depends_on_it_and_the_next_run_goes_on(documents: Documents, pbx: Simulator) -> None:
    document = {
        "tenants": [
            {
                **TENANT,
                "ivrs": [
                    ivr("8000", **to("8001"), action_urls=[]),
                    ivr("8001", action_urls=[{"name": "lookup", "type": "DTMF", "dtmf_mask": "1", "method": "GET", "url": URL}]),
                ],
            },
            SOUTH,
        ]
    }
    whole = documents.run(document, check=True).result
    # The second receptionist is refused once.
    pbx.inject("POST", "/api/ivrs$", status=400, after=1)
    failed = documents.run(document, parallel=1)
    assert isinstance(failed.error, PortsipError)
    assert str(failed.error).startswith(f"tenants[0].ivrs[1] (ivr 8001 of tenant {DOMAIN}): ")
    results = failed.error.results
    assert [one["path"] for one in results["done"]] == ["tenants[0]", "tenants[1]"]
    assert [(one["path"], one["reason"]) for one in results["not_done"]] == [
        ("tenants[0].ivrs[0]", "skipped"),
        ("tenants[0].ivrs[1]", "failed"),
        ("tenants[0].ivrs[1].action_urls[0]", "skipped"),
    ]
    assert len(results["done"]) + len(results["not_done"]) == len(whole["plan"])
    why = {one["path"]: one["msg"] for one in results["not_done"]}
    assert why["tenants[0].ivrs[1]"].startswith("The PBX answered 400 to POST /ivrs")
    assert why["tenants[0].ivrs[1].action_urls[0]"] == "depends on tenants[0].ivrs[1]"
    again = documents.settle(document)
    assert short(again.result["plan"]) == ["update ivr 8000", "create ivr 8001", "create action_url lookup"]


def test_an_object_that_is_written_in_two_steps_has_failed_where_the_first_one_did(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000", **to("8001")), ivr("8001")]}]}
    pbx.inject("POST", "/api/ivrs$", status=400)
    error = documents.run(document, parallel=1).error
    assert isinstance(error, PortsipError)
    (one,) = error.results["not_done"]
    assert (one["path"], one["reason"]) == ("tenants[0].ivrs[0]", "failed")
    assert one["msg"].startswith("The PBX answered 400 to POST /ivrs")
    assert short(documents.settle(document).result["plan"]) == ["create ivr 8000"]


def test_after_a_defect_too_what_was_done_is_told(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    carried_out = carry_out.carry_out

    def breaking(site: Any, steps: Any, **options: Any) -> Any:
        if any(step.kind == "ivr" for step in steps):
            raise KeyError("defect")
        return carried_out(site, steps, **options)

    monkeypatch.setattr(carry_out, "carry_out", breaking)
    with pytest.raises(KeyError) as caught:
        documents.run({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]})
    told = vars(caught.value)["results"]
    assert [one["path"] for one in told["done"]] == ["tenants[0]"]
    assert [(one["path"], one["reason"], one["msg"]) for one in told["not_done"]] == [("tenants[0].ivrs[0]", "failed", "'defect'")]


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_in_a_new_tenant_is_asked_again_until_the_tenant_answers(status: int, documents: Documents, pbx: Simulator) -> None:
    pbx.inject("POST", "/api/ivrs$", status=status, times=2)
    documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]})


def test_a_run_that_is_ended_tells_what_was_done(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr(str(number)) for number in range(8000, 8006)]}]}

    def check() -> None:
        if len(pbx.writes()) >= 3:
            raise Interrupted("Nobody waits for the result any more.")

    with stopped_by(check):
        ended = documents.run(document, parallel=2)
    assert isinstance(ended.error, Interrupted)
    written = sum(write["path"] == "/api/ivrs" for write in pbx.writes())
    reasons = {one["name"]: one["reason"] for one in ended.error.results["not_done"]}
    assert set(reasons.values()) <= {"skipped", "unknown"}
    assert written - len([one for one in ended.error.results["done"] if one["kind"] == "ivr"]) == list(reasons.values()).count("unknown")
    assert len(reasons) + len(ended.error.results["done"]) == 7
    documents.settle(document)


def test_what_was_removed_by_hand_comes_back(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]}
    documents.settle(document)
    documents.settle({"tenants": [{"domain": DOMAIN, "ivrs": [{"extension_number": "8000", "state": "absent"}]}]})
    assert short(documents.settle(document).result["plan"]) == ["create ivr 8000"]
