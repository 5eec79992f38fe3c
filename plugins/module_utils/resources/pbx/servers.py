# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What servers have in common that take over one service of the PBX (PortSIP PBX REST API 22.2, /ivr_servers and the like)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...schema.attribute import option
from ...schema.forms import address
from ...schema.model import Wanted
from ...schema.page import Documented, Page
from ...schema.resource import Resource
from ...schema.types import IPv4, IPv6, Name64


class Server(Wanted):
    """A host of its own for one service of the PBX."""

    name: Name64 | None = option(
        "Name of the server, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the server gets, which requires O(recreate=true).",
        immutable=True,
    )
    enabled: bool | None = option(
        "Whether the server is used.",
        api_default=True,
    )


class AddressedServer(Server):
    """A server with one address of each version."""

    ipv4: IPv4 | None = option(
        "IPv4 address of the host. It or O(ipv6) is required on creation, and can then only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    ipv6: IPv6 | None = option(
        "IPv6 address of the host, compared in its normal form. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )


def _has_address(server: Mapping[str, Any]) -> None:
    """:raises ValueError: a new server has no address; one that exists has a type."""
    if not server.get("type") and not server.get("ipv4") and not server.get("ipv6"):
        raise ValueError("ipv4 or ipv6 is required")


def _type_returned(when: str) -> Documented:
    text = "C(INTERNAL) for the built-in server of the PBX, C(EXTERNAL) for any other."
    return {"description": text, "returned": when, "type": "str", "sample": "EXTERNAL"}


def count_now(description: str, sample: Any) -> Documented:
    """A number that the information module returns of the state of a server, where it is asked for."""
    return {"description": description, "returned": "when O(status=true)", "type": "int", "sample": sample}


def server_resource(
    model: type[Server],
    name: str,
    service: str,
    *,
    serves: str,
    required: tuple[str, ...] = (),
    lost: str,
    seealso: tuple[str, ...],
    samples: Mapping[str, Any],
    status: Mapping[str, Documented] | None = None,
) -> Resource:
    """The descriptor of such a server. All of them come with a built-in one of type INTERNAL, which can't be removed.

    :param name: of the resource; its plural with an s is also the path.
    :param service: the service, to stand before ``servers``, such as ``virtual receptionist``.
    :param serves: what it does, to stand after ``server for``.
    :param required: what creation needs beside the name.
    :param lost: what is lost with a server beside its id.
    :param samples: values of a server for the documentation.
    :param status: what can be read of its state beside its load, as the documentation of return values.
    """
    addressed = issubclass(model, AddressedServer)
    return Resource(
        name=name,
        plural=f"{name}s",
        model=model,
        level="system",
        collection=f"/{name}s",
        key=("name",),
        unique=True,
        lookup={"name": "str"},
        status="/status",
        required=("name", *required),
        complete=_has_address if addressed else None,
        made_by_pbx={"type": "INTERNAL"},  # the one that the PBX brings along
        lost_on_recreate=f"its id; {lost}.",
        page=Page(
            noun="server",
            summary=f"Create, change and remove {service} servers of PortSIP PBX",
            description=(
                f"Creates, changes or removes one server for {serves}.",
                "A server is found by its O(name), or by its O(id). This includes the built-in server of the PBX (type C(INTERNAL)).",
            ),
            seealso=seealso,
            returns={"type": _type_returned("when the server exists")},
            samples=samples,
        ),
        info_page=Page(
            summary=f"Read {service} servers of PortSIP PBX",
            description=(f"Reads one, some or all servers for {serves}, optionally with their load.",),
            returns={
                **(status or {}),
                "cpu_usage": count_now("CPU load in percent.", 12),
                "memory_usage": count_now("Memory usage in percent.", 40),
                "status": {
                    "description": "C(ONLINE) or C(OFFLINE).",
                    "returned": "when O(status=true)",
                    "type": "str",
                    "sample": "ONLINE",
                },
                "type": _type_returned("always"),
            },
        ),
    )
