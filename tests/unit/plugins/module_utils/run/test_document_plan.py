# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One plan for a whole document: in check mode as in the real run, and nothing left to do afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import trustme
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents, baseline, clinics

from simulator import Simulator

TENANT = {"domain": "north.example.net", "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}


@pytest.fixture
def documents(shared_simulator: Simulator) -> Documents:
    """Runs against an empty PBX."""
    return Documents(shared_simulator)


def ivr(number: str, **values: Any) -> dict[str, Any]:
    """A receptionist."""
    return {"extension_number": number, "name": f"Line {number}", "pin": "407193", **values}


def to(number: str) -> dict[str, Any]:
    """Where a receptionist leads by default."""
    return {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number}}


def steps(plan: list[dict[str, Any]]) -> list[str]:
    """What a plan does, in short."""
    return [" ".join([step["action"], step["kind"], *(one["name"] for one in step["within"]), step["name"]]).rstrip() for step in plan]


@pytest.mark.slow
def test_the_example_of_a_tenant(documents: Documents) -> None:
    done = documents.settle(clinics())
    assert done.result["summary"]["create"] == 161
    assert done.context.warnings == []
    assert documents.run(clinics(), parallel=1).result["plan"] == []


def test_the_example_of_a_whole_pbx(documents: Documents, tmp_path: Path) -> None:
    pair = trustme.CA().issue_cert("pbx.northside.example.net")
    pair.cert_chain_pems[0].write_to_path(str(tmp_path / "pbx.pem"))
    pair.private_key_pem.write_to_path(str(tmp_path / "pbx.key"))
    document = baseline(tmp_path)
    document["tenants"] = [TENANT]
    done = documents.run(document)
    assert done.error is None, done.error
    paths = [write["path"] for write in documents.pbx.writes()]
    # The license says what else is allowed, and with the certificate the PBX presents itself anew.
    assert (paths[0], paths[-1]) == ("/api/license", "/api/key")
    assert steps(done.result["plan"])[-1] == "update certificate"
    again = documents.run(document)
    # The API can't read the brand.
    assert (steps(again.result["plan"]), [write["path"] for write in documents.pbx.writes()]) == (["update brand"], ["/api/brand"])
    del document["system"]["brand"]
    documents.still(document)
    documents.still(baseline(tmp_path), only=[kind for kind in document["system"] if kind != "brand"])


def test_a_tenant_that_is_new_with_everything_in_it_has_its_whole_plan_in_check_mode(documents: Documents) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000", **to("8001"), action_urls=[]), ivr("8001", **to("8000"))]}]}
    done = documents.settle(document)
    assert steps(done.result["plan"]) == [
        "create tenant north.example.net",
        "create ivr north.example.net 8000",
        "create ivr north.example.net 8001",
    ]
    assert done.context.warnings == []
    changes = {change["field"]: change["after"] for change in done.result["plan"][1]["changes"]}
    assert changes["timeout_forward_rule"]["number"] == "8001"
    assert "407193" not in json.dumps(done.result)
