# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tasks that use every module: with success, in their order, against a simulated PBX; and failing on the way to it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cases import cases
from parity.variables import filled

if TYPE_CHECKING:
    from functional.running import Json

    from simulator import Simulator

MODULES = sorted(path.stem for path in (Path(__file__).parents[2] / "plugins" / "modules").glob("portsip_*.py"))

SUCCESSES = """
- name: portsip_ivr_action_url
  portsip.pbx.portsip_ivr_action_url:
    {tenant: Clinic, ivr: "8000", name: lookup, type: DTMF, method: GET, dtmf_mask: "1000", url: https://crm.example.net, headers: {X-A: b}}
- name: portsip_ivr_action_url_info
  portsip.pbx.portsip_ivr_action_url_info: {tenant: Clinic, ivr: "8000"}
- name: portsip_queue
  portsip.pbx.portsip_queue: {extension_id: 901, sound_type: music, sound: Hold music, max_wait_time: 300}
- name: portsip_queue_agent
  portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Desk, status: available, queues: [{queue: 901, level: 1, position: 1}]}
  register: desk
- name: portsip_queue_agent_info
  portsip.pbx.portsip_queue_agent_info: {extension_id: 201, queues: [901]}
- name: portsip_extension_event
  portsip.pbx.portsip_extension_event: {extension_id: 201, event_type: answer, url: "https://crm.example.net/", method: POST}
  register: report
- name: portsip_extension_notification
  portsip.pbx.portsip_extension_notification: {extension_id: 201, event_type: call_failed_mail, mail: noc@example.net}
  register: mail
- name: portsip_extension_interval
  portsip.pbx.portsip_extension_interval:
    extension_id: 201
    name: Night
    timezone: Europe/Berlin
    conditions:
      - {start_dow: 2, end_dow: 6, start_time: "18:00:00", end_time: "23:59:59", start_mday: 1, end_mday: 31, month: 12}
      - {start_datetime: "2026-12-24 12:00:00", end_datetime: "2026-12-26 23:59:59"}
      - {sched_start_date: "2026-12-24", sched_active_days: 1, sched_skip_days: 6}
  register: night
- name: portsip_extension_incoming_rule
  portsip.pbx.portsip_extension_incoming_rule:
    {extension_id: 201, name: On duty, type: cascade, interval: Night, position: 1, cascade_numbers: [{number: "202", delay: 5}]}
  register: rule
- name: portsip_extension_incoming_rule_order
  portsip.pbx.portsip_extension_incoming_rule_order: {extension_id: 201, rules: [On duty]}
- name: portsip_extension_user
  portsip.pbx.portsip_extension_user:
    {extension_id: 201, login: anna, name: Anna Berg, email: anna@example.net, password: Anna-Secret-1, access: read_only}
  register: user
- name: portsip_extension_ivr
  portsip.pbx.portsip_extension_ivr:
    extension_id: 801
    entry_context: English
    contexts:
      - name: English
        description: By day
        digit_len: 1
        extra_params: colour=blue
        options: [{digits: "1", rules: [{action: play_sound, sound: Main menu}, {action: hangup}]}]
  register: menu
- name: portsip_extension_registration
  portsip.pbx.portsip_extension_registration: {extension_id: 201, registration_id: desk-phone}
- name: portsip_extension_call
  portsip.pbx.portsip_extension_call: {extension_id: 201, action: callback, src_num: ["201"], dst_num: "+493055501000"}
- name: portsip_extension_conference_control
  portsip.pbx.portsip_extension_conference_control: {extension_id: 701, lock: true}
- name: portsip_extension_chat
  portsip.pbx.portsip_extension_chat: {extension_id: 201, chat_id: support, action: read}
- name: portsip_extension_file
  portsip.pbx.portsip_extension_file: {extension_id: 201, kind: recording, id: recording-1, dest: recording.mp3}
- name: portsip_extension_file, its address
  portsip.pbx.portsip_extension_file: {extension_id: 201, kind: recording, id: recording-1, url_only: true}
- name: portsip_extension_fax_send
  portsip.pbx.portsip_extension_fax_send: {extension_id: 601, file: recording.mp3, dst_num: "+493055501000"}
- name: portsip_extension_info
  portsip.pbx.portsip_extension_info:
    extension_id: 201
    extension_ids: [201, 202]
    agent_id: "{{ desk.agent.id }}"
    event_id: "{{ report.event.id }}"
    interval_id: "{{ night.interval.id }}"
    notification_id: "{{ mail.notification.id }}"
    rule_id: "{{ rule.incoming_rule.id }}"
    user_id: "{{ user.user.id }}"
    call_api_id: call-1
    start_datetime: "2026-03-01 00:00:00"
    end_datetime: "2026-04-01 00:00:00"
    subsets:
      - extension
      - agent
      - agents
      - aliases
      - ani
      - call
      - current_calls
      - event
      - events
      - incoming_rule
      - incoming_rule_order
      - incoming_rules
      - interval
      - intervals
      - notification
      - notifications
      - phone
      - record_statistics
      - records
      - registration
      - registrations
      - sounds
      - user
      - users
- name: portsip_extension_info, of a queue
  portsip.pbx.portsip_extension_info:
    extension_id: 901
    agent_id: "{{ desk.agent.id }}"
    subsets: [queue, queue_agent, queue_agents, queue_status, queue_status_agents, queue_status_members]
- name: portsip_extension_info, of a menu
  portsip.pbx.portsip_extension_info:
    extension_id: 801
    context_id: "{{ context.id }}"
    option_digits: "1"
    rule_id: "{{ (context.options | selectattr('digits', 'equalto', '1') | first).rules[0].id }}"
    subsets: [ivr, ivr_context, ivr_contexts, ivr_options, ivr_rule, ivr_rule_order, ivr_rules, ivr_scheme]
  vars:
    context: "{{ menu.ivr.contexts[0] }}"
- name: portsip_extension_info, of a conference
  portsip.pbx.portsip_extension_info: {extension_id: 701, subsets: [conference, conference_status]}
- name: portsip_extension_info, of a fax
  portsip.pbx.portsip_extension_info: {extension_id: 601, subsets: [fax]}
- name: portsip_call_queue_agent_status
  portsip.pbx.portsip_call_queue_agent_status:
    {tenant: clinic.example.com, call_queue: "8700", extension_number: "2001", status: NOT_READY, reason: Training}
- name: portsip_settings
  portsip.pbx.portsip_settings: {blocked_user_agents: [scanner], stir_shaken_key: stir-shaken-1}
- name: portsip_notification
  portsip.pbx.portsip_notification: {type: SMTP, username: pbx@example.net, password: mailing1, recipients: [noc@example.net]}
- name: portsip_notification_test
  portsip.pbx.portsip_notification_test: {recipient: noc@example.net}
- name: portsip_tenant_notification_test
  portsip.pbx.portsip_tenant_notification_test: {tenant: Clinic, recipient: noc@example.net}
- name: portsip_server_token
  portsip.pbx.portsip_server_token: {server: sbc, return_token: true}
- name: portsip_ivr_server_info
  portsip.pbx.portsip_ivr_server_info: {status: true}
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
- name: portsip_trunk_assignment_info
  portsip.pbx.portsip_trunk_assignment_info: {trunk: Carrier}
- name: portsip_phone_control
  portsip.pbx.portsip_phone_control: {tenant: clinic.example.com, mac: cc5ef841b7a1}
- name: portsip_phone_info
  portsip.pbx.portsip_phone_info: {tenant: clinic.example.com, filename: fanvil.ph.xml}
- name: portsip_admin_account
  portsip.pbx.portsip_admin_account: {name: admin}
- name: portsip_validate
  portsip.pbx.portsip_validate: {kind: tenant, definition: {domain: clinic.example.net, ivrs: [{extension_number: 8001}]}}
- name: portsip_validate, a document
  portsip.pbx.portsip_validate:
    {kind: document, definition: {tenants: [{domain: clinic.example.net, trunk_assignments: [{trunk: Carrier}]}]}}
- name: portsip_config
  portsip.pbx.portsip_config:
    definition:
      tenants:
        - domain: clinic.example.com
          ring_groups: [{extension_number: "8790", name: Config}]
          users:
            - {extension_number: "8791", name: config, display_name: Config, email: config@example.net, role: StandardUser,
               password: Web-Pass-2026, extension_password: Sip-Pass-2026, voicemail_pin: "284193",
               available_no_answer_forward_rule: {action: HANGUP, timeout: 20}}
    tenants: [clinic.example.com]
- name: portsip_config, moving calls
  portsip.pbx.portsip_config:
    definition:
      tenants:
        - domain: clinic.example.com
          users: [{extension_number: "8791", available_no_answer_forward_rule: {action: FORWARD_TO_VOICEMAIL, timeout: 20}}]
- name: portsip_export
  portsip.pbx.portsip_export: {tenants: [Clinic], queues: [901], agent_extensions: [201], dest: documents}
- name: portsip_config, validated alone
  portsip.pbx.portsip_config: {definition: {tenants: [{domain: clinic.example.com}]}, validate_only: true}
- name: portsip_call_path
  portsip.pbx.portsip_call_path: {tenant: Clinic, number: "8001", at: "2026-11-30T09:00"}
- name: portsip_verify
  portsip.pbx.portsip_verify:
    {tenant: Clinic, first_day: "2027-01-01", expect: [{number: "8001", at: "2026-11-30T09:00", ends_at: "8001"}]}
- name: portsip_drift
  portsip.pbx.portsip_drift: {path: documents, report: [json], dest: reports, fail_on: never}
- name: portsip_login
  portsip.pbx.portsip_login: {tenant: Old}
  register: session
- name: portsip_logout
  portsip.pbx.portsip_logout: {api_token: "{{ session.token }}"}
"""
FOLLOWED = re.findall(r"^- name: (\w+)", SUCCESSES, re.MULTILINE)
"""Modules on whose tasks others build, or whose results need more than their case."""
OF_CASES = "".join(
    f"- name: {module}\n  portsip.pbx.{module}: {json.dumps(options)}\n"
    for case in cases().values()
    for module, options in ((case.module, filled(case.creation)), (case.info_module, case.common))
    if module is not None and module not in FOLLOWED
)
SUCCESSES = OF_CASES + SUCCESSES
TASKS = [line.removeprefix("- name: ") for line in SUCCESSES.splitlines() if line.startswith("- name: ")]
"""Each begins with the name of its module; where one run does not show all there is, others follow after a comma."""
TRIED = list(dict.fromkeys(task.partition(",")[0] for task in TASKS))


def furnish_extensions(pbx: Simulator) -> None:
    """What happens at extensions, and what no module makes."""
    pbx.add_registration(201, "desk-phone")
    pbx.add_registration(201, "soft-phone")
    pbx.add_call(201, "call-1")
    pbx.add_chat(201, "support")
    pbx.add_record(201, "recording-1")
    pbx.add_conference_member(701, 3)
    pbx.add_queue_member(901, "+493055501001")


def failing(name: str) -> Json:
    """Options with which a module fails on its way to the PBX."""
    nowhere = "http://127.0.0.1:9"
    needed: dict[str, Json] = {
        "portsip_ivr_action_url_info": {"ivr": "8001"},
        "portsip_queue_agent_info": {"extension_id": 201},
        "portsip_extension_incoming_rule_order": {"extension_id": 201},
        "portsip_extension_ivr": {"extension_id": 801},
        "portsip_extension_registration": {"extension_id": 201, "all": True},
        "portsip_extension_call": {"extension_id": 201, "action": "hangup", "call_api_id": "call-1"},
        "portsip_extension_conference_control": {"extension_id": 701, "mute": True, "member_id": 3},
        "portsip_extension_chat": {"extension_id": 201, "chat_id": "support", "action": "read"},
        "portsip_extension_file": {"extension_id": 201, "kind": "recording", "id": "recording-1", "url_only": True},
        "portsip_extension_fax_send": {"extension_id": 601, "action": "retry", "message_id": 19001},
        "portsip_extension_info": {"extension_id": 201},
        "portsip_logout": {"api_token": "some-token"},
        "portsip_call_queue_agent_status": {"tenant": "Old", "call_queue": "8700", "extension_number": "2001", "status": "READY"},
        "portsip_notification_test": {"recipient": "noc@example.net"},
        "portsip_tenant_notification_test": {"tenant": "Clinic", "recipient": "noc@example.net"},
        "portsip_phone_control": {"tenant": "Clinic", "all": True},
        "portsip_phone_info": {"tenant": "Clinic"},
        "portsip_user_phone_info": {"user": "2001"},
        "portsip_server_token": {"server": "sbc"},
        "portsip_brand": {"title": "Voice"},
        "portsip_ip_rule_export": {"dest": "rules.csv"},
        "portsip_tenant_dealer_info": {"tenant": "Old"},
        "portsip_trunk_assignment_info": {"trunk": "Carrier"},
        "portsip_admin_account": {"name": "operator"},
        "portsip_dealer_account": {"name": "southside"},
        "portsip_drift": {"path": "documents"},
        "portsip_call_path": {"number": "8001"},
        "portsip_validate": {"kind": "system", "definition": {"licence": {}}},
    }
    of_cases = {case.module: filled(case.creation) for case in cases().values()}
    return {"api_url": f"{nowhere}/api", "extension_api_url": nowhere, **needed.get(name, {}), **of_cases.get(name, {})}
