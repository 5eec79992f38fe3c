# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A value in every field of every kind: exported, and applied to another PBX, there is no difference."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import trustme
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import DOCUMENT
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench
from ansible_collections.portsip.pbx.tests.unit.support.every_field import BY_NAME, every_option
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, loaded, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

SCHEMA = jsonschema.Draft7Validator(
    json.loads((Path(__file__).parents[6] / "docs" / "schema" / "portsip.schema.json").read_text(encoding="utf-8"))
)
SETS = (
    *("add", "relay", "conditions", "transports", "recipients", "email_recipients", "blocked_user_agents", "exclude_list", "members"),
    *("cid_number_mask", "number_prefix", "number_length", "number_mask", "applied_groups", "items"),
)
"""Lists whose order means nothing, some of them in one text."""
KEYS = ("domain", "extension_number", "cidr", "name", "protocol", "number_prefix", "mac", "enabled", "number", "file_id")
"""What an object is known by besides its id."""
Tasks = Iterator[tuple[str, dict[str, Any]]]
QUEUE = 901
MANAGED = {"tenant": CLINIC}
BESIDE_FIELDS = {
    "notification": {"notify_service_status_changed": None},
    "sbc": {"domain": "sbc.example.net"},
    "ip_rule": {"expire_at": None},
    "call_queue_server": {"name": "queues 2"},
    "conference_server": {"name": "conferences 2"},
    "media_server": {"name": "media 2"},
    "ivr_server": {"name": "receptionists 2"},
    "transport": {"protocol": "TLS", "port": 5061},
    "dealer": {"name": "northern", "phone": "+4930"},
    "tenant": {"domain": CLINIC},
    "holiday": MANAGED,
    **dict.fromkeys(("password_policy", "tenant_notification", "billing", "custom_headers", "service_numbers"), MANAGED),
    "contact": {**MANAGED, "name": "Clara Weiss"},
    "music_on_hold": MANAGED,
    "music": MANAGED,
    "allowed_country_codes": {**MANAGED, "codes": ["49", "41"]},
    "feature_access_codes": MANAGED,
    "ring_group": {**MANAGED, "extension_number": "8600"},
    "outbound_rule": {**MANAGED, "name": "Out"},
    "user_greeting": {**MANAGED, "user": "2004"},
    "shared_voicemail_greeting": {**MANAGED, "shared_voicemail": "8900"},
    "inbound_rule": {**MANAGED, "name": "Main number", "did_numbers": "12000-12099"},
    "emergency_number": {**MANAGED, "number_prefix": "112"},
    "blacklisted_number": {**MANAGED, "number": "+493055501999"},
    "disallowed_code": {**MANAGED, "number_prefix": "0900"},
    "call_queue": {**MANAGED, "extension_number": "8700"},
    "shared_voicemail": {**MANAGED, "extension_number": "8900"},
    "group": {**MANAGED, "name": "Desk", "members_mode": None},
    **dict.fromkeys(("call_pickup_group", "call_park_group"), {**MANAGED, "name": "Desk", "members_mode": None}),
    "monitor_group": {**MANAGED, "name": "Desk", "members_mode": None, "managers_mode": None},
    "role": {**MANAGED, "name": "Night desk"},
    "user": {**MANAGED, "extension_number": "2004", "name": "anna.berg"},
    "user_holiday": {**MANAGED, "user": "2004", "name": "Leave"},
    "user_phone": {
        **{**MANAGED, "user": "2004", "filename": "fanvil.ph.xml", "language": "GERMAN", "timezone": "GMT+8 China(Beijing)"},
        **{"codecs": ["G722", "PCMA"], "ringtone": "Ring 2", "queue_ringtone": "Ring 1", "external_ringtone": "Ring 2"},
        **{"date_format": "WWW DD MMM", "time_format": "24-hour clock", "powerled": "Off", "backlight": "Always on"},
        **{"screensaver": "2 hours", "door_password1": "4711", "door_password2": "081500"},
    },
    "ivr": {**MANAGED, "extension_number": "8000"},
    "ivr_action_url": {**MANAGED, "ivr": "8000", "name": "lookup {{ x }}"},
    "tenant_dealer": {**MANAGED, "dealer": "northern"},
    "trunk": {"name": "Carrier"},
    "trunk_assignment": {**MANAGED, "provider": "Main trunk"},
    "queue": {"extension_id": QUEUE},
    "extension_interval": {"extension_id": QUEUE, "name": "Night"},
    "extension_incoming_rule": {"extension_id": QUEUE},
    "extension_event": {"extension_id": QUEUE},
    "queue_agent": {"extension_id": 201, "queues_mode": None, "queues_scope": None, "remove_from_queues": None},
}
"""What the objects need beside a value in each field, or can't have."""
USER_PASSWORDS = [
    f"vault_clinic_example_net_user_{number}_{which}" for number in (2001, 2002, 2004) for which in ("password", "extension_password")
]
"""Variables for what the PBX returns from 22.3 on only."""
UNREADABLE = (
    "vault_system_dealer_northern_password",
    "vault_system_notification_password",
    "vault_system_trunk_carrier_password",
    "vault_clinic_example_net_tenant_notification_password",
)
"""Variables for the secrets that no PBX returns."""
ONLY_LATER = {"notification": {"notify_service_disconnected": None, "notify_service_status_changed": True}}
"""The same from release 22.6 on."""


def prepare(pbx: Simulator, release: str, behaviour: dict[str, Any]) -> None:
    """A PBX as new, with what no module manages."""
    pbx.reset()
    pbx.configure(release=release, **behaviour)
    tenant = pbx.add_tenant(CLINIC, "Clinic")
    for number in ("2001", "2002"):
        pbx.add_user(tenant, number, f"User {number}")
    pbx.add_provider("Main trunk", tenant)
    pbx.add_provider("Shared trunk")
    pbx.add_holiday(tenant, "{{ Feiertag }}")
    pbx.add_file(tenant, "menu.wav", size=77)


LEFT = ("", "brand", "queue_membership", "file")
"""What can't be read; and files, of which an export has the name alone: those of the test are there before."""


def wanted(release: str) -> Tasks:
    """A resource and its options for each kind, in an order in which they can be created."""
    pair = trustme.CA().issue_cert("pbx.example.net")
    given: dict[str, dict[str, Any]] = {
        **BESIDE_FIELDS,
        **(ONLY_LATER if release >= "22.6" else {}),
        "certificate": {"crt": pair.cert_chain_pems[0].bytes().decode(), "key": pair.private_key_pem.bytes().decode()},
    }
    first = ["trunk_assignment"]
    names = [kind.resource for root in DOCUMENT for _path, kind in root.within() if kind.resource not in LEFT]
    for name in dict.fromkeys([*first, *names]):
        options = every_option(RESOURCES[name], release, given.get(name, {}))
        if name == "queue_agent":
            options["queues"] = [{"queue": QUEUE, "level": 3, "position": 4}]
        yield name, options


def comparable(pbx: Simulator) -> Any:
    """What the PBX holds, with names in place of ids, and without times."""
    state = {name: value for name, value in pbx.state().items() if name != "sessions"}
    names: dict[str, str] = {}

    def note(value: Any) -> None:
        if isinstance(value, Mapping):
            for name, item in value.items():
                if isinstance(item, Mapping) and item.get("id") == name:
                    names[name] = next(str(item[key]) for key in KEYS if item.get(key))
                note(item)

    note(state)
    text = json.dumps(state, sort_keys=True)
    for identifier, name in names.items():
        text = text.replace(json.dumps(identifier), json.dumps(f"the id of {name}"))
    return json.loads(re.sub(r'"(created_at|modified_at|updated_at)": "[^"]*"', r'"\1": null', text), object_hook=dict)


def differences(value: Any, other: Any, path: str = "") -> list[str]:
    """The paths at which two values differ, each with both sides."""
    if isinstance(value, dict) and isinstance(other, dict):
        return [text for name in sorted({*value, *other}) for text in differences(value.get(name), other.get(name), f"{path}.{name}")]
    if path.rpartition(".")[2] in SETS:
        value, other = (re.split("[,;]", side) if isinstance(side, str) else side for side in (value, other))
        value, other = (sorted(side, key=json.dumps) if isinstance(side, list) else side for side in (value, other))
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [text for number, pair in enumerate(zip(value, other, strict=True)) for text in differences(*pair, f"{path}[{number}]")]
    return [] if value == other else [f"{path}: {value!r} != {other!r}"]


@pytest.mark.parametrize(
    ("release", "behaviour"),
    [
        pytest.param("22.2", {}, marks=pytest.mark.long),
        pytest.param("22.3", {"update_mode": "replace"}, marks=pytest.mark.long),
        pytest.param("22.6", {"blank_as": "empty"}, marks=pytest.mark.long),
        ("22.8", {"blank_as": "empty", "update_mode": "replace"}),
    ],
)
@pytest.mark.slow
def test_it_can_be_applied_elsewhere(shared_simulator: Simulator, tmp_path: Path, release: str, behaviour: dict[str, Any]) -> None:
    pbx = shared_simulator
    prepare(pbx, release, behaviour)
    for name, options in wanted(release):
        outcome = Bench(pbx, RESOURCES[name]).run(**options)
        assert outcome.error is None, f"{name}: {outcome.error}"
    before = comparable(pbx)
    options = {"dest": str(tmp_path / "pbx"), "secrets": "include", "secrets_file": str(tmp_path / "secrets.yml")}
    exported = Task(pbx, "portsip_export").run(queues=[QUEUE], agent_extensions=[201], **options)
    assert exported.error is None
    assert (exported.result["notes"], exported.result["incomplete"]) == ([], [])
    unreadable = {item["placeholder"] for item in exported.result["secrets"] if not item["readable"]}
    assert unreadable == {f"{{{{ {name} }}}}" for name in (*UNREADABLE, *(USER_PASSWORDS if release == "22.2" else ()))}
    hidden = dict.fromkeys(UNREADABLE, BY_NAME["password"])
    hidden |= {name: BY_NAME["extension_password" if "extension" in name else "password"] for name in USER_PASSWORDS}
    known = {**hidden, **loaded(tmp_path / "secrets.yml")}
    document: dict[str, Any] = {}
    for path in (tmp_path / "pbx").iterdir():
        SCHEMA.validate(loaded(path))
        document |= with_values(loaded(path), known)
    prepare(pbx, release, behaviour)
    Documents(pbx).settle(document)
    found = differences(comparable(pbx), before)
    assert not found, "\n".join(found)
