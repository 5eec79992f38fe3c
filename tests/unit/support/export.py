# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Exports in tests: a tenant with values of every shape, and documents with their secrets filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.portsip.pbx.plugins.module_utils.base import yaml_text

if TYPE_CHECKING:
    from simulator import Simulator

NUMBER = re.compile(r"\{\{ (\w+) \}\}")
SENTINELS = ("739512", "Sentinel-Action-Pass", "Sentinel-Bearer-Token", "Sentinel-Header", "Sentinel-Url-Pass", "Sentinel-Cdr-Pass")
"""Secrets of the PBX below; none may show in a document with placeholders."""
CLINIC = "clinic.example.net"
WEEK = {"monday": {"enabled": True, "ranges": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]}}


def full_clinic(pbx: Simulator) -> str:
    """A tenant in which each kind of a document has an object with values of every shape; its id."""
    tenant = pbx.add_tenant(
        CLINIC,
        "Clínica Ünïcode 東京",
        office_hours=WEEK,
        e164={"enabled": True, "country": "049", "international_code": "00", "remove_special_chars": True},
        cdr_event={"enabled": True, "auth": "BASIC", "username": "cdr-user", "password": SENTINELS[5], "url": "https://cdr.example.net/x"},
        email_recipients="a@example.net,b@example.net",
        custom_options='{"b": 1, "a": "{{ not_a_template }}"}',
        max_extensions=77,
        disk_quota="500GB",
        extension_im_disk_quota=None,
        contact_match_type="MATCH_LENGTH",
        contact_match_length=6,
    )
    trunk = pbx.add_provider("Main trunk", tenant)
    other = pbx.add_provider("トランク", tenant)
    holiday = pbx.add_holiday(tenant, "Neujahr")
    pbx.add_file(tenant, "welcome.wav", size=1000)
    prompt = pbx.add_file(tenant, "menü {{ x }}.wav", size=2000)
    for number in ("2001", "2002"):
        pbx.add_user(tenant, number, f"User {number}")
    ids = [{"provider_id": other, "caller_id": "+4930200"}, {"provider_id": trunk, "caller_id": "0049301", "description": "Zentrale"}]
    main = pbx.add_ivr(
        tenant,
        "8000",
        "Main «line»",
        pin=SENTINELS[0],
        language="de-DE",
        prompt_file_id=prompt,
        outbound_caller_ids=ids,
        timeout_forward_rule={"action": "FORWARD_TO_NUMBER", "number": "8001", "timeout": 7, "repeat_times": 3},
        failure_forward_rule={"action": "HANGUP", "number": None},
        custom_forward_rules=[
            {
                "user_input": "10",
                "office_hours": None,
                "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "8001"},
                "non_office_hours_forward_rule": {"action": "FORWARD_TO_VOICEMAIL", "number": "2001"},
                "holidays": [holiday],
                "holiday_forward_rule": {"action": "HANGUP", "number": None},
            },
            {
                "user_input": "9",
                "office_hours": {"mode": "CUSTOM", **WEEK},
                "office_hours_forward_rule": {"action": "REPEAT", "number": None},
                "non_office_hours_forward_rule": None,
                "holidays": None,
                "holiday_forward_rule": None,
            },
        ],
    )
    pbx.add_ivr(
        tenant,
        "8001",
        "Night",
        timeout_forward_rule={"action": "FORWARD_TO_NUMBER", "number": "8000", "timeout": 30, "repeat_times": 3},
    )
    pbx.add_action_url(
        main,
        "lookup",
        auth="BASIC",
        username="crm-user",
        password=SENTINELS[1],
        headers=f"X-Site:north&Authorization:Bearer {SENTINELS[3]}",
    )
    pbx.add_action_url(main, "by caller", type="CALLER", caller_mask="+49*", auth="BEARER", token=SENTINELS[2])
    pbx.add_action_url(main, "url with a password", url=f"https://u:{SENTINELS[4]}@crm.example.net/x")
    pbx.add_object(
        "ring_groups",
        tenant,
        name="Front {{ desk }}",
        extension_number="8600",
        ring_strategy="PRIORITIZED_HUNT",
        agents=[{"extension_number": "2002", "skill_level": 3}, {"extension_number": "2001", "skill_level": 1}],
        outbound_caller_ids=ids[:1],
    )
    return tenant


def loaded(path: Path) -> Any:
    """A file as Ansible reads it, with texts that must not be evaluated marked."""
    return yaml_text.read(path.read_text(encoding="utf-8"), str(path))


def with_values(value: Any, known: Mapping[str, Any]) -> Any:
    """A document with the value of each variable, as Ansible fills it in; what is no template stays."""
    if isinstance(value, Mapping):
        return {name: with_values(item, known) for name, item in value.items()}
    if isinstance(value, list):
        return [with_values(item, known) for item in value]
    if isinstance(value, str) and not isinstance(value, yaml_text.Literal):
        found = NUMBER.fullmatch(value)
        return known[found[1]] if found else value
    return value
