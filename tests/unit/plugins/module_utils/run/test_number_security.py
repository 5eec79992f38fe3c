# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which numbers a tenant has no calls with, in documents: created, exported, compared, applied elsewhere, and emptied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.com"
NUMBERS: dict[str, Any] = {
    "blacklisted_numbers": [
        {"number": "+493055501999", "description": "Nuisance calls", "expire_at": "2036-06-30T22:00:00Z"},
        {"number": "03055501998"},
    ],
    "disallowed_codes": [{"number_prefix": "+49900"}, {"number_prefix": "0900", "description": "Premium rate"}],
    "allowed_country_codes": {"codes": ["49", "41", "1-264"]},
}
DOCUMENT = {"tenants": [{"domain": DOMAIN, **NUMBERS}]}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


@pytest.mark.parametrize("release", ["22.2", "22.8"])
def test_documents_exports_and_drift(pbx: Simulator, tmp_path: Path, release: Any) -> None:
    pbx.configure(release=release, update_mode="replace")
    Documents(pbx).settle(DOCUMENT)
    dest = tmp_path / "pbx"
    Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=list(NUMBERS), secrets="omit", dest=str(dest))
    exported = yaml.safe_load((dest / f"{DOMAIN}.yml").read_text(encoding="utf-8"))
    (tenant,) = exported["tenants"]
    assert tenant["blacklisted_numbers"] == list(reversed(NUMBERS["blacklisted_numbers"]))
    assert tenant["disallowed_codes"] == list(reversed(NUMBERS["disallowed_codes"]))
    assert sorted(tenant["allowed_country_codes"]["codes"]) == ["1-264", "41", "49"]
    Documents(pbx).still(exported, exclusive=["blacklisted_numbers", "disallowed_codes"])
    pbx.add_object("disallowed_codes", "tenant-1", number_prefix="118")
    pbx.set_tenant("tenant-1", "allowed_country_codes", items=["49"])
    drift = Task(pbx, "portsip_drift", {"extension_api_url": None}).run(
        path=str(dest), report=["json"], dest=str(tmp_path / "drift"), fail_on="never"
    )
    assert (drift.result["totals"]["differs"], drift.result["totals"]["unmanaged"]) == (1, 1)
    report = (tmp_path / "drift" / "drift.json").read_text(encoding="utf-8")
    assert '"codes"' in report
    assert '"118"' in report


def test_a_code_is_updated_by_a_body_with_its_id(pbx: Simulator) -> None:
    pbx.add_object("disallowed_codes", "tenant-1", id="code-1", number_prefix="0900")
    done = Task(pbx, "portsip_disallowed_code", {"tenant": DOMAIN}).settle(number_prefix="0900", description="Premium rate")
    assert done.bodies == [{"id": "code-1", "number_prefix": "0900", "description": "Premium rate"}]


def test_exclusive_empties_the_lists(pbx: Simulator) -> None:
    Documents(pbx).settle(DOCUMENT)
    empty = {"tenants": [{"domain": DOMAIN, "blacklisted_numbers": [], "disallowed_codes": [], "allowed_country_codes": {"codes": []}}]}
    Documents(pbx).settle(empty, exclusive=["blacklisted_numbers", "disallowed_codes"])
    tenant = pbx.state()["tenants"]["tenant-1"]
    assert ("blacklisted_numbers" in tenant, "disallowed_codes" in tenant, tenant["allowed_country_codes"]["items"]) == (False, False, [])


def test_a_code_given_twice(pbx: Simulator) -> None:
    said = str(Documents(pbx).run({"tenants": [{"domain": DOMAIN, "allowed_country_codes": {"codes": "49;41;49"}}]}).error)
    assert "tenants[0].allowed_country_codes.codes: contains '49' twice" in said
    assert pbx.requests() == []
