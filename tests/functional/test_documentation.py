# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What ansible-doc shows, and that real results are what it says they are."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

MODULES = sorted(path.stem for path in (Path(__file__).parents[2] / "plugins" / "modules").glob("portsip_*.py"))
TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
OF_ANSIBLE = {"changed", "failed", "invocation", "warnings", "deprecations", "exception"}

SUCCESSES = """
- name: portsip_tenant
  portsip.pbx.portsip_tenant:
    domain: clinic.example.net
    name: Clinic
    timezone: Europe/Berlin
    currency: EUR
    region: DEU
    email_recipients: [it@clinic.example.net]
    office_hours: {monday: {enabled: true, ranges: [{from: "08:00", to: "18:00"}]}}
    cdr_event: {enabled: true, auth: BASIC, username: reporter1, password: reporting1, url: https://cdr.example.net/in}
- name: portsip_tenant_info
  portsip.pbx.portsip_tenant_info:
- name: portsip_transport
  portsip.pbx.portsip_transport: {protocol: TLS, port: 5061, verification: OPTIONAL}
- name: portsip_transport_info
  portsip.pbx.portsip_transport_info:
- name: portsip_ip_rule
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, target: ACCEPT, description: Site, expire_at: "2031-03-31T22:00:00Z"}
- name: portsip_ip_rule_info
  portsip.pbx.portsip_ip_rule_info:
- name: portsip_ivr
  portsip.pbx.portsip_ivr:
    tenant: Old
    extension_number: "8001"
    name: Main line
    pin: "407193"
    prompt_file_id: welcome.wav
    transfer_prompt_file_id: welcome.wav
    custom_forward_rules: [{user_input: "1", office_hours_forward_rule: {action: HANGUP}, holidays: [Christmas]}]
    outbound_caller_ids: [{provider_id: Carrier, caller_id: "+493055501000", description: Main number}]
- name: portsip_ivr_info
  portsip.pbx.portsip_ivr_info: {tenant: Old}
- name: portsip_ivr_action_url
  portsip.pbx.portsip_ivr_action_url:
    {tenant: Old, ivr: "8001", name: lookup, type: DTMF, method: GET, dtmf_mask: "1000", url: https://crm.example.net, headers: {X-A: b}}
- name: portsip_ivr_action_url_info
  portsip.pbx.portsip_ivr_action_url_info: {tenant: Old, ivr: "8001"}
- name: portsip_queue_agent
  portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Desk, status: available, queues: [{queue: 901, level: 1, position: 1}]}
- name: portsip_queue_agent_info
  portsip.pbx.portsip_queue_agent_info: {extension_id: 201, queues: [901]}
- name: portsip_network
  portsip.pbx.portsip_network: {web_domain: voice.example.net}
- name: portsip_settings
  portsip.pbx.portsip_settings: {blocked_user_agents: [scanner], stir_shaken_key: stir-shaken-1}
- name: portsip_notification
  portsip.pbx.portsip_notification: {type: SMTP, username: pbx@example.net, password: mailing1, recipients: [noc@example.net]}
- name: portsip_notification_test
  portsip.pbx.portsip_notification_test: {recipient: noc@example.net}
- name: portsip_sbc
  portsip.pbx.portsip_sbc: {domain: sbc.example.net, transports: [{protocol: UDP, port: 5066}]}
- name: portsip_im_server
  portsip.pbx.portsip_im_server: {public_ipv4: 203.0.113.20}
- name: portsip_server_token
  portsip.pbx.portsip_server_token: {server: sbc, return_token: true}
- name: portsip_ivr_server
  portsip.pbx.portsip_ivr_server: {name: receptionists-2, ipv4: 192.0.2.31}
- name: portsip_ivr_server_info
  portsip.pbx.portsip_ivr_server_info: {status: true}
- name: portsip_license
  portsip.pbx.portsip_license: {license_key: LICENSE-0001}
- name: portsip_certificate
  portsip.pbx.portsip_certificate: {crt: "{{ certificate }}", key: "{{ certificate_key }}"}
- name: portsip_brand
  portsip.pbx.portsip_brand: {theme: GREEN, title: Voice}
- name: portsip_system_info
  portsip.pbx.portsip_system_info:
- name: portsip_ip_rule_export
  portsip.pbx.portsip_ip_rule_export: {dest: rules.csv}
- name: portsip_dealer
  portsip.pbx.portsip_dealer: {name: northside, level: RESELLER, password: northside1, phone: "+15550100"}
- name: portsip_dealer_info
  portsip.pbx.portsip_dealer_info:
- name: portsip_tenant_dealer
  portsip.pbx.portsip_tenant_dealer: {tenant: Old, dealer: northside}
- name: portsip_tenant_dealer_info
  portsip.pbx.portsip_tenant_dealer_info: {tenant: Old}
- name: portsip_dealer_self
  portsip.pbx.portsip_dealer_self: {api_username: northside, api_password: northside1, email: office@example.net}
- name: portsip_dealer_self_info
  portsip.pbx.portsip_dealer_self_info: {api_username: northside, api_password: northside1}
- name: portsip_dealer_account
  portsip.pbx.portsip_dealer_account: {api_username: northside, api_password: northside1, password: northside2}
- name: portsip_provider_assignment
  portsip.pbx.portsip_provider_assignment: {provider: Carrier, tenant: clinic.example.net, did_numbers: ["3000", 4000-4999], concurrency: 5}
- name: portsip_provider_assignment_info
  portsip.pbx.portsip_provider_assignment_info: {provider: Carrier}
- name: portsip_admin_account
  portsip.pbx.portsip_admin_account: {name: admin}
- name: portsip_login
  portsip.pbx.portsip_login: {tenant: Old}
  register: session
- name: portsip_logout
  portsip.pbx.portsip_logout: {api_token: "{{ session.token }}"}
"""
WITHOUT_DIFF = ("_info", "_login", "_logout", "_test")
TRIED = [line.removeprefix("- name: ") for line in SUCCESSES.splitlines() if line.startswith("- name: ")]


def _documentation(playbooks: Playbooks, *arguments: str) -> str:
    command = ["ansible-doc", "--type", "module", *arguments, *(f"portsip.pbx.{name}" for name in MODULES)]
    done = subprocess.run(command, env=playbooks.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_ansible_doc_shows_every_module(bare_playbooks: Playbooks) -> None:
    structured = json.loads(_documentation(bare_playbooks, "--json"))
    assert len(structured) == len(MODULES) >= 14
    pages = re.split(r"^> MODULE ", _documentation(bare_playbooks), flags=re.MULTILINE)[1:]
    assert len(pages) == len(MODULES)
    for name, page in zip(MODULES, pages, strict=True):
        assert page.startswith(f"portsip.pbx.{name} ")
        shown = set(re.findall(r"^(?:-|=|\s*-)\s+(\w+)", page, flags=re.MULTILINE))
        assert set(structured[f"portsip.pbx.{name}"]["doc"]["options"]) <= shown
        for part in ("OPTIONS", "ATTRIBUTES", "NOTES", "SEE ALSO", "REQUIREMENTS", "AUTHOR", "EXAMPLES", "RETURN VALUES"):
            assert part in page, (name, part)
        # Markup that ansible-doc does not understand would stand there as it is written.
        assert not re.search(r"\b[OVEMPCBI]\([a-z_]", page), name


@pytest.fixture
def documented(bare_playbooks: Playbooks) -> dict[str, Json]:
    """Options and return values of each module, as documented."""
    return {name.rpartition(".")[2]: entry for name, entry in json.loads(_documentation(bare_playbooks, "--json")).items()}


def test_results_are_what_the_documentation_says(playbooks: Playbooks, shared_simulator: Simulator, documented: dict[str, Json]) -> None:
    pbx = shared_simulator
    pbx.configure(later_release_fields=False)
    old = pbx.add_tenant("old.example.net", "Old")
    pbx.add_file(old, "welcome.wav")
    pbx.add_holiday(old, "Christmas")
    pbx.add_provider("Carrier", old)
    pair = trustme.CA().issue_cert("voice.example.net")
    certificate = {"certificate": pair.cert_chain_pems[0].bytes().decode(), "certificate_key": pair.private_key_pem.bytes().decode()}
    run = playbooks.run(SUCCESSES, "--diff", variables=certificate)
    assert run.names == TRIED

    complaints: list[str] = []
    for name in TRIED:
        described, result = documented[name]["return"], run.result(name)
        expected = {key: value for key, value in described.items() if value["returned"] != "failure"}
        # An object has, besides what is listed, the fields that its module can set.
        module = name.removesuffix("_info")
        fields = set(documented[module]["doc"]["options"]) if module in documented else set()
        complaints += _differences(name, expected, result, fields, {"diff"} if name.endswith(WITHOUT_DIFF) else set())
    assert complaints == []

    tasks = [{"name": name, f"portsip.pbx.{name}": _failing(name)} for name in TRIED]
    failed = playbooks.run(tasks, ignore_errors=True, environment={"PORTSIP_RETRIES": "0"})
    assert failed.failed == TRIED
    for name in TRIED:
        described = {key: value for key, value in documented[name]["return"].items() if value["returned"] == "failure"}
        complaints += _differences(f"failed {name}", described, failed.result(name), set(), set())
    assert complaints == []


def _failing(name: str) -> Json:
    """Options with which a module fails on its way to the PBX."""
    nowhere = "http://127.0.0.1:9"
    needed: dict[str, Json] = {
        "portsip_tenant": {"domain": "clinic.example.net"},
        "portsip_transport": {"protocol": "UDP", "port": 5060},
        "portsip_ip_rule": {"cidr": "192.0.2.0/24"},
        "portsip_ivr": {"extension_number": "8001"},
        "portsip_ivr_action_url": {"ivr": "8001", "name": "lookup"},
        "portsip_ivr_action_url_info": {"ivr": "8001"},
        "portsip_queue_agent": {"extension_id": 201, "name": "Desk"},
        "portsip_queue_agent_info": {"extension_id": 201},
        "portsip_logout": {"api_token": "some-token"},
        "portsip_notification_test": {"recipient": "noc@example.net"},
        "portsip_server_token": {"server": "sbc"},
        "portsip_ivr_server": {"name": "receptionists-2"},
        "portsip_brand": {"title": "Voice"},
        "portsip_ip_rule_export": {"dest": "rules.csv"},
        "portsip_dealer": {"name": "northside"},
        "portsip_tenant_dealer": {"tenant": "Old", "dealer": "northside"},
        "portsip_tenant_dealer_info": {"tenant": "Old"},
        "portsip_provider_assignment": {"provider": "Carrier", "tenant": "Old"},
        "portsip_provider_assignment_info": {"provider": "Carrier"},
        "portsip_admin_account": {"name": "operator"},
        "portsip_dealer_account": {"name": "southside"},
    }
    return {"api_url": f"{nowhere}/api", "extension_api_url": nowhere, **needed.get(name, {})}


def _differences(where: str, described: Json, result: Json, fields: set[str], never: set[str]) -> Iterator[str]:
    """Say what is documented and not there, there and not documented, or of another type."""
    for key, value in described.items():
        if value["returned"] in ("always", "success", "failure") and key not in result:
            yield f"{where}: {key} is documented and missing"
        if key in result:
            yield from _of_another_type(f"{where}.{key}", value, result[key])
    undocumented = set(result) - set(described) - OF_ANSIBLE - never
    if "diff" in described and "diff" not in result:
        yield f"{where}: diff is missing"
    yield from (f"{where}: {key} is not documented" for key in sorted(undocumented))
    for key, value in described.items():
        inner = value.get("contains")
        if not inner or key == "diff":
            continue
        found = result.get(key)
        assert found or key == "error", f"{where}: {key} is empty, so that nothing can be held against the documentation"
        for item in found if isinstance(found, list) else [found]:
            listed = {**inner, **{name: {"returned": "perhaps"} for name in fields - set(inner)}}
            yield from _differences(f"{where}.{key}", listed, item, set(), set())


def _of_another_type(where: str, described: Json, value: Any) -> Iterator[str]:
    wanted = TYPES.get(described.get("type", ""))
    fits = value is None or wanted is None or (isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)))
    if not fits:
        yield f"{where}: is {type(value).__name__}, documented as {described['type']}"
