# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant made by hand, with what the collection does not know in it: exported, validated, applied, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

RANGES = [{"from": "08:00", "to": "18:00", "room": "a field of a later release"}]
OVERLAPPING = [{"from": "08:00", "to": "12:00"}, {"from": "11:00", "to": "18:00"}]
MENU = [
    {
        "user_input": "1",
        "office_hours": None,
        "office_hours_forward_rule": {"action": "HANGUP", "number": None, "announcement": "a field of a later release"},
        "non_office_hours_forward_rule": None,
        "holidays": None,
        "holiday_forward_rule": None,
        "priority": 4,
    }
]

IVRS: dict[str, tuple[dict[str, Any], str | None]] = {
    "a field of a later release": ({"later": {"a": 1}}, None),
    "fields of a later release in a menu": ({"custom_forward_rules": MENU}, None),
    "a PIN that a policy of today refuses": ({"pin": "111222"}, "tenants[0].ivrs[0].pin"),
    "a language that is none": ({"language": "the language of the house"}, "tenants[0].ivrs[0].language"),
    "a number beside an action without one": (
        {"failure_forward_rule": {"action": "HANGUP", "number": "8001"}},
        "tenants[0].ivrs[0].failure_forward_rule",
    ),
    "an action of a later release": (
        {"failure_forward_rule": {"action": "SING", "number": None}},
        "tenants[0].ivrs[0].failure_forward_rule",
    ),
    "spaces around a name, and letters in another form": ({"name": "  Cafe\u0301 "}, None),
    "a name with a tab": ({"name": "Main\tline"}, "tenants[0].ivrs[0].name"),
    "stars for a secret": ({"name": "********"}, "tenants[0].ivrs[0].name"),
}
TENANTS: dict[str, tuple[dict[str, Any], str | None]] = {
    "times of a later release": ({"office_hours": {"monday": {"enabled": True, "ranges": RANGES}}}, "tenants[0].office_hours"),
    "times that overlap": ({"office_hours": {"monday": {"enabled": True, "ranges": OVERLAPPING}}}, "tenants[0].office_hours"),
    "a length without its type": (
        {"contact_match_type": "DISABLE", "contact_match_length": 6},
        "tenants[0].contact_match_length",
    ),
    "JSON that is none": ({"custom_options": "{not JSON"}, "tenants[0].custom_options"),
    "a mail address that is none": ({"email_recipients": "nobody"}, "tenants[0].email_recipients"),
}


def unchanged(pbx: Simulator, noted: str | None) -> dict[str, Any]:
    """The tenant's entry of an export that is valid, and changes nothing when it is applied.

    :param noted: the option that the export has to say something of; None for nothing.
    """
    outcome = Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=["tenants"])
    assert outcome.error is None, outcome.error
    assert [note["path"] for note in outcome.result["notes"]] == ([] if noted is None else [noted])
    pins = [ivr["pin"] for tenant in pbx.state()["tenants"].values() for ivr in tenant["ivrs"].values()]
    known = {item["placeholder"][3:-3]: pins[0] for item in outcome.result["secrets"]}
    document = with_values(outcome.result["definition"], known)
    read_document(document).check("definition")
    before = Documents(pbx).state()
    Documents(pbx).still(document)
    assert Documents(pbx).state() == before
    (tenant,) = document["tenants"]
    assert isinstance(tenant, dict)
    return tenant


@pytest.mark.parametrize("fields", IVRS.values(), ids=IVRS.keys())
def test_a_receptionist_stays_as_it_is(shared_simulator: Simulator, fields: tuple[dict[str, Any], str | None]) -> None:
    shared_simulator.configure(accepted_extra_fields={"ivrs": ["later"]})
    given, noted = fields
    tenant = shared_simulator.add_tenant(CLINIC)
    shared_simulator.add_ivr(tenant, "8000", **{"name": "Main", **given})
    (ivr,) = unchanged(shared_simulator, noted)["ivrs"]
    assert ivr["extension_number"] == "8000"
    assert noted is None or noted.rpartition(".")[2] not in ivr


@pytest.mark.parametrize("fields", TENANTS.values(), ids=TENANTS.keys())
def test_a_tenant_stays_as_it_is(shared_simulator: Simulator, fields: tuple[dict[str, Any], str | None]) -> None:
    given, noted = fields
    shared_simulator.add_tenant(CLINIC, **given)
    entry = unchanged(shared_simulator, noted)
    assert entry["domain"] == CLINIC
    assert noted is None or noted.rpartition(".")[2] not in entry


def test_an_object_that_no_entry_can_mean_is_reported(shared_simulator: Simulator) -> None:
    """The number is one that the PBX reserves today."""
    tenant = shared_simulator.add_tenant(CLINIC)
    shared_simulator.add_ivr(tenant, "888", "Feature code")
    shared_simulator.add_object("ring_groups", tenant, name="Front desk", extension_number="8600", ring_strategy="BY_THE_MOON")
    outcome = Task(shared_simulator, "portsip_export", {"extension_api_url": None}).run(only=["tenants"])
    (entry,) = outcome.result["definition"]["tenants"]
    assert "ivrs" not in entry
    assert entry["ring_groups"] == [{"extension_number": "8600", "name": "Front desk"}]
    notes = outcome.result["notes"]
    assert {note["path"] for note in notes} == {"tenants[0].ivrs", "tenants[0].ring_groups[0].ring_strategy"}
    assert all("ivr 888" in note["message"] for note in notes if note["path"] == "tenants[0].ivrs")
    Documents(shared_simulator).still(outcome.result["definition"])
