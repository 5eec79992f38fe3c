# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks for users in CSV files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from functional.running import Playbooks

    from simulator import Simulator

HEADER = "extension_number;name;display_name;email;password;extension_password;voicemail_pin;phone_mac"
ROWS = [
    "2001;anna.berg;Anna Berg;anna@example.com;Web-Pass-1;Sip-Pass-1;284193;CC-5E-F8-41-B7-A1",
    "0042;ben.kurz;Ben Kürz;ben@example.com;Web-Pass-2;Sip-Pass-2;739512;",
]
TENANT = "clinic.example.com"
PHONE = {
    **{"filename": "fanvil.ph.xml", "vendor": "Fanvil", "model": "X303", "password": "Phone-Web-Pass", "language": "GERMAN"},
    **{"transfer": "BLIND", "timezone": "GMT", "codecs": ["PCMA"], "interface": "WEB_DOMAIN", "preferred_transport": "TLS"},
}


@pytest.mark.long
def test_users_come_from_a_file_and_go_back_into_it(playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.add_tenant(TENANT, id="tenant-1")
    path = tmp_path / "staff.csv"
    path.write_text("\ufeff" + "\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    shared = {"users_defaults": {"role": "StandardUser"}, "users_phone_defaults": PHONE}
    given = ("-e", f"users_csv={path}", "-e", f"users_tenant={TENANT}", "-e", json.dumps(shared))
    planned = playbooks.finish(playbooks.start_playbook("portsip.pbx.users", *given, "--check"))
    assert planned.result("Apply the users")["summary"]["create"] == 3
    assert shared_simulator.writes() == []

    applied = playbooks.finish(playbooks.start_playbook("portsip.pbx.users", "portsip.pbx.users_export", *given))
    assert applied.result("Apply the users")["changed"] is True
    users = shared_simulator.state()["tenants"]["tenant-1"]["users"]
    assert {user["extension_number"]: user["display_name"] for user in users.values()} == {"2001": "Anna Berg", "0042": "Ben Kürz"}
    lines = path.read_bytes().decode("utf-8").splitlines()
    assert lines == [
        "\ufeff" + HEADER,
        "2001;anna.berg;Anna Berg;anna@example.com;;;;cc:5e:f8:41:b7:a1",
        "0042;ben.kurz;Ben Kürz;ben@example.com;;;;",
    ]
    again = playbooks.finish(playbooks.start_playbook("portsip.pbx.users", "portsip.pbx.users_export", *given))
    assert again.recap["changed"] == 0


def test_what_is_wrong_is_told_by_rows(playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.add_tenant(TENANT, id="tenant-1")
    path = tmp_path / "staff.csv"
    given = ("-e", f"users_csv={path}", "-e", f"users_tenant={TENANT}", "-e", json.dumps({"users_defaults": {"role": "StandardUser"}}))
    path.write_bytes("\n".join([HEADER, ROWS[0], "4.479E+11;x;Jörg;y;;;;"]).encode("cp1250"))
    run = playbooks.finish(playbooks.start_playbook("portsip.pbx.users", *given), succeed=False)
    told = run.result("Tell what is wrong by the rows of the file")["msg"]
    assert "row 3, display_name: the cell is not in UTF-8" in told
    assert "row 3, extension_number: '4.479E+11': a spreadsheet has changed the number" in told
    assert "row 3, email: 'y' is not allowed" in told

    path.write_text("\n".join([HEADER, "", "2002;new;New;new@example.com;;;;"]), encoding="utf-8")
    run = playbooks.finish(playbooks.start_playbook("portsip.pbx.users", *given), succeed=False)
    assert "row 3: " in run.result("Tell what is wrong by the rows of the file")["msg"]
    assert shared_simulator.writes() == []
