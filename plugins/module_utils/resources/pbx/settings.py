# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of the whole system (PortSIP PBX REST API 22.2 to 22.6, /admin/settings and /admin/notification).

What 22.6 adds stands in the vendor's summary of changes with its name alone, so that types are read from the names; codecs are
a list as they are of phones.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import BeforeValidator, Field
from ...schema.attribute import option
from ...schema.forms import joined_by_semicolon, json_text, pem, semicolon_list
from ...schema.given_texts import SplitList
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Count, JsonText, LongText, Port, Seconds


class Settings(Wanted):
    """How the PBX deals with SIP, sessions and attacks."""

    user_agent: Annotated[str, Field(min_length=1, max_length=1024)] | None = option(
        "User agent of the PBX in SIP messages, 1 to 1024 characters.",
        api_default="PortSIP UC",
    )
    blocked_user_agents: Annotated[list[str], BeforeValidator(SplitList(";"))] | None = option(
        "User agents that are rejected, as a list, or as one string separated by semicolons as in the API. The order "
        "does not matter. An empty list clears the field.",
        items="set",
        decode=semicolon_list,
        encode=joined_by_semicolon,
    )
    enable_shared_address_space_address_range: bool | None = option(
        "Whether addresses of the shared address space (RFC 6598, V(100.64.0.0/10)) count as private.",
        api_default=True,
    )
    enable_digest_auth: bool | None = option(
        "Whether digest authentication is used. Without it, nobody has to authenticate.",
        api_default=True,
    )
    enable_auth_mid_dialog: bool | None = option(
        "Whether every further request within a call has to be authenticated too.",
        api_default=False,
    )
    enable_digest_auth_int: bool | None = option(
        "Whether digest authentication covers the body of a message too (V(auth-int)).",
        api_default=False,
    )
    enable_external_recording: bool | None = option(
        "Whether calls with the outside may be recorded.",
        api_default=True,
    )
    enable_reject_bad_nonce: bool | None = option(
        "Whether a client with a bad nonce is rejected with 403. Otherwise it is asked again.",
        api_default=False,
    )
    statistics_log_interval: Seconds | None = option(
        "Seconds between two entries of the statistics log.",
        api_default=600,
    )
    dead_session_timeout: Seconds | None = option(
        "Seconds without any RTP packet after which a call is ended.",
        api_default=600,
    )
    enable_session_timer: bool | None = option(
        "Whether session timers (RFC 4028) are used where the client knows them.",
        api_default=True,
    )
    session_timer_duration: Annotated[int, Field(ge=90, le=3600)] | None = option(
        "Seconds after which a session has to be refreshed, from 90 to 3600. It has an effect with O(enable_session_timer=true) only.",
        api_default=3600,
    )
    enable_to_tag_in_register: bool | None = option(
        "Whether REGISTER may carry a tag in its To header.",
        api_default=False,
    )
    enable_congestion_management: bool | None = option(
        "Whether the PBX rejects requests when its queues grow too long.",
        api_default=True,
    )
    congestion_management_metric: Literal["WAIT_TIME", "TIME_DEPTH", "SIZE"] | None = option(
        "How the length of a queue is measured. It has an effect with O(enable_congestion_management=true) only.",
        choices={
            "SIZE": "The number of entries.",
            "TIME_DEPTH": "The age of the oldest entry.",
            "WAIT_TIME": "The expected time of waiting. The vendor recommends this.",
        },
    )
    congestion_management_tolerance: Count | None = option(
        "Value of the metric from which requests are rejected. It has an effect with O(enable_congestion_management=true) only.",
        api_default=600,
    )
    enable_create_non_exist_extension: bool | None = option(
        "Whether the PBX creates an extension when an unknown one registers. Such an extension gets a well-known password, so "
        "leave it off.",
        api_default=False,
    )
    enable_prack: bool | None = option(
        "Whether provisional answers are acknowledged (PRACK, RFC 3262).",
        api_default=False,
    )
    enable_tenant_level_trunk: bool | None = option(
        "Whether tenants may have trunks of their own.",
        api_default=True,
    )
    enable_diversion_support: bool | None = option(
        "Whether the Diversion header (RFC 5806) is used.",
        api_default=False,
    )
    enable_history_info_support: bool | None = option(
        "Whether the History-Info header (RFC 7044) is used.",
        api_default=False,
    )
    enable_outbound_support: bool | None = option(
        "Whether SIP Outbound (RFC 5626) is used.",
        api_default=True,
    )
    flow_timer: Seconds | None = option(
        "Seconds between two keep-alives of an outbound flow, V(0) for none.",
        api_default=0,
    )
    register_expiration_time: Annotated[int, Field(ge=90, le=3600)] | None = option(
        "Seconds for which a registration lasts, from 90 to 3600.",
        api_default=300,
    )
    enable_auto_answer_alert_info_header: bool | None = option(
        "Whether paging and intercom calls carry an Alert-Info header, so that phones answer by themselves.",
        api_default=False,
    )
    auto_answer_alert_info_header: Literal["INTERCOM", "ALERT_AUTO_ANSWER", "AUTO_ANSWER"] | None = option(
        "The Alert-Info header of such calls.",
        choices={
            "ALERT_AUTO_ANSWER": "C(Alert-Info:;info=alert-autoanswer;delay=0).",
            "AUTO_ANSWER": "C(info=Auto Answer).",
            "INTERCOM": "C(info=intercom).",
        },
    )
    enable_auto_answer_call_info_header: bool | None = option(
        "Whether paging and intercom calls carry a Call-Info header with C(answer-after=0).",
        api_default=True,
    )
    enable_require_answer_mode: bool | None = option(
        "Whether paging and intercom calls carry the header for the answering mode (RFC 5373).",
        api_default=False,
    )
    enable_www_auth: bool | None = option(
        "Whether the PBX asks for authentication as a server does (401) rather than as a proxy (407).",
        api_default=False,
    )
    user_equal_required_for_auth_name: bool | None = option(
        "Whether the user of the From header must be the name that authenticates.",
        api_default=True,
    )
    trace_server_host: str | None = option(
        "Host that gets a copy of the SIP messages. An empty string clears the field.",
    )
    trace_server_port: Port | None = option(
        "Port of that host, from 0 to 65535.",
    )
    web_failed_auth_amount: Count | None = option(
        "After how many refused logins to web portal and REST API an address is blocked. This counts for Ansible too.",
        api_default=5,
    )
    web_blacklist_time_interval: Seconds | None = option(
        "Seconds for which it is blocked.",
        api_default=3600,
    )
    sip_failed_auth_amount: Count | None = option(
        "After how many refused SIP authentications an address is blocked.",
        api_default=50,
    )
    sip_failed_challenge_requests_amount: Count | None = option(
        "After how many SIP requests that leave the challenge (407) unanswered an address is blocked, within the time of "
        "O(sip_detection_period).",
        api_default=1000,
    )
    sip_blacklist_time_interval: Seconds | None = option(
        "Seconds for which an address is blocked for its SIP requests.",
        api_default=3600,
    )
    sip_detection_period: Seconds | None = option(
        "Seconds over which requests and packets of an address are counted.",
        api_default=10,
    )
    sip_barrier_1_packets: Count | None = option(
        "How many packets of an address the PBX takes before it blocks the address at level 1.",
        api_default=5000,
    )
    sip_barrier_1_blocking_time: Seconds | None = option(
        "Seconds for which level 1 blocks.",
        api_default=3600,
    )
    sip_barrier_2_packets: Count | None = option(
        "How many packets of an address the PBX takes before it blocks the address at level 2.",
        api_default=2000,
    )
    sip_barrier_2_blocking_time: Seconds | None = option(
        "Seconds for which level 2 blocks.",
        api_default=30,
    )
    enable_two_factor_authentication: bool | None = option(
        "Whether system administrators and dealers need a second factor to sign in.",
        "The account that Ansible signs in with must not use one, so V(true) may lock automation out.",
        since="22.6",
    )
    enable_verify_phone_auto_provisioning: bool | None = option(
        "Whether a phone must authenticate before it is provisioned automatically.",
        since="22.6",
    )
    verify_phone_auto_provisioning_exclude: str | None = option(
        "What O(enable_verify_phone_auto_provisioning) does not apply to, as one string, in the format of the PBX. An "
        "empty string clears the field.",
        since="22.6",
    )
    enable_sip603_reason_header: bool | None = option(
        "Whether SIP responses with status 603 carry a Reason header.",
        since="22.6",
    )
    hide_pbx_private_ip: bool | None = option(
        "Whether the private address of the PBX is hidden in SIP messages.",
        since="22.6",
    )
    sdp_codecs_scope: str | None = option(
        "Where O(sdp_codecs) apply, as the PBX names it. The vendor does not document the values; the PBX checks them.",
        since="22.6",
    )
    sdp_codecs: list[str] | None = option(
        "The whole list of codecs that are offered in SDP, in order of preference. An empty list clears the field.",
        since="22.6",
    )
    stir_shaken_cert: LongText | None = option(
        "Certificate for STIR/SHAKEN, PEM text. An empty string clears the field.",
        canonical=pem,
    )
    stir_shaken_key: LongText | None = option(
        "Private key of O(stir_shaken_cert), PEM text. It is compared, but never shown. An empty string clears the field.",
        canonical=pem,
        secret=True,
    )
    custom_options: JsonText | None = option(
        "Further options as JSON text. Compared as JSON, so that spaces and the order of names do not count. An empty "
        "string clears the field.",
        canonical=json_text,
    )


SETTINGS = Resource(
    name="settings",
    plural="settings",
    model=Settings,
    level="system",
    kind="singleton",
    collection="/admin/settings",
    key=(),
    page=Page(
        summary="Set the system settings of PortSIP PBX",
        description=(
            "Sets how the PBX as a whole deals with SIP, sessions, recordings and attacks.",
            "A setting that is not given remains unchanged.",
        ),
        notes=("All settings are sent with each change, because it is not documented whether the PBX resets settings that are not sent.",),
        seealso=(
            "notification",
            "network",
            "ip_rule",
        ),
        returned=("The settings after the run; in check mode, as they would be after the run. A setting without a value is null.",),
        samples={
            "auto_answer_alert_info_header": "INTERCOM",
            "blocked_user_agents": [
                "friendly-scanner",
            ],
            "congestion_management_metric": "WAIT_TIME",
            "sdp_codecs": ["OPUS", "PCMA"],
        },
    ),
)
