# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The settings and the notifications of the system (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, create_model

from ..validation import Blankable, Body, Bool, JsonText, Natural, NonEmpty, Number, Port, Str, Str1024
from .mail import Mail, Recipients

SessionSeconds = Annotated[StrictInt, Field(ge=90, le=3600)]
UserAgent = Annotated[Str1024, Field(min_length=1)]

_ON = """
    enable_shared_address_space_address_range enable_digest_auth enable_external_recording enable_session_timer
    enable_congestion_management enable_tenant_level_trunk enable_outbound_support enable_auto_answer_call_info_header
    user_equal_required_for_auth_name
"""
_OFF = """
    enable_auth_mid_dialog enable_digest_auth_int enable_reject_bad_nonce enable_to_tag_in_register
    enable_create_non_exist_extension enable_prack enable_diversion_support enable_history_info_support
    enable_auto_answer_alert_info_header enable_require_answer_mode enable_www_auth
"""
_COUNTS = {
    "statistics_log_interval": 600,
    "dead_session_timeout": 600,
    "congestion_management_tolerance": 600,
    "flow_timer": 0,
    "web_failed_auth_amount": 5,
    "web_blacklist_time_interval": 3600,
    "sip_failed_auth_amount": 50,
    "sip_failed_challenge_requests_amount": 1000,
    "sip_blacklist_time_interval": 3600,
    "sip_detection_period": 10,
    "sip_barrier_1_packets": 5000,
    "sip_barrier_1_blocking_time": 3600,
    "sip_barrier_2_packets": 2000,
    "sip_barrier_2_blocking_time": 30,
}


class _Texts(Body):
    """The settings that are neither switches nor counts."""

    user_agent: Blankable[UserAgent] = "PortSIP UC"
    blocked_user_agents: Blankable[Str] = None
    session_timer_duration: SessionSeconds | None = 3600
    congestion_management_metric: Literal["WAIT_TIME", "TIME_DEPTH", "SIZE"] | None = None
    register_expiration_time: SessionSeconds | None = 300
    auto_answer_alert_info_header: Literal["INTERCOM", "ALERT_AUTO_ANSWER", "AUTO_ANSWER"] | None = None
    trace_server_host: Blankable[Str] = None
    trace_server_port: Port | None = None
    stir_shaken_cert: Blankable[Str] = None
    stir_shaken_key: Blankable[Str] = None
    custom_options: Blankable[JsonText] = None


_switches = {name: (Bool | None, value) for names, value in ((_ON, True), (_OFF, False)) for name in names.split()}
_counts = {name: (Natural | None, value) for name, value in _COUNTS.items()}
SystemSettings: type[Body] = create_model("SystemSettings", __base__=_Texts, **_switches, **_counts)  # type: ignore[call-overload]


class SystemSettings22_6(SystemSettings):
    """The same from release 22.6 on."""

    enable_two_factor_authentication: Bool | None = False
    enable_verify_phone_auto_provisioning: Bool | None = False
    verify_phone_auto_provisioning_exclude: Blankable[Str] = None
    enable_sip603_reason_header: Bool | None = False
    hide_pbx_private_ip: Bool | None = False
    sdp_codecs_scope: Blankable[Str] = None
    sdp_codecs: list[Str] | None = None


class _Notification(Body):
    type: Literal["SMTP", "MS365", "GMAIL"]
    server: Blankable[Str] = None
    port: Port | None = None
    reply_to: Blankable[Mail] = None
    username: Annotated[NonEmpty, Field(max_length=128)]
    password: Blankable[Str] = None
    auth: Literal["DISABLE", "AUTO", "LOGIN", "PLAIN"] | None = "AUTO"
    enable_tls_ssl: Bool | None = True
    enable_starttls_auto: Bool | None = False
    recipients: Blankable[Recipients] = None
    enable_tenant_access: Bool | None = True
    hard_disk_threshold: Number | None = None
    notify_hard_disk_exceeded_threshold: Bool | None = False
    cpu_threshold: Number | None = None
    notify_cpu_exceeded_threshold: Bool | None = False
    memory_threshold: Number | None = None
    notify_memory_exceeded_threshold: Bool | None = False
    notify_ip_blocked: Bool | None = False
    notify_license_limited: Bool | None = False
    notify_push_certs_update_failed: Bool | None = False


class Notification22_2(_Notification):
    """The body of ``POST /admin/notification``."""

    notify_service_disconnected: Bool | None = False


class Notification22_6(_Notification):
    """The same from release 22.6 on, where one event has another name, and trunks are reported too."""

    notify_service_status_changed: Bool | None = False
    notify_trunk_status_changed: Bool | None = False


class TrialEmail(Body):
    """The body of ``POST /admin/notification/test_email``."""

    recipient: Mail
    subject: NonEmpty
    content: NonEmpty
