# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What tests say about a simulated PBX: who signs in there, and what it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator import Simulator

USERNAME = "admin"
PASSWORD = "Sim-Admin-2026"
CLIENT_ID = "sim-client"
CLIENT_SECRET = "Sim-Client-Secret-2026"


def connection(pbx: Simulator) -> dict[str, Any]:
    """Connection options of the modules for both APIs."""
    return {
        "api_url": pbx.api_url,
        "api_username": USERNAME,
        "api_password": PASSWORD,
        "extension_api_url": pbx.extension_api_url,
        "extension_client_id": CLIENT_ID,
        "extension_client_secret": CLIENT_SECRET,
    }


def calls(pbx: Simulator) -> list[str]:
    """Every request since the last clearing, as ``POST /api/tenants``, in order."""
    return [f"{request['method']} {request['path']}" for request in pbx.requests()]


def logins(pbx: Simulator) -> int:
    """How often credentials were presented."""
    return sum(request["is_login"] for request in pbx.requests())
