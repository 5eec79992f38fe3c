# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each how-to, followed on a simulated PBX that is as its page takes it to be; what came of it is looked up in the PBX itself."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from functional.guides import CHECKOUT, Command, Reader, Step, environment, steps
from functional.running import access

from simulator import Simulator

FOLDER = CHECKOUT / "docs" / "how-to"
VAULT_PASSWORD = b"reader-2026"
DOMAIN = "harbour.example.net"
PASSWORDS = ("Web-2001-Pass", "Sip-2001-Pass", "Welcome-Ben-2026", "Sip-7c1f09d2", "284193", "739512")

Json = dict[str, Any]
Check = Callable[[Simulator, Reader], None]
LONG = ("move-a-tenant", "night-mode", "nightly-drift", "office-hours", "take-down", "trunks-and-numbers", "users-from-csv")
"""Pages that the gate leaves out, as others use the same playbooks and modules."""
CHECKS: dict[str, Check] = {}
"""By the name of a page: what has to hold after it was followed."""


def of(page: str) -> Callable[[Check], Check]:
    """Mark the check of a page."""

    def mark(check: Check) -> Check:
        CHECKS[page] = check
        return check

    return mark


def furnish(pbx: Simulator) -> None:
    """The PBX that the pages speak of: a practice with two users, two receptionists and a number."""
    hours = {"enabled": True, "ranges": [{"from": "09:00", "to": "17:00"}]}
    tenant = pbx.add_tenant(
        DOMAIN,
        "Harbour Dental Practice",
        id="harbour",
        timezone="Europe/Dublin",
        currency="EUR",
        region="IRL",
        office_hours={"monday": hours},
    )
    pbx.add_user(tenant, "2001", "Anna Berg", name="anna.berg", email="anna.berg@harbour.example.net")
    pbx.add_ivr(tenant, "8000", "Front desk", language="en-GB", pin="407193")
    pbx.add_ivr(tenant, "8001", "Emergencies", language="en-GB", pin="629315")


def furnish_for(page: str, pbx: Simulator) -> None:
    """What else a page speaks of."""
    if page != "users-from-csv":
        pbx.add_user("harbour", "2002", "Ben Kurz", name="ben.kurz", email="ben.kurz@harbour.example.net")
    if page == "rename":
        pbx.add_provider("Liffey Telecom", "harbour", id="liffey")
        pbx.add_object(
            "inbound_rules",
            "harbour",
            name="Main number",
            provider_id="liffey",
            did_numbers="35315550100",
            office_hours_forward_rule={"action": "FORWARD_TO_NUMBER", "number": "8000"},
            non_office_hours_forward_rule={"action": "FORWARD_TO_VOICEMAIL", "number": "2001"},
        )
    if page == "trunks-and-numbers":
        hillside = pbx.add_tenant("hillside.example.net", "Hillside Dental", id="hillside")
        pbx.add_user(hillside, "2001", "Cleo Lang")
    if page in ("take-down", "move-a-tenant"):
        pbx.add_ip_filter("192.0.2.0/28", description="Harbour")
        pbx.add_tenant("hillside.example.net", "Hillside Dental", id="hillside")
        pbx.add_holiday("harbour", "Christmas", "IRL", id="christmas")
        rule = {"action": "FORWARD_TO_NUMBER", "number": "2001"}
        menu = {
            "user_input": "1",
            "office_hours_forward_rule": rule,
            "holidays": ["christmas"],
            "holiday_forward_rule": {"action": "HANGUP"},
        }
        pbx.add_ivr("harbour", "8002", "Menu", pin="518264", custom_forward_rules=[menu])


def rows(pbx: Simulator, kind: str, tenant: str = "harbour", key: str = "extension_number") -> dict[str, Json]:
    """The objects of a kind in a tenant, by their key."""
    return {row[key]: row for row in pbx.state()["tenants"][tenant][kind].values()}


@pytest.fixture
def reader(tmp_path: Path, ansible_environment: dict[str, str], shared_simulator: Simulator) -> Iterator[Reader]:
    """Somebody whose environment leads to ``shared_simulator``, with a second PBX at port 8888."""
    password = tmp_path / "vault_password"
    password.write_bytes(VAULT_PASSWORD)
    variables = environment(ansible_environment) | access(shared_simulator) | {"ANSIBLE_VAULT_PASSWORD_FILE": str(password)}
    with Simulator() as other:
        found = Reader(tmp_path, variables, lambda _release: shared_simulator)
        found.simulators |= {"8887": shared_simulator, "8888": other}
        yield found


def short(todo: list[Step]) -> list[Step]:
    """The steps without looks ahead, which write nothing."""
    return [step for step in todo if not (isinstance(step, Command) and "--check" in step.text)]


def cases() -> list[Any]:
    """Each page as a whole, and most of them in short."""
    pages = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "index")
    whole = [pytest.param(page, True, marks=pytest.mark.long, id=f"{page}, whole") for page in pages]
    return whole + [pytest.param(page, False, id=f"{page}, short") for page in pages if page not in LONG]


@pytest.mark.parametrize(("page", "whole"), cases())
def test_how_to(page: str, whole: bool, reader: Reader, shared_simulator: Simulator) -> None:
    furnish(shared_simulator)
    furnish_for(page, shared_simulator)
    todo = steps((FOLDER / f"{page}.md").read_text(encoding="utf-8"))
    reader.follow(todo if whole else short(todo))
    CHECKS[page](shared_simulator, reader)


@of("users-from-csv")
def _users_are_there_and_the_list_has_no_password(pbx: Simulator, reader: Reader) -> None:
    users = rows(pbx, "users")
    assert {number: user["department"] for number, user in users.items()} == {"2001": "Reception", "2002": "Surgery", "2003": "Surgery"}
    assert [users["2001"][name] for name in ("password", "extension_password", "voicemail_pin")] == [
        "Web-2001-Pass",
        "Sip-2001-Pass",
        "284193",
    ]
    assert [users["2002"][name] for name in ("password", "extension_password", "voicemail_pin")] == [
        "Welcome-Ben-2026",
        "Sip-7c1f09d2",
        "284193",
    ]
    assert {user["voicemail_prompt"] for user in users.values()} == {"en-GB"}
    (phone,) = users["2002"]["phones"].values()
    assert (phone["mac"], phone["password"]) == ("cc:5e:f8:41:b7:a1", "phone-admin-2026")
    text = (reader.work / "staff.csv").read_text(encoding="utf-8")
    assert [secret for secret in PASSWORDS if secret in text] == []
    assert [row["name"] for row in csv.DictReader(text.splitlines())] == ["anna.berg", "ben.kurz", "cleo.lang"]


@of("rotate-pins")
def _pins_are_those_of_the_encrypted_file(pbx: Simulator, reader: Reader) -> None:
    text = (reader.work / "pins.yml").read_text(encoding="utf-8")
    assert text.startswith("$ANSIBLE_VAULT;")
    pins = yaml.safe_load(VaultLib([("default", VaultSecret(VAULT_PASSWORD))]).decrypt(text))["vault_pins"]
    found = {number: row.get("pin") or row["voicemail_pin"] for number, row in {**rows(pbx, "ivrs"), **rows(pbx, "users")}.items()}
    assert {number: found[number] for number in ("2001", "8000", "8001")} == pins
    assert set(pins.values()) & {"284193", "407193", "629315"} == set()
    assert found["2002"] == "284193"


@of("rename")
def _tenant_and_receptionist_have_their_new_names(pbx: Simulator, _reader: Reader) -> None:
    state = pbx.state()["tenants"]
    assert {name: (row["domain"], row["name"]) for name, row in state.items()} == {
        "harbour": ("harbour-dental.example.net", "Harbour Dental Group")
    }
    assert {number: row["name"] for number, row in rows(pbx, "ivrs").items()} == {"8001": "Emergencies", "8200": "Reception"}
    (rule,) = state["harbour"]["inbound_rules"].values()
    assert rule["office_hours_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "8200"}


@of("move-a-tenant")
def _tenant_is_on_both(pbx: Simulator, reader: Reader) -> None:
    other = reader.simulators["8888"]
    (moved,) = other.state()["tenants"]
    for kind, key in (("ivrs", "extension_number"), ("users", "extension_number"), ("holidays", "name")):
        before, after = rows(pbx, kind, key=key), rows(other, kind, moved, key)
        assert sorted(before) == sorted(after)
        for name, row in before.items():
            fields = row.keys() - {"id", "created_at", "custom_forward_rules"}
            assert {field: after[name][field] for field in fields} == {field: row[field] for field in fields}
    (rule,) = rows(other, "ivrs", moved)["8002"]["custom_forward_rules"]
    assert rule["holidays"] == [rows(other, "holidays", moved, "name")["Christmas"]["id"]]
    assert "harbour" in pbx.state()["tenants"]
    assert (reader.work / "move_secrets.yml").read_text(encoding="utf-8").startswith("$ANSIBLE_VAULT;")


@of("office-hours")
def _hours_are_those_of_the_page(pbx: Simulator, _reader: Reader) -> None:
    hours = pbx.state()["tenants"]["harbour"]["office_hours"]
    assert hours["monday"]["ranges"] == [{"from": "08:30", "to": "12:30"}, {"from": "13:30", "to": "17:30"}]
    assert hours["thursday"]["ranges"][1]["to"] == "20:00"
    assert hours["saturday"]["enabled"] is False
    holidays = rows(pbx, "holidays", key="name")
    assert (holidays["Christmas"]["day_end"], holidays["Staff training"]["year_start"]) == (26, 2027)
    first, second = rows(pbx, "ivrs")["8000"]["custom_forward_rules"]
    assert first["holidays"] == [holidays["Christmas"]["id"], holidays["Staff training"]["id"]]
    assert (first["office_hours"]["mode"], second["office_hours"]["mode"]) == ("GLOBAL", "CUSTOM")
    assert second["office_hours"]["saturday"]["ranges"] == [{"from": "07:00", "to": "22:00"}]


@of("night-mode")
def _night_mode_was_switched_on_and_off(pbx: Simulator, _reader: Reader) -> None:
    switched = [write["body"]["enable_night_mode"] for write in pbx.writes() if "enable_night_mode" in (write["body"] or {})]
    assert switched[-4:] == [True, True, False, False]
    rules = {number: row["night_mode_forward_rule"] for number, row in rows(pbx, "ivrs").items()}
    assert {number: rule["number"] for number, rule in rules.items()} == {"8000": "2001", "8001": "+35315550199"}


@of("trunks-and-numbers")
def _numbers_are_lent_and_lead_to_somebody(pbx: Simulator, _reader: Reader) -> None:
    (trunk,) = pbx.state()["providers"].values()
    assert (trunk["name"], trunk["password"]) == ("Liffey Telecom", "example-trunk-2026")
    lent = {row["tenant_id"]: row["did_numbers"] for row in trunk["assignees"]}
    assert lent == {"harbour": "35315550100-35315550118", "hillside": "35315550119"}
    rules = {tenant: rows(pbx, "inbound_rules", tenant, "name") for tenant in lent}
    assert rules["harbour"]["Direct dial"]["office_hours_forward_rule"]["number"] == "2001-2002"
    assert rules["hillside"]["Main number"]["did_numbers"] == "35315550119"
    assert list(rows(pbx, "outbound_rules", key="name")) == ["Other countries", "Everywhere else"]


@of("take-down")
def _tenant_is_gone_and_the_copy_is_there(pbx: Simulator, reader: Reader) -> None:
    state = pbx.state()
    assert list(state["tenants"]) == ["hillside"]
    assert [row["cidr"] for row in state["ip_filters"].values()] == ["192.0.2.0/28"]
    (copy,) = (reader.work / "closed").iterdir()
    (tenant,) = yaml.safe_load(copy.read_text(encoding="utf-8"))["tenants"]
    assert [entry["extension_number"] for entry in tenant["ivrs"]] == ["8000", "8001", "8002"]


@of("nightly-drift")
def _pbx_follows_the_document(pbx: Simulator, reader: Reader) -> None:
    assert {number: row["name"] for number, row in rows(pbx, "ivrs").items()} == {"8000": "Front desk", "8001": "Emergencies"}
    assert "Welcome" in (reader.work / "reports" / "drift.html").read_text(encoding="utf-8")
    assert [write["path"] for write in pbx.writes() if "/ivrs/" not in write["path"] and not write["is_login"]] == []
