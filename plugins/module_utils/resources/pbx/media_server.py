# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A media server (PortSIP PBX REST API 22.2, /media_servers)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.forms import address, json_text
from ...schema.types import IPv4, IPv6, JsonText, Positive
from .servers import Server, count_now, server_resource


class MediaServer(Server):
    """A host that relays the audio and video of calls."""

    private_ipv4: IPv4 | None = option(
        "IPv4 address of the host in the private network. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    private_ipv6: IPv6 | None = option(
        "IPv6 address of the host in the private network, compared in its normal form. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    public_ipv4: IPv4 | None = option(
        "IPv4 address of the host for connections from outside. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    public_ipv6: IPv6 | None = option(
        "IPv6 address of the host for connections from outside, compared in its normal form. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    max_concurrency: Positive | None = option(
        "Maximum number of sessions that the server relays at the same time, at least V(1).",
        api_default=2000,
    )
    custom_options: JsonText | None = option(
        "Custom options of the server, a mapping or a text in JSON. Order and spacing do not matter when it is compared.",
        "An empty string clears the field.",
        type="jsonarg",
        canonical=json_text,
    )


MEDIA_SERVER = server_resource(
    MediaServer,
    "media_server",
    "media",
    serves="the audio and video of calls",
    lost="calls that it relays end",
    seealso=("ivr_server", "conference_server"),
    samples={"max_concurrency": 4000, "name": "media-2", "private_ipv4": "192.0.2.34", "public_ipv4": "203.0.113.34"},
    status={"current_concurrency": count_now("Number of sessions at the moment.", 120)},
)
