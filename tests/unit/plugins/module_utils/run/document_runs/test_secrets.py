# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Secrets of a document are in no result, no plan and no warning."""

from __future__ import annotations

import json
from pathlib import Path

from ansible_collections.portsip.pbx.tests.unit.support.document_runs import DOMAIN, TENANT, ivr, short
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator


def test_secrets_are_nowhere(documents: Documents, pbx: Simulator, tmp_path: Path) -> None:
    secrets = ["407193", "Bearer-Sentinel-1", "Dealer-Sentinel-1"]
    document = {
        "system": {"dealers": [{"name": "other", "password": secrets[2], "level": "RESELLER"}]},
        "tenants": [
            {
                **TENANT,
                "cdr_event": {"enabled": True, "auth": "BEARER", "url": "https://crm.example.net/", "token": secrets[1]},
                "ivrs": [ivr("8000")],
            }
        ],
    }
    for text in (secrets[1], "Bearer-Sentinel-2"):
        document["tenants"][0]["cdr_event"]["token"] = text
        for check in (True, False):
            outcome = documents.run(document, check=check, plan_file=str(tmp_path / "plan.json"))
            assert outcome.changed
            seen = (
                json.dumps(outcome.result)
                + (tmp_path / "plan.json").read_text()
                + "".join(outcome.context.steps + outcome.context.warnings)
            )
            assert {*secrets[:1], text} <= outcome.context.secrets
            assert not [secret for secret in [*secrets, "Bearer-Sentinel-2"] if secret in seen]
    (step,) = outcome.result["plan"]
    (change,) = step["changes"]
    assert change["before"]["token"] != change["after"]["token"] == "(changes)"


def test_a_pin_that_is_also_a_number_leaves_the_number_alone(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("407193")]}]}
    done = documents.settle(document)
    assert short(done.result["plan"]) == [f"create tenant {DOMAIN}", "create ivr 407193"]
