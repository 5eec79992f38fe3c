# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call queue server (PortSIP PBX REST API 22.2, /call_queue_servers)."""

from __future__ import annotations

from .servers import AddressedServer, server_resource


class CallQueueServer(AddressedServer):
    """A host that serves call queues."""


CALL_QUEUE_SERVER = server_resource(
    CallQueueServer,
    "call_queue_server",
    "call queue",
    serves="the call queues of tenants",
    lost="calls that it serves end",
    seealso=("ivr_server",),
    samples={"ipv4": "192.0.2.32", "name": "queues-2"},
)
