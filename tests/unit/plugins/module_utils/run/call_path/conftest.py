# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What tests of calls on a PBX need."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import HANGUP, SECRET, practice
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LEAVE = {"year_start": 2026, "month_start": 12, "day_start": 1, "year_end": 2026, "month_end": 12, "day_end": 1}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant that has the practice of the cases."""
    shared_simulator.add_tenant("practice.example.net", timezone="Europe/Berlin")
    definition = {name: value for name, value in practice().items() if name != "timezone"}
    trunk = {
        "auth_mode": "REGISTER_AUTH",
        "transport": "TLS",
        "hostname": "sip.example.net",
        "port": 5061,
        "outbound_server": "sip.example.net",
        "outbound_server_port": 5061,
        "auth_id": "practice",
        "username": "practice",
        "password": SECRET,
        "concurrency": 4,
    }
    definition["trunks"] = [{**definition["trunks"][0], **trunk}]
    definition["holidays"] = [{**definition["holidays"][0], "region": "DEU"}]
    definition["shared_voicemails"] = [{**definition["shared_voicemails"][0], "pin": SECRET}]
    definition["users"] = [
        {
            **{"extension_number": "1010", "name": "anna", "display_name": "Anna Berg", "email": "a@example.net", "role": "StandardUser"},
            **{"password": "Pass-1-word", "extension_password": "Pass-1-word", "voicemail_pin": SECRET},
            "available_no_answer_forward_rule": {"action": "FORWARD_TO_VOICEMAIL", "timeout": 20},
            "holidays": [{"name": "Leave", "region": "DEU", "consecutive": False, "every_year": False, **LEAVE}],
            "available_non_office_hours_forward_rule": HANGUP,
        }
    ]
    applied = Task(shared_simulator, "portsip_config", {"extension_api_url": None}).run(definition={"tenants": [definition]})
    assert applied.error is None, applied.error
    return shared_simulator
