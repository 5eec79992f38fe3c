# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each option that some releases of the PBX do not have: set where the release has it, refused by name elsewhere."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from simulator.releases import VERSIONS, Release, since

RELEASES: tuple[Release, ...] = get_args(Release)
TENANT = {"domain": "clinic.example.com"}
IVR = {"tenant": "clinic.example.com", "extension_number": "8001"}
RING_GROUP = {"tenant": "clinic.example.com", "extension_number": "8002"}
GROUP = {"tenant": "clinic.example.com", "name": "Desk"}
USER = {"tenant": "clinic.example.com", "extension_number": "8003"}
CALL_QUEUE = {"tenant": "clinic.example.com", "extension_number": "8004"}
MAC = "cc:5e:f8:41:b7:a1"
MAIL = {"type": "SMTP", "username": "pbx@example.net"}


class Case(NamedTuple):
    """A field, by the path of its description, with a value.

    :param until: the first release that has it no longer.
    """

    module: str
    path: str
    value: Any
    first: str
    until: str = ""


CASES = [
    Case("tenant", "ai_engine", {"enable": True}, "22.3", "22.8"),
    Case("tenant", "ai_engine.enable", True, "22.3", "22.8"),
    Case("tenant", "ai_engine.enabled", True, "22.8"),
    Case("tenant", "limit_app_logins", {"enable": True}, "22.3", "22.8"),
    Case("tenant", "limit_app_logins.enable", True, "22.3", "22.8"),
    Case("tenant", "limit_app_logins.enabled", True, "22.8"),
    Case("tenant", "allow_password_retrieval", True, "22.3"),
    Case("tenant", "contact_inbound_rule_append_type", "PREPEND", "22.3"),
    Case("tenant", "soft_phone_template", "clinic.xml", "22.6"),
    Case("tenant", "enable_call_queue_audio_recording", True, "22.6"),
    Case("tenant", "enable_ring_group_audio_recording", True, "22.6"),
    Case("tenant", "enable_trunk_audio_recording", True, "22.6"),
    Case("tenant", "enable_virtual_receptionist_audio_recording", True, "22.6"),
    Case("tenant", "enable_verify_phone_auto_provisioning", True, "22.6"),
    Case("tenant", "recording_access_mode", "OWNER", "22.6"),
    Case("tenant", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("ivr", "enable_night_mode", True, "22.3"),
    Case("ivr", "exclude_list", ["3000-3999"], "22.3"),
    Case("ivr", "enable_audio_recording", True, "22.6"),
    Case("ivr", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("ring_group", "enable_night_mode", True, "22.3"),
    Case("ring_group", "enable_audio_recording", True, "22.6"),
    Case("ring_group", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("group", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("user", "enable_ai_transcript", True, "22.3"),
    Case("user", "enable_uc_app", True, "22.3"),
    Case("user", "enable_teams_phone_app", True, "22.3"),
    Case("user", "soft_phone_template", "clinic.xml", "22.6"),
    Case("user", "timezone", "Europe/Berlin", "22.6"),
    Case("user", "enable_selective_call_acceptation", True, "22.6"),
    Case("user", "enable_selective_call_rejection", True, "22.6"),
    Case("user", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("role", "capabilities", ["PhoneSystem.FullAccess"], "22.3"),
    Case("call_queue", "play_periodic_music", True, "22.3"),
    Case("call_queue", "play_periodic_music_interval", 60, "22.3"),
    Case("call_queue", "enable_wrap_up", True, "22.3"),
    Case("call_queue", "wrap_up_time", 30, "22.3"),
    Case("call_queue", "enable_night_mode", True, "22.3"),
    Case("call_queue", "enable_exit_forward_rule", True, "22.3"),
    Case("call_queue", "exit_forward_rule", {"action": "HANGUP"}, "22.3"),
    Case("call_queue", "enable_audio_recording", True, "22.6"),
    Case("call_queue", "outbound_caller_ids.*.display_name", "Clinic", "22.6"),
    Case("call_queue", "allow_busy_agent_calls", True, "22.8"),
    Case("call_queue", "prompt_playback_delay", 2, "22.8"),
    Case("user_phone", "all_codecs", ["PCMU", "G722"], "22.3"),
    Case("user_phone", "dhcp", True, "22.6"),
    Case("service_numbers", "park.send_notification_to_parker", True, "22.6"),
    Case("tenant_notification", "notify_emergency_call", True, "22.6"),
    Case("tenant_notification", "notify_license_limited", True, "22.6"),
    Case("tenant_notification", "notify_trunk_call_limited", True, "22.6"),
    Case("outbound_rule", "enable_audio_recording", True, "22.6"),
    Case("inbound_rule", "usage", "FAX", "22.3"),
    Case("inbound_rule", "enable_audio_recording", True, "22.6"),
    Case("trunk", "remove_plus_prefix", True, "22.3"),
    Case("trunk", "force_outbound_proxy", True, "22.6"),
    Case("trunk", "enable_sdp_codecs", True, "22.6"),
    Case("trunk", "sdp_codecs", ["PCMA"], "22.6"),
    Case("settings", "enable_two_factor_authentication", True, "22.6"),
    Case("settings", "enable_verify_phone_auto_provisioning", True, "22.6"),
    Case("settings", "verify_phone_auto_provisioning_exclude", "192.0.2.0/24", "22.6"),
    Case("settings", "enable_sip603_reason_header", True, "22.6"),
    Case("settings", "hide_pbx_private_ip", True, "22.6"),
    Case("settings", "sdp_codecs_scope", "ALL", "22.6"),
    Case("settings", "sdp_codecs", ["OPUS", "PCMA"], "22.6"),
    Case("notification", "notify_trunk_status_changed", True, "22.6"),
]
BASES: dict[str, dict[str, Any]] = {
    "tenant": TENANT,
    "service_numbers": {"tenant": "clinic.example.com"},
    "tenant_notification": {"tenant": "clinic.example.com", **MAIL},
    "ivr": IVR,
    "ring_group": RING_GROUP,
    "group": GROUP,
    "user": USER,
    "role": {"tenant": "clinic.example.com", "name": "Night desk", "permissions": {"policies": {"internal_calls": True}}},
    "user_phone": {"tenant": "clinic.example.com", "user": "8003", "mac": MAC},
    "call_queue": CALL_QUEUE,
    "settings": {},
    "notification": MAIL,
    "trunk": {"name": "Carrier"},
    "outbound_rule": {"tenant": "clinic.example.com", "name": "Out"},
    "inbound_rule": {"tenant": "clinic.example.com", "name": "Main number"},
}


def test_there_is_a_case_for_each_such_attribute() -> None:
    described = {(name, path) for name, known in RESOURCES.items() for path in known.of_releases}
    assert described == {(case.module, case.path) for case in CASES}


def _marks(case: Case, release: Release) -> tuple[pytest.MarkDecorator, ...]:
    """Of each field the last release that refuses it and the first that takes it, and the first that refuses it again."""
    turns = {RELEASES[RELEASES.index(case.first) - 1], case.first, case.until}
    return () if release in turns else (pytest.mark.long,)


@pytest.mark.parametrize(
    ("case", "release"),
    [
        pytest.param(case, release, id=f"{case.module} {case.path}-{release}", marks=_marks(case, release))
        for case in CASES
        for release in RELEASES
    ],
)
def test_a_field_of_a_release(shared_simulator: Simulator, release: Release, case: Case) -> None:
    pbx = shared_simulator
    pbx.configure(release=release)
    tenant = pbx.add_tenant("clinic.example.com", "Clinic", website="https://clinic.example.com")
    trunk = pbx.add_provider("Carrier", tenant)
    pbx.add_ivr(tenant, "8001", "Front desk")
    pbx.add_object("outbound_rules", tenant, name="Out")
    pbx.add_object("inbound_rules", tenant, name="Main number", did_numbers="4930100", provider_id=trunk)
    pbx.add_object("ring_groups", tenant, extension_number="8002", name="Nurses")
    pbx.add_phone(pbx.add_user(tenant, "8003", "Anna Berg"), MAC)
    pbx.add_object("call_queues", tenant, extension_number="8004", name="Appointments", polling_strategy="CYCLIC_HUNT")
    caller = {"provider_id": trunk, "caller_id": "+493055501000", "display_name": case.value}
    options = {case.path: case.value}
    if "." in case.path:
        name, _dot, inner = case.path.partition(".")
        options = {name: [caller] if inner.startswith("*") else {inner: case.value}}
    task = Task(pbx, f"portsip_{case.module}", BASES[case.module])
    if since(release, case.first) and not (case.until and since(release, case.until)):
        task.settle(**options)
        return
    error = task.fails(**options)
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(case.path.partition(".")[0])
    assert f": the PBX has release {VERSIONS[release]}, and " in str(error)
    # Of a mapping that the release does not have either, that is what is named.
    assert case.path.replace("*.", "") in str(error) or not since(release, "22.3")


@pytest.mark.parametrize("release", RELEASES)
def test_a_mask_for_all_input(shared_simulator: Simulator, release: Release) -> None:
    shared_simulator.configure(release=release)
    tenant = shared_simulator.add_tenant("clinic.example.com", "Clinic")
    shared_simulator.add_ivr(tenant, "8001", "Front desk")
    options = {"name": "lookup", "type": "DTMF", "method": "GET", "url": "https://crm.example.com", "dtmf_mask": "ALL"}
    task = Task(shared_simulator, "portsip_ivr_action_url", {"tenant": "clinic.example.com", "ivr": "8001", **options})
    if since(release, "22.6"):
        task.settle()
        return
    error = task.fails()
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(f"dtmf_mask: the PBX has release {VERSIONS[release]}, in which it must have numbers or ranges, not ALL")


@pytest.mark.parametrize(("name", "value"), [("username", "CRM user@example"), ("password", "S3cret-pass! 4071")])
def test_a_webhook_takes_any_printable_user_name_and_password(shared_simulator: Simulator, name: str, value: str) -> None:
    tenant = shared_simulator.add_tenant("clinic.example.com", "Clinic")
    shared_simulator.add_action_url(shared_simulator.add_ivr(tenant, "8001", "Front desk"), "lookup")
    Task(shared_simulator, "portsip_tenant", TENANT).settle(cdr_event={name: value})
    Task(shared_simulator, "portsip_ivr_action_url", {"tenant": "Clinic", "ivr": "8001", "name": "lookup"}).settle(**{name: value})
    (state,) = shared_simulator.state()["tenants"].values()
    (ivr,) = state["ivrs"].values()
    (url,) = ivr["action_urls"].values()
    assert (state["cdr_event"][name], url[name]) == (value, value)
