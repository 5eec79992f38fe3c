# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Names with which users sign in, each of which one user of a tenant has: who gets one waits for who gives it up."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator

DOMAIN = "clinic.example.net"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


def document(**names: str | None) -> dict[str, Any]:
    """Users with their names, by extension number (n2001); None: the user is to be absent."""
    rest = {
        "recreate": True,
        "email": "desk@example.net",
        "role": "StandardUser",
        "password": "Web-Pass-1",
        "extension_password": "Sip-Pass-1",
    }
    users = [
        {"extension_number": number[1:], "state": "absent"}
        if name is None
        else {"extension_number": number[1:], "name": name, "display_name": number, "voicemail_pin": "284193", **rest}
        for number, name in names.items()
    ]
    return {"tenants": [{"domain": DOMAIN, "users": users}]}


def names(pbx: Simulator) -> dict[str, str]:
    """What the PBX has, by extension number."""
    return {row["extension_number"]: row["name"] for row in pbx.state()["tenants"]["tenant-1"]["users"].values()}


def test_a_new_user_waits_for_the_removal_of_who_has_the_name(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(n2001="anna.berg"))
    runs.settle(document(n2002="Anna.Berg", n2001=None))
    assert names(pbx) == {"2002": "Anna.Berg"}


def test_a_new_user_waits_for_the_removal_of_who_is_not_named(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(n2001="anna.berg", n2003="jan.ott"))
    runs.settle(document(n2002="anna.berg", n2003="jan.ott"), exclusive=["users"], exclusive_limit_percent=100)
    assert names(pbx) == {"2002": "anna.berg", "2003": "jan.ott"}


def test_who_gets_a_name_waits_for_who_gets_another_one(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(n2001="anna.berg", n2002="jan.ott"))
    runs.settle(document(n2001="jan.ott", n2002="eva.lind", n2003="anna.berg"))
    assert names(pbx) == {"2001": "jan.ott", "2002": "eva.lind", "2003": "anna.berg"}


def test_an_exchange_takes_two_runs(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(n2001="anna.berg", n2002="jan.ott"))
    outcome = runs.run(document(n2001="jan.ott", n2002="anna.berg"))
    assert "name: the plan exchanges 'anna.berg' with tenants[0].users[0], which takes two runs" in str(outcome.error)
    assert outcome.bodies == []
