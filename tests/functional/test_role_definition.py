# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a role's definition may be made of: values that are omitted or encrypted; and how little a failure says of it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

pytestmark = pytest.mark.long
PIN, PASSWORD, VAULT_PASSWORD = "508294", "Sim-Admin-2026", "functional"
ROLE = """
- ansible.builtin.include_role: {{name: portsip.pbx.{role}}}
  vars:
{variables}
"""
OMITTED = """
tenant_definition:
  domain: lac.example.net
  name: !unsafe "{{ Lac }}"
  literal: [name]
  timezone: Europe/Zurich
  currency: CHF
  region: CHE
  website: "{{ site_web | default(omit) }}"
  office_hours:
    monday: {enabled: true, ranges: "{{ mon | default(omit) }}"}
    tuesday: "{{ tue | default(omit) }}"
  transports: "{{ transports | default(omit) }}"
  ip_rules: ["{{ rule | default(omit) }}", {cidr: 192.0.2.0/24, target: ACCEPT, description: "{{ site | default(omit) }}"}]
  ivrs:
    defaults: {pin: "508294", language: "{{ lang | default(omit) }}"}
    items:
      - extension_number: "8000"
        name: Main
        literal: []
        state: "{{ line_state | default(omit) }}"
        exclude_list: ["{{ anybody | default(omit) }}", "1000"]
        custom_forward_rules:
          - user_input: "1"
            office_hours_forward_rule: {action: HANGUP, number: "{{ num | default(omit) }}"}
        action_urls: "{{ urls | default(omit) }}"
      - "{{ second_line | default(omit) }}"
      - extension_number: "8001"
        name: Side
        action_urls:
          defaults: {enabled: true, type: CALLER}
          items:
            - "{{ url | default(omit) }}"
            - name: lookup
              caller_mask: "*"
              method: GET
              url: https://crm.example.net/
              headers: "{{ headers | default(omit) }}"
  queue_agents: "{{ agents | default(omit) }}"
"""
WAYS = pytest.mark.parametrize(
    "here", [pytest.param("true", id="in process"), pytest.param("false", id="as modules", marks=pytest.mark.long)]
)


def play(playbooks: Playbooks, variables: str, *arguments: str, role: str = "tenant", succeed: bool = True, here: str = "true") -> Run:
    tasks = ROLE.format(role=role, variables=textwrap.indent(variables.strip("\n"), "    "))
    return playbooks.run(tasks, *arguments, succeed=succeed, environment={"PORTSIP_IN_PROCESS": here})


@WAYS
def test_what_is_omitted_anywhere_is_not_given(here: str, playbooks: Playbooks, shared_simulator: Simulator) -> None:
    # The tenant, the rule, the receptionists, the action URL, and the menu: one task each.
    assert play(playbooks, OMITTED, here=here).recap["changed"] == 5
    state = shared_simulator.state()
    assert "omit" not in str(state)
    (tenant,) = state["tenants"].values()
    assert tenant["website"] in (None, "")
    assert tenant["name"] == "{{ Lac }}"
    assert [rule["cidr"] for rule in state["ip_filters"].values()] == ["192.0.2.0/24"]
    assert {ivr["extension_number"]: len(ivr["action_urls"]) for ivr in tenant["ivrs"].values()} == {"8000": 0, "8001": 1}

    again = play(playbooks, OMITTED, here=here)
    assert again.recap["changed"] == 0

    gone = play(playbooks, f"{OMITTED}tenant_state: absent\ntenant_absent_keeps: []\n", here=here)
    assert gone.recap["changed"] == 4
    assert shared_simulator.state()["ip_filters"] == {}
    assert shared_simulator.state()["tenants"] == {}


LATER = """
tenant_definition:
  domain: lac.example.net
  name: Lac
  timezone: Europe/Zurich
  currency: CHF
  region: CHE
  outbound_caller_ids: [{trunk: carrier, caller_id: "41215550100"}]
  trunk_assignments: [{trunk: carrier, did_numbers: ["41215550100"]}]
  ivrs:
    - {extension_number: "8000", name: Main, pin: "508294", failure_forward_rule: {action: FORWARD_TO_NUMBER, number: "8001"}}
    - {extension_number: "8001", name: Side, pin: "508294", failure_forward_rule: {action: FORWARD_TO_NUMBER, number: "8000"}}
    - {extension_number: "8002", state: absent, failure_forward_rule: {action: HANGUP}}
"""


def test_deferred_fields_are_set_after_what_they_refer_to(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    trunk = pbx.add_provider("carrier")
    play(playbooks, LATER, "--check")
    assert pbx.writes() == []
    play(playbooks, LATER)
    (tenant,) = pbx.state()["tenants"].values()
    assert [(given["provider_id"], given["caller_id"]) for given in tenant["outbound_caller_ids"]] == [(trunk, "41215550100")]
    leads = {ivr["extension_number"]: ivr["failure_forward_rule"]["number"] for ivr in tenant["ivrs"].values()}
    assert leads == {"8000": "8001", "8001": "8000"}
    written = [write["body"] for write in pbx.writes() if write["path"].startswith("/api/ivrs")]
    assert ["number" in str(body.get("failure_forward_rule")) for body in written] == [False, False, True, True]


def test_an_omitted_list_says_nothing_of_what_is_to_stay(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    definition = 'tenant_definition: {domain: lac.example.net, ivrs: "{{ lines | default(omit) }}"}\ntenant_exclusive: [ivrs]\n'
    assert "it has no ivrs" in play(playbooks, definition, succeed=False).output
    definition = 'system_definition: {dealers: "{{ dealers | default(omit) }}"}\nsystem_exclusive: [dealers]\n'
    assert "it has no dealers" in play(playbooks, definition, role="system", succeed=False).output.replace("\n", " ")
    assert shared_simulator.requests() == []


def test_omitted_parts_of_the_system_and_of_a_queue(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    system = """
    system_definition:
      network: "{{ network | default(omit) }}"
      dealers: "{{ dealers | default(omit) }}"
      ip_rules: {defaults: {target: ACCEPT, expire_at: "{{ end | default(omit) }}"}, items: [{cidr: 192.0.2.0/24}]}
    """
    assert play(playbooks, textwrap.dedent(system), role="system").recap["changed"] == 1
    queue = """
    queue_definition:
      extension_id: 901
      strategy: random
      exit_key: "{{ exit | default(omit) }}"
      agents: {items: [{extension_id: 201, name: Desk, level: "{{ level | default(omit) }}", state: "{{ there | default(omit) }}"}]}
      intervals: "{{ intervals | default(omit) }}"
      incoming_rules: [{name: On duty, type: hangup, enabled: true, state: "{{ there | default(omit) }}"}]
      events: ["{{ event | default(omit) }}"]
    """
    assert play(playbooks, textwrap.dedent(queue), role="queue").recap["changed"] > 2
    assert "omit" not in str(shared_simulator.state())
    assert play(playbooks, textwrap.dedent(queue), role="queue").recap["changed"] == 0


@WAYS
def test_values_that_are_encrypted_where_they_stand(here: str, playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "vault-password").write_text(VAULT_PASSWORD, encoding="utf-8")
    vault = VaultLib([("default", VaultSecret(VAULT_PASSWORD.encode()))])
    password, pin = (textwrap.indent(vault.encrypt(text).decode(), " " * 12) for text in (PASSWORD, PIN))
    definition = f"""
tenant_connection:
    api_password: !vault |
{password}
tenant_definition:
    domain: lac.example.net
    name: Lac
    timezone: Europe/Zurich
    currency: CHF
    region: CHE
    ivrs:
      - extension_number: "8000"
        name: Main
        pin: !vault |
{pin}
"""
    made = play(playbooks, definition, "--vault-password-file", str(tmp_path / "vault-password"), "-vvv", "--diff", here=here)
    assert made.recap["changed"] == 2
    assert PIN not in made.output
    assert PASSWORD not in made.output
    (tenant,) = shared_simulator.state()["tenants"].values()
    assert [ivr["pin"] for ivr in tenant["ivrs"].values()] == [PIN]


FAULTY = f"""
tenant_definition:
    domain: lac.example.net
    nmae: Lac
    office_hours: []
    password: password-of-nobody
    transports: [{{protocol: UDP, port: 5060}}, {{protocol: UDP, port: "5060"}}]
    ip_rules: [{{cidr: 192.0.2.0/24, target: ACCEPT}}, {{cidr: 192.0.2.17/24, target: DENY}}]
    ivrs:
      - {{extension_number: "8000", pin: "{PIN}", langage: de}}
      - {{extension_number: "8000", pin: "012345"}}
      - {{name: Main}}
"""


@WAYS
def test_a_failure_is_told_in_few_lines(here: str, playbooks: Playbooks, shared_simulator: Simulator) -> None:
    run = play(playbooks, FAULTY, succeed=False, here=here)
    assert run.failed == ["portsip.pbx.tenant : Validate the definition"]
    lines = run.result(run.failed[0])["msg"].splitlines()
    assert lines[0] == "tenant_definition: 9 errors, and no request was made:"
    assert lines[1] == "tenant_definition.nmae: unknown key; did you mean name?"
    assert lines[-1] == "and 4 more"
    assert len(lines) == 7
    assert len(run.output) < 6000
    assert shared_simulator.requests() == []


WRONG_ENTRIES = {
    "a key": ("{domain: lac.example.net, nmae: Lac}", "nmae: unknown key; did you mean name?"),
    "a value": (
        "{domain: lac.example.net, timezone: Europe/Berln}",
        "timezone: 'Europe/Berln' is not allowed, it must be an IANA time zone; did you mean Europe/Berlin?",
    ),
    "a part": ("{domain: lac.example.net, ivr: []}", "ivr: unknown key; did you mean ivrs?"),
}
MOST_LINES = 9


def _said(output: str) -> list[str]:
    """What a user reads of the task that failed, empty lines left out; ansible-core's own lines are among them."""
    return [line for line in output.rpartition("TASK [")[2].partition("PLAY RECAP")[0].splitlines()[1:] if line.strip()]


@pytest.mark.parametrize("wrong", WRONG_ENTRIES)
def test_one_wrong_entry_is_told_in_under_ten_lines(wrong: str, playbooks: Playbooks) -> None:
    written, message = WRONG_ENTRIES[wrong]
    run = play(playbooks, f"tenant_definition: {written}", succeed=False)
    assert run.result(run.failed[0])["msg"] == f"tenant_definition.{message}"
    said = _said(run.output)
    assert message in " ".join(said)
    assert len(said) <= MOST_LINES, run.output


@WAYS
def test_a_misspelt_option_of_a_module_is_told_in_under_ten_lines(here: str, playbooks: Playbooks) -> None:
    task = "- portsip.pbx.portsip_settings: {log_levle: DEBUG}"
    run = playbooks.run(task, succeed=False, environment={"PORTSIP_IN_PROCESS": here})
    (task_name,) = run.failed
    result = run.result(task_name)
    assert result["msg"].startswith("log_levle: unknown option")
    assert result["msg"].endswith("(ansible-doc portsip.pbx.portsip_settings shows all options)")
    assert result["error"]["kind"] == "input"
    assert len(_said(run.output)) <= MOST_LINES, run.output


def test_a_failure_shows_no_secret_however_much_is_asked_for(playbooks: Playbooks) -> None:
    shown = play(playbooks, FAULTY, "-vvv", "--diff", succeed=False).output
    assert "password-of-nobody" not in shown
    assert PIN not in shown
