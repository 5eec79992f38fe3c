# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A virtual receptionist server (PortSIP PBX REST API 22.2, /ivr_servers)."""

from __future__ import annotations

from .servers import AddressedServer, server_resource


class IvrServer(AddressedServer):
    """A host that serves virtual receptionists."""


IVR_SERVER = server_resource(
    IvrServer,
    "ivr_server",
    "virtual receptionist",
    serves="virtual receptionists",
    lost="calls that it serves end",
    seealso=("ivr",),
    samples={"ipv4": "192.0.2.31", "name": "receptionists-2"},
)
