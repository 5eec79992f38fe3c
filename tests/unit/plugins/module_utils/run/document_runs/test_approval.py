# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Only the plan that was approved is carried out, and what cannot be is found before the first write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.document_runs import DOMAIN, SOUTH, TENANT, full, ivr, short
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator


def test_only_the_plan_that_was_approved_is_carried_out(documents: Documents, pbx: Simulator, tmp_path: Path) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]}
    file = tmp_path / "plan.json"
    approved = documents.run(document, check=True, plan_file=str(file)).result
    assert json.loads(file.read_text()) == {name: approved[name] for name in ("plan_digest", "summary", "plan", "moved_calls")}
    assert file.stat().st_mode & 0o777 == 0o600
    pbx.add_tenant(DOMAIN, "North", timezone="Europe/Zurich", currency="CHF", region="CHE")
    refused = documents.run(document, plan_digest=approved["plan_digest"])
    assert isinstance(refused.error, Conflict)
    assert pbx.writes() == []
    again = documents.run(document, check=True).result
    assert again["plan_digest"] != approved["plan_digest"]
    assert documents.run(document, plan_digest=again["plan_digest"]).changed


def test_a_digest_does_not_depend_on_ids_that_are_not_known_yet(documents: Documents) -> None:
    digests = {documents.run(full(), check=True, parallel=parallel).result["plan_digest"] for parallel in (1, 20)}
    assert len(digests) == 1
    assert documents.run({**full(), "queues": []}, check=True).result["plan_digest"] not in digests


def test_validation_alone_makes_no_request(documents: Documents) -> None:
    outcome = documents.run(full(), validate_only=True)
    assert outcome.calls == []
    assert outcome.result == {"changed": False, "entries": outcome.result["entries"]}
    assert outcome.result["entries"]["tenants.ivrs.action_urls"] == 1
    wrong = documents.run({"tenants": [{**TENANT, "ivrs": [ivr("8000", pin="111")]}, {"domain": DOMAIN}]}, validate_only=True).error
    assert isinstance(wrong, InvalidInput)
    assert [finding["path"] for finding in wrong.findings] == ["tenants[0].ivrs[0].pin", "tenants[1]"]


def test_what_cannot_be_is_found_of_all_entries_before_the_first_write(documents: Documents, pbx: Simulator) -> None:
    document = {
        "tenants": [
            {**TENANT, "ivrs": [ivr("8000", prompt_file="welcome.wav", action_urls=[])], "dealers": ["nobody"]},
            {"domain": "south.example.net", "name": "South"},
        ]
    }
    for check in (True, False):
        error = documents.run(document, check=check).error
        assert isinstance(error, InvalidInput)
        assert [finding["path"] for finding in error.findings] == [
            "tenants[0].dealers[0]",
            "tenants[0].ivrs[0].prompt_file",
            "tenants[1]",
        ]
        assert "the tenant does not exist yet, and the document does not create one in it" in str(error)
    assert pbx.writes() == []


def test_numbers_that_two_tenants_are_to_get_are_found_before_the_first_write(documents: Documents, pbx: Simulator) -> None:
    def on_trunk(tenant: dict[str, Any], numbers: str) -> dict[str, Any]:
        return {**tenant, "trunk_assignments": [{"trunk": "Carrier", "did_numbers": [numbers]}]}

    error = documents.run({"tenants": [on_trunk(TENANT, "4930100-4930199"), on_trunk(SOUTH, "4930150")]}).error
    assert isinstance(error, InvalidInput)
    (finding,) = error.findings
    assert finding["path"] == "tenants[1].trunk_assignments[0].did_numbers"
    assert "4930150 overlaps 4930100-4930199" in finding["message"]
    assert finding["message"].endswith("at tenants[0].trunk_assignments[0]")
    assert pbx.writes() == []
    documents.settle({"tenants": [on_trunk(TENANT, "4930100-4930199"), on_trunk(SOUTH, "4930200")]})


@pytest.mark.parametrize("parallel", [1, 8])
def test_numbers_move_from_one_tenant_to_another(parallel: int, documents: Documents, pbx: Simulator) -> None:
    def shared(north: list[str], south: list[str]) -> dict[str, Any]:
        tenants = zip((TENANT, SOUTH), (north, south), strict=True)
        return {"tenants": [{**tenant, "trunk_assignments": [{"trunk": "Carrier", "did_numbers": numbers}]} for tenant, numbers in tenants]}

    documents.settle(shared(["4930100"], ["4930200", "4930201"]), parallel=parallel)
    # The tenant that gives one away stands behind the one that gets it.
    documents.settle(shared(["4930100", "4930201"], ["4930200"]), parallel=parallel)
    exchanged = documents.run(shared(["4930200"], ["4930100", "4930201"])).error
    assert "the plan exchanges them, which takes two runs" in str(exchanged)
    assert pbx.writes() == []
    gone = shared(["4930100", "4930200", "4930201"], [])
    gone["tenants"][1]["trunk_assignments"][0]["state"] = "absent"
    done = documents.settle(gone, parallel=parallel)
    assert short(done.result["plan"]) == ["update trunk_assignment Carrier", "remove trunk_assignment Carrier"]
    third = pbx.add_tenant("third.example.net", "Third")
    documents.run({"tenants": [{"domain": "third.example.net", "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930900"]}]}]})
    taken = documents.run(shared(["4930900"], [])).error
    assert f"did_numbers: 4930900 overlaps 4930900, which the tenant with the id {third} has already" in str(taken)
    assert pbx.writes() == []


@pytest.mark.parametrize("release", ["22.2"])
def test_releases_are_checked_of_all_entries(release: str, documents: Documents, pbx: Simulator) -> None:
    pbx.configure(release=release)
    new = {"enable_trunk_audio_recording": True}
    document = {"tenants": [{**TENANT, **new}, {**SOUTH, **new, "ivrs": [ivr("8000", pin="28")]}]}
    document["tenants"][1]["ivrs"][0]["pin"] = "284193"
    for check in (True, False):
        error = documents.run(document, check=check).error
        assert isinstance(error, InvalidInput)
        assert [finding["path"] for finding in error.findings] == [f"tenants[{number}].enable_trunk_audio_recording" for number in (0, 1)]
    assert pbx.writes() == []
