# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the vendor's summary of changes says of the bodies of releases 22.3 to 22.8 (REST APIs, state of August 2026).

It names fields, and of few says what they take. Types are read from the names, values from those of similar fields. In the place
of a fact stands None where a release has the field no longer; ``blankable`` is False where an update can't blank it.
"""

from __future__ import annotations

from typing import Any

Fact = dict[str, Any]

_TEXT: Fact = {"type": "string"}
_FLAG: Fact = {"type": "boolean"}
_SWITCH: Fact = {"type": "boolean", "default": False}
_WEBSITE: Fact = {"type": "string", "minLength": 1, "maxLength": 128}
_APPEND: Fact = {"type": "string", "enum": ["DISABLE", "APPEND", "PREPEND"]}


def _on(name: str) -> Fact:
    return {"type": "object", "fields": {name: _SWITCH}}


_TENANT_22_3: dict[str, Fact | None] = {
    "ai_engine": _on("enable"),
    "limit_app_logins": _on("enable"),
    "allow_password_retrieval": _SWITCH,
    "contact_inbound_rule_append_type": _APPEND,
}
_TENANT_22_6: dict[str, Fact | None] = {
    "soft_phone_template": _TEXT,  # since 22.4
    "enable_call_queue_audio_recording": _SWITCH,
    "enable_ring_group_audio_recording": _SWITCH,
    "enable_trunk_audio_recording": _SWITCH,
    "enable_virtual_receptionist_audio_recording": _SWITCH,
    "enable_verify_phone_auto_provisioning": _SWITCH,
    "recording_access_mode": _TEXT,
}
_CALLER_IDS_22_6: dict[str, Fact | None] = {"outbound_caller_ids.[].display_name": _TEXT}
_QUEUE_RULE: Fact = {
    "type": "object",
    "fields": {
        "action": {"type": "string", "enum": ["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"]},
        "number": _TEXT,
    },
}
_QUEUE_22_3: dict[str, Fact | None] = {
    **{name: {"type": "boolean"} for name in ("enable_night_mode", "play_periodic_music", "enable_wrap_up", "enable_exit_forward_rule")},
    **{name: {"type": "integer", "min": 0} for name in ("play_periodic_music_interval", "wrap_up_time")},
    "exit_forward_rule": _QUEUE_RULE,
}
_QUEUE_22_6: dict[str, Fact | None] = {"enable_audio_recording": {"type": "boolean"}, **_CALLER_IDS_22_6}
_QUEUE_22_8: dict[str, Fact | None] = {
    "allow_busy_agent_calls": {"type": "boolean"},
    "prompt_playback_delay": {"type": "integer", "min": 0},
}
_IVR_22_6: dict[str, Fact | None] = {"enable_audio_recording": _SWITCH, **_CALLER_IDS_22_6}
_TENANT_22_8: dict[str, Fact | None] = {
    f"{field}.{name}": fact for field in ("ai_engine", "limit_app_logins") for name, fact in (("enable", None), ("enabled", _SWITCH))
}

_USER_22_3: dict[str, Fact | None] = {name: _FLAG for name in ("enable_ai_transcript", "enable_uc_app", "enable_teams_phone_app")}
_USER_22_6: dict[str, Fact | None] = {
    "timezone": _TEXT,
    "soft_phone_template": _TEXT,  # since 22.4
    "enable_selective_call_acceptation": _FLAG,
    "enable_selective_call_rejection": _FLAG,
    **_CALLER_IDS_22_6,
}

CHANGES: dict[str, dict[str, dict[str, Fact | None]]] = {
    "22.3": {
        "POST /tenants": _TENANT_22_3,
        "POST /tenants/{id}": _TENANT_22_3,
        "POST /tenant": {"contact_inbound_rule_append_type": _APPEND},
        "POST /ring_groups": {"enable_night_mode": {"type": "boolean"}},
        "POST /ring_groups/{id}": {"enable_night_mode": {"type": "boolean"}},
        "POST /users": {**_USER_22_3, "voicemail_pin": {"type": "string", "minLength": 4, "required": True}},
        "POST /users/{id}": {**_USER_22_3, "voicemail_pin": {"type": "string", "minLength": 4, "blankable": False}},
        "POST /call_queues": _QUEUE_22_3,
        "POST /call_queues/{id}": _QUEUE_22_3,
        "POST /call_queues/{id}/agents/{agent_number}": {
            "status": {"type": "string", "enum": ["READY", "NOT_READY", "WRAP_UP", "LOGGED_IN", "LOGGED_OUT"]},
            "reason": _TEXT,
        },
    },
    "22.6": {
        "POST /tenants": {**_TENANT_22_6, "website": {**_WEBSITE, "required": True}},
        "POST /tenants/{id}": {**_TENANT_22_6, "website": {**_WEBSITE, "blankable": False}},
        "POST /tenant": {
            **_TENANT_22_6,
            **_CALLER_IDS_22_6,
            "crm_contact_type": _TEXT,
            "website": {**_WEBSITE, "blankable": False},
        },
        "POST /ivrs": _IVR_22_6,
        "POST /ivrs/{id}": _IVR_22_6,
        "POST /call_park": {"send_notification_to_parker": {"type": "boolean"}},
        "POST /tenant/notification": dict.fromkeys(
            ("notify_emergency_call", "notify_license_limited", "notify_trunk_call_limited"), {"type": "boolean"}
        ),
        "POST /ring_groups": {"enable_audio_recording": {"type": "boolean"}, **_CALLER_IDS_22_6},
        "POST /ring_groups/{id}": {"enable_audio_recording": {"type": "boolean"}, **_CALLER_IDS_22_6},
        "POST /groups": _CALLER_IDS_22_6,
        "POST /groups/{id}": _CALLER_IDS_22_6,
        "POST /users": {**_USER_22_6, "display_name": {"type": "string", "maxLength": 128, "required": True}},
        "POST /users/{id}": {**_USER_22_6, "display_name": {"type": "string", "maxLength": 128, "blankable": False}},
        "POST /call_queues": _QUEUE_22_6,
        "POST /call_queues/{id}": _QUEUE_22_6,
        "POST /admin/settings": {
            "enable_two_factor_authentication": _SWITCH,
            "enable_verify_phone_auto_provisioning": _SWITCH,
            "verify_phone_auto_provisioning_exclude": _TEXT,
            "enable_sip603_reason_header": _SWITCH,
            "hide_pbx_private_ip": _SWITCH,
            "sdp_codecs_scope": _TEXT,
            "sdp_codecs": {"type": "array", "items": {"type": "string"}},
        },
        "POST /admin/notification": {
            "notify_service_disconnected": None,
            "notify_service_status_changed": _SWITCH,
            "notify_trunk_status_changed": _SWITCH,
        },
        "POST /dealers": {
            "email": {"type": "string", "minLength": 1, "maxLength": 128, "required": True},
            "display_name": {"type": "string", "minLength": 1, "maxLength": 1024, "required": True},
        },
        "POST /dealers/{id}": {
            "email": {"type": "string", "minLength": 1, "maxLength": 128, "blankable": False},
            "display_name": {"type": "string", "minLength": 1, "maxLength": 1024, "blankable": False},
        },
        "POST /dealer": {
            "email": {"type": "string", "minLength": 1, "maxLength": 128, "blankable": False},
            "display_name": {"type": "string", "minLength": 1, "maxLength": 1024, "blankable": False},
        },
    },
    "22.8": {
        "POST /call_queues": _QUEUE_22_8,
        "POST /call_queues/{id}": _QUEUE_22_8,
        "POST /tenants": _TENANT_22_8,
        "POST /tenants/{id}": _TENANT_22_8,
    },
}


def changed(fields: dict[str, Fact], changes: dict[str, Fact | None]) -> dict[str, Fact]:
    """Return body fields as a release has changed them; a path leads through mappings and, by ``[]``, through items of lists."""
    result = dict(fields)
    for path, fact in changes.items():
        name, _dot, rest = path.partition(".")
        if rest:
            outer = dict(result.get(name, {"type": "array", "items": {}} if rest.startswith("[].") else {"type": "object"}))
            if rest.startswith("[]."):
                outer["items"] = {**outer["items"], "fields": changed(outer["items"].get("fields", {}), {rest[3:]: fact})}
            else:
                outer["fields"] = changed(outer.get("fields", {}), {rest: fact})
            result[name] = outer
        elif fact is None:
            result.pop(name, None)
        else:
            result[name] = fact
    return result
