# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Names and passwords of accounts, mail to test with, exported rules, and what is known of the system."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import (
    AuthenticationFailed,
    ConnectionFailed,
    InvalidInput,
    NotFound,
    Refused,
)
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

NEW = {"name": "operator", "password": "New-Secret-2027"}
STATUS = "GET /api/admin/status"


def _admin(pbx: Simulator) -> dict[str, str]:
    account: dict[str, str] = pbx.state()["system"]["admin"]
    return account


@pytest.mark.parametrize(("release", "path"), [("22.2", "/api/admin"), ("22.3", "/api/admin/user"), ("22.8", "/api/admin/user")])
def test_account_of_the_administrator(release: Any, path: str) -> None:
    with Simulator(release=release) as pbx:
        task = Task(pbx, "portsip_admin_account", NEW)
        tried = task.run(check=True)
        assert (tried.changed, pbx.writes(), _admin(pbx)["username"]) == (True, [], USERNAME)

        done = task.run()
        assert done.calls == [LOGIN, STATUS, f"POST {path}/username", f"POST {path}/password", LOGIN, REVOKE, REVOKE]
        assert done.result["account"] == {"name": "operator"}
        assert done.result["diff"] == tried.result["diff"]
        assert _admin(pbx) == {"username": "operator", "password": "New-Secret-2027"}
        assert "Secret-2027" not in shown(done)
        assert PASSWORD not in shown(done)

        # The old credentials are refused once, then the new ones are the proof that nothing is left to do.
        assert task.still().calls == [LOGIN, LOGIN, REVOKE]
        assert task.still(api_username="operator", api_password="New-Secret-2027").calls == [LOGIN, REVOKE]


def test_only_the_password(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_admin_account")
    task.still(password=PASSWORD)
    task.still(name=USERNAME)
    done = task.run(password="New-Secret-2027")
    assert done.changed
    assert _admin(shared_simulator) == {"username": USERNAME, "password": "New-Secret-2027"}
    assert not any(call.endswith("/username") for call in done.calls)


def test_account_of_a_dealer(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    identifier = pbx.add_dealer("northside", "Dealer-Secret-1")
    task = Task(pbx, "portsip_dealer_account", {"api_username": "northside", "api_password": "Dealer-Secret-1"})
    done = task.run(name="southside", password="Dealer-Secret-2")
    assert done.calls == [LOGIN, "POST /api/dealer/username", "POST /api/dealer/password", LOGIN, REVOKE, REVOKE]
    row = pbx.state()["dealers"][identifier]
    assert (row["name"], row["password"]) == ("southside", "Dealer-Secret-2")
    assert isinstance(task.fails(requests=[], name="root"), InvalidInput)


def test_wrong_credentials_are_tried_no_further(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_admin_account", {"api_password": "wrong"})
    outcome = task.run(**NEW)
    assert isinstance(outcome.error, AuthenticationFailed)
    assert outcome.calls == [LOGIN, LOGIN]
    assert task.run(name=USERNAME, password="wrong").calls == [LOGIN]


def test_no_token_tells_a_password(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_admin_account", {"api_username": None, "api_password": None, "api_token": "token"})
    assert isinstance(task.fails(requests=[], **NEW), InvalidInput)
    assert isinstance(Task(shared_simulator, "portsip_admin_account").fails(requests=[]), InvalidInput)


@pytest.mark.parametrize("fault", [{"drop": "after"}, {"error_after_write": 500}])
def test_a_password_whose_change_is_not_confirmed(shared_simulator: Simulator, fault: dict[str, Any]) -> None:
    shared_simulator.inject(method="POST", path="/user/password$", **fault)
    done = Task(shared_simulator, "portsip_admin_account").run(password="New-Secret-2027")
    assert done.changed, "the login with it proves that it has changed"
    assert sum(call.endswith("/password") for call in done.calls) == 1


def test_a_password_that_does_not_change(shared_simulator: Simulator) -> None:
    shared_simulator.inject(method="POST", path="/user/password$", drop="before")
    outcome = Task(shared_simulator, "portsip_admin_account").run(password="New-Secret-2027")
    assert isinstance(outcome.error, ConnectionFailed)
    assert _admin(shared_simulator)["password"] == PASSWORD


def test_a_name_that_changes_without_the_password(shared_simulator: Simulator) -> None:
    shared_simulator.inject(method="POST", path="/user/password$", status=400)
    outcome = Task(shared_simulator, "portsip_admin_account").run(**NEW)
    assert isinstance(outcome.error, Refused)
    assert "The user name is 'operator' already" in str(outcome.error)


def test_mail_to_test_with(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    Task(pbx, "portsip_notification").run(type="SMTP", username="pbx@example.net", server="mail.example.net", password="Mail-Secret-1")
    task = Task(pbx, "portsip_notification_test", {"recipient": "noc@example.net"})
    tried = task.still(check=True)
    assert (tried.result["sent"], tried.calls, pbx.state()["system"]["test_emails"]) == (False, [], [])
    done = task.run(subject="Hello")
    assert done.result == {"changed": False, "sent": True}
    (mail,) = pbx.state()["system"]["test_emails"]
    assert (mail["recipient"], mail["subject"]) == ("noc@example.net", "Hello")
    assert mail["content"]
    assert isinstance(task.fails(requests=[], recipient="noc"), InvalidInput)


def test_mail_of_a_tenant_to_test_with(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    task = Task(pbx, "portsip_tenant_notification_test", {"tenant": "clinic.example.com", "recipient": "noc@example.net"})
    # In check mode an earlier task may create the tenant.
    assert not task.run(check=True).result["sent"]
    assert isinstance(task.run().error, NotFound)
    pbx.add_tenant("clinic.example.com", "Clinic")
    assert (task.still(check=True).result["sent"], pbx.state()["system"]["test_emails"]) == (False, [])
    done = task.run(subject="Hello")
    assert done.result == {"changed": False, "sent": True}
    (mail,) = pbx.state()["system"]["test_emails"]
    assert (mail["tenant"], mail["recipient"], mail["subject"]) == ("clinic.example.com", "noc@example.net", "Hello")
    assert isinstance(task.fails(requests=[], recipient="noc"), InvalidInput)


def test_mail_is_sent_once(shared_simulator: Simulator) -> None:
    shared_simulator.inject(method="POST", path="/test_email$", drop="after")
    outcome = Task(shared_simulator, "portsip_notification_test").run(recipient="noc@example.net")
    assert isinstance(outcome.error, ConnectionFailed)
    assert len(shared_simulator.state()["system"]["test_emails"]) == 1


def test_export_of_ip_rules(shared_simulator: Simulator, tmp_path: Path) -> None:
    pbx = shared_simulator
    pbx.add_ip_filter("192.0.2.0/24", "DENY")
    dest = tmp_path / "rules.csv"
    task = Task(pbx, "portsip_ip_rule_export", {"dest": str(dest)})
    assert task.run(check=True).changed
    assert not dest.exists()

    done = task.run()
    assert done.calls == [LOGIN, "GET /api/ip_filters/export", REVOKE]
    assert (done.changed, done.result["size"]) == (True, dest.stat().st_size)
    assert b"192.0.2.0/24" in dest.read_bytes()
    assert stat.S_IMODE(dest.stat().st_mode) == 0o600
    written = dest.stat().st_mtime_ns
    task.still()
    assert dest.stat().st_mtime_ns == written

    pbx.add_ip_filter("198.51.100.0/24")
    dest.chmod(0o640)
    again = task.run()
    assert again.changed
    assert "198.51.100.0/24" in again.result["diff"]["after"]
    assert "198.51.100.0/24" not in again.result["diff"]["before"]
    assert stat.S_IMODE(dest.stat().st_mode) == 0o640, "a file keeps its mode"
    assert task.run(mode="0600").changed
    task.still(mode="0600")
    assert sorted(tmp_path.iterdir()) == [dest], "nothing is left lying about"


def test_an_export_that_fails_leaves_the_file(shared_simulator: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "rules.csv"
    dest.write_text("as before")
    shared_simulator.inject(path="/export$", status=400, times=None)
    assert isinstance(Task(shared_simulator, "portsip_ip_rule_export").run(dest=str(dest)).error, Refused)
    assert dest.read_text() == "as before"


@pytest.mark.parametrize("options", [{"dest": "."}, {"dest": "missing/rules.csv"}, {"dest": "rules.csv", "mode": "416"}])
def test_places_for_an_export(shared_simulator: Simulator, tmp_path: Path, options: dict[str, Any]) -> None:
    options["dest"] = str(tmp_path / options["dest"])
    assert isinstance(Task(shared_simulator, "portsip_ip_rule_export").fails(requests=[], **options), InvalidInput)


def test_system_info(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    Task(pbx, "portsip_license").run(license_key="LICENSE-KEY-1234")
    Task(pbx, "portsip_settings").run(stir_shaken_key="STIR-SECRET-KEY")
    every = Task(pbx, "portsip_system_info").run()
    assert every.error is None
    system = every.result["system"]
    assert set(system) == {"version", "status", "network", "settings", "notification", "sbc", "im_server", "license", "certificate"}
    assert system["version"].startswith("22.3")
    assert system["network"]["web_domain"] == "pbx.example.net"
    assert "LICENSE-KEY-1234" not in shown(every)
    assert "STIR-SECRET-KEY" not in shown(every)
    assert {"LICENSE-KEY-1234", "STIR-SECRET-KEY"} <= every.context.secrets

    one = Task(pbx, "portsip_system_info").run(subset=["sbc"])
    assert one.calls == [LOGIN, "GET /api/sbc", REVOKE]
    assert set(one.result["system"]) == {"sbc"}
