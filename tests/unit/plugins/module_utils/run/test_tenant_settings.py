# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a tenant has one of, in documents: created with it, exported, applied elsewhere, compared, and released before what it refers to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput, PortsipError, Refused
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator
from sounds import path_of

DOMAIN = "clinic.example.com"
PLACE = {
    "domain": DOMAIN,
    "timezone": "Europe/Berlin",
    "currency": "EUR",
    "region": "DEU",
    "name": "Clinic",
    "website": "https://clinic.example.com",
}
SETTINGS: dict[str, Any] = {
    "password_policy": {"min_length": 12, "contains_special_letters": False},
    "notification": {"type": "SMTP", "username": "clinic@example.net", "password": "Mail-Secret-4071", "recipients": ["desk@example.net"]},
    "billing": {"enabled": True, "account": "USER"},
    "custom_headers": {"add": [{"name": "X-Site", "value": "North"}], "relay": [{"name": "X-CID", "scope": "ALL"}]},
    "ring_groups": [{"extension_number": "8600", "name": "Front desk"}],
    "service_numbers": {
        "voicemail": {"retain_days": 90},
        "park": {"recall_to": "RING_GROUP_ONLY", "ring_group": "8600", "recall_time": 60},
        "monitor": {"extension_number": "8880"},
    },
}
KINDS = ("password_policy", "tenant_notification", "billing", "custom_headers", "service_numbers")


def document(**changes: Any) -> dict[str, Any]:
    return {"tenants": [{**PLACE, **SETTINGS, **changes}]}


def only_tenant(pbx: Simulator) -> dict[str, Any]:
    (tenant,) = pbx.state()["tenants"].values()
    return dict(tenant)


@pytest.fixture
def documents(shared_simulator: Simulator) -> Documents:
    return Documents(shared_simulator)


@pytest.mark.parametrize("release", ["22.2", "22.3", "22.6", "22.8"])
def test_with_a_new_tenant_and_elsewhere(documents: Documents, shared_simulator: Simulator, tmp_path: Path, release: Any) -> None:
    pbx = shared_simulator
    pbx.configure(release=release)
    # What only differs from a tenant as new is a change, and the ring group exists before parked calls go to it.
    done = documents.settle(document())
    steps = [(step["action"], step["kind"]) for step in done.result["plan"]]
    assert [kind for _action, kind in steps if kind in KINDS] == list(KINDS)
    assert steps.index(("create", "ring_group")) < steps.index(("update", "service_numbers"))
    assert "Mail-Secret-4071" not in shown(done)
    tenant = only_tenant(pbx)
    assert tenant["password_policy"]["min_length"] == 12
    (group,) = tenant["ring_groups"]
    assert tenant["service_numbers"]["call_park"]["ring_group_id"] == group

    options = {"dest": str(tmp_path / "pbx"), "secrets": "include", "secrets_file": str(tmp_path / "secrets.yml")}
    exported = Task(pbx, "portsip_export", {"extension_api_url": None}).run(tenants=[DOMAIN], **options)
    (entry,) = exported.result["definition"]["tenants"]
    assert entry["service_numbers"]["park"] == {
        "enabled": True,
        "extension_number": "666",
        "recall_to": "RING_GROUP_ONLY",
        "recall_time": 60,
        "ring_group": "8600",
    }
    assert entry["notification"]["password"] == "{{ vault_clinic_example_com_tenant_notification_password }}"
    assert (entry["password_policy"], entry["billing"]) == (SETTINGS["password_policy"], SETTINGS["billing"])
    assert exported.result["notes"] == []
    # The file applied untouched writes nothing, and neither do comparisons find anything.
    text = (tmp_path / "pbx" / f"{DOMAIN}.yml").read_text(encoding="utf-8")
    again = yaml.safe_load(text.replace(entry["notification"]["password"], "Mail-Secret-4071"))
    documents.still(again)
    drift = Task(pbx, "portsip_drift", {"extension_api_url": None}).run(path=str(tmp_path / "pbx"), fail_on="drift")
    assert (drift.error, drift.result["totals"]["differs"]) == (None, 0)
    before = only_tenant(pbx)
    pbx.reset()
    pbx.configure(release=release)
    documents.settle(again)
    after = only_tenant(pbx)
    for name in ("password_policy", "notification", "billing", "custom_headers"):
        assert after[name] == before[name], name
    for name in ("voicemail", "acb", "monitor"):
        assert after["service_numbers"][name] == before["service_numbers"][name], name


def test_drift_names_the_field_inside_a_part(documents: Documents, shared_simulator: Simulator, tmp_path: Path) -> None:
    pbx = shared_simulator
    documents.settle(document())
    (tmp_path / "clinic.yml").write_text(yaml.safe_dump(document()), encoding="utf-8")
    (tenant,) = pbx.state()["tenants"]
    pbx.set_tenant(tenant, "call_park", recall_time=90)
    pbx.set_tenant(tenant, "acb", retry_interval=9)  # is not in the document
    pbx.set_tenant(tenant, "password_policy", min_length=6)
    dest = tmp_path / "reports"
    Task(pbx, "portsip_drift", {"extension_api_url": None}).run(
        path=str(tmp_path / "clinic.yml"), report=["json"], dest=str(dest), fail_on="never"
    )
    report = (dest / "drift.json").read_text(encoding="utf-8")
    assert "park.recall_time" in report
    assert '"min_length"' in report
    assert "retry_interval" not in report


def test_the_policy_of_the_tenant_itself_gives_way(shared_simulator: Simulator, documents: Documents) -> None:
    """From 22.3 on the PBX shows the policy in the tenant, too; that one is neither exported nor written."""
    shared_simulator.configure(release="22.3", update_mode="replace")
    documents.settle(document())
    changed = documents.settle(document(name="Clinic North"))
    bodies = [request["body"] for request in shared_simulator.requests() if request["method"] == "POST" and "/tenants/" in request["path"]]
    assert all("password_policy" not in (body or {}) for body in bodies)
    assert [step["kind"] for step in changed.result["plan"]] == ["tenant"]


@pytest.mark.slow
def test_a_ring_group_goes_after_parked_calls(shared_simulator: Simulator, documents: Documents) -> None:
    pbx = shared_simulator
    documents.settle(document())
    lone = Task(pbx, "portsip_ring_group", {"tenant": DOMAIN, "extension_number": "8600"}).run(state="absent")
    assert isinstance(lone.error, PortsipError)
    done = documents.settle(document(), state="absent", only=["ring_groups", "service_numbers"])
    assert [(step["action"], step["kind"]) for step in done.result["plan"]] == [("update", "service_numbers"), ("remove", "ring_group")]
    assert only_tenant(pbx)["service_numbers"]["call_park"]["recall_to"] == "USER_ONLY"
    assert only_tenant(pbx)["service_numbers"]["voicemail"]["retain_days"] == 90
    documents.settle(document())
    moved = document(
        ring_groups=[{"extension_number": "8600", "state": "absent"}, {"extension_number": "8601", "name": "Night"}],
        service_numbers={"park": {"ring_group": "Night"}},
    )
    documents.settle(moved)
    assert [row["extension_number"] for row in only_tenant(pbx)["ring_groups"].values()] == ["8601"]
    documents.settle(document(ring_groups=[{"extension_number": "8601"}]), state="absent")
    assert pbx.state()["tenants"] == {}
    documents.still(document(), state="absent")


def test_only_what_is_given_is_read_and_written(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_tenant(DOMAIN, "Clinic")
    task = Task(pbx, "portsip_service_numbers", {"tenant": DOMAIN})

    def paths(outcome: Any, method: str) -> set[str]:
        asked = {call.removeprefix(f"{method} /api") for call in outcome.calls if call.startswith(f"{method} ")}
        return asked & {"/voicemail", "/acb", "/call_park", "/monitor"}

    done = task.settle(monitor={"enabled": False}, callback={"retry_interval": 5})
    assert (paths(done, "GET"), paths(done, "POST")) == ({"/monitor", "/acb"}, {"/monitor"})
    assert done.result["service_numbers"].keys() == {"monitor", "callback"}
    everything = task.still()
    assert (paths(everything, "GET"), paths(everything, "POST")) == ({"/voicemail", "/acb", "/call_park", "/monitor"}, set())
    assert everything.result["service_numbers"].keys() == {"voicemail", "callback", "park", "monitor"}


def test_calls_are_forwarded_to_a_ring_group_that_is_there(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(DOMAIN, "Clinic")
    task = Task(pbx, "portsip_service_numbers", {"tenant": DOMAIN})
    error = task.fails(park={"recall_to": "RING_GROUP_ONLY"})
    assert isinstance(error, InvalidInput)
    assert "park.ring_group is required with park.recall_to RING_GROUP_ONLY" in str(error)
    assert "park.ring_group: there is no ring group" in str(task.run(park={"ring_group": "8600"}).error)
    pbx.add_object("ring_groups", tenant, id="group-1", extension_number="8600", name="Front desk")
    for named in ("8600", "Front desk", "group-1"):
        task.run(park={"recall_to": "RING_GROUP_ONLY", "ring_group": named})
        assert only_tenant(pbx)["service_numbers"]["call_park"]["ring_group_id"] == "group-1"


def test_a_refusal_says_what_is_written(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(DOMAIN, "Clinic")
    shared_simulator.inject(
        "POST", "/monitor$", status=409, body='{"errors": [{"code": "RESOURCE_IN_USE", "message": "in use"}]}', times=None
    )
    outcome = Task(shared_simulator, "portsip_service_numbers").run(tenant=DOMAIN, voicemail={"retain_days": 7}, monitor={"enabled": False})
    assert isinstance(outcome.error, (Conflict, Refused))
    assert "Written before, and still in place: voicemail." in str(outcome.error)
    assert only_tenant(shared_simulator)["service_numbers"]["voicemail"]["retain_days"] == 7


def test_the_lengths_of_passwords_fit_each_other(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(DOMAIN, "Clinic")
    task = Task(shared_simulator, "portsip_password_policy", {"tenant": DOMAIN})
    task.settle(max_length=10)
    error = task.fails(min_length=11)
    assert isinstance(error, InvalidInput)
    assert "min_length 11 must not exceed max_length 10" in str(error)


@pytest.mark.parametrize("name", ["X Site", "X-Site:", "Ünï"])
def test_a_header_has_a_name_of_sip(shared_simulator: Simulator, name: str) -> None:
    error = Task(shared_simulator, "portsip_custom_headers").fails(requests=[], tenant=DOMAIN, add=[{"name": name, "value": "x"}])
    assert "add[0].name" in str(error)


def test_what_can_not_be_read_of_a_tenant_is_left_out(documents: Documents, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    documents.settle(document())
    for path in ("/billing$", "/monitor$"):
        pbx.inject("GET", path, status=403, times=None)
    result = Task(pbx, "portsip_export", {"extension_api_url": None}).run(tenants=[DOMAIN]).result
    assert {part["path"] for part in result["incomplete"]} == {"tenants[0].billing", "tenants[0].service_numbers"}
    (entry,) = result["definition"]["tenants"]
    assert entry["password_policy"] == SETTINGS["password_policy"]
    assert not {"billing", "service_numbers"} & entry.keys()
    assert not result["summary"]["complete"]


def test_a_prompt_that_is_replaced_is_given_to_parked_calls(shared_simulator: Simulator, tmp_path: Path) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(DOMAIN, "Clinic")
    old = pbx.add_file(tenant, "park.txt", size=4)
    Task(pbx, "portsip_service_numbers", {"tenant": DOMAIN}).settle(park={"prompt_file": "park.txt", "recall_time": 70})
    (tmp_path / "park.txt").write_bytes(b"another content")
    done = Task(pbx, "portsip_file", {"tenant": DOMAIN}).run(name="park.txt", src=str(tmp_path / "park.txt"), check_audio=False)
    assert done.error is None
    (new,) = only_tenant(pbx)["files"]
    assert new != old
    parked = only_tenant(pbx)["service_numbers"]["call_park"]
    assert (parked["prompt_file_id"], parked["recall_time"]) == (new, 70)


def test_a_prompt_that_is_a_local_file(documents: Documents, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    path = path_of("welcome.wav")
    pbx.add_tenant(DOMAIN, "Clinic")
    Task(pbx, "portsip_service_numbers", {"tenant": DOMAIN}).settle(park={"prompt_file": str(path)})
    (file,) = only_tenant(pbx)["files"]
    assert only_tenant(pbx)["service_numbers"]["call_park"]["prompt_file_id"] == file
    longer = path_of("welcome-longer.wav")
    entry = {"domain": DOMAIN, "service_numbers": {"park": {"prompt_file": str(longer)}}}
    documents.settle({"tenants": [entry]})
    parked = only_tenant(pbx)["service_numbers"]["call_park"]["prompt_file_id"]
    assert only_tenant(pbx)["files"][parked]["name"] == "welcome-longer.wav"


def test_lists_without_an_order_that_are_forgotten_or_emptied(documents: Documents, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    both = [{"name": "X-CID", "scope": "ALL"}, {"name": "X-Case", "scope": "USER"}]
    documents.settle(document(custom_headers={"relay": both, "add": [{"name": "X-Site", "value": "North"}]}))
    (tenant,) = pbx.state()["tenants"]
    pbx.set_tenant(tenant, "custom_headers", relay=list(reversed(both)))
    documents.still(document(custom_headers={"relay": both}))
    documents.settle(document(custom_headers={"relay": both[:1], "add": []}))
    headers = only_tenant(pbx)["custom_headers"]
    assert (headers["relay"], headers["add"]) == (both[:1], [])


def test_a_password_that_changes_is_not_shown(documents: Documents, shared_simulator: Simulator) -> None:
    documents.settle(document())
    other = {**SETTINGS["notification"], "password": "Mail-Secret-8802", "update_password": "always"}
    done = documents.run(document(notification=other))
    (step,) = done.result["plan"]
    assert (step["kind"], [change["field"] for change in step["changes"]]) == ("tenant_notification", ["password"])
    assert only_tenant(shared_simulator)["notification"]["password"] == "Mail-Secret-8802"
    assert not [secret for secret in ("Mail-Secret-4071", "Mail-Secret-8802") if secret in shown(done)]


def test_a_refusal_names_the_tenant_and_the_path(documents: Documents, shared_simulator: Simulator) -> None:
    body = '{"errors": [{"code": "VALIDATE_FAILED", "message": "min_length: no"}]}'
    shared_simulator.inject("POST", "/tenant/password_policy$", status=400, body=body, times=None)
    error = str(documents.run(document()).error)
    assert "tenants[0].password_policy" in error
    assert "min_length: no" in error


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ("tenants.notification", {"tenant_notification"}),
        ("system.notification", {"notification"}),
        ("notification", {"notification", "tenant_notification"}),
    ],
)
def test_notifications_of_the_pbx_and_of_a_tenant_are_told_apart(
    documents: Documents, shared_simulator: Simulator, only: str, kinds: set[str]
) -> None:
    documents.settle({"tenants": [PLACE]})
    both = {"system": {"notification": {"type": "SMTP", "username": "pbx@example.net"}}, **document()}
    assert {step["kind"] for step in documents.settle(both, only=[only]).result["plan"]} == kinds
