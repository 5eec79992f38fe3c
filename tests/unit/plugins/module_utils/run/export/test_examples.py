# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The examples of the collection: applied, exported, and applied again without a change."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme
from ansible_collections.portsip.pbx.plugins.module_utils.schema.shared_values import expanded
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import TENANTS
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents, baseline, clinics
from ansible_collections.portsip.pbx.tests.unit.support.export import loaded, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator


@pytest.mark.slow
def test_the_examples_come_back(shared_simulator: Simulator, tmp_path: Path) -> None:
    """On a PBX that replaces an object with what an update holds."""
    shared_simulator.configure(update_mode="replace")
    pair = trustme.CA().issue_cert("pbx.northside.example.net")
    pair.cert_chain_pems[0].write_to_path(str(tmp_path / "pbx.pem"))
    pair.private_key_pem.write_to_path(str(tmp_path / "pbx.key"))
    documents = Documents(shared_simulator)
    applied = {**baseline(tmp_path), **clinics()}
    # Each has transports of its own at the same ports.
    for document in (baseline(tmp_path), clinics()):
        assert documents.run(document).error is None
    files = {"dest": str(tmp_path / "pbx"), "secrets": "include", "secrets_file": str(tmp_path / "vault.yml")}
    outcome = Task(shared_simulator, "portsip_export").run(**files)
    assert (outcome.error, outcome.result["notes"], outcome.result["incomplete"]) == (None, [], [])
    assert outcome.result["summary"]["unreadable"] == ["system.brand"]
    # Passwords that the API never shows are not compared, whatever they are.
    known = {item["placeholder"][3:-3]: "any password" for item in outcome.result["secrets"] if not item["readable"]}
    known |= loaded(tmp_path / "vault.yml")
    document = {}
    for path in (tmp_path / "pbx").iterdir():
        document |= with_values(loaded(path), known)
    documents.still(document)
    # Everything that the examples name is in the export.
    (tenant,) = document["tenants"]
    (given,) = applied["tenants"]
    tenant = expanded(TENANTS, tenant, lambda value: False)
    assert {ivr["extension_number"] for ivr in tenant["ivrs"]} >= {ivr["extension_number"] for ivr in given["ivrs"]}
    assert {queue["extension_id"] for queue in document["queues"]} >= {queue["extension_id"] for queue in applied["queues"]}
    assert applied["system"].keys() - document["system"].keys() == {"brand"}
