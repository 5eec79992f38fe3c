# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of an export say once what the entries of a long list share, and mean the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.run.export.sharing import MANY
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, loaded
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

NUMBERS = range(8000, 8000 + MANY)


def export(pbx: Simulator, dest: Path, **options: Any) -> dict[str, Any]:
    outcome = Task(pbx, "portsip_export", {"extension_api_url": None}).run(dest=str(dest), **options)
    assert outcome.error is None, outcome.error
    return outcome.result


def rules(pbx: Simulator, many: int) -> None:
    """IP rules, all but one of which deny, and one of which has no description."""
    for number in range(many):
        fields = {} if number == 3 else {"description": "Carrier A"}
        pbx.add_ip_filter(f"198.51.100.{number}/32", "ACCEPT" if number == 5 else "DENY", **fields)


def test_what_most_entries_have_is_given_once(shared_simulator: Simulator, tmp_path: Path) -> None:
    rules(shared_simulator, MANY)
    result = export(shared_simulator, tmp_path, only=["system.ip_rules"])
    found = loaded(tmp_path / "system.yml")["system"]["ip_rules"]
    assert found["defaults"] == {"target": "DENY", "description": "Carrier A"}
    assert found["items"][:6] == [
        *({"cidr": f"198.51.100.{number}/32"} for number in range(3)),
        {"cidr": "198.51.100.3/32", "description": None},
        {"cidr": "198.51.100.4/32"},
        {"cidr": "198.51.100.5/32", "target": "ACCEPT"},
    ]
    assert [rule["target"] for rule in result["definition"]["system"]["ip_rules"][4:6]] == ["DENY", "ACCEPT"]


def test_a_short_list_stays_a_list(shared_simulator: Simulator, tmp_path: Path) -> None:
    rules(shared_simulator, MANY - 1)
    result = export(shared_simulator, tmp_path, only=["system.ip_rules"])
    assert loaded(tmp_path / "system.yml") == result["definition"]


def test_such_a_file_changes_nothing_and_is_exported_again_as_it_is(shared_simulator: Simulator, tmp_path: Path) -> None:
    rules(shared_simulator, MANY)
    export(shared_simulator, tmp_path, only=["system.ip_rules"])
    text = (tmp_path / "system.yml").read_bytes()
    applied = Documents(shared_simulator).run(loaded(tmp_path / "system.yml"))
    assert applied.error is None, applied.error
    assert applied.result["changed"] is False
    assert export(shared_simulator, tmp_path, only=["system.ip_rules"])["changed"] is False
    assert (tmp_path / "system.yml").read_bytes() == text


def test_a_placeholder_that_all_entries_share_is_kept(shared_simulator: Simulator, tmp_path: Path) -> None:
    tenant = shared_simulator.add_tenant(CLINIC, "Clinic")
    for number in NUMBERS:
        shared_simulator.add_ivr(tenant, str(number), f"Menu {number}", language="de-DE")
    path = tmp_path / f"{CLINIC}.yml"
    export(shared_simulator, tmp_path, only=["ivrs"])
    own = [item for item in loaded(path)["tenants"][0]["ivrs"]["items"] if "pin" in item]
    assert len(own) == MANY  # each has a placeholder of its own
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "pin:" not in line]
    at = next(number for number, line in enumerate(lines) if "defaults:" in line)
    path.write_text("\n".join([*lines[: at + 1], '        pin: "{{ vault_pin_of_all }}"', *lines[at + 1 :]]) + "\n", encoding="utf-8")
    export(shared_simulator, tmp_path, only=["ivrs"])
    found = loaded(path)["tenants"][0]["ivrs"]
    assert found["defaults"]["pin"] == "{{ vault_pin_of_all }}"
    assert not any("pin" in item for item in found["items"])
