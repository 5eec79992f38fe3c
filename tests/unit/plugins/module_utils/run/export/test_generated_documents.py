# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents of many objects with made-up values: applied, exported, applied again, and nothing is left to do."""

from __future__ import annotations

import random
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.every_field import every_option
from ansible_collections.portsip.pbx.tests.unit.support.export import with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LETTERS = "abc ÄÖÜß «東京» Клиника\u0301 ق 0123 :#-&*!|>'\"%@`{}[],?= 🏥"
KINDS = {
    "ivr": ("ivrs", ("prompt_file_id", "transfer_prompt_file_id", "outbound_caller_ids", "custom_forward_rules", "pin")),
    "ring_group": ("ring_groups", ("outbound_caller_ids", "agents")),
    "call_queue": ("call_queues", ("moh_prompt_file_id", "intro_prompt_file_id", "outbound_caller_ids", "agents", "polling_strategy")),
    "shared_voicemail": ("shared_voicemails", ("pin",)),
}
"""The lists of a tenant, and the fields whose values need something that is not in the document."""
NEEDED = {"pin": "739512", "polling_strategy": "LEAST_WORKED_HUNT"}
"""Of these fields the ones without which nothing is created."""
LISTS = tuple(key for key, _without in KINDS.values())


def text(chance: random.Random, most: int = 40) -> str:
    """A text of letters that mean something to YAML or are not in ASCII, which may be a name."""
    return ("x" + "".join(chance.choice(LETTERS) for _number in range(chance.randrange(most)))).strip()


def some(chance: random.Random, options: dict[str, Any]) -> dict[str, Any]:
    """Some of the options, with other texts and in any order."""
    chosen = chance.sample(sorted(options), chance.randrange(len(options)))
    return {name: options[name] for name in chosen}


def literal(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry whose texts are no templates."""
    return {**entry, "literal": [name for name in entry if name not in LISTS]}


def document(count: int, release: str, seed: int) -> dict[str, Any]:
    """A document of about so many objects: tenants with receptionists that lead to each other, action URLs and ring groups."""
    chance = random.Random(seed)
    tenants = []
    left = count
    while left > 0:
        size = min(left, 40)
        left -= size
        tenant = every_option(
            RESOURCES["tenant"], release, {"outbound_caller_ids": None, "avatar_file_id": None, "domain": None, "name": None}
        )
        entry: dict[str, Any] = {
            "domain": f"t{len(tenants)}.example.net",
            "name": text(chance),
            "timezone": "Asia/Tokyo",
            "currency": "USD",
            "region": "FRA",
            "website": "https://www.example.net",
            **{"max_virtual_receptionists": 100, "max_ring_groups": 100, "max_call_queues": 100},
        }
        entry.update({name: value for name, value in some(chance, tenant).items() if name not in entry})
        numbers = [str(1000 + number) for number in range(size - 1)]
        for number in numbers:
            kind = chance.choice(sorted(KINDS))
            key, without = KINDS[kind]
            options = every_option(RESOURCES[kind], release, dict.fromkeys(without))
            own = {"extension_number": number, "name": text(chance), **{name: value for name, value in NEEDED.items() if name in without}}
            others = {name: value for name, value in some(chance, options).items() if name not in own}
            rule = {"action": "FORWARD_TO_NUMBER", "number": chance.choice(numbers)}
            rules = {"night_mode_forward_rule": rule} if "night_mode_forward_rule" in options else {}
            entry.setdefault(key, []).append(literal({**own, **others, **rules}))
            if kind == "ivr":
                url = {"type": "DTMF", "method": "GET", "dtmf_mask": "1000", "url": "https://crm.example.net/"}
                urls = [{"name": f"{place} {text(chance)}", **url} for place in range(chance.randrange(3))]
                entry[key][-1]["action_urls"] = [literal(one) for one in urls]
        tenants.append(literal(entry))
    return {"tenants": tenants}


@pytest.mark.parametrize(
    ("count", "release", "behaviour"),
    [
        (1, "22.2", {}),
        (30, "22.6", {"update_mode": "replace", "blank_as": "empty"}),
        pytest.param(100, "22.2", {"blank_as": "absent"}, marks=pytest.mark.long),
        pytest.param(100, "22.3", {"update_mode": "replace"}, marks=pytest.mark.long),
        pytest.param(2000, "22.8", {"update_mode": "replace"}, marks=pytest.mark.long),
    ],
)
def test_what_was_applied_can_be_exported_and_applied(
    shared_simulator: Simulator, count: int, release: str, behaviour: dict[str, Any]
) -> None:
    shared_simulator.configure(release=release, **behaviour)
    applied = Documents(shared_simulator).run(document(count, release, seed=count))
    assert applied.error is None, applied.error
    outcome = Task(shared_simulator, "portsip_export", {"extension_api_url": None}).run(only=["tenants"])
    assert (outcome.error, outcome.result.get("notes"), outcome.result.get("incomplete")) == (None, [], [])
    secrets = outcome.result["secrets"]
    known = {item["placeholder"][3:-3]: NEEDED["pin"] if item["path"].endswith(".pin") else None for item in secrets}
    state = shared_simulator.state()["tenants"]
    for tenant in state.values():
        word = f"vault_{tenant['domain'].replace('.', '_')}"
        known |= {f"{word}_{event}_{name}": (tenant[event] or {}).get(name) for event in EVENTS for name in ("password", "token")}
        known[f"{word}_stir_shaken_key"] = tenant["stir_shaken_key"]
    again = Documents(shared_simulator).still(with_values(outcome.result["definition"], known))
    assert again.result["summary"]["unchanged"] == outcome.result["summary"]["objects"]


EVENTS = ("cdr_event", "extension_event")
