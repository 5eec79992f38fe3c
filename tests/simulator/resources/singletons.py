# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The objects of which a PBX has one each (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

from ..errors import refused
from ..models.installation import Brand, CertificateKey, License
from ..models.servers import ImServer, Network, Sbc
from ..models.settings import Notification22_2, Notification22_6, SystemSettings, SystemSettings22_6
from ..singleton import Singleton
from ..state import SYSTEM, Row, World
from .dealers import DEALER
from .files import check_file
from .tenant_settings import OF_TENANT


def _transports_once(world: World, owner: str, row: Row) -> None:
    seen = set()
    for index, entry in enumerate(row["transports"] or []):
        key = (entry["protocol"], entry["port"])
        if key in seen:
            raise refused(f"transports.{index}", f"is there twice: {key[0]} {key[1]}")
        seen.add(key)


def _files_exist(world: World, owner: str, row: Row) -> None:
    for field in ("logo", "favicon"):
        check_file(world, SYSTEM, row, field)


NETWORK = Singleton(
    name="network",
    path="/network",
    update=Network,
    initial={"web_domain": "pbx.example.net", "private_ipv4": "192.0.2.10", "primary_dns_server": "192.0.2.53"},
)

SBC = Singleton(name="sbc", path="/sbc", update=Sbc, check=_transports_once)

IM = Singleton(name="im", path="/im", update=ImServer, initial={"private_ipv4": "192.0.2.10"})

SETTINGS = Singleton(name="settings", path="/admin/settings", update={"22.2": SystemSettings, "22.6": SystemSettings22_6})

NOTIFICATION = Singleton(
    name="notification",
    path="/admin/notification",
    update={"22.2": Notification22_2, "22.6": Notification22_6},
    initial={"type": "SMTP"},
    hidden=("password",),
)

LICENSE = Singleton(
    name="license",
    path="/license",
    update=License,
    initial={
        "api_version": "22.0",
        "product_name": "PortSIP PBX",
        "max_sim_calls": 100,
        "company_name": "Example Telephony",
        "contact_email": "licensing@example.net",
    },
)

KEY = Singleton(name="key", path="/key", update=CertificateKey, status=204)

BRAND = Singleton(name="brand", path="/brand", update=Brand, readable=False, check=_files_exist)

OF_SYSTEM = (NETWORK, SBC, IM, SETTINGS, NOTIFICATION, LICENSE, KEY, BRAND)
SINGLETONS: tuple[Singleton, ...] = (*OF_SYSTEM, DEALER, *OF_TENANT)
