# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What running in the controller's process must not disturb: the screen, the clock, TLS, and the user's own files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from parity.comparison import entries_of, names_of
from parity.harness import SECRETS, WAYS, Case, Outcome, Task
from parity.mechanics import INFO, ONE, RULE
from simulator import Simulator

IVRS = "portsip.pbx.portsip_ivr_info"
AS_JSON = {"ANSIBLE_STDOUT_CALLBACK": "as_json"}
CLIENT = {"PORTSIP_EXTENSION_CLIENT_ID": "sim-client", "PORTSIP_EXTENSION_CLIENT_SECRET": SECRETS["client_secret"]}


# Progress


def test_long_work_shows_progress_and_leaves_machine_readable_output_valid(play: Callable[..., Any], simulator: Simulator) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    for number in range(8000, 8016):
        simulator.add_ivr(tenant, str(number), f"Desk {number}")
    simulator.inject("GET", "/ivrs/.", delay=0.25, times=None)
    tasks = [
        {IVRS: {"tenant": tenant, "parallel": 1}},
        {IVRS: {"tenant": tenant, "details": False}},
    ]
    ended = play(tasks, simulator, environment=AS_JSON)
    results = json.loads(ended.stdout)
    assert [result["count"] for result in results] == [16, 16]
    lines = [line for line in ended.stderr.splitlines() if " read" in line]
    assert 1 <= len(lines) <= 4, ended.stderr
    assert all(line.startswith("portsip_ivr_info: ") and line.endswith(" of 16 ivrs read") for line in lines)


def test_short_work_shows_none(play: Callable[..., Any], simulator: Simulator) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    simulator.add_ivr(tenant, "8000", "Desk")
    ended = play([{IVRS: {"tenant": tenant}}], simulator, environment=AS_JSON)
    assert json.loads(ended.stdout)[0]["count"] == 1
    assert ended.stderr == ""


@pytest.mark.long
def test_waiting_for_a_tenant_to_go_shows_progress(play: Callable[..., Any], simulator: Simulator) -> None:
    simulator.add_tenant("clinic.example.com")
    simulator.configure(deletion_delay=4)
    task = {"portsip.pbx.portsip_tenant": {"domain": "clinic.example.com", "state": "absent"}}
    ended = play([task], simulator, environment=AS_JSON)
    assert json.loads(ended.stdout)[0]["changed"]
    assert "portsip_tenant: waiting for the removal of tenant clinic.example.com" in ended.stderr


def test_long_work_at_several_extensions_shows_progress(play: Callable[..., Any], simulator: Simulator) -> None:
    """A menu of many parts, and a limit of requests that is waited for: side by side, each tells of itself."""
    simulator.inject("POST", "/rules/$", delay=0.25, times=None)
    limit = {"status": 429, "headers": {"X-RateLimit-Reset": "6"}, "body": '{"message": "rate_limit_exceeded"}'}
    simulator.inject("GET", "/ani/$", **limit)
    options = [{"digits": str(digit), "rules": [{"action": "play_sound", "sound": "3001"}, {"action": "hangup"}]} for digit in range(9)]
    menu = {"extension_id": 801, "contexts": [{"name": "Main", "options": options}]}
    ani = {"extension_id": 201, "ani_number": "+15550100", "retries": 1, "rate_limit_wait": 10}
    tasks = [
        {"portsip.pbx.portsip_extension_ivr": menu, "when": "inventory_hostname == 'menu'"},
        {"portsip.pbx.portsip_extension_ani": ani, "when": "inventory_hostname == 'phone'"},
    ]
    ended = play(tasks, simulator, environment=AS_JSON | CLIENT, hosts={"menu": {}, "phone": {}}, strategy="free")
    results = json.loads(ended.stdout)
    assert [result["changed"] for result in results] == [True, True]
    extensions = simulator.state()["extension"]["extensions"]
    (context,) = extensions["801"]["ivr"]["contexts"].values()
    assert [len(context["options"][str(digit)]) for digit in range(9)] == [2] * 9
    assert extensions["201"]["ani"] == "+15550100"
    lines = ended.stderr.splitlines()
    assert [line for line in lines if re.fullmatch(r"portsip_extension_ivr: \d+ of 28 changes made", line)], ended.stderr
    assert [line for line in lines if re.fullmatch("portsip_extension_ani: waiting, 1 more seconds until the next attempt", line)], (
        ended.stderr
    )
    assert len(lines) <= 5, "progress is shown now and then"


# The clock


@pytest.fixture(scope="module")
def late(run_some: Callable[..., Outcome]) -> Outcome:
    """Tasks whose time is up before the PBX answers, both ways."""
    prepare = [
        {"call": "seed/add_tenant", "id": "tenant-1", "domain": "clinic.example.com", "name": "Clinic"},
        {"call": "seed/add_ivr", "tenant_id": "tenant-1", "extension_number": "8000", "name": "Desk"},
        {"call": "seed/add_ivr", "tenant_id": "tenant-1", "extension_number": "8001", "name": "Desk"},
        {"call": "faults", "method": "GET", "path": "/ip_filters|/ivrs/.", "delay": 50, "times": None},
    ]
    out_of_time = {"timeout": 4}
    tasks = [
        Task(RULE, ONE, "failed", keywords=out_of_time),
        Task("portsip_ivr_info", {"tenant": "tenant-1"}, "failed", keywords=out_of_time),
    ]
    return run_some([Case("late", tasks, prepare, compare="state")])


def test_the_timeout_of_a_task_interrupts_requests(late: Outcome) -> None:
    ways = late.cases["late"]
    here, there = (entries_of(ways[way], names_of(way, ways[way])) for way in WAYS)
    assert here == there
    assert [ways["in_process"].ends(index)[0]["status"] for index in (0, 1)] == ["failed", "failed"]
    asked = [request for request in ways["in_process"].requests if re.search("/ip_filters$|/ivrs/|/revoke$", request["path"])]
    paths = [request["path"].rpartition("/")[2] for request in asked]
    assert paths[:2] == ["ip_filters", "revoke"]
    assert 3 <= asked[1]["at"] - asked[0]["at"] < 12, "the session was ended long after its time was up"
    assert 3 <= asked[-1]["at"] - asked[2]["at"] < 12
    assert paths[-1] == "revoke"


# TLS, files of the user, the screen


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA, tmp_path: Path) -> Iterator[Simulator]:
    """A simulated PBX that speaks TLS; its authority is in the playbook's directory."""
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "server.pem"))
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with Simulator(tls_cert=str(tmp_path / "server.pem"), tls_key=str(tmp_path / "server.pem")) as pbx:
        yield pbx


@pytest.mark.long
def test_tls_is_as_the_options_say(play: Callable[..., Any], tls: Simulator, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    (home / ".netrc").chmod(0o600)
    bundle = {"REQUESTS_CA_BUNDLE": str(tmp_path / "no-such-file.pem")}
    info = f"portsip.pbx.{INFO}"
    tasks: list[dict[str, Any]] = [
        {info: {"ca_path": "authority.pem"}},
        {info: {"validate_certs": False}},
        {info: {}, "environment": {"REQUESTS_CA_BUNDLE": "authority.pem"}},
        {info: {}, "environment": {"REQUESTS_CA_BUNDLE": ""}, "ignore_errors": True},
        {info: {}, "ignore_errors": True},
    ]
    both = [{**task, "vars": {"portsip_in_process": here}} for task in tasks for here in (True, False)]
    ended = play(both, tls, environment=AS_JSON | bundle)
    results = json.loads(ended.stdout)
    assert [result.get("count", "failed") for result in results[:6]] == [0] * 6
    assert [result["error"]["kind"] for result in results[6:]] == ["connection"] * 4
    assert [result.get("msg") for result in results[::2]] == [result.get("msg") for result in results[1::2]]
    assert "Unverified" not in ended.stderr
    assert "errantly" not in ended.stderr


def test_what_libraries_print_stays_off_the_screen(play: Callable[..., Any], simulator: Simulator) -> None:
    ended = play([{"portsip.pbx.portsip_probe": {"does": ["print:stray"]}}], simulator, environment=AS_JSON)
    assert json.loads(ended.stdout)[0]["changed"] is False
    assert ended.stderr == ""


def test_a_warning_is_shown_once(play: Callable[..., Any], simulator: Simulator) -> None:
    ended = play([{"portsip.pbx.portsip_probe": {"does": ["warn:the dog"]}}], simulator)
    assert (ended.stdout + ended.stderr).count("[WARNING]: Beware of the dog.") == 1


@pytest.mark.long
def test_the_environment_can_switch_it_off(play: Callable[..., Any], simulator: Simulator) -> None:
    task = {"portsip.pbx.portsip_probe": {"does": ["tell:told"]}}
    off, zero = {"PORTSIP_IN_PROCESS": "0"}, {"PORTSIP_IN_PROCESS": 0}
    assert " EXEC " not in play([task], simulator, "-vvv").stdout
    assert " EXEC " in play([task], simulator, "-vvv", environment=off).stdout
    assert " EXEC " in play([{**task, "environment": zero}], simulator, "-vvv").stdout
    assert " EXEC " not in play([{**task, "vars": {"portsip_in_process": True}}], simulator, "-vvv", environment=off).stdout


def test_secrets_of_a_failing_login_are_not_shown(play: Callable[..., Any], simulator: Simulator) -> None:
    ended = play([{f"portsip.pbx.{INFO}": {"api_password": "{{ password }}"}}], simulator, "-vvv")
    assert "refused the login" in ended.stdout + ended.stderr
    assert SECRETS["password"] not in ended.stdout + ended.stderr
