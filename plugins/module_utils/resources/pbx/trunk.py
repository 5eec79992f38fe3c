# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A trunk of the PBX or of a tenant (PortSIP PBX REST API 22.2, /providers; levels and auth modes from PortSIP's knowledge base)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.forms import joined_by_semicolon, networks, semicolon_list
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Cidrs, Count, Name64, Port, Text64
from .number_pools import NumberPool, regular_pool
from .trunk_parameters import InboundParameters, OutboundParameters

TENANT_MODES = ("REGISTER_AUTH", "ACCEPT_REGISTER")
"""How a trunk of a tenant can authenticate (PortSIP's knowledge base, trunks)."""


class Trunk(Wanted):
    """A connection to a carrier."""

    name: Name64 | None = option(
        "Name of the trunk, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the trunk gets.",
    )
    enabled: bool | None = option("Whether the trunk is used.", api_default=True)
    brand: Name64 | None = option(
        "Name of the carrier's or device's template on the PBX. The PBX cannot change it: see O(recreate).", immutable=True
    )
    auth_mode: Literal["IP_AUTH", "REGISTER_AUTH", "ACCEPT_REGISTER", "TEAMS", "WHATS_APP"] | None = option(
        "How PBX and carrier know each other. The PBX cannot change it: see O(recreate).",
        "Inside a tenant only V(REGISTER_AUTH) and V(ACCEPT_REGISTER) are allowed.",
        choices={
            "IP_AUTH": "By their addresses.",
            "REGISTER_AUTH": "The PBX registers with the carrier.",
            "ACCEPT_REGISTER": "The carrier, or a gateway, registers with the PBX.",
            "TEAMS": "Microsoft Teams direct routing. The PBX does not assign such a trunk to tenants.",
            "WHATS_APP": "WhatsApp calls. The PBX does not assign such a trunk to tenants.",
        },
        choices_at={"tenant": TENANT_MODES},
        immutable=True,
    )
    transport: Literal["UDP", "TCP", "TLS"] | None = option("Transport for SIP. Required on creation.")
    hostname: str | None = option(
        "Host name or address of the carrier's server, which is also the domain of its accounts. Required on creation.",
        "Two trunks can have the same only with another O(auth_id).",
    )
    port: Port | None = option("Port of the carrier's server, from 0 to 65535. Required on creation.")
    outbound_server: str | None = option("Host name or address to which requests are sent. Required on creation.")
    outbound_server_port: Port | None = option("Port to which requests are sent, from 0 to 65535. Required on creation.")
    auth_id: Text64 | None = option("User name of the SIP account, up to 64 characters. An empty string clears the field.")
    username: Text64 | None = option("User name for authentication, up to 64 characters. An empty string clears the field.")
    password: str | None = option(
        "Password for authentication. The PBX never returns it, so it cannot be compared: see O(update_password).",
        secret=True,
        readable=False,
        goes_with="username",
    )
    registration: bool | None = option("Whether the PBX registers with the carrier.", api_default=True)
    register_interval: Count | None = option("Seconds between registrations.", api_default=600)
    concurrency: Count | None = option("Maximum number of simultaneous calls. Required on creation.")
    did_numbers: NumberPool | None = option(
        "The numbers (DID) of the trunk, as a list of numbers and ranges such as V(12000-18000), or as one string separated by "
        "semicolons as in the API.",
        "The PBX does not accept numbers that begin with C(+), C(0) or C(00).",
        "Compared as a set of numbers. The order, and how numbers are combined into ranges, does not matter.",
        "What a tenant may use of a trunk of the PBX is set with M(portsip.pbx.portsip_trunk_assignment).",
        "An empty list clears the field. Remove first what uses a number: inbound rules, caller ids and the users that have it.",
        decode=semicolon_list,
        encode=joined_by_semicolon,
        canonical=regular_pool,
    )
    additional_ips: Cidrs | None = option(
        "The whole list of further addresses and networks from which the carrier sends, such as V(192.0.2.0/24), in any order. "
        "An empty list clears the field.",
        decode=semicolon_list,
        encode=joined_by_semicolon,
        canonical=networks,
    )
    inlan: bool | None = option("Whether the carrier's server is in the same private network as the PBX.", api_default=False)
    single_via_header: bool | None = option("Whether the carrier accepts a single C(Via) header only.", api_default=True)
    rewrite_via_ip: bool | None = option("Whether the address in C(Via) is replaced by the public address of the PBX.", api_default=True)
    verify_port: bool | None = option("Whether requests of the carrier have to come from its O(port).", api_default=True)
    keep_alive: bool | None = option("Whether C(OPTIONS) requests keep the connection alive.", api_default=True)
    keep_alive_interval: Count | None = option("Seconds between these requests.", api_default=360)
    adjust_sdp_direction: bool | None = option("Whether the direction in SDP is adjusted when a call is held.", api_default=True)
    remove_srtp_info: bool | None = option(
        "Whether C(crypto) lines are removed from SDP. Set it to V(false) for a carrier with SRTP.", api_default=True
    )
    stir_shaken_signature_required: bool | None = option(
        "Whether calls through the trunk are signed with the certificate of the tenant (STIR/SHAKEN).", api_default=False
    )
    inbound_parameters: InboundParameters | None = option(
        "How headers of calls from the carrier are read. Keys that are left out keep their values."
    )
    outbound_parameters: OutboundParameters | None = option(
        "How headers of calls to the carrier are written. Keys that are left out keep their values."
    )
    remove_plus_prefix: bool | None = option("Whether a leading C(+) is removed from numbers.", since="22.3")
    force_outbound_proxy: bool | None = option("Whether all requests go to O(outbound_server).", since="22.4")
    enable_sdp_codecs: bool | None = option("Whether O(sdp_codecs) are offered rather than those of the PBX.", since="22.6")
    sdp_codecs: list[str] | None = option(
        "The whole list of codecs that are offered in SDP, in order of preference. An empty list clears the field.", since="22.6"
    )


TRUNK = Resource(
    name="trunk",
    plural="trunks",
    model=Trunk,
    level="system",
    in_tenant=True,
    lent={"shared": True},
    collection="/providers",
    key=("name",),
    lookup={"name": "str"},
    status="/status",
    summary=True,
    required=("name", "transport", "hostname", "port", "outbound_server", "outbound_server_port", "concurrency"),
    lost_on_recreate="its id and its assignments to tenants.",
    page=Page(
        requires="a system administrator, or inside a tenant a user of the tenant who may administer it",
        summary="Create, change and remove trunks of PortSIP PBX",
        description=(
            "Creates, changes or removes one trunk, which the API calls a provider: a trunk of the PBX, or with O(tenant) one of a tenant.",
            "A trunk of the PBX is lent to tenants with M(portsip.pbx.portsip_trunk_assignment). A trunk of a tenant is its own. It "
            "needs C(enable_tenant_level_trunk) of M(portsip.pbx.portsip_settings), and the tenant's permission.",
            "A trunk is found by its O(name), or by its O(id). With O(tenant), a trunk that the tenant is only lent is not found.",
        ),
        notes=(
            "Before a trunk can be removed, rules and caller ids that use it have to go, then its assignments.",
            "Fields of later releases that are not listed, such as those for C(tel) URIs, go into O(extra).",
        ),
        seealso=("trunk_assignment", "settings"),
        returns={
            "shared": {
                "description": "Whether tenants use the trunk; inside a tenant, whether it is a trunk of the PBX that the tenant is lent.",
                "returned": "when the trunk exists",
                "type": "bool",
                "sample": True,
            },
        },
        samples={
            "additional_ips": ["192.0.2.0/24"],
            "did_numbers": ["4930555010", "493055501100-493055501199"],
            "hostname": "sip.carrier.example.net",
            "name": "City Telecom",
            "sdp_codecs": ["PCMA", "G729"],
        },
    ),
    info_page=Page(
        description=(
            "Reads one, some or all trunks of the PBX, or with O(tenant) those that a tenant can use: its own and those it is lent.",
        ),
        returns={
            "shared": {
                "description": "Whether tenants use the trunk; inside a tenant, whether it is a trunk of the PBX that the tenant is lent.",
                "returned": "always",
                "type": "bool",
                "sample": True,
            },
            "status": {
                "description": "V(ONLINE) or V(OFFLINE).",
                "returned": "when O(status=true)",
                "type": "str",
                "sample": "ONLINE",
            },
        },
    ),
)
