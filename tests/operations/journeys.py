# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Journeys through the modules: between them they reach every operation of the administration API.

A journey does with a few modules what a user would, and each step must do it:
what each module has to get right in detail is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cases import Case, cases, prepare
from parity.variables import filled
from sounds import path_of

if TYPE_CHECKING:
    from simulator import Simulator

Go = Callable[..., dict[str, Any]]
"""Runs a module in check mode and for real, expects whether it changes anything (C(changed)), and answers its result.

A text in the place of C(changed) is what the real run fails with.
"""
DEALER = {"level": "RESELLER", "password": "Dealer-Secret-1", "update_password": "on_create"}


def export(pbx: Simulator, go: Go, directory: Path) -> None:
    """The IP rules are exported."""
    pbx.add_ip_filter("192.0.2.0/24", "DENY")
    go("portsip_ip_rule_export", True, dest=str(directory / "rules.csv"))


def dealers(pbx: Simulator, go: Go, directory: Path) -> None:
    """A dealer comes, changes, gets another password, looks after himself, and goes."""
    go("portsip_dealer", True, name="northside", **DEALER)
    go("portsip_dealer", True, name="northside", phone="+15550100")
    go("portsip_dealer", True, name="northside", password="Dealer-Secret-2")
    go("portsip_dealer_info", False, name="northside")
    himself = {"api_username": "northside", "api_password": "Dealer-Secret-2"}
    go("portsip_dealer_self", True, **himself, email="office@northside.example.net")
    go("portsip_dealer_self_info", False, **himself)
    go("portsip_dealer_account", True, **himself, name="southside", password="Dealer-Secret-3")
    go("portsip_dealer", True, name="southside", state="absent")


def system(pbx: Simulator, go: Go, directory: Path) -> None:
    """What has no case file, and the whole of what there is one of."""
    mail = {"type": "SMTP", "server": "mail.example.net", "port": 587, "username": "pbx@example.net"}
    go("portsip_notification", True, **mail, recipients=["noc@example.net"])
    go("portsip_notification_test", False, recipient="noc@example.net")
    pbx.add_tenant("clinic.example.com", "Clinic")
    go("portsip_tenant_notification", True, tenant="clinic.example.com", **mail, recipients=["desk@example.net"])
    go("portsip_tenant_notification_test", False, tenant="clinic.example.com", recipient="desk@example.net")
    go("portsip_brand", True, title="Northside Telecom", theme="BLUE")
    for server in ("sbc", "im"):
        go("portsip_server_token", True, server=server)
        go("portsip_server_token", True, server=server, state="regenerated")
        go("portsip_server_token", True, server=server, state="absent")
    go("portsip_system_info", False)


def administrator(pbx: Simulator, go: Go, directory: Path) -> None:
    """The administrator of release 22.2 gets another name and password."""
    go("portsip_admin_account", True, name="operator", password="Another-Secret-7")
    go("portsip_system_info", False, api_username="operator", api_password="Another-Secret-7", subset=["status"])


def number_taken(pbx: Simulator, go: Go, directory: Path) -> None:
    """A ring group gets the number of a receptionist, which is refused with what has it."""
    pbx.add_ivr(pbx.add_tenant("clinic.example.com", "Clinic"), "8001", "Reception")
    options = {"tenant": "clinic.example.com", "extension_number": "8001", "name": "Front desk"}
    go("portsip_ring_group", "The extension_number 8001 belongs to the receptionist 'Reception'.", **options)


def queue_agents(pbx: Simulator, go: Go, directory: Path) -> None:
    """An agent of a call queue begins to work, and goes home."""
    pbx.add_user(pbx.add_tenant("clinic.example.com"), "2001", "Anna Berg")
    queue = {"tenant": "clinic.example.com", "extension_number": "8700"}
    go("portsip_call_queue", True, **queue, name="Desk", polling_strategy="CYCLIC_HUNT", agents=[{"extension_number": "2001"}])
    agent = {"tenant": "clinic.example.com", "call_queue": "8700", "extension_number": "2001"}
    go("portsip_call_queue_agent_status", True, **agent, status="LOGGED_IN")
    go("portsip_call_queue_agent_status", True, **agent, status="NOT_READY", reason="Training")
    go("portsip_call_queue_agent_status", True, **agent, status="LOGGED_OUT")


def uploads(pbx: Simulator, go: Go, directory: Path) -> None:
    """The connection breaks while a file is uploaded, so that the upload is begun again."""
    pbx.add_tenant("clinic.example.com")
    pbx.inject(method="POST", path="/append$", keep=0)
    go("portsip_file", True, tenant="clinic.example.com", name="welcome.wav", src=path_of("welcome.wav"))


def phones(pbx: Simulator, go: Go, directory: Path) -> None:
    """Phones are provisioned again, restarted and read; one is refused to a user, as another has it."""
    tenant = pbx.add_tenant("clinic.example.com", "Clinic")
    pbx.add_phone(pbx.add_user(tenant, "2001", "Anna Berg"), "cc:5e:f8:41:b7:a1")
    pbx.add_user(tenant, "2002", "Ben Kurz")
    common = {"tenant": "clinic.example.com"}
    for options in ({"all": True}, {"mac": "CC-5E-F8-41-B7-A1"}, {"mac": "cc5ef841b7a1", "action": "reboot"}):
        go("portsip_phone_control", True, **common, **options)
    go("portsip_phone_info", False, **common, mac="CC-5E-F8-41-B7-A1")
    go("portsip_phone_info", False, **common, filename="fanvil.ph.xml")
    go("portsip_phone_info", False, **common)
    phone = cases()["user_phone"].creation
    taken = "The phone cc:5e:f8:41:b7:a1 is assigned to the extension 2001."
    go("portsip_user_phone", taken, **{**filled(phone), "user": "2002"})


def music(pbx: Simulator, go: Go, directory: Path) -> None:
    """A piece of the music on hold is read by its id."""
    tenant = pbx.add_tenant("clinic.example.com", "Clinic")
    piece = pbx.add_object("musics", tenant, file_id=pbx.add_file(tenant, "waiting.wav"))
    go("portsip_music_info", False, tenant="clinic.example.com", id=piece)


def of_case(case: Case) -> Callable[[Simulator, Go, Path], None]:
    """The journey that a case file describes."""

    def journey(pbx: Simulator, go: Go, directory: Path) -> None:
        prepare(pbx, filled(case.prepare))
        for step in case.life:
            go(case.module, True, **filled({**case.named, **step.options}))
        for options in case.reads:
            assert case.info_module is not None
            go(case.info_module, False, **{**case.common, **filled(options)})
        if case.key:
            go(case.module, True, **filled(case.named), state="absent")

    return journey


JOURNEYS: dict[str, tuple[Callable[[Simulator, Go, Path], None], str]] = {
    "export of IP rules": (export, "22.3"),
    "dealers": (dealers, "22.3"),
    "system": (system, "22.3"),
    "uploads": (uploads, "22.3"),
    "agents of a call queue": (queue_agents, "22.3"),
    "administrator": (administrator, "22.2"),
    "a number that is taken": (number_taken, "22.3"),
    "phones": (phones, "22.3"),
    "pieces of music": (music, "22.3"),
    **{f"{name} case": (of_case(case), "22.3") for name, case in cases().items() if not case.of_extension},
}
"""Name -> the journey, and the release it takes place on."""
