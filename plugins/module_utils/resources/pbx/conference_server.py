# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A conference server (PortSIP PBX REST API 22.2, /conference_servers)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.types import Count
from .servers import AddressedServer, count_now, server_resource


class ConferenceServer(AddressedServer):
    """A host that serves conference rooms."""

    max_rooms: Count | None = option("Maximum number of conference rooms on the server. Required on creation.")
    max_participants: Count | None = option("Maximum number of participants in all rooms of the server. Required on creation.")


CONFERENCE_SERVER = server_resource(
    ConferenceServer,
    "conference_server",
    "conference",
    serves="conference rooms",
    required=("max_rooms", "max_participants"),
    lost="conferences that it serves end",
    seealso=("ivr_server", "media_server"),
    samples={"ipv4": "192.0.2.33", "max_participants": 500, "max_rooms": 50, "name": "conferences-2"},
    status={
        "participants_count": count_now("Number of participants at the moment.", 17),
        "rooms_count": count_now("Number of conference rooms in use at the moment.", 3),
    },
)
