# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The documented examples of all modules, as options that they can be run with."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from parity.harness import CHECKOUT, SECRETS, Json
from sounds import path_of

MODULES = sorted(path.stem for path in (CHECKOUT / "plugins" / "modules").glob("portsip_*.py"))
CONNECTION = re.compile(r"api_(url|username|password|domain|token)|extension_(api_url|client_id|client_secret|token)")
"""Options that lead to an API."""
TEMPLATE = re.compile(r"^\{\{ *([\w.]+) *\}\}$")
PLACES = {
    "/srv/backup/ip-rules.csv": "/no-such-directory/ip-rules.csv",
    "/srv/documents/prices.pdf": "letter.pdf",
    "files/welcome-en.wav": path_of("welcome.wav"),
    "files/waiting-en.wav": path_of("welcome.wav"),
}
"""Files of examples, and what tests take instead: nothing outside their own directories."""
NORTHSIDE: list[Json] = [
    {"call": "seed/add_tenant", "domain": "northside.example.net", "name": "Northside Clinics", "id": "tenant-1"},
    {"call": "seed/add_tenant", "domain": "clinic.example.com", "name": "Clinic", "id": "tenant-2"},
    {"call": "seed/add_tenant_user", "tenant_id": "tenant-1", "username": "operator", "password": "ninetyninebottles"},
    {"call": "seed/add_ivr", "tenant_id": "tenant-1", "extension_number": "8000", "name": "Northside reception"},
    {"call": "seed/add_user", "tenant_id": "tenant-1", "id": "user-1", "extension_number": "2001", "display_name": "Anna Berg"},
    {"call": "seed/add_user", "tenant_id": "tenant-1", "id": "user-2", "extension_number": "2002", "display_name": "Ben Kurz"},
    {"call": "seed/add_phone", "user_id": "user-1", "mac": "cc:5e:f8:41:b7:a1"},
    {"call": "seed/add_phone", "user_id": "user-2", "mac": "cc:5e:f8:41:b7:a2"},
    {
        "call": "seed/add_object",
        "collection": "call_queues",
        "tenant_id": "tenant-1",
        "extension_number": "8750",
        "name": "Emergencies",
        "agents": [{"extension_number": "2001", "skill_level": 1}, {"extension_number": "2002", "skill_level": 1}],
    },
    {"call": "seed/add_object", "collection": "ring_groups", "tenant_id": "tenant-1", "extension_number": "8690", "name": "Front desk"},
    {"call": "seed/add_object", "collection": "groups", "tenant_id": "tenant-1", "name": "Front desk"},
    {"call": "seed/add_holiday", "tenant_id": "tenant-1", "name": "Christmas Day"},
    {"call": "seed/add_holiday", "tenant_id": "tenant-1", "name": "New Year"},
    {"call": "seed/add_file", "tenant_id": "tenant-1", "name": "welcome-en.wav"},
    {"call": "seed/add_file", "tenant_id": "tenant-1", "name": "absent-en.wav", "id": "file-1"},
    {"call": "seed/add_object", "collection": "shared_voicemails", "tenant_id": "tenant-1", "extension_number": "8800", "name": "Orders"},
    {"call": "seed/add_provider", "id": "trunk-1", "name": "City Telecom"},
    {"call": "seed/add_provider", "id": "trunk-2", "name": "Carrier One"},
    {"call": "seed/add_dealer", "name": "northern", "password": "ninetyninebottles", "tenants": ["tenant-1"]},
    {"call": "seed/add_agent", "extension_id": 201, "name": "Reception Northside 1"},
    {"call": "seed/add_queue_agent", "queue_id": 902, "agent_id": 5001},
    {"call": "seed/add_interval", "extension_id": 201, "name": "Office hours"},
    {"call": "seed/add_incoming_rule", "extension_id": 201, "name": "Night"},
    {"call": "seed/add_incoming_rule", "extension_id": 201, "name": "Nuisance"},
    {"call": "seed/add_extension_user", "extension_id": 201, "login": "anna"},
    {"call": "seed/add_registration", "extension_id": 201},
    {"call": "seed/add_conference_member", "extension_id": 701, "member_id": 3},
    {"call": "seed/add_fax_out", "extension_id": 601, "dst_num": "+493055501000", "status": "failed"},
    {"call": "seed/add_chat", "extension_id": 201, "chat_id": "9b1f40c2"},
    # Of a loop over what a task has found, there is one item.
    {"call": "seed/add_call", "extension_id": 201, "call_api_id": "item.call_api_id"},
    {"call": "seed/add_record", "extension_id": 201, "record_uuid": "item.record_uuid"},
]
"""Steps after which a simulator has what the examples speak of."""


def examples_of(module: str) -> list[Json]:
    """The options of each call of a module in its examples, those that lead to an API left out."""
    text = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{module}").EXAMPLES
    return [args for name, args in _calls(yaml.safe_load(text), {}) if name == module]


def _calls(tasks: Any, item: Any) -> Iterator[tuple[str, Json]]:
    """The modules that example tasks call, and the options they give."""
    for task in tasks or []:
        for part in ("tasks", "block", "rescue", "always"):
            yield from _calls(task.get(part), item)
        for name, args in task.items():
            if name.startswith("portsip.pbx.portsip_"):
                for each in task["loop"] if isinstance(task.get("loop"), list) else [None if "loop" in task else item]:
                    own = {option: value for option, value in (args or {}).items() if not CONNECTION.fullmatch(option)}
                    yield name.rpartition(".")[2], _filled(own, each)


def _filled(value: Any, item: Any) -> Any:
    """A value with something in place of each template."""
    if isinstance(value, dict):
        return {name: _filled(inner, item) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, item) for inner in value]
    if not isinstance(value, str) or "{{" not in value:
        return PLACES.get(value, value)
    found = TEMPLATE.match(value)
    if found is None:
        return "something"
    first, *path = found[1].split(".")
    if first == "item" and item:
        for name in path:
            item = item[name]
        return item
    # Of a loop over what a task has found, nothing is known; a name does as well as another.
    return next((SECRETS[word] for word in ("pin", "password", "token") if word in found[1]), found[1])
