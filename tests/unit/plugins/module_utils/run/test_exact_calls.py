# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The life of one object of each kind: every request of every run, in order; one more or less fails.

Each step runs in check mode first, which must tell the same and write nothing.
"""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT as TENANT_RESOURCE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import ENTER, LOGIN, REVOKE, SWITCH, TENANT, TENANTS, Bench, only

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX that removes tenants at once."""
    shared_simulator.configure(deletion_delay=0)
    return shared_simulator


@pytest.fixture
def clinic(pbx: Simulator) -> str:
    """The id of a tenant."""
    return str(pbx.add_tenant("clinic.example.net", "Clinic"))


RELEASE = "GET /api/admin/status"
"""The one look at the release, as the tenant has no website, which later releases need."""


def test_tenant(pbx: Simulator) -> None:
    bench = Bench(pbx, TENANT_RESOURCE, {"domain": "clinic.example.net"})
    wanted = {"name": "Clinic", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE", "max_extensions": 80}

    created = bench.both(**wanted)
    identifier, row = next(iter(pbx.state()["tenants"].items()))
    item = f"/api/tenants/{identifier}"
    assert created.changed
    assert created.calls == [LOGIN, TENANTS, TENANTS, RELEASE, "POST /api/tenants", f"GET {item}", REVOKE], "absence is confirmed"
    assert created.bodies == [{"domain": "clinic.example.net", **wanted}]
    assert created.result["tenant"]["id"] == identifier
    assert {name: row[name] for name in wanted} == wanted

    again = bench.both(**wanted)
    assert not again.changed
    assert again.calls == [LOGIN, TENANTS, f"GET {item}", REVOKE]
    assert again.result["tenant"] == created.result["tenant"]

    changed = bench.both(max_extensions=90)
    assert changed.changed
    assert changed.calls == [LOGIN, TENANTS, f"GET {item}", RELEASE, f"POST {item}", f"GET {item}", REVOKE]
    assert "name" not in changed.bodies[0], "a tenant's name can't be changed from outside"
    assert pbx.state()["tenants"][identifier]["max_extensions"] == changed.result["tenant"]["max_extensions"] == 90
    assert not bench.both(max_extensions=90).changed

    inside = [LOGIN, SWITCH, TENANT]
    renamed = bench.both(name="Clinic West")
    assert renamed.calls == [LOGIN, TENANTS, f"GET {item}", RELEASE, *inside, TENANT, "POST /api/tenant", f"GET {item}", REVOKE, REVOKE]
    assert pbx.state()["tenants"][identifier]["name"] == renamed.result["tenant"]["name"] == "Clinic West"
    assert not bench.both(name="Clinic West").changed

    removed = bench.both(state="absent")
    assert removed.calls == [LOGIN, TENANTS, f"GET {item}", f"POST {item}/destroy", f"GET {item}", REVOKE]
    assert removed.result["tenant"] is None
    assert pbx.state()["tenants"] == {}
    gone = bench.both(state="absent")
    assert not gone.changed
    assert gone.calls == [LOGIN, TENANTS, TENANTS, REVOKE]


def test_ivr(pbx: Simulator, clinic: str) -> None:
    bench = Bench(pbx, IVR, {"tenant": "clinic.example.net", "extension_number": "8001"})
    wanted = {"name": "Reception", "pin": "284193", "dtmf_interval": 3}

    created = bench.both(**wanted)
    row = only(pbx.state()["tenants"][clinic]["ivrs"])
    item = f"/api/ivrs/{row['id']}"
    assert created.calls == [*ENTER, "GET /api/ivrs", "POST /api/ivrs", f"GET {item}", REVOKE]
    assert created.bodies == [{"extension_number": "8001", **wanted}]
    assert {name: row[name] for name in wanted} == wanted
    assert "pin" not in created.result["ivr"]

    again = bench.both(**wanted)
    assert not again.changed
    assert again.calls == [*ENTER, "GET /api/ivrs", f"GET {item}", REVOKE]

    changed = bench.both(name="Front desk")
    assert changed.calls == [*ENTER, "GET /api/ivrs", f"GET {item}", f"POST {item}", f"GET {item}", REVOKE]
    assert "extension_number" not in changed.bodies[0]
    assert changed.bodies[0]["pin"] == "284193", "the whole object is written back"
    assert only(pbx.state()["tenants"][clinic]["ivrs"])["name"] == "Front desk"
    assert not bench.both(name="Front desk").changed

    removed = bench.both(state="absent")
    assert removed.calls == [*ENTER, "GET /api/ivrs", f"GET {item}", f"POST {item}/destroy", REVOKE]
    assert pbx.state()["tenants"][clinic]["ivrs"] == {}
    assert bench.both(state="absent").calls == [*ENTER, "GET /api/ivrs", REVOKE]


def test_ivr_action_url(pbx: Simulator, clinic: str) -> None:
    ivr = pbx.add_ivr(clinic, "8001", "Reception")
    bench = Bench(pbx, IVR_ACTION_URL, {"tenant": "clinic.example.net", "ivr": "8001", "name": "lookup"})
    wanted = {"type": "DTMF", "method": "POST", "url": "https://crm.example.com/x", "dtmf_mask": "1000", "headers": {"A": "1", "B": "2"}}
    listing = f"/api/ivrs/{ivr}/action_urls"
    enter = [*ENTER, "GET /api/ivrs"]

    created = bench.both(**wanted)
    row = only(pbx.state()["tenants"][clinic]["ivrs"][ivr]["action_urls"])
    item = f"{listing}/{row['id']}"
    assert created.calls == [*enter, f"GET {listing}", f"POST {listing}", f"GET {listing}", REVOKE]
    assert created.bodies == [{"name": "lookup", **wanted, "headers": "A:1&B:2"}]
    assert row["headers"] == "A:1&B:2"
    assert created.result["action_url"]["headers"] == {"A": "1", "B": "2"}

    again = bench.both(**wanted)
    assert not again.changed
    assert again.calls == [*enter, f"GET {listing}", REVOKE]

    changed = bench.both(request_timeout=9)
    assert changed.calls == [*enter, f"GET {listing}", f"POST {item}", f"GET {item}", REVOKE]
    assert only(pbx.state()["tenants"][clinic]["ivrs"][ivr]["action_urls"])["request_timeout"] == 9
    assert not bench.both(request_timeout=9).changed

    removed = bench.both(state="absent")
    assert removed.calls == [*enter, f"GET {listing}", f"POST {item}/destroy", REVOKE]
    assert pbx.state()["tenants"][clinic]["ivrs"][ivr]["action_urls"] == {}
    assert bench.both(state="absent").calls == [*enter, f"GET {listing}", REVOKE]


def test_ip_rule(pbx: Simulator) -> None:
    bench = Bench(pbx, IP_RULE, {"cidr": "198.51.100.7/24"})
    wanted = {"target": "DENY", "description": "scanner", "expire_at": "2027-07-01T00:00:00+02:00"}
    rules = "GET /api/ip_filters"

    created = bench.both(**wanted)
    row = only(pbx.state()["ip_filters"])
    item = f"/api/ip_filters/{row['id']}"
    assert created.calls == [LOGIN, rules, "POST /api/ip_filters", f"GET {item}", REVOKE]
    assert created.bodies == [{"cidr": "198.51.100.0/24", **wanted, "expire_at": "2027-06-30T22:00:00Z"}]

    again = bench.both(**wanted)
    assert not again.changed
    assert again.calls == [LOGIN, rules, REVOKE]

    changed = bench.both(target="ACCEPT")
    assert changed.calls == [LOGIN, rules, f"POST {item}", f"GET {item}", REVOKE]
    assert only(pbx.state()["ip_filters"])["target"] == "ACCEPT"
    assert not bench.both(target="ACCEPT").changed

    removed = bench.both(state="absent")
    assert removed.calls == [LOGIN, rules, f"POST {item}/destroy", REVOKE]
    assert pbx.state()["ip_filters"] == {}
    assert bench.both(state="absent").calls == [LOGIN, rules, REVOKE]


def test_transport(pbx: Simulator) -> None:
    bench = Bench(pbx, TRANSPORT, {"protocol": "TLS", "port": 5061})
    transports = "GET /api/transports"

    created = bench.both(verification="OPTIONAL")
    row = next(row for row in pbx.state()["transports"].values() if row["protocol"] == "TLS")
    item = f"/api/transports/{row['id']}"
    assert created.calls == [LOGIN, transports, "POST /api/transports", f"GET {item}", REVOKE]
    assert created.bodies == [{"protocol": "TLS", "port": 5061, "verification": "OPTIONAL"}]
    again = bench.both(verification="OPTIONAL")
    assert not again.changed
    assert again.calls == [LOGIN, transports, REVOKE]

    changed = bench.both(verification="MANDATORY")
    assert changed.calls == [LOGIN, transports, f"POST {item}", f"GET {item}", REVOKE]
    assert changed.bodies == [{"port": 5061, "verification": "MANDATORY"}]
    moved = Bench(pbx, TRANSPORT).both(id=row["id"], port=5071)
    assert moved.calls == [LOGIN, f"GET {item}", f"POST {item}", f"GET {item}", REVOKE]
    assert pbx.state()["transports"][row["id"]] == {**row, "port": 5071, "verification": "MANDATORY"}

    bench = Bench(pbx, TRANSPORT, {"protocol": "TLS", "port": 5071})
    removed = bench.both(state="absent")
    assert removed.calls == [LOGIN, transports, f"POST {item}/destroy", REVOKE]
    assert len(pbx.state()["transports"]) == 1
    assert bench.both(state="absent").calls == [LOGIN, transports, REVOKE]


def test_queue_agent(pbx: Simulator) -> None:
    bench = Bench(pbx, QUEUE_AGENT, {"extension_id": 201, "name": "Anna"})
    api = "/api/ver1.0/extension"
    login, agents = "POST /oauth/token", f"{api}/201/agent/"
    first, second = (f"{api}/{queue}/queue/agents/local/" for queue in (901, 902))
    queues = [{"queue": 901, "level": 1}, {"queue": 902, "level": 2, "position": 3}]

    created = bench.both(call_timeout=20, queues=queues)
    row = only(pbx.state()["extension"]["extensions"]["201"]["agents"])
    number = row["id"]
    assert created.calls == [
        *(login, f"GET {agents}", f"GET {first}", f"GET {second}"),
        *(f"POST {agents}", f"GET {agents}"),
        *(f"POST {first}", f"GET {first}{number}"),
        *(f"POST {second}", f"GET {second}{number}"),
    ]
    # Left out, both would be 0 when written and 1 when read: they are always sent.
    members = [{"agent_id": number, "level": 1, "position": 1}, {"agent_id": number, "level": 2, "position": 3}]
    assert created.bodies == [{"name": "Anna", "call_timeout": 20}, *members]
    extensions = pbx.state()["extension"]["extensions"]
    assert [extensions["901"]["queue_agents"], extensions["902"]["queue_agents"]] == [[members[0]], [members[1]]]

    again = bench.both(call_timeout=20, queues=queues)
    assert not again.changed
    assert again.calls == [login, f"GET {agents}", f"GET {first}", f"GET {second}"]

    changed = bench.both(queues=[{"queue": 902, "level": 5}])
    assert changed.calls == [login, f"GET {agents}", f"GET {second}", f"PUT {second}{number}", f"GET {second}{number}"]
    assert changed.bodies == [{"level": 5, "position": 3}]
    assert pbx.state()["extension"]["extensions"]["901"]["queue_agents"] == [members[0]], "memberships that are not listed are left alone"
    updated = bench.both(call_timeout=25)
    assert updated.calls == [login, f"GET {agents}", f"PUT {agents}{number}", f"GET {agents}{number}"]

    removed = bench.both(state="absent", remove_from_queues=True)
    assert removed.calls == [login, f"GET {agents}", f"DELETE {agents}{number}"]
    assert pbx.requests()[-1]["query"] == {"remove_from_queues": "true"}
    extensions = pbx.state()["extension"]["extensions"]
    assert [extensions["201"]["agents"], extensions["901"]["queue_agents"], extensions["902"]["queue_agents"]] == [{}, [], []]
    assert bench.both(state="absent").calls == [login, f"GET {agents}"]


RUNS: list[tuple[Any, dict[str, Any], list[str]]] = [
    (
        TENANT_RESOURCE,
        {"domain": "a.b", "name": "A", "timezone": "UTC", "currency": "EUR", "region": "DEU"},
        [LOGIN, TENANTS, TENANTS, RELEASE, REVOKE],
    ),
    (IVR, {"tenant": "clinic.example.net", "extension_number": "8001", "name": "A", "pin": "284193"}, [*ENTER, "GET /api/ivrs", REVOKE]),
    (IP_RULE, {"cidr": "10.0.0.0/8", "target": "DENY"}, [LOGIN, "GET /api/ip_filters", REVOKE]),
    (TRANSPORT, {"protocol": "TCP", "port": 5060}, [LOGIN, "GET /api/transports", REVOKE]),
    (QUEUE_AGENT, {"extension_id": 201, "name": "Anna"}, ["POST /oauth/token", "GET /api/ver1.0/extension/201/agent/"]),
]


@pytest.mark.parametrize(("resource", "options", "expected"), RUNS, ids=lambda value: getattr(value, "name", None))
def test_check_mode_only_reads(resource: Any, options: dict[str, Any], expected: list[str], pbx: Simulator, clinic: str) -> None:
    outcome = Bench(pbx, resource).run(check=True, **options)
    assert outcome.changed
    assert outcome.calls == expected
