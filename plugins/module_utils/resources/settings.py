# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of the whole system (PortSIP PBX REST API 22.2 to 22.6, /admin/settings and /admin/notification)."""

from __future__ import annotations

from ..models.settings import Notification, Settings
from ..resource import Field, Resource
from .shapes import comma_list, joined_by_comma, joined_by_semicolon, json_text, pem, semicolon_list

DEFAULTED = (
    "user_agent",
    "enable_shared_address_space_address_range",
    "enable_digest_auth",
    "enable_external_recording",
    "statistics_log_interval",
    "dead_session_timeout",
    "enable_session_timer",
    "session_timer_duration",
    "enable_congestion_management",
    "congestion_management_tolerance",
    "enable_tenant_level_trunk",
    "enable_outbound_support",
    "register_expiration_time",
    "enable_auto_answer_call_info_header",
    "user_equal_required_for_auth_name",
    "web_failed_auth_amount",
    "web_blacklist_time_interval",
    "sip_failed_auth_amount",
    "sip_failed_challenge_requests_amount",
    "sip_blacklist_time_interval",
    "sip_detection_period",
    "sip_barrier_1_packets",
    "sip_barrier_1_blocking_time",
    "sip_barrier_2_packets",
    "sip_barrier_2_blocking_time",
)
"""Settings with a default of the API."""

SETTINGS = Resource(
    name="settings",
    plural="settings",
    model=Settings,
    level="system",
    kind="singleton",
    collection="/admin/settings",
    key=(),
    defaulted=dict.fromkeys(DEFAULTED),
    fields={
        "blocked_user_agents": Field(items="set", decode=semicolon_list, encode=joined_by_semicolon),
        "stir_shaken_cert": Field(canonical=pem),
        "stir_shaken_key": Field(canonical=pem, secret=True),
        "custom_options": Field(canonical=json_text),
    },
)

NOTIFICATION = Resource(
    name="notification",
    plural="notifications",
    model=Notification,
    level="system",
    kind="singleton",
    collection="/admin/notification",
    key=(),
    defaulted=dict.fromkeys(("auth", "enable_tls_ssl", "enable_tenant_access")),
    required=("type", "username"),
    successors={"notify_service_disconnected": "notify_service_status_changed"},
    fields={
        "password": Field(secret=True, readable=False),
        "recipients": Field(items="set", decode=comma_list, encode=joined_by_comma),
    },
)
