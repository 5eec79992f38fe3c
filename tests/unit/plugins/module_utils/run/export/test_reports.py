# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What people reported of exports elsewhere: placeholders that came back, objects that got lost, noise, half an export."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import TENANTS
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, full_clinic, loaded, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

PBX_ALONE = {"extension_api_url": None}


def run(pbx: Simulator, **options: Any) -> Outcome:
    """An export of the PBX alone, which may fail."""
    return Task(pbx, "portsip_export", PBX_ALONE).run(**options)


def export(pbx: Simulator, **options: Any) -> dict[str, Any]:
    """The result of an export of the PBX alone."""
    outcome = run(pbx, **options)
    assert outcome.error is None, outcome.error
    return outcome.result


def clinic_in(result: dict[str, Any]) -> dict[str, Any]:
    """The one tenant of an exported document."""
    (tenant,) = result["definition"]["tenants"]
    assert isinstance(tenant, dict)
    return tenant


def test_an_export_applied_untouched_writes_no_secret(shared_simulator: Simulator) -> None:
    """A placeholder without a value is refused before the first request, with the variable that is missing."""
    full_clinic(shared_simulator)
    outcome = Documents(shared_simulator).run(export(shared_simulator)["definition"])
    assert isinstance(outcome.error, errors.InvalidInput)
    assert outcome.calls == []
    assert "define vault_clinic_example_net_user_2001_password" in str(outcome.error)


def test_an_export_again_keeps_what_the_user_has_written_in_place_of_secrets(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    path = tmp_path / f"{CLINIC}.yml"
    text = path.read_text(encoding="utf-8")
    mine = text.replace('"{{ vault_clinic_example_net_ivr_8000_pin }}"', "'{{ pins.main }}'  # from the safe").replace(
        'token: "{{ vault_clinic_example_net_ivr_8000_action_url_by_caller_token }}"',
        "token: !vault |\n              $ANSIBLE_VAULT;1.1;AES256\n              3061\n",
    )
    path.write_text(mine, encoding="utf-8")
    again = export(shared_simulator, dest=str(tmp_path))
    placeholders = {item["path"]: item["placeholder"] for item in again["secrets"]}
    assert placeholders["tenants[0].ivrs[0].pin"] == "{{ pins.main }}"
    assert placeholders["tenants[0].ivrs[0].action_urls[0].token"] == "(encrypted inline)"
    kept = path.read_text(encoding="utf-8")
    assert 'pin: "{{ pins.main }}"' in kept
    assert "$ANSIBLE_VAULT;1.1;AES256\n              3061\n" in kept
    assert "!vault |" in kept
    assert not export(shared_simulator, dest=str(tmp_path))["changed"]


def test_a_secret_that_the_user_has_written_out_is_replaced(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    path = tmp_path / f"{CLINIC}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"{{ vault_clinic_example_net_ivr_8000_pin }}"', '"739512"'), encoding="utf-8")
    assert export(shared_simulator, dest=str(tmp_path))["changed"]
    assert path.read_text(encoding="utf-8") == text


def test_objects_of_one_name_are_told_apart_by_their_keys(shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant(CLINIC)
    shared_simulator.add_ivr(tenant, "8000", "Main")
    shared_simulator.add_ivr(tenant, "8001", "Main")
    result = export(shared_simulator)
    assert [(ivr["extension_number"], ivr["name"]) for ivr in clinic_in(result)["ivrs"]] == [("8000", "Main"), ("8001", "Main")]
    document = with_values(result["definition"], {item["placeholder"][3:-3]: "284193" for item in result["secrets"]})
    Documents(shared_simulator).still(document)


def test_objects_that_nothing_tells_apart_fail_the_export_which_names_both(shared_simulator: Simulator, tmp_path: Path) -> None:
    ivr = shared_simulator.add_ivr(shared_simulator.add_tenant(CLINIC), "8000", "Main")
    ids = [shared_simulator.add_action_url(ivr, "lookup", url=f"https://crm.example.net/{number}") for number in (1, 2)]
    outcome = run(shared_simulator, dest=str(tmp_path / "pbx"))
    assert isinstance(outcome.error, errors.Ambiguous)
    assert all(identifier in str(outcome.error) for identifier in (*ids, CLINIC, "8000", "'lookup'"))
    assert list(tmp_path.iterdir()) == []
    without = clinic_in(export(shared_simulator, exclude=["action_urls:lookup"]))
    assert "action_urls" not in without["ivrs"][0]


def test_two_objects_that_differ_in_nothing_are_one_entry(shared_simulator: Simulator) -> None:
    """Two runs at the same time may have created them; modules treat them as one."""
    ivr = shared_simulator.add_ivr(shared_simulator.add_tenant(CLINIC), "8000", "Main")
    ids = [shared_simulator.add_action_url(ivr, "lookup") for _number in range(2)]
    result = export(shared_simulator)
    assert len(clinic_in(result)["ivrs"][0]["action_urls"]) == 1
    (note,) = result["notes"]
    assert note["path"] == "tenants[0].ivrs[0].action_urls"
    assert all(identifier in note["message"] for identifier in ids)


def test_two_objects_of_one_normal_form_are_left_out_and_reported(shared_simulator: Simulator) -> None:
    """The same name in two forms of Unicode: an option means both."""
    ivr = shared_simulator.add_ivr(shared_simulator.add_tenant(CLINIC), "8000", "Main")
    ids = [shared_simulator.add_action_url(ivr, name) for name in ("Caf\u00e9", "Cafe\u0301")]
    result = export(shared_simulator)
    assert "action_urls" not in clinic_in(result)["ivrs"][0]
    (note,) = result["notes"]
    assert all(identifier in note["message"] for identifier in ids)


def test_receptionists_that_lead_to_each_other_can_be_applied_to_an_empty_pbx(shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant(CLINIC)
    for number, other in (("8000", "8001"), ("8001", "8000")):
        rule = {"action": "FORWARD_TO_NUMBER", "number": other}
        shared_simulator.add_ivr(tenant, number, f"To {other}", failure_forward_rule=rule)
    result = export(shared_simulator, only=["tenants"])
    document = with_values(result["definition"], {item["placeholder"][3:-3]: "284193" for item in result["secrets"]})
    shared_simulator.reset()
    Documents(shared_simulator).settle(document)
    (made,) = shared_simulator.state()["tenants"].values()
    assert {ivr["extension_number"]: ivr["failure_forward_rule"]["number"] for ivr in made["ivrs"].values()} == {
        "8000": "8001",
        "8001": "8000",
    }


def test_ids_stand_only_where_names_lead_nowhere_or_to_several(shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant(CLINIC)
    twins = [shared_simulator.add_provider("Carrier", tenant) for _number in range(2)]
    gone = "730018264519283746"
    callers = [{"provider_id": identifier, "caller_id": f"+4930{number}"} for number, identifier in enumerate((*twins, gone))]
    shared_simulator.add_ivr(tenant, "8000", "Main", outbound_caller_ids=callers)
    result = export(shared_simulator)
    (ivr,) = clinic_in(result)["ivrs"]
    assert sorted(entry["trunk"] for entry in ivr["outbound_caller_ids"]) == sorted([*twins, gone])
    messages = {note["message"] for note in result["notes"] if note["path"].startswith("tenants[0].ivrs[0].outbound_caller_ids")}
    assert messages == {
        "2 trunks have the name 'Carrier', so that it is given by its id",
        f"there is no trunk with the id {gone}, so that it is given by its id",
    }


def test_a_file_that_is_gone_or_replaced_is_not_named(shared_simulator: Simulator) -> None:
    """The PBX tells name and size of the file in use: naming another file of that name would put it in place."""
    tenant = shared_simulator.add_tenant(CLINIC)
    used = shared_simulator.add_file(tenant, "welcome.wav", size=100)
    shared_simulator.add_file(tenant, "welcome.wav", size=200, created_at="2036-01-01T00:00:00Z")
    other = shared_simulator.add_file(tenant, "closed.wav", size=300)
    shared_simulator.add_ivr(tenant, "8000", "Main", prompt_file_id=used, transfer_prompt_file_id=other)
    result = export(shared_simulator)
    (ivr,) = clinic_in(result)["ivrs"]
    assert (ivr["prompt_file"], ivr["transfer_prompt_file"]) == (used, "closed.wav")
    of_files, of_prompt = result["notes"]
    assert (of_files["path"], of_prompt["path"]) == ("tenants[0].files", "tenants[0].ivrs[0].prompt_file")
    assert "the newest one is exported" in of_files["message"]
    assert clinic_in(result)["files"] == [{"name": "closed.wav"}, {"name": "welcome.wav"}]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (r"/ring_groups$", "tenants[0].ring_groups"),
        (r"/ivrs/[^/]+/action_urls$", "tenants[0].ivrs[0].action_urls"),
        pytest.param(r"/dealers$", "system.dealers", marks=pytest.mark.long),
        pytest.param(r"/network$", "system.network", marks=pytest.mark.long),
        (r"/providers$", "tenants[0].trunk_assignments"),
    ],
)
def test_one_refusal_leaves_the_rest_and_says_what_is_missing(shared_simulator: Simulator, path: str, part: str) -> None:
    full_clinic(shared_simulator)
    complete = export(shared_simulator)
    shared_simulator.inject("GET", path, status=403, times=None)
    outcome = run(shared_simulator)
    shared_simulator.clear_faults()
    assert outcome.error is None
    result = outcome.result
    assert not result["summary"]["complete"]
    assert part in [entry["path"] for entry in result["incomplete"]]
    assert any("incomplete" in text for text in outcome.context.warnings)
    assert set(clinic_in(complete)) - set(clinic_in(result)) <= {part.rpartition(".")[2]}
    assert result["definition"]["system"]["transports"] == complete["definition"]["system"]["transports"]


def test_the_file_of_a_tenant_that_is_gone_is_reported_and_removed_on_request(shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.add_tenant(CLINIC)
    shared_simulator.add_tenant("old.example.net")
    export(shared_simulator, dest=str(tmp_path))
    own = tmp_path / "notes.yml"
    own.write_text("tenants: [{domain: elsewhere.example.net}]\n")
    shared_simulator.reset()
    shared_simulator.add_tenant(CLINIC)
    stale = tmp_path / "old.example.net.yml"
    outcome = run(shared_simulator, dest=str(tmp_path))
    assert (outcome.changed, outcome.result["stale"]) == (False, [str(stale)])
    assert any(str(stale) in text for text in outcome.context.warnings)
    assert stale.exists()
    tried = Task(shared_simulator, "portsip_export", PBX_ALONE).run(check=True, dest=str(tmp_path), remove_stale=True)
    assert tried.changed
    assert stale.exists()
    assert export(shared_simulator, dest=str(tmp_path), remove_stale=True)["changed"]
    assert not stale.exists()
    assert own.exists()
    assert not export(shared_simulator, dest=str(tmp_path), remove_stale=True)["changed"]


def test_an_export_of_chosen_tenants_takes_no_other_for_gone(shared_simulator: Simulator, tmp_path: Path) -> None:
    for domain in (CLINIC, "other.example.net"):
        shared_simulator.add_tenant(domain)
    export(shared_simulator, dest=str(tmp_path))
    result = export(shared_simulator, dest=str(tmp_path), tenants=[CLINIC.upper()], remove_stale=True)
    assert (result["changed"], result["stale"]) == (False, [])


def test_a_tenant_that_is_named_twice_is_exported_once(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(CLINIC, "Clinic")
    result = export(shared_simulator, tenants=[CLINIC, "Clinic"])
    assert [tenant["domain"] for tenant in result["definition"]["tenants"]] == [CLINIC]


def test_it_completes_where_the_rate_is_limited(shared_simulator: Simulator) -> None:
    full_clinic(shared_simulator)
    wanted = export(shared_simulator)["definition"]
    shared_simulator.inject("GET", r"/(ivrs|ring_groups|tenants)", status=429, headers={"Retry-After": "0"}, times=6)
    result = Task(shared_simulator, "portsip_export", PBX_ALONE).run(retries=10).result
    assert result["definition"] == wanted
    assert result["summary"]["complete"]


def test_the_requests_of_a_tenant_do_not_depend_on_others(shared_simulator: Simulator) -> None:
    """Lists once, and one request for each object whose list is a summary; names through lists."""
    full_clinic(shared_simulator)
    one = run(shared_simulator, tenants=[CLINIC], only=["tenants"]).calls
    for number in range(120):
        shared_simulator.add_tenant(f"t{number}.example.net")
    assert sorted(run(shared_simulator, tenants=[CLINIC], only=["tenants"]).calls) == sorted(one)
    lists = [call for call in one if call.split("/")[-1] in ("ivrs", "ring_groups", "files", "holidays", "dealers", "action_urls")]
    assert len(set(lists)) == len(lists)
    assert len([call for call in one if "/ivrs/" in call and not call.endswith("action_urls")]) == 2


def test_names_of_any_script_make_variables_that_differ(shared_simulator: Simulator) -> None:
    ivr = shared_simulator.add_ivr(shared_simulator.add_tenant("кли́ника.рф"), "8000", "Main")
    for name in ("поиск", "ПОИСК", "検索", "a-b", "a b", "Ünï"):
        shared_simulator.add_action_url(ivr, name, auth="BEARER", token="token-1")
    placeholders = [item["placeholder"] for item in export(shared_simulator)["secrets"]]
    assert len(set(placeholders)) == len(placeholders) == 7
    assert all(text[3:-3].isidentifier() and text.isascii() for text in placeholders)
    assert json.dumps(placeholders).count("action_url_uni_token") == 1


def test_what_the_pbx_makes_by_itself_is_left_out(shared_simulator: Simulator) -> None:
    shared_simulator.add_ip_filter("192.0.2.0/24", "DENY", description="kept out")
    shared_simulator.add_ip_filter("198.51.100.7/32", "DENY", expire_at="2031-03-31T22:00:00Z")
    system = export(shared_simulator)["definition"]["system"]
    assert system["ip_rules"] == [{"cidr": "192.0.2.0/24", "target": "DENY", "description": "kept out"}]
    assert "ivr_servers" not in system
    assert system["transports"] == [{"protocol": "UDP", "port": 5060}]


def test_what_can_not_be_read_at_all_is_named(shared_simulator: Simulator) -> None:
    result = export(shared_simulator)
    assert result["summary"]["unreadable"] == ["system.brand"]
    assert result["summary"]["complete"]


def test_a_file_of_another_origin_is_not_overwritten(shared_simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "system.yml").write_text("mine: true\n")
    outcome = run(shared_simulator, dest=str(tmp_path))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert str(outcome.error).startswith("dest: ")
    assert (tmp_path / "system.yml").read_text() == "mine: true\n"


def test_an_exported_file_is_a_document_by_itself(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    for path in tmp_path.iterdir():
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=https://")
        assert set(loaded(path)) < {"system", "tenants", "queues"}


def test_there_is_no_drift_after_an_export(shared_simulator: Simulator, tmp_path: Path) -> None:
    """What the PBX makes by itself makes no difference, and nothing that was exported is unmanaged."""
    full_clinic(shared_simulator)
    shared_simulator.add_ip_filter("198.51.100.7/32", "DENY", expire_at="2031-03-31T22:00:00Z")
    export(shared_simulator, dest=str(tmp_path))
    outcome = Task(shared_simulator, "portsip_drift", PBX_ALONE).run(path=str(tmp_path), fail_on="unmanaged")
    assert outcome.error is None, outcome.error
    totals = outcome.result["totals"]
    assert [totals[name] for name in ("sections", "differs", "missing", "unmanaged", "failed")] == [2, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "path",
    [
        r"/ring_groups$",
        pytest.param(r"/ivrs/[^/]+/action_urls$", marks=pytest.mark.long),
        pytest.param(r"/ivrs$", marks=pytest.mark.long),
        r"/ivrs/[^/]+$",
        r"/network$",
        pytest.param(r"/tenants/[0-9A-Za-z=]+$", marks=pytest.mark.long),
    ],
)
def test_what_is_refused_stays_as_it_is_in_the_files(shared_simulator: Simulator, tmp_path: Path, path: str) -> None:
    """Otherwise what users have written in place of secrets would be lost with it."""
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    file = tmp_path / f"{CLINIC}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("vault_clinic_example_net", "my"), encoding="utf-8")
    before = {path.name: loaded(path) for path in tmp_path.iterdir()}
    shared_simulator.inject("GET", path, status=403, times=None)
    result = export(shared_simulator, dest=str(tmp_path))
    assert not result["summary"]["complete"]
    assert {path.name: loaded(path) for path in tmp_path.iterdir()} == before
    shared_simulator.clear_faults()
    assert export(shared_simulator, dest=str(tmp_path))["summary"]["complete"]
    assert {path.name: loaded(path) for path in tmp_path.iterdir()} == before
    assert "!unsafe" in file.read_text(encoding="utf-8")


def test_what_the_list_tells_of_an_object_that_is_refused_is_exported_anew(shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.add_ivr(shared_simulator.add_tenant(CLINIC), "8000", "Main", language="de-DE")
    export(shared_simulator, dest=str(tmp_path))
    renamed = Task(shared_simulator, "portsip_ivr", {"tenant": CLINIC, "extension_number": "8000"}).run(name="Reception")
    assert renamed.changed
    shared_simulator.inject("GET", r"/ivrs/[^/]+$", status=403, times=None)
    assert not export(shared_simulator, dest=str(tmp_path))["summary"]["complete"]
    shared_simulator.clear_faults()
    (ivr,) = loaded(tmp_path / f"{CLINIC}.yml")["tenants"][0]["ivrs"]
    assert (ivr["name"], ivr["language"]) == ("Reception", "de-DE")


def test_a_user_of_a_tenant_exports_it(shared_simulator: Simulator, tmp_path: Path) -> None:
    tenant = full_clinic(shared_simulator)
    shared_simulator.add_tenant("other.example.net")
    shared_simulator.add_tenant_user(tenant, "operator", "Operator-Pass-1")
    wanted = clinic_in(export(shared_simulator, tenants=[CLINIC]))
    access = {"api_username": "operator", "api_password": "Operator-Pass-1", "api_domain": CLINIC}
    result = export(shared_simulator, only=["tenants"], dest=str(tmp_path), **access)
    found = clinic_in(result)
    assert [found[name] for name in ("domain", "name", "ivrs", "ring_groups")] == [
        wanted[name] for name in ("domain", "name", "ivrs", "ring_groups")
    ]
    assert not result["summary"]["complete"]
    assert result["stale"] == []


def test_sessions_are_ended_tenant_by_tenant(shared_simulator: Simulator) -> None:
    for number in range(6):
        shared_simulator.add_tenant(f"t{number}.example.net")
    outcome = run(shared_simulator, only=["tenants"])
    assert outcome.calls.count("POST /api/login/oauth/token") == outcome.calls.count("POST /api/login/oauth/revoke") == 7
    assert shared_simulator.state()["sessions"] == 0


@pytest.mark.parametrize("options", [{"only": ["system"]}, {}, {"only": ["queues"], "extension_client_secret": "wrong"}])
def test_refused_credentials_are_no_incomplete_export(shared_simulator: Simulator, tmp_path: Path, options: dict[str, Any]) -> None:
    outcome = Task(shared_simulator, "portsip_export").run(api_password="wrong", dest=str(tmp_path / "pbx"), **options)
    assert isinstance(outcome.error, errors.AuthenticationFailed)
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_ends_midway_ends_the_export(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    shared_simulator.inject("GET", r"/ring_groups$", status=401, times=None)
    outcome = run(shared_simulator, dest=str(tmp_path / "pbx"))
    assert isinstance(outcome.error, errors.AuthenticationFailed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_tenants_that_are_read_side_by_side_do_not_mix(shared_simulator: Simulator) -> None:
    """Each has objects of the same names, and references of its own."""
    domains = [f"t{number:02}.example.net" for number in range(9)]
    for domain in domains:
        tenant = shared_simulator.add_tenant(domain)
        trunk = shared_simulator.add_provider(f"Trunk of {domain}", tenant)
        prompt = shared_simulator.add_file(tenant, f"{domain}.wav")
        for number in ("8000", "8001"):
            callers = [{"provider_id": trunk, "caller_id": "+4930"}]
            shared_simulator.add_ivr(tenant, number, f"{number} of {domain}", outbound_caller_ids=callers, prompt_file_id=prompt)
    together = export(shared_simulator, only=["tenants"])["definition"]["tenants"]
    assert [tenant["domain"] for tenant in together] == domains
    for tenant in together:
        assert {ivr["prompt_file"] for ivr in tenant["ivrs"]} == {f"{tenant['domain']}.wav"}
        assert {ivr["outbound_caller_ids"][0]["trunk"] for ivr in tenant["ivrs"]} == {f"Trunk of {tenant['domain']}"}
        assert {ivr["name"] for ivr in tenant["ivrs"]} == {f"{number} of {tenant['domain']}" for number in ("8000", "8001")}
    assert [clinic_in(export(shared_simulator, tenants=[domain], only=["tenants"])) for domain in domains[:2]] == together[:2]


@pytest.mark.slow
def test_the_order_of_answers_makes_no_difference(shared_simulator: Simulator, tmp_path: Path) -> None:
    """Neither that of keys, nor that of objects, nor that of lists whose order means nothing."""
    texts = []
    for turn in (1, -1):
        shared_simulator.reset()
        for domain in ("a.example.net", CLINIC)[::turn]:
            days = {"monday": {"ranges": [], "enabled": True}, "friday": {"enabled": False, "ranges": None}}
            tenant = shared_simulator.add_tenant(
                domain, office_hours=dict(list(days.items())[::turn]), email_recipients=",".join(["a@x.de", "b@x.de"][::turn])
            )
            trunks = [shared_simulator.add_provider(name, tenant) for name in (f"Trunk 10 {domain}", f"Trunk 9 {domain}")]
            callers = [dict([("provider_id", trunk), ("caller_id", "+4930")][::turn]) for trunk in trunks][::turn]
            for number in ("8000", "900", "10000")[::turn]:
                rules = [{"user_input": key, "holiday_forward_rule": {"action": "HANGUP"}} for key in ("1", "10", "2")][::turn]
                ivr = shared_simulator.add_ivr(tenant, number, number, outbound_caller_ids=callers, custom_forward_rules=rules)
                for name in ("first", "second")[::turn]:
                    shared_simulator.add_action_url(ivr, name)
        export(shared_simulator, dest=str(tmp_path / str(turn)))
        texts.append({path.name: path.read_bytes() for path in (tmp_path / str(turn)).iterdir()})
    lines = [[line for name in sorted(one) for line in one[name].decode().splitlines()] for one in texts]
    assert "\n".join(difflib.unified_diff(*lines, lineterm="")) == ""
    ivrs = loaded(tmp_path / "1" / f"{CLINIC}.yml")["tenants"][0]["ivrs"]
    assert [ivr["extension_number"] for ivr in ivrs] == ["900", "8000", "10000"]
    assert [entry["trunk"] for entry in ivrs[0]["outbound_caller_ids"]] == [f"Trunk 9 {CLINIC}", f"Trunk 10 {CLINIC}"]
    assert [entry["user_input"] for entry in ivrs[0]["custom_forward_rules"]] == ["1", "2", "10"]


def test_a_tenant_that_can_not_be_entered_stays_as_it_is_in_its_file(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    before = loaded(tmp_path / f"{CLINIC}.yml")
    shared_simulator.inject("POST", r"/tenants/switch$", status=403, times=None)
    result = export(shared_simulator, dest=str(tmp_path))
    inside = [kind.name for kind in TENANTS.children if (found := RESOURCES[kind.resource]).level == "tenant" or found.in_tenant]
    assert [part["path"] for part in result["incomplete"]] == ["tenants[0]", *(f"tenants[0].{name}" for name in inside)]
    assert loaded(tmp_path / f"{CLINIC}.yml") == before
