# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tenants: their name, their removal, what their answers hold, and what is inside of one that does not exist."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply import objects as applying
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, TENANTS, Bench, only

from simulator import Simulator

ABSENT = [TENANTS, TENANTS, TENANTS]
"""How it is found out that there is no such tenant: by filter, by search, and a page for suggestions."""
NEW = {"name": "Clinic", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
ON_REQUEST = ("avatar_file_id", "stir_shaken_cert", "stir_shaken_key")
"""What comes back not at all, or only where it is asked for inside the tenant."""
ALWAYS_TOLD = tuple(name for name in TENANT.own_fields if name not in ON_REQUEST)


@pytest.fixture
def bench(shared_simulator: Simulator) -> Bench:
    """Runs for the tenant clinic.example.net."""
    return Bench(shared_simulator, TENANT, {"domain": "clinic.example.net"})


# Values


def test_other_spellings_are_no_change(bench: Bench) -> None:
    bench.run(**NEW, email_recipients=["a@b.example", "c@d.example"], custom_options='{"a": 1, "b": [2]}')
    other = {"currency": "chf", "region": "che", "email_recipients": "c@d.example, a@b.example", "custom_options": '{"b":[2],"a":1}'}
    assert not Bench(bench.pbx, TENANT, {"domain": "Clinic.Example.NET"}).both(**other).changed


def test_a_value_that_is_nearly_the_same_is_a_change(bench: Bench) -> None:
    bench.run(**NEW, email_recipients=["a@b.example", "c@d.example"])
    assert bench.both(email_recipients=["a@b.example"]).changed
    assert only(bench.pbx.state()["tenants"])["email_recipients"] == "a@b.example"


def test_what_a_run_tells_is_the_same_whether_created_updated_or_unchanged(bench: Bench) -> None:
    created = bench.run(**NEW).result["tenant"]
    unchanged = bench.run(**NEW).result["tenant"]
    updated = bench.run(website="https://x.example").result["tenant"]
    assert created == unchanged
    assert {name for name in created if created[name] != updated[name]} == {"website"}
    assert set(ALWAYS_TOLD) <= set(created)
    assert created["website"] is None


def test_blanks_of_the_pbx_are_all_told_alike(bench: Bench) -> None:
    bench.run(**NEW)
    told = []
    for blank in ("null", "empty", "absent"):
        bench.pbx.configure(blank_as=blank)
        outcome = bench.both(**NEW)
        assert not outcome.changed
        told.append({name: outcome.result["tenant"][name] for name in ALWAYS_TOLD})
    assert told[0] == told[1] == told[2]


def test_ids_are_no_numbers(bench: Bench) -> None:
    identifier = bench.run(**NEW).result["tenant"]["id"]
    assert identifier in bench.pbx.state()["tenants"]
    assert bench.run(website="https://x.example").result["tenant"]["id"] == identifier


def test_secrets_of_events_are_compared_and_not_shown(bench: Bench) -> None:
    event = {"enabled": True, "auth": "BASIC", "username": "cdruser1", "password": "geheim123", "url": "https://u:pw-url@x.example/cdr"}
    outcome = bench.both(**NEW, cdr_event=event)
    assert outcome.context.secrets >= {"geheim123", "pw-url"}
    assert "geheim123" not in repr(outcome.result)
    assert outcome.result["tenant"]["cdr_event"]["username"] == "cdruser1"
    assert not bench.both(cdr_event={"password": "geheim123"}).changed
    changed = bench.both(cdr_event={"password": "anders456"})
    assert changed.changed
    assert only(bench.pbx.state()["tenants"])["cdr_event"]["password"] == "anders456"
    assert changed.context.secrets >= {"geheim123", "anders456"}, "also what stood on the PBX before"
    assert "geheim123" not in repr(changed.result) and "anders456" not in repr(changed.result)


def test_fields_of_a_later_release_do_no_harm_and_can_be_set(bench: Bench) -> None:
    bench.pbx.configure(accepted_extra_fields={"tenants": ["sso_mode"]})
    bench.run(**NEW)
    outcome = bench.both(extra={"sso_mode": "SAML"})
    assert outcome.changed
    assert only(bench.pbx.state()["tenants"])["sso_mode"] == outcome.result["tenant"]["sso_mode"] == "SAML"
    assert not bench.both(extra={"sso_mode": "SAML"}).changed
    assert bench.both(website="https://x.example").changed
    assert only(bench.pbx.state()["tenants"])["sso_mode"] == "SAML"
    assert bench.both(extra={"sso_mode": None}).changed
    assert not bench.both(extra={"sso_mode": None}).changed


def test_a_field_that_the_pbx_does_not_know_is_refused_by_it(bench: Bench) -> None:
    outcome = bench.run(**NEW, extra={"sso_mode": "SAML"})
    assert isinstance(outcome.error, errors.Refused)
    assert "sso_mode" in str(outcome.error)


def test_a_value_that_the_pbx_does_not_keep_is_warned_about(bench: Bench) -> None:
    bench.run(**NEW)
    bench.pbx.inject("POST", "/tenants/", status=200, body="")
    outcome = bench.run(website="https://x.example")
    (warning,) = outcome.context.warnings
    assert "did not store website" in warning


# Name and domain


@pytest.mark.parametrize("mode", ["partial", "replace"])
def test_renaming_writes_the_tenants_own_object_whole(mode: str, bench: Bench) -> None:
    bench.pbx.configure(update_mode=mode)
    identifier = bench.pbx.add_tenant(
        "clinic.example.net", "Clinic", website="https://x.example", recording_retention=7, extension_im_disk_quota="5GB", enabled=False
    )
    outcome = bench.both(name="Clinic West", max_extensions=44)
    assert outcome.changed
    row = bench.pbx.state()["tenants"][identifier]
    assert (row["name"], row["max_extensions"]) == ("Clinic West", 44)
    assert (row["website"], row["recording_retention"], row["extension_im_disk_quota"], row["enabled"]) == (
        "https://x.example",
        7,
        "5GB",
        False,
    )
    assert bench.pbx.state()["sessions"] == 0


def test_renaming_touches_no_other_tenant(bench: Bench) -> None:
    other = bench.pbx.add_tenant("school.example.net", "School")
    bench.pbx.add_tenant("clinic.example.net", "Clinic")
    bench.run(name="Clinic West")
    assert bench.pbx.state()["tenants"][other]["name"] == "School"
    (write,) = bench.pbx.writes()
    assert (write["path"], write["tenant"]) == ("/api/tenant", "clinic.example.net")


def test_a_session_that_cannot_be_had_leaves_no_half_of_a_change(bench: Bench) -> None:
    bench.pbx.add_tenant("clinic.example.net", "Clinic")
    bench.pbx.inject("POST", "/tenants/switch$", status=403)
    outcome = bench.run(name="Clinic West", max_extensions=44)
    assert isinstance(outcome.error, errors.AuthenticationFailed)
    assert outcome.bodies == []


def test_another_domain_for_the_tenant_with_an_id(bench: Bench) -> None:
    identifier = bench.pbx.add_tenant("old.example.net", "Clinic")
    outcome = Bench(bench.pbx, TENANT).both(id=identifier, domain="clinic.example.net")
    assert outcome.changed
    assert bench.pbx.state()["tenants"][identifier]["domain"] == "clinic.example.net"
    assert not bench.both(name="Clinic").changed


def test_an_id_that_no_tenant_has(bench: Bench) -> None:
    missing = Bench(bench.pbx, TENANT).both(id="99", name="X")
    assert isinstance(missing.error, errors.NotFound)
    assert str(missing.error).startswith("id: there is no tenant with the id '99'")
    assert not Bench(bench.pbx, TENANT).both(id="99", state="absent").changed


# Removal


def test_removal_waits_until_the_tenant_is_gone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.pbx.configure(deletion_delay=0.15)
    monkeypatch.setattr(applying, "POLL_SECONDS", 0.03)
    bench.pbx.add_tenant("clinic.example.net", "Clinic")
    outcome = bench.both(state="absent", wait=True, wait_timeout=10)
    assert outcome.changed
    assert bench.pbx.state()["tenants"] == {}
    polls = [call for call in outcome.calls if call.startswith("GET /api/tenants/")]
    assert len(polls) > 3
    assert any("clinic.example.net" in text for text in outcome.context.steps)


def test_removal_without_waiting(bench: Bench) -> None:
    bench.pbx.configure(deletion_delay=60)
    identifier = bench.pbx.add_tenant("clinic.example.net", "Clinic")
    outcome = bench.both(state="absent", wait=False)
    assert outcome.changed
    assert outcome.calls[-2:] == [f"POST /api/tenants/{identifier}/destroy", REVOKE]
    assert bench.pbx.state()["tenants"][identifier]["being_deleted"]


def test_removal_that_takes_too_long(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.pbx.configure(deletion_delay=60)
    monkeypatch.setattr(applying, "POLL_SECONDS", 0.02)
    bench.pbx.add_tenant("clinic.example.net", "Clinic")
    outcome = bench.run(state="absent", wait_timeout=0.1)
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "still exists" in str(outcome.error) and "wait_timeout" in str(outcome.error)
    assert bench.pbx.state()["sessions"] == 0


def test_removal_without_a_timeout_does_not_wait(bench: Bench) -> None:
    bench.pbx.configure(deletion_delay=60)
    bench.pbx.add_tenant("clinic.example.net", "Clinic")
    assert bench.run(state="absent", wait_timeout=0).changed


# Inside a tenant that is not there


@pytest.mark.parametrize(
    ("resource", "options"),
    [
        (IVR, {"extension_number": "8001", "name": "Reception", "pin": "284193"}),
        (IVR_ACTION_URL, {"ivr": "8001", "name": "x", "type": "DTMF", "method": "GET", "url": "https://x.example", "dtmf_mask": "1"}),
    ],
    ids=["ivr", "action_url"],
)
class TestMissingTenant:
    """A tenant that an earlier task of the play would create, or has removed."""

    def test_a_real_run_fails(self, resource: Any, options: dict[str, Any], shared_simulator: Simulator) -> None:
        outcome = Bench(shared_simulator, resource, {"tenant": "clinic.example.net"}).run(**options)
        assert isinstance(outcome.error, errors.NotFound)
        assert "'clinic.example.net'" in str(outcome.error)
        assert outcome.calls == [LOGIN, *ABSENT, REVOKE]

    def test_check_mode_takes_it_as_created_earlier(self, resource: Any, options: dict[str, Any], shared_simulator: Simulator) -> None:
        outcome = Bench(shared_simulator, resource, {"tenant": "clinic.example.net"}).run(check=True, **options)
        assert outcome.changed
        assert outcome.result["diff"]["before"] == {}
        assert outcome.result["diff"]["after"]["name"] == options["name"]
        assert outcome.result[resource.name]["name"] == options["name"]
        assert "clinic.example.net" in outcome.context.warnings[0]
        assert outcome.calls == [LOGIN, *ABSENT, REVOKE]

    def test_check_mode_still_checks(self, resource: Any, options: dict[str, Any], shared_simulator: Simulator) -> None:
        options = {name: value for name, value in options.items() if name not in ("pin", "type")}
        outcome = Bench(shared_simulator, resource, {"tenant": "clinic.example.net"}).run(check=True, **options)
        assert isinstance(outcome.error, errors.InvalidInput)

    @pytest.mark.parametrize("state", ["present", "absent"])
    def test_a_path_that_is_not_there_is_no_missing_tenant(
        self, state: str, resource: Any, options: dict[str, Any], shared_simulator: Simulator
    ) -> None:
        shared_simulator.inject("GET", "/tenants$", status=404)
        outcome = Bench(shared_simulator, resource, {"tenant": "clinic.example.net"}).run(check=True, state=state, **options)
        assert isinstance(outcome.error, errors.NotFound)
        assert outcome.error.status == 404

    @pytest.mark.parametrize("check", [False, True])
    def test_absent_is_done(self, check: bool, resource: Any, options: dict[str, Any], shared_simulator: Simulator) -> None:
        outcome = Bench(shared_simulator, resource, {"tenant": "clinic.example.net"}).run(check=check, state="absent", **options)
        assert not outcome.changed
        assert outcome.result[resource.name] is None
        assert len(outcome.context.warnings) == 1


@pytest.mark.parametrize(("state", "changed"), [("present", True), ("absent", False)])
def test_a_receptionist_that_is_not_there_yet(state: str, changed: bool, shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant("clinic.example.net", "Clinic")
    bench = Bench(shared_simulator, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "8001", "name": "x", "state": state})
    options = {"type": "DTMF", "method": "GET", "url": "https://x.example", "dtmf_mask": "1"}
    assert bench.run(check=True, **options).changed is changed
    real = bench.run(**options)
    assert isinstance(real.error, errors.NotFound) if state == "present" else not real.changed


def test_two_runs_write_into_their_own_tenants(shared_simulator: Simulator) -> None:
    """Each run has a session of its own: what one enters does not move the other."""
    ids = [shared_simulator.add_tenant(f"{name}.example.net", name) for name in ("clinic", "school")]
    for name in ("clinic", "school", "clinic"):
        Bench(shared_simulator, IVR, {"tenant": name, "extension_number": "8001"}).run(name=f"at {name}", pin="284193")
    for identifier, name in zip(ids, ("clinic", "school"), strict=True):
        assert only(shared_simulator.state()["tenants"][identifier]["ivrs"])["name"] == f"at {name}"
