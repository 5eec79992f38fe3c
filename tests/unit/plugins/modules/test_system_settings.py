# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of the system of which there is one each: changed, left alone, cleared; each in check mode first, each again."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator


def test_transports_of_the_sbc_are_a_set(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_sbc")
    udp, tls = {"protocol": "UDP", "port": 5066}, {"protocol": "TLS", "port": 5069}
    task.settle(transports=[udp, tls])
    task.still(transports=[tls, udp])
    task.settle(transports=[tls])
    assert shared_simulator.state()["system"]["sbc"]["transports"] == [tls]
    task.settle(transports=[])


def test_addresses_are_compared_in_any_spelling(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_network")
    task.settle(public_ipv6="2001:db8::9")
    task.still(public_ipv6="2001:DB8:0:0:0:0:0:9")


def test_blocked_user_agents_are_a_set_in_one_text(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_settings")
    done = task.settle(blocked_user_agents=["scanner", "friendly one"])
    assert sorted(shared_simulator.state()["system"]["settings"]["blocked_user_agents"].split(";")) == ["friendly one", "scanner"]
    assert sorted(done.result["settings"]["blocked_user_agents"]) == ["friendly one", "scanner"]
    task.still(blocked_user_agents=["friendly one;scanner"])
    task.settle(blocked_user_agents=[])


def test_numbers_are_cleared_with_unset(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_settings")
    task.settle(trace_server_port=5070)
    task.settle(unset=["trace_server_port"])
    assert shared_simulator.state()["system"]["settings"]["trace_server_port"] is None


def test_fields_of_newer_releases(shared_simulator: Simulator) -> None:
    shared_simulator.configure(accepted_extra_fields={"settings": ["enable_rocket"]})
    Task(shared_simulator, "portsip_settings").settle(extra={"enable_rocket": True})


def test_key_of_stir_shaken_is_compared_and_hidden(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_settings")
    key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LW9mLXRoZS1rZXk=\n-----END PRIVATE KEY-----\n"
    done = task.settle(stir_shaken_key=key)
    assert shared_simulator.state()["system"]["settings"]["stir_shaken_key"] == key
    assert "c2VjcmV0" not in shown(done)
    task.still(stir_shaken_key=key.replace("\n", "\r\n"))
    assert "c2VjcmV0" not in shown(task.still())


def test_mail_password(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_notification", {"type": "SMTP", "username": "pbx@example.net"})

    def stored() -> Any:
        return shared_simulator.state()["system"]["notification"]["password"]

    first = task.run(password="Mail-Secret-1", update_password="on_create")
    assert (first.changed, stored()) == (True, "Mail-Secret-1"), "no account was set up before"
    task.still(password="Mail-Secret-2", update_password="on_create")
    for check in (True, False):
        again = task.run(check=check, password="Mail-Secret-2")
        assert again.changed, "nobody can tell whether it differs"
        assert "Mail-Secret" not in shown(again)
    assert stored() == "Mail-Secret-2"
    task.settle(server="mail.example.net")
    assert stored() == "Mail-Secret-2", "what can't be read is not blanked"


def test_mail_needs_an_account(shared_simulator: Simulator) -> None:
    error = Task(shared_simulator, "portsip_notification").fails(server="mail.example.net")
    assert isinstance(error, InvalidInput)
    assert "username" in str(error)


@pytest.mark.parametrize("asked", ["notify_service_disconnected", "notify_service_status_changed"])
@pytest.mark.parametrize(
    ("release", "own"),
    [("22.2", "notify_service_disconnected"), ("22.3", "notify_service_disconnected"), ("22.6", "notify_service_status_changed")],
)
def test_each_release_has_its_name_for_services(release: Any, own: str, asked: str) -> None:
    with Simulator(release=release) as pbx:
        task = Task(pbx, "portsip_notification", {"type": "SMTP", "username": "pbx@example.net"})
        done = task.settle(**{asked: True})
        assert pbx.state()["system"]["notification"][own] is True
        assert done.result["notification"][own] is True
        assert task.settle(**{asked: False}).result["notification"][own] is False


REFUSED = [
    ("portsip_network", {"private_ipv4": "192.0.2.300"}, "private_ipv4"),
    ("portsip_network", {"public_ipv6": "192.0.2.3"}, "public_ipv6"),
    ("portsip_sbc", {"http_port": 65536}, "http_port"),
    ("portsip_sbc", {"http_port": 8883, "https_port": 8883}, "https_port"),
    ("portsip_sbc", {"transports": [{"protocol": "TCP", "port": 0}]}, "transports"),
    ("portsip_sbc", {"transports": [{"protocol": "UDP", "port": 5066}] * 2}, "transports"),
    ("portsip_settings", {"session_timer_duration": 89}, "session_timer_duration"),
    ("portsip_settings", {"session_timer_duration": 3601}, "session_timer_duration"),
    ("portsip_settings", {"register_expiration_time": 89}, "register_expiration_time"),
    ("portsip_settings", {"user_agent": ""}, "user_agent"),
    ("portsip_settings", {"user_agent": "x" * 1025}, "user_agent"),
    ("portsip_settings", {"statistics_log_interval": -1}, "statistics_log_interval"),
    ("portsip_settings", {"custom_options": "{"}, "custom_options"),
    ("portsip_notification", {"recipients": [f"a{number}@example.net" for number in range(16)]}, "recipients"),
    ("portsip_notification", {"username": "x" * 129}, "username"),
    ("portsip_notification", {"notify_service_disconnected": True, "notify_service_status_changed": True}, "same setting"),
]


@pytest.mark.parametrize(("module", "options", "named"), REFUSED)
def test_what_is_not_valid_makes_no_request(shared_simulator: Simulator, module: str, options: dict[str, Any], named: str) -> None:
    error = Task(shared_simulator, module).fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)
