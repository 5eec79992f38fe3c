# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The inventory ``tenants``: which hosts there are, what they are told, and that it is all of them or none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible import constants as C
from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME, calls
from ansible_collections.portsip.pbx.tests.unit.support.plugins import inventory_from

if TYPE_CHECKING:
    from simulator import Simulator

THOUSAND = 1000
MOST_REQUESTS = 12
MOST_SECONDS = 3.0


def account(pbx: Simulator) -> dict[str, Any]:
    """How a PBX is reached."""
    return {"api_url": pbx.api_url, "api_username": USERNAME, "api_password": PASSWORD}


@pytest.fixture
def other() -> Iterator[Simulator]:
    """Another PBX."""
    from simulator import Simulator

    with Simulator(release="22.6") as pbx:
        yield pbx


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the inventory's file is."""
    return tmp_path / "tenants.portsip.yml"


def hosts_of(inventory: InventoryData) -> list[str]:
    """Names of the hosts."""
    return sorted(inventory.hosts)


def told(inventory: InventoryData, host: str) -> dict[str, Any]:
    """The variables of a host, those of its groups included."""
    found: dict[str, Any] = {}
    for group in sorted(inventory.hosts[host].get_groups(), key=lambda group: (group.depth, group.name)):
        found.update(group.vars)
    return {**found, **inventory.hosts[host].vars}


def test_tenants_are_hosts_that_know_what_the_playbooks_read(shared_simulator: Simulator, file: Path) -> None:
    clinic = shared_simulator.add_tenant("clinic.example.net", "Clinic", region="DEU", max_extensions=40, max_concurrent_calls=7)
    shared_simulator.add_tenant("dental.example.net", "Dental", enabled=False)
    inventory = inventory_from(file, {**account(shared_simulator), "name": "north"})
    assert hosts_of(inventory) == ["clinic.example.net", "dental.example.net"]
    variables = told(inventory, "clinic.example.net")
    fields = {name: variables["portsip_tenant"][name] for name in ("id", "domain", "name", "region", "enabled", "max_extensions")}
    assert fields == {
        "id": clinic,
        "domain": "clinic.example.net",
        "name": "Clinic",
        "region": "DEU",
        "enabled": True,
        "max_extensions": 40,
    }
    assert variables["portsip_tenant"]["max_concurrent_calls"] == 7
    assert variables["portsip_pbx"] == {"name": "north", "api_url": shared_simulator.api_url, "release": None}
    assert variables["ansible_connection"] == "local"
    assert variables["ansible_python_interpreter"] == "{{ ansible_playbook_python }}"
    # Passwords and tokens never become variables.
    assert variables["tenant_connection"] == {"api_url": shared_simulator.api_url, "api_username": USERNAME}
    assert PASSWORD not in json.dumps(variables, default=str)
    assert sorted(group.name for group in inventory.hosts["clinic.example.net"].get_groups()) == ["pbx_north", "tenants"]
    assert told(inventory, "dental.example.net")["portsip_tenant"]["enabled"] is False


@pytest.mark.slow
def test_a_thousand_tenants_take_twelve_requests(shared_simulator: Simulator, file: Path) -> None:
    for number in range(THOUSAND):
        shared_simulator.add_tenant(f"t{number:04}.example.net", f"Tenant {number}")
    shared_simulator.clear_log()
    begin = time.process_time()  # of the simulator, too; on a busy machine more time passes
    inventory = inventory_from(file, {**account(shared_simulator), "keyed_groups": [{"key": "portsip_tenant.region", "prefix": "in"}]})
    seconds = time.process_time() - begin
    assert len(inventory.hosts) == THOUSAND
    assert len(shared_simulator.requests()) <= MOST_REQUESTS
    assert shared_simulator.writes() == []
    assert seconds < MOST_SECONDS


def test_credentials_come_from_the_environment_of_the_modules(
    shared_simulator: Simulator, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    for name, value in (("API_URL", shared_simulator.api_url), ("USERNAME", USERNAME), ("PASSWORD", PASSWORD), ("TIMEOUT", "7")):
        monkeypatch.setenv(f"PORTSIP_{name}", value)
    inventory = inventory_from(file, {})
    # What comes from the environment does so in the plays, too; but the address says which PBX is meant.
    assert told(inventory, "clinic.example.net")["tenant_connection"] == {"api_url": shared_simulator.api_url}


def test_a_failing_page_gives_no_host_and_says_what_to_do(shared_simulator: Simulator, file: Path) -> None:
    for number in range(250):
        shared_simulator.add_tenant(f"t{number:03}.example.net")
    shared_simulator.inject("GET", "/api/tenants$", after=2, times=None, status=500)
    inventory = InventoryData()
    with pytest.raises(AnsibleParserError) as caught:
        inventory_from(file, {**account(shared_simulator), "name": "north", "retries": 1}, into=inventory)
    assert (inventory.hosts, sorted(inventory.groups)) == ({}, ["all", "ungrouped"])
    text = str(caught.value)
    assert "The tenants of the PBX 'north' (" in text
    assert "Run it again" in text
    assert "No tenant became a host." in text


def test_one_pbx_that_fails_leaves_the_other_out_too(shared_simulator: Simulator, other: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    inventory = InventoryData()
    entries = [{"name": "north", **account(shared_simulator)}, {"name": "south", **account(other), "api_password": "wrong-2026"}]
    with pytest.raises(AnsibleParserError, match="'south'.* Check the credentials of the inventory"):
        inventory_from(file, {"pbxs": entries}, into=inventory)
    assert inventory.hosts == {}


def test_an_expression_that_fails_takes_back_what_was_added(shared_simulator: Simulator, file: Path) -> None:
    for number in range(3):
        shared_simulator.add_tenant(f"t{number}.example.net", website=None if number == 2 else "https://www.example.net")
    inventory = InventoryData()
    inventory.add_group("elsewhere")
    inventory.add_host("t0.example.net", group="elsewhere")
    inventory.set_variable("t0.example.net", "shelf", 4)
    config = {**account(shared_simulator), "keyed_groups": [{"key": "portsip_tenant.website | split('/') | last", "prefix": "of"}]}
    with pytest.raises(AnsibleParserError, match="t2.example.net"):
        inventory_from(file, config, into=inventory)
    assert hosts_of(inventory) == ["t0.example.net"]
    assert inventory.hosts["t0.example.net"].vars == {"shelf": 4} | {
        name: value for name, value in inventory.hosts["t0.example.net"].vars.items() if name.startswith("inventory_")
    }
    assert sorted(inventory.groups) == ["all", "elsewhere", "ungrouped"]
    assert hosts_of(inventory_from(file, {**config, "strict": False})) == ["t0.example.net", "t1.example.net", "t2.example.net"]


def test_a_variable_of_one_pbx_goes_before_that_of_all(shared_simulator: Simulator, other: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    other.add_tenant("harbour.example.net")
    south = {**account(other), "name": "south", "variables": {"on_call": "south"}}
    config = {"pbxs": [{**account(shared_simulator), "name": "north"}, south], "variables": {"on_call": "all", "room": "1"}}
    inventory = inventory_from(file, config)
    found = {host: [told(inventory, host)[name] for name in ("on_call", "room")] for host in hosts_of(inventory)}
    assert found == {"clinic.example.net": ["all", "1"], "harbour.example.net": ["south", "1"]}


def test_groups_and_variables_follow_from_expressions(shared_simulator: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("big.example.net", region="DEU", max_extensions=900)
    shared_simulator.add_tenant("small.example.net", region="AUT", max_extensions=9)
    config = {
        **account(shared_simulator),
        "group": "customers",
        "groups": {"large": "portsip_tenant.max_extensions > 500"},
        "keyed_groups": [{"key": "portsip_tenant.region", "prefix": "region"}],
        "compose": {"queue": "'support-' ~ portsip_tenant.region | lower", "site": "'in ' ~ town"},
        "variables": {"town": "Bonn"},
    }
    inventory = inventory_from(file, config)
    members = {name: sorted(host.name for host in group.get_hosts()) for name, group in inventory.groups.items()}
    assert members["large"] == members["region_DEU"] == ["big.example.net"]
    assert members["region_AUT"] == ["small.example.net"]
    assert members["customers"] == ["big.example.net", "small.example.net"]
    assert told(inventory, "small.example.net")["queue"] == "support-aut"
    assert told(inventory, "small.example.net")["site"] == "in Bonn"


@pytest.mark.parametrize("setting", ["always", "never", "ignore", "silently"])
def test_groups_are_found_whatever_becomes_of_odd_names(
    shared_simulator: Simulator, file: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """The setting ``force_valid_group_names``."""
    monkeypatch.setattr(C, "TRANSFORM_INVALID_GROUP_CHARS", setting)
    shared_simulator.add_tenant("clinic.example.net", "Clinic at the Lake")
    config = {**account(shared_simulator), "name": "no-rth 1.a", "group": "all-tenants"}
    inventory = inventory_from(
        file, {**config, "keyed_groups": [{"key": "portsip_tenant.name", "prefix": "of", "parent_group": "by name"}]}
    )
    groups = {group.name for group in inventory.hosts["clinic.example.net"].get_groups()}
    assert groups == {"all_tenants", "pbx_no_rth_1_a", "of_Clinic_at_the_Lake", "by_name"}
    assert told(inventory, "clinic.example.net")["tenant_connection"]["api_url"] == shared_simulator.api_url


def test_filter_is_applied_by_the_pbx_and_where_here(shared_simulator: Simulator, file: Path) -> None:
    for domain, enabled, region in (("a1.example.net", True, "DEU"), ("a2.example.net", False, "AUT"), ("b1.example.net", True, "FRA")):
        shared_simulator.add_tenant(domain, enabled=enabled, region=region)
    assert hosts_of(inventory_from(file, {**account(shared_simulator), "filter": "startswith(domain,'a')"})) == [
        "a1.example.net",
        "a2.example.net",
    ]
    assert hosts_of(inventory_from(file, {**account(shared_simulator), "where": {"region": ["DEU", "FRA"]}})) == [
        "a1.example.net",
        "b1.example.net",
    ]
    assert hosts_of(inventory_from(file, {**account(shared_simulator), "where": {"enabled": False}})) == ["a2.example.net"]


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"where": {"regoin": "DEU"}}, "where.regoin: unknown field; did you mean region?"),
        ({"where": {"max_extensions": "many"}}, "where.max_extensions: 'many' is not allowed, it must be a whole number"),
        ({"where": {"cdr_event": {"url": "x"}}}, "where.cdr_event: must be a value or a list of values"),
        ({"wehre": {"region": "DEU"}}, "wehre: unknown option; did you mean where?"),
        ({"pbxs": [{"api_ulr": "https://a"}]}, "pbxs[0].api_ulr: unknown option; did you mean api_url?"),
        ({"timeout": 0}, "timeout: 0 is not allowed"),
        ({"pbxs": [{"name": "a", "retries": 500}]}, "pbxs[0].retries: 500 is not allowed"),
    ],
)
def test_options_that_cannot_be_are_told_before_a_request(
    shared_simulator: Simulator, file: Path, config: dict[str, Any], says: str
) -> None:
    with pytest.raises(AnsibleParserError) as caught:
        inventory_from(file, {**account(shared_simulator), **config})
    assert says in str(caught.value)
    assert calls(shared_simulator) == []


def test_a_field_that_only_details_have_is_told(shared_simulator: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net", enable_billing=True)
    shared_simulator.add_tenant("dental.example.net", enable_billing=False)
    config = {**account(shared_simulator), "where": {"enable_billing": True}}
    with pytest.raises(
        AnsibleParserError, match="where.enable_billing: the list of the PBX does not have this field; add details to include"
    ):
        inventory_from(file, config)
    inventory = inventory_from(file, {**config, "include": ["details"]})
    assert hosts_of(inventory) == ["clinic.example.net"]
    assert "office_hours" in told(inventory, "clinic.example.net")["portsip_tenant"]


def test_release_dealers_and_trunks_are_read_where_they_are_asked_for(shared_simulator: Simulator, file: Path) -> None:
    clinic = shared_simulator.add_tenant("clinic.example.net")
    shared_simulator.add_tenant("dental.example.net")
    dealer = shared_simulator.add_dealer("northside", "Dealer-2026", tenants=[clinic], display_name="Northside Telecom")
    trunk = shared_simulator.add_provider("Carrier", assignees=[{"tenant_id": clinic, "did_numbers": "3000;12000-18000", "concurrency": 5}])
    assert trunk
    shared_simulator.clear_log()
    inventory = inventory_from(file, {**account(shared_simulator), "include": ["release", "dealers", "trunks"]})
    variables = told(inventory, "clinic.example.net")
    assert variables["portsip_pbx"]["release"].startswith("22.3")
    assert variables["portsip_dealers"] == [{"id": dealer, "name": "northside", "display_name": "Northside Telecom"}]
    assert variables["portsip_trunks"] == [{"trunk": "Carrier", "did_numbers": ["3000", "12000-18000"], "concurrency": 5}]
    assert told(inventory, "dental.example.net")["portsip_dealers"] == told(inventory, "dental.example.net")["portsip_trunks"] == []
    assert shared_simulator.writes() == []


def test_texts_of_the_pbx_stay_texts(shared_simulator: Simulator, file: Path) -> None:
    from ansible.template import Templar

    shared_simulator.add_tenant("clinic.example.net", "{{ lookup('ansible.builtin.pipe', 'echo taken over') }}")
    shared_simulator.add_tenant("{{ 7*7 }}.example.net", "Plain")
    inventory = inventory_from(file, {**account(shared_simulator), "compose": {"shown": "portsip_tenant.name ~ '!'"}})
    assert hosts_of(inventory) == ["clinic.example.net", "{{ 7*7 }}.example.net"]
    variables = told(inventory, "clinic.example.net")
    name = variables["portsip_tenant"]["name"]
    templar = Templar(loader=None, variables={"name": name, "shown": variables["shown"], "host": "{{ 7*7 }}.example.net"})
    assert templar.template(name) == "{{ lookup('ansible.builtin.pipe', 'echo taken over') }}"
    assert templar.template(variables["shown"]) == "{{ lookup('ansible.builtin.pipe', 'echo taken over') }}!"
    odd = next(host for host in inventory.hosts if host.startswith("{"))
    assert templar.template(odd) == "{{ 7*7 }}.example.net"


def test_one_domain_on_two_pbxs_is_an_error_or_two_hosts(shared_simulator: Simulator, other: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net", "Old")
    other.add_tenant("Clinic.example.net", "New")
    entries = [{"name": "north", **account(shared_simulator)}, {"name": "south", **account(other)}]
    with pytest.raises(AnsibleParserError, match="would be one host.* Set hostname: qualified or hostname: id"):
        inventory_from(file, {"pbxs": entries})
    inventory = inventory_from(file, {"pbxs": entries, "hostname": "qualified"})
    assert hosts_of(inventory) == ["Clinic.example.net@south", "clinic.example.net@north"]
    connections = [told(inventory, host)["tenant_connection"]["api_url"] for host in hosts_of(inventory)]
    assert connections == [other.api_url, shared_simulator.api_url]
    assert told(inventory, "Clinic.example.net@south")["portsip_tenant"]["name"] == "New"


def test_one_domain_in_two_sources_is_an_error(shared_simulator: Simulator, other: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    other.add_tenant("clinic.example.net")
    inventory = inventory_from(file, {"name": "north", **account(shared_simulator)})
    before = told(inventory, "clinic.example.net")
    inventory_from(file, {"name": "north", **account(shared_simulator)}, into=inventory)  # the same tenant again
    with pytest.raises(AnsibleParserError, match="another source of the inventory has as another tenant"):
        inventory_from(file, {"name": "south", **account(other)}, into=inventory)
    assert told(inventory, "clinic.example.net") == before


def test_one_name_for_two_pbxs_in_two_sources_is_an_error(shared_simulator: Simulator, other: Simulator, file: Path) -> None:
    """The hosts of one would be provisioned on the other."""
    shared_simulator.add_tenant("clinic.example.net")
    other.add_tenant("harbour.example.net")
    inventory = inventory_from(file, {"name": "north", **account(shared_simulator)})
    with pytest.raises(AnsibleParserError, match="has the group pbx_north for a PBX at another address"):
        inventory_from(file, {"name": "north", **account(other)}, into=inventory)
    assert hosts_of(inventory) == ["clinic.example.net"]
    assert told(inventory, "clinic.example.net")["tenant_connection"]["api_url"] == shared_simulator.api_url


@pytest.mark.parametrize("domain", ["../../etc/passwd", "localhost", "a\\b.example.net"])
def test_a_domain_that_can_be_no_host_is_told(shared_simulator: Simulator, file: Path, domain: str) -> None:
    shared_simulator.add_tenant(domain)
    with pytest.raises(AnsibleParserError, match=r"can't be a host called .* Set hostname: qualified or hostname: id"):
        inventory_from(file, account(shared_simulator))
    assert len(inventory_from(file, {**account(shared_simulator), "hostname": "id"}).hosts) == 1


@pytest.mark.parametrize("names", [("north", "north"), ("no-rth", "no_rth")])
def test_two_pbxs_of_one_name_or_group_are_an_error(shared_simulator: Simulator, other: Simulator, file: Path, names: Any) -> None:
    entries = [{"name": name, **account(pbx)} for name, pbx in zip(names, (shared_simulator, other), strict=True)]
    with pytest.raises(AnsibleParserError, match=r"pbxs\[1\].name"):
        inventory_from(file, {"pbxs": entries})


def test_an_entry_with_credentials_takes_none_from_elsewhere(
    shared_simulator: Simulator, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    monkeypatch.setenv("PORTSIP_TOKEN", "of-another-pbx")
    inventory = inventory_from(file, {"pbxs": [{"name": "north", **account(shared_simulator)}]})
    assert hosts_of(inventory) == ["clinic.example.net"]


def test_values_of_the_file_may_be_templates(shared_simulator: Simulator, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    monkeypatch.setenv("NORTH_PASSWORD", PASSWORD)
    entry = {**account(shared_simulator), "api_password": "{{ lookup('env', 'NORTH_PASSWORD') }}"}
    assert hosts_of(inventory_from(file, {"pbxs": [entry]})) == ["clinic.example.net"]


def test_caches_of_two_pbxs_and_accounts_never_mix(shared_simulator: Simulator, other: Simulator, file: Path, tmp_path: Path) -> None:
    clinic = shared_simulator.add_tenant("clinic.example.net")
    shared_simulator.add_tenant("dental.example.net")
    shared_simulator.add_dealer("northside", "Dealer-2026", tenants=[clinic])
    other.add_tenant("harbour.example.net")
    cached = {"cache": True, "cache_plugin": "jsonfile", "cache_connection": str(tmp_path / "cache"), "name": "one"}
    dealer = {**account(shared_simulator), "api_username": "northside", "api_password": "Dealer-2026"}
    expected = [(account(shared_simulator), ["clinic", "dental"]), (account(other), ["harbour"]), (dealer, ["clinic"])]
    for _round in range(2):
        for options, names in expected:
            assert [host.split(".")[0] for host in hosts_of(inventory_from(file, {**options, **cached}))] == names
        for pbx in (shared_simulator, other):
            assert bool(calls(pbx)) is not bool(_round)
            pbx.clear_log()
    stored = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "cache").iterdir())
    assert len(list((tmp_path / "cache").iterdir())) == len(expected)
    assert PASSWORD not in stored
    assert "Dealer-2026" not in stored
    # A changed selection, and an inventory that is to be read again, ask the PBX.
    assert len(inventory_from(file, {**account(shared_simulator), **cached, "where": {"name": "x"}}).hosts) == 0
    shared_simulator.add_tenant("new.example.net")
    assert "new.example.net" not in inventory_from(file, {**account(shared_simulator), **cached}).hosts
    assert "new.example.net" in inventory_from(file, {**account(shared_simulator), **cached}, cache=False).hosts
    assert "new.example.net" in inventory_from(file, {**account(shared_simulator), **cached}).hosts


def test_a_failure_is_not_cached(shared_simulator: Simulator, file: Path, tmp_path: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    shared_simulator.inject("GET", "/api/tenants$", times=None, status=500)
    config = {**account(shared_simulator), "retries": 0, "cache": True, "cache_plugin": "jsonfile"}
    config["cache_connection"] = str(tmp_path / "cache")
    with pytest.raises(AnsibleParserError):
        inventory_from(file, config)
    shared_simulator.clear_faults()
    assert hosts_of(inventory_from(file, config)) == ["clinic.example.net"]


def test_a_file_is_that_of_a_tenant_in_any_case_of_letters(shared_simulator: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("clinic.example.net")
    (file.parent / "tenants").mkdir()
    (file.parent / "tenants" / "Clinic.Example.net.yml").write_text("---\n", encoding="utf-8")
    assert hosts_of(inventory_from(file, {**account(shared_simulator), "tenants_path": "tenants"})) == ["clinic.example.net"]


def test_a_file_of_a_tenant_that_is_not_there_yet_is_a_host(shared_simulator: Simulator, file: Path) -> None:
    shared_simulator.add_tenant("Clinic.example.net", region="DEU")
    shared_simulator.add_tenant("dental.example.net", region="AUT")
    for name in ("clinic.example.net", "new.example.net", "new.example.net_secrets", "dental.example.net", "system", "queues"):
        (file.parent / "tenants").mkdir(exist_ok=True)
        (file.parent / "tenants" / f"{name}.yml").write_text("---\n", encoding="utf-8")
    (file.parent / "tenants" / "readme.md").write_text("x", encoding="utf-8")
    config = {
        **account(shared_simulator),
        "name": "north",
        "tenants_path": "tenants",
        "where": {"region": "DEU"},
        "keyed_groups": [{"key": "portsip_tenant.region", "prefix": "region"}],
        "groups": {"new": "portsip_tenant.id is none"},
    }
    inventory = inventory_from(file, config)
    # What where leaves out is not missing.
    assert hosts_of(inventory) == ["Clinic.example.net", "new.example.net"]
    variables = told(inventory, "new.example.net")
    assert (variables["portsip_tenant"]["id"], variables["portsip_tenant"]["domain"]) == (None, "new.example.net")
    assert variables["tenant_connection"]["api_url"] == shared_simulator.api_url
    assert [host.name for host in inventory.groups["new"].get_hosts()] == ["new.example.net"]


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"tenants_path": "tenants", "filter": "enabled eq true"}, "tenants_path: cannot go with filter or search"),
        ({"tenants_path": "tenants", "pbxs": [{"name": "a"}]}, "tenants_path: give it in the entries of pbxs"),
        ({"tenants_path": "nowhere"}, "nowhere can't be read: No such file or directory"),
    ],
)
def test_a_directory_of_files_that_cannot_be(shared_simulator: Simulator, file: Path, config: dict[str, Any], says: str) -> None:
    (file.parent / "tenants").mkdir()
    with pytest.raises(AnsibleParserError) as caught:
        inventory_from(file, {**account(shared_simulator), **config})
    assert says in str(caught.value)
