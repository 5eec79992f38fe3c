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

import trustme

from cases import Case, cases, prepare
from parity.variables import filled

if TYPE_CHECKING:
    from simulator import Simulator

Go = Callable[..., dict[str, Any]]
"""Runs a module in check mode and for real, expects whether it changes anything (C(changed)), and answers its result."""
DEALER = {"level": "RESELLER", "password": "Dealer-Secret-1", "update_password": "on_create"}


def tenant_dealer(pbx: Simulator, go: Go, directory: Path) -> None:
    """A tenant goes to a dealer and back."""
    pbx.add_tenant("clinic.example.net", "Clinic")
    go("portsip_dealer", True, name="northside", **DEALER)
    go("portsip_tenant_dealer", True, tenant="clinic.example.net", dealer="northside")
    go("portsip_tenant_dealer_info", False, tenant="clinic.example.net")
    go("portsip_tenant_dealer", True, tenant="clinic.example.net", dealer="northside", state="absent")


def action_urls(pbx: Simulator, go: Go, directory: Path) -> None:
    """A receptionist gets an action URL, which changes and goes."""
    pbx.add_ivr(pbx.add_tenant("clinic.example.net", "Clinic"), "8000", "Front desk")
    place = {"tenant": "clinic.example.net"}
    url = {**place, "ivr": "8000", "name": "Directory"}
    go("portsip_ivr_action_url", True, **url, type="CALLER", caller_mask="+41*", method="GET", url="https://directory.example.net/")
    go("portsip_ivr_action_url", True, **url, request_timeout=5)
    go("portsip_ivr_action_url_info", False, **place, ivr="8000")
    go("portsip_ivr_action_url", True, **url, state="absent")


def receptionist_server(pbx: Simulator, go: Go, directory: Path) -> None:
    """A server for receptionists comes, is taken out of service, and goes."""
    go("portsip_ivr_server", True, name="receptionists-2", ipv4="192.0.2.31")
    go("portsip_ivr_server", True, name="receptionists-2", enabled=False)
    go("portsip_ivr_server_info", False, name="receptionists-2", status=True)
    go("portsip_ivr_server", True, name="receptionists-2", state="absent")


def export(pbx: Simulator, go: Go, directory: Path) -> None:
    """The IP rules are exported."""
    pbx.add_ip_filter("192.0.2.0/24", "DENY")
    go("portsip_ip_rule_export", True, dest=str(directory / "rules.csv"))


def trunk_assignment(pbx: Simulator, go: Go, directory: Path) -> None:
    """A trunk is lent to a tenant and taken back."""
    pbx.add_tenant("clinic.example.net", "Clinic")
    pbx.add_provider("Carrier One", did_numbers="3000-3999")
    place = {"trunk": "Carrier One", "tenant": "clinic.example.net"}
    go("portsip_trunk_assignment", True, **place, did_numbers="3000-3099", concurrency=10)
    go("portsip_trunk_assignment", True, **place, concurrency=20)
    go("portsip_trunk_assignment_info", False, trunk="Carrier One")
    go("portsip_trunk_assignment", True, **place, state="absent")


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
    """What there is one of on a PBX is set and read."""
    certificate, key = _certificate_and_key()
    pbx_brand = {"title": "Northside Telecom", "theme": "BLUE"}
    go("portsip_network", True, web_domain="voice.example.net")
    go("portsip_settings", True, user_agent="Northside Voice")
    mail = {"type": "SMTP", "server": "mail.example.net", "port": 587, "username": "pbx@example.net"}
    go("portsip_notification", True, **mail, recipients=["noc@example.net"])
    go("portsip_notification_test", False, recipient="noc@example.net")
    go("portsip_sbc", True, domain="sbc.example.net")
    go("portsip_im_server", True, private_ipv4="192.0.2.32")
    go("portsip_license", True, license_key="AAAA-BBBB-CCCC-DDDD")
    go("portsip_certificate", True, crt=certificate, key=key)
    go("portsip_brand", True, **pbx_brand)
    for server in ("sbc", "im"):
        go("portsip_server_token", True, server=server)
        go("portsip_server_token", True, server=server, state="regenerated")
        go("portsip_server_token", True, server=server, state="absent")
    go("portsip_system_info", False)


def _certificate_and_key() -> tuple[str, str]:
    issued = trustme.CA().issue_cert("pbx.example.net")
    return issued.cert_chain_pems[0].bytes().decode(), issued.private_key_pem.bytes().decode()


def administrator(pbx: Simulator, go: Go, directory: Path) -> None:
    """The administrator of release 22.2 gets another name and password."""
    go("portsip_admin_account", True, name="operator", password="Another-Secret-7")
    go("portsip_system_info", False, api_username="operator", api_password="Another-Secret-7", subset=["status"])


def of_case(case: Case) -> Callable[[Simulator, Go, Path], None]:
    """The journey that a case file describes."""

    def journey(pbx: Simulator, go: Go, directory: Path) -> None:
        prepare(pbx, filled(case.prepare))
        for step in case.life:
            go(case.module, True, **filled({**case.named, **step.options}))
        for options in case.reads:
            assert case.info_module is not None
            go(case.info_module, False, **{**case.common, **filled(options)})
        go(case.module, True, **case.named, state="absent")

    return journey


JOURNEYS: dict[str, tuple[Callable[[Simulator, Go, Path], None], str]] = {
    "tenant dealer": (tenant_dealer, "22.3"),
    "action URLs": (action_urls, "22.3"),
    "receptionist server": (receptionist_server, "22.3"),
    "export of IP rules": (export, "22.3"),
    "trunk assignment": (trunk_assignment, "22.3"),
    "dealers": (dealers, "22.3"),
    "system": (system, "22.3"),
    "administrator": (administrator, "22.2"),
    **{f"{name} case": (of_case(case), "22.3") for name, case in cases().items()},
}
"""Name -> the journey, and the release it takes place on."""
