# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Templates of phones, and what phones with them can be set to (PortSIP PBX REST API 22.2, /phone_models)."""

from __future__ import annotations

from typing import Any

_RINGS = ["Default", "Ring 1", "Ring 2"]
_COMMON: dict[str, Any] = {
    "languages": ["ENGLISH", "GERMAN", "FRENCH"],
    "ringtones": _RINGS,
    "queue_ringtones": _RINGS,
    "external_ringtone": _RINGS,
    "date_formats": ["15 JAN MON", "WWW DD MMM"],
    "time_formats": ["12-hour clock", "24-hour clock"],
    "powerleds": ["Off", "Voicemail only", "Both (Voicemail and Missed calls)"],
    "backlights": ["Always on", "30 seconds"],
    "screensavers": ["Off", "2 hours"],
    "time_zones": [
        "GMT",
        "GMT+1 Germany(Berlin)",
        "GMT+8 China(Beijing)",
        "GMT-5:00 US Eastern Time, New York",
        "GMT-7:00 US Mountain Time, Phoenix",
    ],
    "enable_lldp": False,
    "enable_vlan_wan_port": False,
    "wan_port_id": 1,
    "wan_port_priority": 0,
    "enable_vlan_pc_port": False,
    "pc_port_id": 1,
    "pc_port_priority": 0,
}
TEMPLATES: dict[str, dict[str, Any]] = {
    "fanvil.ph.xml": {**_COMMON, "codecs": ["PCMU", "PCMA", "G729", "G722"]},
    "yealink_t4x.ph.xml": {**_COMMON, "codecs": ["PCMU", "PCMA", "G722", "opus"]},
}
"""By the name of their file."""
MODELS = [
    {"filename": "fanvil.ph.xml", "model": "V62 Pro", "display_name": "Fanvil V62 Pro"},
    {"filename": "fanvil.ph.xml", "model": "X303", "display_name": "Fanvil X303"},
    {"filename": "yealink_t4x.ph.xml", "model": "SIP-T46U", "display_name": "Yealink SIP-T46U"},
]
