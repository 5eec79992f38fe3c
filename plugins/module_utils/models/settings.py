# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What valid settings of the system are (PortSIP PBX REST API 22.2, /admin/settings and /admin/notification)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import BeforeValidator, Field, model_validator
from .base import Wanted
from .given_texts import SplitList
from .types import Count, JsonText, LongText, MailAddress, MailAddresses, Port, Seconds

MailServer = Literal["SMTP", "MS365", "GMAIL"]
Threshold = Annotated[float, Field(ge=0, le=100)]


class Settings(Wanted):
    """How the PBX deals with SIP, sessions and attacks."""

    user_agent: Annotated[str, Field(min_length=1, max_length=1024)] | None = None
    blocked_user_agents: Annotated[list[str], BeforeValidator(SplitList(";"))] | None = None
    enable_shared_address_space_address_range: bool | None = None
    enable_digest_auth: bool | None = None
    enable_auth_mid_dialog: bool | None = None
    enable_digest_auth_int: bool | None = None
    enable_external_recording: bool | None = None
    enable_reject_bad_nonce: bool | None = None
    statistics_log_interval: Seconds | None = None
    dead_session_timeout: Seconds | None = None
    enable_session_timer: bool | None = None
    session_timer_duration: Annotated[int, Field(ge=90, le=3600)] | None = None
    enable_to_tag_in_register: bool | None = None
    enable_congestion_management: bool | None = None
    congestion_management_metric: Literal["WAIT_TIME", "TIME_DEPTH", "SIZE"] | None = None
    congestion_management_tolerance: Count | None = None
    enable_create_non_exist_extension: bool | None = None
    enable_prack: bool | None = None
    enable_tenant_level_trunk: bool | None = None
    enable_diversion_support: bool | None = None
    enable_history_info_support: bool | None = None
    enable_outbound_support: bool | None = None
    flow_timer: Seconds | None = None
    register_expiration_time: Annotated[int, Field(ge=90, le=3600)] | None = None
    enable_auto_answer_alert_info_header: bool | None = None
    auto_answer_alert_info_header: Literal["INTERCOM", "ALERT_AUTO_ANSWER", "AUTO_ANSWER"] | None = None
    enable_auto_answer_call_info_header: bool | None = None
    enable_require_answer_mode: bool | None = None
    enable_www_auth: bool | None = None
    user_equal_required_for_auth_name: bool | None = None
    trace_server_host: str | None = None
    trace_server_port: Port | None = None
    web_failed_auth_amount: Count | None = None
    web_blacklist_time_interval: Seconds | None = None
    sip_failed_auth_amount: Count | None = None
    sip_failed_challenge_requests_amount: Count | None = None
    sip_blacklist_time_interval: Seconds | None = None
    sip_detection_period: Seconds | None = None
    sip_barrier_1_packets: Count | None = None
    sip_barrier_1_blocking_time: Seconds | None = None
    sip_barrier_2_packets: Count | None = None
    sip_barrier_2_blocking_time: Seconds | None = None
    stir_shaken_cert: LongText | None = None
    stir_shaken_key: LongText | None = None
    custom_options: JsonText | None = None


class Notification(Wanted):
    """The mail server of the PBX, and what it sends mail about."""

    type: MailServer | None = None
    server: str | None = None
    port: Port | None = None
    reply_to: MailAddress | None = None
    username: Annotated[str, Field(max_length=128)] | None = None
    password: str | None = None
    auth: Literal["DISABLE", "AUTO", "LOGIN", "PLAIN"] | None = None
    enable_tls_ssl: bool | None = None
    enable_starttls_auto: bool | None = None
    recipients: MailAddresses | None = None
    enable_tenant_access: bool | None = None
    hard_disk_threshold: Threshold | None = None
    notify_hard_disk_exceeded_threshold: bool | None = None
    cpu_threshold: Threshold | None = None
    notify_cpu_exceeded_threshold: bool | None = None
    memory_threshold: Threshold | None = None
    notify_memory_exceeded_threshold: bool | None = None
    notify_ip_blocked: bool | None = None
    notify_license_limited: bool | None = None
    notify_service_disconnected: bool | None = None
    notify_service_status_changed: bool | None = None
    notify_push_certs_update_failed: bool | None = None

    @model_validator(mode="after")
    def _one_name_for_one_thing(self) -> Notification:
        names = ("notify_service_disconnected", "notify_service_status_changed")
        if all(getattr(self, name) is not None for name in names):
            raise ValueError(f"{' and '.join(names)} are the same setting in older and newer releases; give one of them")
        return self


class TestMail(Wanted):
    """A mail that shows whether the mail server works."""

    recipient: Annotated[MailAddress, Field(min_length=1)]
    subject: Annotated[str, Field(min_length=1)]
    content: Annotated[LongText, Field(min_length=1)]
