# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Shapes of values that several resources share: wire form, option form, and the form for comparison.

Decoders and canonical forms meet whatever a PBX holds: what they do not
understand they leave as it is.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping
from typing import Any

from .times import format_instant, parse_instant


def comma_list(value: Any) -> Any:
    """``"a, b;c"`` -> a list; also what is a list already."""
    return [part.strip() for part in re.split(r"[,;]", value) if part.strip()] if isinstance(value, str) else value


def joined_by_comma(value: Any) -> Any:
    """A list -> ``"a,b"``."""
    return ",".join(str(item) for item in value) if isinstance(value, list) else value


def semicolon_list(value: Any) -> Any:
    """``"a;b"`` -> a list; also what is a list already."""
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


def joined_by_semicolon(value: Any) -> Any:
    """A list -> ``"a;b"``."""
    return ";".join(str(item) for item in value) if isinstance(value, list) else value


def pem(value: Any) -> Any:
    """PEM text, however its lines are ended and indented."""
    return "\n".join(line.strip() for line in value.splitlines() if line.strip()) if isinstance(value, str) else value


def upper(value: Any) -> Any:
    """Codes of currencies and countries, in any case of letters."""
    return value.upper() if isinstance(value, str) else value


def instant(value: Any) -> Any:
    """A point in time, however its offset and fraction are written."""
    try:
        return format_instant(parse_instant(value))
    except (ValueError, TypeError, AttributeError):
        return value


def json_text(value: Any) -> Any:
    """JSON in a string, however it is spaced and ordered."""
    try:
        return json.dumps(json.loads(value), sort_keys=True)
    except (RecursionError, TypeError, ValueError):
        return value


def address(value: Any) -> Any:
    """An address, however it is written."""
    try:
        return str(ipaddress.ip_address(str(value).strip()))
    except ValueError:
        return value


def mac(value: Any) -> Any:
    """``CC-5E-F8-41-B7-A1``, ``cc5e.f841.b7a1`` and ``cc5ef841b7a1`` are ``cc:5e:f8:41:b7:a1``."""
    digits = re.sub(r"[:.\-]", "", value.strip()).lower() if isinstance(value, str) else ""
    return ":".join(re.findall("..", digits)) if re.fullmatch("[0-9a-f]{12}", digits) else value


def network(value: Any) -> Any:
    """An address or network, however it is written."""
    try:
        return str(ipaddress.ip_network(str(value).strip(), strict=False))
    except ValueError:
        return value


def networks(value: Any) -> Any:
    """Addresses and networks, however they are written and ordered."""
    return sorted({str(network(item)) for item in value}) if isinstance(value, list) else value


def mask(value: Any) -> Any:
    """``"1000;3000-4000"``: the order of its parts means nothing."""
    return sorted(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


def time_of_day(value: Any) -> Any:
    """``9:00`` and ``09:00:00`` are ``09:00``."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", value) if isinstance(value, str) else None
    return f"{int(match[1]):02d}:{match[2]}" if match else value


def headers_from_text(value: Any) -> Any:
    """``"k1:v1&k2:v2"`` -> a mapping."""
    if not isinstance(value, str):
        return value
    pairs = (part.partition(":") for part in value.split("&") if part)
    return {name.strip(): text.strip() for name, _colon, text in pairs}


def headers_to_text(value: Any) -> Any:
    """A mapping -> ``"k1:v1&k2:v2"``."""
    return "&".join(f"{name}:{text}" for name, text in value.items()) if isinstance(value, Mapping) else value


def object_id(value: Any) -> Any:
    """The id of an object that is written as an id and read as the whole object."""
    return str(value["id"]) if isinstance(value, Mapping) and "id" in value else value
