# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the API echoes of a request, and what lies inside of lists, is shown no more than where it was given."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.run.information import run_info
from ansible_collections.portsip.pbx.tests.unit.support.engine import Recorder
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

TOKEN = "tok-5f3c1e88b27d90aa41"
OTHER = "tok-0b9e77cc1f2d"
ENTRY = {"url": "https://hooks.example.net/1", "token": TOKEN, "steps": [{"name": "first", "password": OTHER}]}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX of a later release, whose tenants have a list of webhooks, each with a token."""
    shared_simulator.configure(accepted_extra_fields={"tenants": ["webhooks"]})
    return shared_simulator


def test_secrets_in_lists_are_kept_out_of_results_and_diffs(pbx: Simulator) -> None:
    wanted = {"name": "Clinic", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
    task = Task(pbx, "portsip_tenant", {"domain": "clinic.example.net"})
    made = task.run(**wanted, extra={"webhooks": [ENTRY]})
    (tenant,) = pbx.state()["tenants"].values()
    assert tenant["webhooks"] == [ENTRY], "they are written as they are"
    assert "https://hooks.example.net/1" in shown(made), "what is no secret is shown"
    changed = task.run(extra={"webhooks": [{**ENTRY, "url": "https://hooks.example.net/2"}]})
    assert changed.changed
    read = Task(pbx, "portsip_tenant_info").run()
    # Each is told of by its field alone: no value is searched for here.
    for outcome in (made, changed, read):
        told = shown(outcome)
        assert "hooks.example.net" in told
        assert TOKEN not in told
        assert OTHER not in told


def _echo(kind: str) -> Any:
    said = {"json": {"errors": [{"code": "UNKNOWN", "message": f"Bad header Authorization: Bearer {TOKEN}"}]}, "text": f"token={TOKEN}"}
    return said[kind]


@pytest.mark.parametrize("kind", ["json", "text"])
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_token_that_the_pbx_echoes_is_not_shown(kind: str, status: int) -> None:
    login = Reply(200, {"access_token": TOKEN, "expires_in": 1800, "refresh_token": OTHER, "token_type": "Bearer"})
    with ScriptedServer(login, Reply(status, _echo(kind))) as server:
        options = {"api_url": f"{server.url}/api", "api_username": "admin", "api_password": "geheim-77", "timeout": 5, "retries": 0}
        with pytest.raises(PortsipError) as caught:
            run_info(IP_RULE, options, Recorder())
    told = json.dumps([str(caught.value), caught.value.as_result()])
    assert TOKEN not in told
    assert str(status) in told
