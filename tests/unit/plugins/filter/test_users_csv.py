# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users come from a CSV file, with every fault told by row and column, and go back into the same file."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.findings_in_csv import FilterModule as FindingsModule
from ansible_collections.portsip.pbx.plugins.filter.users_from_csv import FilterModule as FromModule
from ansible_collections.portsip.pbx.plugins.filter.users_to_csv import FilterModule as ToModule
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

users_from_csv = FromModule().filters()["users_from_csv"]
users_to_csv = ToModule().filters()["users_to_csv"]
findings_in_csv = FindingsModule().filters()["findings_in_csv"]
TENANT = "clinic.example.com"
SHORT = """extension_number,name,display_name,email,password,extension_password,voicemail_pin,phone_mac
2001,anna.berg,Anna Berg,anna@example.com,Web-Pass-1,Sip-Pass-1,284193,CC-5E-F8-41-B7-A1
0042,ben.kurz,"Kurz, Ben",ben@example.com,Web-Pass-2,Sip-Pass-2,739512,
"""
SHARED = {"role": "StandardUser", "sms": "ALLOW"}
PHONE = {
    **{"filename": "fanvil.ph.xml", "vendor": "Fanvil", "model": "X303", "password": "Phone-Web-Pass", "language": "GERMAN"},
    **{"transfer": "BLIND", "timezone": "GMT", "codecs": ["PCMA"], "interface": "WEB_DOMAIN", "preferred_transport": "TLS"},
}


def table(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    """A CSV file as a program writes it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def document(users: Any) -> dict[str, Any]:
    return {"tenants": [{"domain": TENANT, "users": {"defaults": SHARED, "items": users}}]}


def fault(content: str, **options: Any) -> str:
    with pytest.raises(AnsibleFilterError) as caught:
        users_from_csv(content, **options)
    return str(caught.value)


def test_the_short_form() -> None:
    assert users_from_csv(SHORT, phones=PHONE) == [
        {
            **{"extension_number": "2001", "name": "anna.berg", "display_name": "Anna Berg", "email": "anna@example.com"},
            **{"password": "Web-Pass-1", "extension_password": "Sip-Pass-1", "voicemail_pin": "284193"},
            "phones": [{**PHONE, "mac": "cc:5e:f8:41:b7:a1"}],
        },
        {
            **{"extension_number": "0042", "name": "ben.kurz", "display_name": "Kurz, Ben", "email": "ben@example.com"},
            **{"password": "Web-Pass-2", "extension_password": "Sip-Pass-2", "voicemail_pin": "739512"},
        },
    ]


def test_the_columns_of_the_portal() -> None:
    """The rules and the phone are those of the vendor's guide."""
    rule = {"timeout": 60, "number": ""}
    phone = {
        **{"mac": "0c:38:3e:63:fe:e8", "rps": True, "https": False, "model": "V62 Pro", "codecs": ["PCMU", "PCMA"], "vendor": "Fanvil"},
        **{"filename": "fanvil.ph.xml", "language": "English", "password": "63FEE8", "powerled": "Off", "timezone": "GMT"},
        **{"transfer": "BLIND", "interface": "WEB_DOMAIN", "pc_port_id": 254, "wan_port_id": 0, "screensaver": "", "door_password1": ""},
        **{"pc_port_priority": 0, "preferred_transport": "UDP"},
    }
    row = {
        **{"name": "jim.keeny", "enabled": "TRUE", "password": "Web-Pass-1", "extension_number": "101", "extension_password": "Sip-Pass-1"},
        **{"email": "jim@example.com", "display_name": "Jim Keeny", "enable_dnd": "false", "enable_acb": ""},
        "office_hours": json.dumps({"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [{"from": "09:00", "to": "11:00"}]}}),
        **{"sms": "allow_with_sender_id", "voicemail_play_datetime": "TRUE"},
        "online_no_answer_forward_rule": json.dumps({"action": "FORWARD_TO_VOICEMAIL", **rule}),
        "online_busy_forward_rule": json.dumps({"action": "RING_ANYWAY", **rule}),
        "offline_office_hours_forward_rule": json.dumps({"action": "FORWARD_TO_NUMBER", "timeout": 60, "number": "123456"}),
        **{"custom_forward_rules": "[]", "blfs": json.dumps([{"key": "BLF", "value": "102"}])},
        **{"custom_options": "", "role": "StandardUser", "phones": json.dumps([phone])},
    }
    (user,) = users_from_csv(table([row], ";"))
    assert user["enabled"] is True
    assert user["enable_dnd"] is False
    assert "enable_acb" not in user
    assert user["office_hours"]["monday"]["ranges"] == [{"from": "09:00", "to": "11:00"}]
    assert (user["sms"], user["voicemail_play_datetime"]) == ("ALLOW_WITH_SENDER_ID", "24_HOUR_CLOCK")
    assert user["available_no_answer_forward_rule"] == {"action": "FORWARD_TO_VOICEMAIL", "timeout": 60, "number": ""}
    assert user["busy_office_hours_forward_rule"] == user["busy_non_office_hours_forward_rule"] == {"action": "RING_ANYWAY", "number": ""}
    assert user["offline_office_hours_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "123456"}
    assert user["custom_forward_rules"] == []
    assert user["blfs"] == [{"key": "BLF", "value": "102"}]
    (read,) = user["phones"]
    assert (read["language"], read["pc_port_id"], read["screensaver"]) == ("ENGLISH", 254, "")
    assert "wan_port_id" not in read


def test_ids_of_18_digits_and_numbers_with_a_plus_stay_texts() -> None:
    callers = [{"provider_id": "700551909773148160", "caller_id": "+41443334455"}]
    row = {"extension_number": "0042", "mobile_phone": "+41791112233", "outbound_caller_ids": json.dumps(callers)}
    (user,) = users_from_csv(table([row]))
    assert user == {"extension_number": "0042", "mobile_phone": "+41791112233", "outbound_caller_ids": callers}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"extension_number": "4.479E+11"}, "row 2, extension_number: '4.479E+11': a spreadsheet has changed the number"),
        ({"mobile_phone": "4,479E+11"}, "row 2, mobile_phone: '4,479E+11': a spreadsheet has changed the number"),
        ({"phone_mac": "5.00E+11"}, "row 2, phone_mac: '5.00E+11': a spreadsheet has changed the number"),
        (
            {"outbound_caller_ids": '[{"provider_id": "700551909773148000", "caller_id": "1"}]'},
            "row 2, outbound_caller_ids: '700551909773148000': a spreadsheet has rounded the number",
        ),
        (
            {"outbound_caller_ids": '[{"provider_id": 7.00551909773148E+17}]'},
            "row 2, outbound_caller_ids: '7.00551909773148e+17': a spread",
        ),
        ({"enable_dnd": "maybe"}, "row 2, enable_dnd: 'maybe' must be TRUE or FALSE"),
        ({"email": "anna"}, "row 2, email: 'anna' is not allowed, it must be an email address"),
        ({"sms": "sometimes"}, "row 2, sms: 'sometimes' is not allowed"),
        ({"office_hours": "09:00-17:00"}, "row 2, office_hours: must be JSON"),
        (
            {"office_hours": '{"monday": {"ranges": [{"from": "25:00", "to": "26:00"}]}}'},
            "row 2, office_hours: office_hours.monday.ranges[0].from: '25:00'",
        ),
        (
            {"online_no_answer_forward_rule": '{"action": "SING"}'},
            "row 2, online_no_answer_forward_rule: available_no_answer_forward_rule.action: 'SING'",
        ),
        ({"phones": '{"mac": "nonsense"}'}, "row 2, phones[0].mac: 'nonsense' is not allowed"),
        ({"phones": "0c:38:3e:63:fe:e8"}, "row 2, phones: must be JSON"),
        ({"phones": '["0c:38:3e:63:fe:e8"]'}, "row 2, phones: must be a list of mappings in JSON"),
        ({"phone_wan_port_id": "9999"}, "row 2, phone_wan_port_id: 9999 is not allowed, it must be 4094 or less"),
        ({"phone_wan_port_id": "1e3"}, "row 2, phone_wan_port_id: '1e3' must be a whole number"),
        ({"extension_number": ""}, "row 2, extension_number: is required"),
        ({"enable_dndd": "TRUE"}, "row 1, enable_dndd: there is no such option of a user; did you mean enable_dnd?"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(row: dict[str, str], says: str) -> None:
    assert says in fault(table([{"extension_number": "2001", **row, "display_name": "Anna"}]))


def test_a_secret_that_is_wrong_is_not_shown() -> None:
    text = fault(table([{"extension_number": "2001", "voicemail_pin": "111222"}]))
    assert "row 2, voicemail_pin: " in text
    assert "111222" not in text


def test_everything_that_is_wrong_is_told_at_once() -> None:
    rows = [{"extension_number": f"20{number:02}", "email": "x", "enable_dnd": "?"} for number in range(60)]
    lines = fault(table(rows)).splitlines()
    assert lines[0].endswith("120 errors in the CSV file:")
    assert len(lines) == 121
    assert lines[-1].startswith("row 61, ")


def test_one_thing_in_two_rows() -> None:
    rows = [
        {"extension_number": "2001", "name": "anna", "phone_mac": "cc:5e:f8:41:b7:a1"},
        {"extension_number": "2001", "name": "Anna", "phone_mac": "CC-5E-F8-41-B7-A1"},
    ]
    text = fault(table(rows))
    for name, value in (("extension_number", "2001"), ("name", "anna"), ("mac", "cc:5e:f8:41:b7:a1")):
        assert f"row 3, {name}: '{value}' is also in row 2" in text


def test_other_encodings_headers_and_columns() -> None:
    windows = "extension_number;display_name\n2001;Jörg\n".encode("cp1250").decode("utf-8", "surrogateescape")
    assert "row 2, display_name: the cell is not in UTF-8" in fault(windows)
    assert "row 1, extension_number: the column is missing" in fault("name,email\nanna,a@example.com\n")
    assert "row 1, name: the column is there more than once" in fault("extension_number,name,name\n2001,anna,anna\n")
    assert users_from_csv("extension_number,remarks\n2001,new\n", ignore=["remarks"]) == [{"extension_number": "2001"}]
    assert "the input must be the content" in fault(7)  # type: ignore[arg-type]


def test_texts_with_braces_are_no_templates() -> None:
    assert users_from_csv(table([{"extension_number": "2001", "display_name": "{{ 7 * 7 }}"}])) == [
        {"extension_number": "2001", "display_name": "{{ 7 * 7 }}", "literal": ["display_name"]}
    ]


# From the file to the PBX and back


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(TENANT, id="tenant-1")
    return shared_simulator


def exported(pbx: Simulator) -> list[dict[str, Any]]:
    outcome = Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=["users"])
    assert outcome.error is None, outcome.error
    users: list[dict[str, Any]] = outcome.result["definition"]["tenants"][0]["users"]
    return users


def test_a_file_is_applied_and_comes_back(pbx: Simulator) -> None:
    documents = Documents(pbx)
    documents.settle(document(users_from_csv(SHORT, phones=PHONE)), only=["users"])
    back = users_to_csv(exported(pbx), like=SHORT)
    secret = ("password", "extension_password", "voicemail_pin")
    wanted = [{**row, **dict.fromkeys(secret, "")} for row in csv.DictReader(io.StringIO(SHORT))]
    wanted[0]["phone_mac"] = "cc:5e:f8:41:b7:a1"
    assert list(csv.DictReader(io.StringIO(back))) == wanted
    documents.still(document(users_from_csv(back, phones=PHONE)), only=["users"])


def test_the_columns_of_the_portal_come_back_and_change_nothing(pbx: Simulator) -> None:
    rules = {
        "available_no_answer_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "0042", "timeout": 20},
        "busy_office_hours_forward_rule": {"action": "RING_ANYWAY"},
        "busy_non_office_hours_forward_rule": {"action": "RING_ANYWAY"},
        "blfs": [{"key": "BLF", "value": "0042"}],
    }
    users = users_from_csv(SHORT, phones=PHONE)
    users[0] |= {**rules, "voicemail_play_datetime": "DISABLE", "mobile_phone": "+41791112233", "department": "Ambulanz; Süd"}
    documents = Documents(pbx)
    documents.settle(document(users), only=["users"])
    text = users_to_csv(exported(pbx))
    header, first = list(csv.reader(io.StringIO(text)))[:2]
    cells = dict(zip(header, first if "2001" in first else list(csv.reader(io.StringIO(text)))[2], strict=True))
    assert header[:4] == ["name", "enabled", "password", "extension_number"]
    assert json.loads(cells["online_busy_forward_rule"])["action"] == "RING_ANYWAY"
    assert (cells["voicemail_play_datetime"], cells["mobile_phone"], cells["password"]) == ("FALSE", "+41791112233", "")
    assert json.loads(cells["phones"])[0]["mac"] == "cc:5e:f8:41:b7:a1"
    assert "Phone-Web-Pass" not in text
    documents.still(document(users_from_csv(text)), only=["users"])
    assert users_to_csv(exported(pbx), like=text) == text


def test_two_rules_for_which_the_portal_has_one_column_get_columns_of_their_own(pbx: Simulator) -> None:
    users = users_from_csv(SHORT)
    users[0]["busy_office_hours_forward_rule"] = {"action": "RING_ANYWAY"}
    users[0]["busy_non_office_hours_forward_rule"] = {"action": "HANGUP"}
    header = users_to_csv(users).splitlines()[0].split(",")
    assert "online_busy_forward_rule" not in header
    assert "busy_non_office_hours_forward_rule" in header
    with pytest.raises(AnsibleFilterError, match="of the user 2001 differ"):
        users_to_csv(users, columns=["extension_number", "online_busy_forward_rule"])


def test_the_form_of_a_file_is_kept() -> None:
    like = "\ufeffname;extension_number\r\nben.kurz;0042\r\nanna.berg;2001\r\n"
    users = [*reversed(users_from_csv(SHORT)), {"extension_number": "2003", "name": "cleo"}]
    assert users_to_csv(users, like=like) == like + "cleo;2003\r\n"


def test_a_new_user_without_a_password_is_told_with_its_row(pbx: Simulator) -> None:
    pbx.add_user("tenant-1", "2001", "Anna")
    content = "extension_number,name,display_name,email,password\n\n2001,user.2001,Anna Berg,,\n2002,ben,Ben,ben@example.com,\n"
    outcome = Documents(pbx).run(document(users_from_csv(content)), check=True, only=["users"])
    (found,) = findings_in_csv(outcome.error.findings, content)  # type: ignore[union-attr]
    assert found.startswith("row 4, : ") or found.startswith("row 4: ")
    assert "password" in found
    assert pbx.writes() == []


def test_findings_of_other_places_keep_their_paths() -> None:
    given = [{"path": "tenants[0].users.items[1].email", "message": "no"}, {"path": "tenants[0].domain", "message": "no"}]
    assert findings_in_csv(given, SHORT) == ["row 3, email: no", "tenants[0].domain: no"]


@pytest.mark.parametrize("count", [40, pytest.param(300, marks=pytest.mark.long)])
def test_many_users_come_back_as_the_same_file(pbx: Simulator, count: int) -> None:
    rows = [
        {
            **{"extension_number": f"{number:04}", "name": f"user.{number}", "display_name": f"Üser {number}"},
            **{"email": f"u{number}@example.com", "enabled": "TRUE", "department": "" if number % 3 else "Ward"},
        }
        for number in range(300, 300 + count)
    ]
    content = table(rows)
    secrets = {"password": "Web-Pass-1", "extension_password": "Sip-Pass-1", "voicemail_pin": "284193"}
    tree = {"tenants": [{"domain": TENANT, "users": {"defaults": {**SHARED, **secrets}, "items": users_from_csv(content)}}]}
    documents = Documents(pbx)
    outcome = documents.run(tree, only=["users"])
    assert outcome.error is None, outcome.error
    assert outcome.result["summary"]["create"] == count
    documents.still(tree, only=["users"])
    assert users_to_csv(exported(pbx), columns=list(rows[0])) == content
