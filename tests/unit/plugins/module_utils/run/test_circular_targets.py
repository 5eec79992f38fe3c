# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users, ring groups, queues, receptionists and mailboxes of a new tenant that lead to each other in a circle."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import graphs
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.export import with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

USERS = ("2001", "2002")
MENU = "custom_forward_rules"
KINDS = ("users", "ring_groups", "call_queues", "shared_voicemails", "ivrs")


def _user(number: str) -> dict[str, Any]:
    secrets = {"password": f"Web-{number}-Secret", "extension_password": f"Sip-{number}-Secret", "voicemail_pin": "284193"}
    return {
        "extension_number": number,
        "name": f"user{number}",
        "display_name": f"User {number}",
        "email": f"{number}@clinic.example.com",
        "role": "StandardUser",
        **secrets,
        "available_no_answer_forward_rule": _to("Front desk"),
    }


def _to(target: str) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": target}


def document() -> dict[str, Any]:
    """A user leads to the ring group, this to the queue, this to the receptionist, and this to the ring group; by name or number.

    The menus of two receptionists lead to each other.
    """
    agents = [{"extension_number": number} for number in USERS]
    mailbox = {"action": "FORWARD_TO_VOICEMAIL", "number": "Mailbox"}
    return {
        "tenants": [
            {
                "domain": "clinic.example.com",
                "name": "Clinic",
                "timezone": "Europe/Berlin",
                "currency": "EUR",
                "region": "DEU",
                "website": "https://clinic.example.com",
                "users": [_user(number) for number in USERS],
                "ring_groups": [
                    {
                        "extension_number": "8600",
                        "name": "Front desk",
                        "agents": agents[::-1],
                        "no_answer_forward_rule": _to("Appointments"),
                        "night_mode_forward_rule": mailbox,
                    }
                ],
                "call_queues": [
                    {
                        "extension_number": "8700",
                        "name": "Appointments",
                        "polling_strategy": "CYCLIC_HUNT",
                        "agents": [{**agent, "skill_level": 3} for agent in agents],
                        "no_answer_forward_rule": _to("Reception"),
                        "night_mode_forward_rule": mailbox,
                        "exit_forward_rule": _to("8701"),
                    },
                    {
                        "extension_number": "8701",
                        "name": "Emergencies",
                        "polling_strategy": "RING_SIMULTANEOUSLY",
                        "no_answer_forward_rule": _to("8700"),
                    },
                ],
                "shared_voicemails": [{"extension_number": "8900", "name": "Mailbox", "pin": "739512"}],
                "ivrs": [
                    {
                        "extension_number": "8000",
                        "name": "Reception",
                        "pin": "739512",
                        "timeout_forward_rule": _to("Front desk"),
                        "failure_forward_rule": mailbox,
                        "custom_forward_rules": [{"user_input": "1", "office_hours_forward_rule": _to("Directions")}],
                    },
                    {
                        "extension_number": "8001",
                        "name": "Directions",
                        "pin": "739512",
                        "custom_forward_rules": [{"user_input": "0", "office_hours_forward_rule": _to("8000")}],
                    },
                ],
            }
        ]
    }


def _tenant(pbx: Simulator) -> dict[str, Any]:
    (tenant,) = pbx.state()["tenants"].values()
    return dict(tenant)


def _rules(pbx: Simulator) -> dict[str, dict[str, str]]:
    """Where what has a number leads, by that number and the rule."""
    objects = [row for kind in KINDS for row in _tenant(pbx)[kind].values()]
    return {
        row["extension_number"]: {
            **{name.removesuffix("_forward_rule"): rule["number"] for name, rule in row.items() if _leads(name, rule)},
            **{f"menu {entry['user_input']}": entry["office_hours_forward_rule"]["number"] for entry in row.get(MENU) or []},
        }
        for row in objects
    }


def _leads(name: str, rule: Any) -> bool:
    return name.endswith("_forward_rule") and bool(rule) and bool(rule.get("number"))


LEADING = {
    "2001": {"available_no_answer": "8600"},
    "2002": {"available_no_answer": "8600"},
    "8600": {"no_answer": "8700", "night_mode": "8900"},
    "8700": {"no_answer": "8000", "night_mode": "8900", "exit": "8701"},
    "8701": {"no_answer": "8700"},
    "8900": {},
    "8000": {"timeout": "8600", "failure": "8900", "menu 1": "8001"},
    "8001": {"menu 0": "8000"},
}


@pytest.mark.parametrize("behaviour", [{}, {"update_mode": "replace", "blank_as": "empty"}], ids=["partial", "replacing"])
def test_a_circle_is_created_at_once(shared_simulator: Simulator, behaviour: dict[str, Any]) -> None:
    pbx = shared_simulator
    pbx.configure(release="22.6", **behaviour)
    documents = Documents(pbx)
    done = documents.settle(document())
    assert done.context.warnings == []
    assert _rules(pbx) == LEADING
    # A rule is written when everything exists that it may lead to.
    created = [number for number, body in enumerate(done.bodies) if body.get("extension_number")]
    ruled = [number for number, body in enumerate(done.bodies) if body.get(MENU) or any(_leads(name, rule) for name, rule in body.items())]
    assert len(created) == len(LEADING)
    assert max(created) < min(ruled)


@pytest.mark.slow
def test_a_circle_is_exported_and_taken_down(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.configure(release="22.6")
    documents = Documents(pbx)
    applied = documents.run(document())
    assert applied.error is None, applied.error
    exported = Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=["tenants"])
    assert (exported.error, exported.result["notes"]) == (None, [])
    # Without the passwords, which only creation needs, and with the PINs.
    known = {item["placeholder"][3:-3]: "739512" if ".pin" in item["path"] else "284193" for item in exported.result["secrets"]}
    again = documents.still(with_values(exported.result["definition"], known))
    assert again.result["summary"]["unchanged"] == exported.result["summary"]["objects"]
    # Somebody may answer on the way, so that it is no loop; and every number is known.
    ((side,),) = graphs(exported.result["definition"])
    assert {finding.sort for finding in side.graph.findings} <= {"note"}
    gone = documents.run({"tenants": [{**document()["tenants"][0], "state": "absent"}]})
    assert gone.error is None, gone.error
    assert pbx.state()["tenants"] == {}
