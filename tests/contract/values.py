# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Values for the probes: valid ones of any length or size, and what a body needs around them."""

from __future__ import annotations

from typing import Any

Path = tuple[str, ...]


def pem(label: str) -> str:
    """Return the shape of a PEM-encoded object, without anything in it."""
    return f"-----BEGIN {label}-----\nMAMCAQU=\n-----END {label}-----\n"


CERTIFICATE = pem("CERTIFICATE") + pem("CERTIFICATE")  # a chain
PRIVATE_KEY = pem("EC PRIVATE KEY")

# Texts whose content matters; whatever is not here may be any text.
SAMPLES: dict[str, Any] = {
    "domain": "probe.example.com",
    "role": "StandardUser",
    "timezone": "Asia/Tokyo",
    "currency": "USD",
    "region": "FRA",
    "custom_options": '{"key": [1, 2]}',
    "disk_quota": "100GB",
    "im_disk_quota": "512MB",
    "extension_im_disk_quota": "2GB",
    "email_recipients": "noc@example.com,desk@example.com",
    "from": "07:00",
    "to": "19:00",
    "url": "https://crm.example.com/lookup",
    "number": "+49301234567",
    "mac": "02:00:5e:10:00:01",
    "language": "de-DE",
    "prompt": "de-DE",
    "extension_number": "8123",
    "pin": "284193",
    "voicemail_pin": "284193",
    "voicemail_prompt": "de-DE",
    "exclude_list": "1001-1005,2000",
    "dtmf_mask": "1000;2000-3000",
    "cidr": "198.51.100.0/24",
    "expire_at": "2031-05-04T03:02:01Z",
    "web_domain": "voice.example.com",
    "primary_dns_server": "192.0.2.1",
    "secondary_dns_server": "2001:db8::1",
    "private_ipv4": "192.0.2.2",
    "public_ipv4": "203.0.113.2",
    "private_ipv6": "fd00::2",
    "public_ipv6": "2001:db8::2",
    "ipv4": "192.0.2.3",
    "ipv6": "2001:db8::3",
    "reply_to": "desk@example.com",
    "recipient": "desk@example.com",
    "recipients": "noc@example.com,desk@example.com",
    "did_numbers": "12000-18000",
    "crt": CERTIFICATE,
    "key": PRIVATE_KEY,
    "username": "CRM user@example",
    "password": "S3cret-pass!",
    "name": "Probe",
}

# Texts that must not be valid, where the content matters.
INVALID: dict[str, list[Any]] = {
    "timezone": ["Mars/Base"],
    "currency": ["euro", "EU", "XXQ"],
    "region": ["DE", "deu", "ZZZ"],
    "custom_options": ["{not json"],
    "disk_quota": ["100", "0GB", "-1GB", "10TB", "ten GB", "10 GB"],
    "im_disk_quota": ["100", "GB"],
    "extension_im_disk_quota": ["1gb"],
    "email_recipients": ["nobody", ",".join(f"a{number}@example.com" for number in range(16))],
    "from": ["24:00", "7:00", "07:60", "18:00"],
    "to": ["25:00", "08:00", "06:00"],
    "url": ["ftp://example.com", "example.com", "https://", "http:///path", "javascript:alert(1)"],
    "number": ["abc", "++49", "12 34"],
    "language": ["english language", "e"],
    "prompt": ["english language", "e"],
    "extension_number": ["555", "666", "777", "888", "80a0", "8 00"],
    "pin": ["111222", "123908", "28419a", "9871402", "abcdef"],
    "voicemail_pin": ["111222", "123908", "28419a", "9871402", "abcdef"],
    "voicemail_prompt": ["english language", "e"],
    "exclude_list": ["all", "1001-", "1001;;1002"],
    "dtmf_mask": ["one", "1000,2000", "1000;;2000"],
    "cidr": ["300.1.2.3/24", "192.0.2.0", "192.0.2.0/33", "2001:db8::/129", "host/24", "192.0.2.0/-1"],
    "expire_at": ["tomorrow", "2031-05-04", "2031-13-04T00:00:00Z", "2031-05-04 03:02:01"],
    "web_domain": ["not a domain", "https://pbx.example.com"],
    "primary_dns_server": ["dns.example.com", "192.0.2.256"],
    "secondary_dns_server": ["192.0.2.1:53"],
    "private_ipv4": ["2001:db8::1", "192.0.2", "192.0.2.1/24"],
    "public_ipv4": ["host"],
    "private_ipv6": ["192.0.2.1", "fd00::/64"],
    "public_ipv6": ["2001:db8:::1"],
    "ipv4": ["2001:db8::1"],
    "ipv6": ["192.0.2.1"],
    "reply_to": ["desk", "a@example.com,b@example.com"],
    "recipient": ["desk", "a@example.com,b@example.com"],
    "recipients": ["desk", ",".join(f"a{number}@example.com" for number in range(16))],
    "did_numbers": ["all", "10-", "20-10", "1;;2", "1,2", "100-200;150", "0100-200", "100-+200", "0100", "+100", "00100-00200"],
    "crt": ["text", PRIVATE_KEY, CERTIFICATE.replace("MAMCAQU=", "MAMC*QU="), CERTIFICATE + "more"],
    "key": ["text", CERTIFICATE, PRIVATE_KEY.replace("END EC", "END RSA"), PRIVATE_KEY.replace("MAMCAQU=", "aGVsbG8=")],
    "username": ["short", "tab\tinside"],
    "password": ["short", "line\nbreak"],
}


# The same for the extension API, which asks for less.
_INVALID_EXTENSION: dict[str, list[Any]] = {
    "url": INVALID["url"],
    "timezone": INVALID["timezone"],
    "caller_id": ["(", "[0-9"],
    "transfer_dst": [" ".join(["201"] * 11)],
}


def text_of_length(field: str, length: int) -> str:
    """Return a valid text of a length, as far as a field's content allows."""
    if field == "url":
        return ("http://" + "h" * length)[:length]
    if field in ("extension_number", "pin", "voicemail_pin"):
        return ("2841937506" * (length // 10 + 1))[:length]
    if field.endswith("_mask") or field in ("did_numbers", "number"):
        return "1" * length
    return "a" * length


def valid(fact: dict[str, Any], path: Path, existing: dict[str, Any]) -> list[Any]:
    """Return values that a field must take, those at its limits included; ``existing`` holds ids that exist, by field."""
    name = path[-1]
    if name in existing:
        return [existing[name]]
    if "enum" in fact:
        return list(fact["enum"])
    if fact["type"] == "boolean":
        return [True, False]
    if fact["type"] == "integer":
        return [fact[limit] for limit in ("min", "max") if limit in fact] or [3, 11]
    if fact["type"] == "number":
        return [0, 80, 87.5]
    if fact["type"] == "array":
        return [[3, 11]] if fact["items"]["type"] == "integer" else [["Any text"], ["a@example.com", "b@example.com"]]
    lengths = [fact[limit] for limit in ("minLength", "maxLength") if limit in fact]
    texts = [text_of_length(name, length) for length in lengths if name != "url" or length > len("http://")]
    return texts + [SAMPLES.get(name, "Any text")]


def mistyped(fact: dict[str, Any]) -> list[Any]:
    """Return values of other types than a field's, which look like it at that."""
    if fact["type"] == "array" and fact.get("items", {}).get("type") == "integer":
        return [7, ["5"], {"0": 5}]
    others: dict[str, list[Any]] = {
        "integer": ["5", True, 1.5, [], 2**31],
        "boolean": ["true", 1, 0],
        "number": ["80", True, []],
        "string": [5, True, ["a"], {}],
        "array": ["a", {"0": "a"}, [5]],
    }
    return others[fact["type"]]


def beyond(fact: dict[str, Any], path: Path, existing: dict[str, Any]) -> list[Any]:
    """Return values just beyond a field's limits, outside of its enumeration, or naming what does not exist."""
    name = path[-1]
    if name in existing:
        integers = [2000000000] if name != "agent_id" else []  # an agent outside may have any id
        return {"string": ["700000000000000000"], "array": [["700000000000000000"]], "integer": integers}.get(fact["type"], [])
    found: list[Any] = [fact["min"] - 1] if "min" in fact else []
    found += [fact["max"] + 1] if "max" in fact else []
    if "enum" in fact:
        return [*found, "OTHER", fact["enum"][0].swapcase()]
    found += [text_of_length(name, fact["maxLength"] + 1)] if "maxLength" in fact else []
    found += [text_of_length(name, fact["minLength"] - 1)] if fact.get("minLength", 0) > 1 else []
    return found


def malformed(operation: str, path: Path) -> list[Any]:
    """Return texts that do not have the form which a field asks for."""
    name = path[-1]
    if "/extension/" in operation:
        return _INVALID_EXTENSION.get(name, [])
    if name == "timezone" and "/phones" in operation:
        return []  # as the template of the phone names it
    if name == "extension_number" and operation.split()[1] in ("/voicemail", "/acb", "/call_park", "/monitor"):
        return ["80a0", "8 00"]  # the numbers of the services are their own
    credential = "action_urls" in operation or "_event" in path[0]  # others may have any form
    return [] if name in ("username", "password") and not credential else INVALID.get(name, [])


def around(path: Path, value: Any) -> dict[str, Any]:
    """Return the body that holds a value at a path, with what must stand beside it there."""
    return {path[0]: value} if len(path) == 1 else _around(path, value)


def _around(path: Path, value: Any) -> dict[str, Any]:
    name, rest = path[0], path[1:]
    if not rest:
        return {**_beside(name), name: value}
    if rest[0] == "[]":
        return {name: [_around(rest[1:], value)]}
    return {name: _around(rest, value)}


def _beside(name: str) -> dict[str, Any]:
    if name in ("from", "to"):
        return {"from": "08:00", "to": "18:00"}
    if name == "action":
        return {"number": "100"}
    return {}


def at(body: Any, path: Path) -> Any:
    """Return what stands at a path of an answer; None where nothing does."""
    for part in path:
        if body is None:
            return None
        body = (body[0] if body else None) if part == "[]" else body.get(part)
    return body
