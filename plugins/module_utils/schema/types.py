# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Types of values that several resources share: every rule here is one that an API documents.

An empty string always passes: it clears a field.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from ..base.codes import COUNTRIES, CURRENCIES
from ..base.identity import id_fault
from ..base.libraries import AfterValidator, BeforeValidator, Field
from ..base.nearest import nearest
from .checks import Rule, matching, or_empty, warn
from .forms import mac
from .given_texts import Lines, SplitList

MAX_RECIPIENTS = 15
"""Email addresses a tenant may notify (PortSIP PBX REST API 22.2, tenants, email_recipients)."""

RESERVED_NAMES = ("admin", "system", "administrator", "root")
"""User names of system administrators only, in any case of letters (PortSIP PBX REST API 22.2, dealers, name)."""

SIMILAR_CODES = 3
"""How many codes an error text suggests."""

MAC = r"[0-9A-Fa-f]{12}|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}"
"""How MAC addresses are written: without separators, with colons, with hyphens, in three groups with periods."""

INT32 = 2**31 - 1
"""The largest whole number that PortSIP's API describes (format int32); taken for those of the extension API too."""

INT64 = 2**63 - 1
"""The largest number of an id in the extension API, which describes no bound."""


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be a URL that begins with http:// or https://")
    return value


def _cidr(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value.strip(), strict=False))
    except ValueError:
        raise ValueError("must be an IPv4 or IPv6 address or network, such as 192.0.2.0/24 or 2001:db8::/32") from None


def _cidrs(values: list[str]) -> list[str]:
    return [_cidr(value) for value in values]


def _account_name(value: str) -> str:
    if not re.fullmatch(r"[\w\-'.]{1,64}", value) or value.startswith(".") or value.endswith("."):
        raise ValueError("must have 1 to 64 letters, digits and _ - ' . characters, and neither begin nor end with a period")
    return value


def _user_name(value: str) -> str:
    if value.lower() in RESERVED_NAMES:
        raise ValueError(f"is reserved for the system administrator, as are {', '.join(RESERVED_NAMES)}")
    return _account_name(value)


def _address(version: int) -> Callable[[str], str]:
    example = "192.0.2.10" if version == 4 else "2001:db8::10"

    def rule(value: str) -> str:
        try:
            address = ipaddress.ip_address(value.strip())
        except ValueError:
            address = None
        if address is None or address.version != version:
            raise ValueError(f"must be an IPv{version} address, such as {example}")
        return str(address)

    return rule


def _credential(value: str) -> str:
    if not 6 <= len(value) <= 64 or not value.isprintable():
        raise ValueError("must have 6 to 64 printable characters")
    return value


def _mail_address(value: str) -> str:
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+", value):
        raise ValueError("must be an email address")
    return value


def _mac(value: str) -> str:
    if not re.fullmatch(MAC, value):
        raise ValueError("must be a MAC address of 12 hexadecimal digits, in quotes, such as cc:5e:f8:41:b7:a1")
    return str(mac(value))


def _port(value: int) -> int:
    if not 0 <= value <= 65535:
        raise ValueError("must be a port number from 0 to 65535")
    return value


def _code(standard: str, known: frozenset[str], example: str) -> Callable[[str, Any], str]:
    """A code of three letters in upper case, which an API may refuse in lower case."""

    def rule(value: str, info: Any) -> str:
        code = value.upper()
        if not value or code in known:
            return code
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise ValueError(f"must be a code of {standard}, such as {example}")
        similar = nearest(code, known, SIMILAR_CODES)
        if similar:
            raise ValueError(f"must be a code of {standard}; similar: {', '.join(similar)}")
        warn(info, f"{value!r} is not among the codes of {standard} known to this collection; the PBX may refuse it")
        return code

    return rule


def _identifier(value: str) -> str:
    fault = id_fault(value)
    if fault:
        raise ValueError(fault)
    return value


def _json_text(value: str) -> str:
    try:
        json.loads(value)
    except (RecursionError, ValueError):
        raise ValueError("must be JSON text") from None
    return value


def _mail_addresses(values: list[str]) -> list[str]:
    for value in values:
        if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+", value):
            raise ValueError(f"{value!r} is not an email address")
    if len(values) > MAX_RECIPIENTS:
        raise ValueError(f"{len(values)} addresses are given, at most {MAX_RECIPIENTS} are allowed")
    return values


def number_range(value: str) -> str:
    """Check ``1000`` or ``1000-2000``.

    :raises ValueError: it is neither, or ends before it begins.
    """
    match = re.fullmatch(r"([0-9]+)(?:-([0-9]+))?", value)
    if not match:
        raise ValueError(f"{value!r} is neither a number nor a range such as 1000-2000")
    if match[2] and int(match[1]) > int(match[2]):
        raise ValueError(f"the range {value!r} ends before it begins")
    return value


def _number_ranges(values: list[str]) -> list[str]:
    return [number_range(value) for value in values]


def _mask(value: str) -> str:
    if value == "ALL":
        return value
    for part in value.split(";"):
        if re.fullmatch(r"[0-9*#]+", part.strip()):
            continue
        try:
            number_range(part.strip())
        except ValueError as error:
            raise ValueError(f"must contain numbers or ranges separated by semicolons, or ALL; {error}") from None
    return value


NAME_OF_NUMBER = r"([^+].*)?[^0-9*#+()/.,;:_ -].*"
"""A text that is no number, and so the name of what has one: it does not begin with ``+``, and not only has what people write into
numbers."""
LONGEST_NAME = 1024
"""Of a user's display name (PortSIP PBX REST API 22.2, users)."""


def is_number(value: str) -> bool:
    """Whether a text is a number rather than the name of what has one."""
    return re.fullmatch(NAME_OF_NUMBER, value) is None


def _number_or_name(pattern: str, allowed: str) -> Rule:
    """The rule for a number, or the name of what has one."""
    number = matching(pattern, f"{allowed}, or a name")

    def rule(value: str) -> str:
        return str(number(value)) if is_number(value) else value

    return Rule(rule, pattern=f"^({pattern}|{NAME_OF_NUMBER})?$")


LongText = Annotated[str, Lines()]
"""A text that may have several lines: PEM, JSON, messages."""
Identifier = Annotated[str, AfterValidator(_identifier)]
Url = Annotated[str, Field(max_length=1024), AfterValidator(or_empty(_url))]
Cidr = Annotated[str, AfterValidator(_cidr)]
IPv4 = Annotated[str, AfterValidator(or_empty(_address(4)))]
IPv6 = Annotated[str, AfterValidator(or_empty(_address(6)))]
AccountName = Annotated[str, AfterValidator(_account_name)]
UserName = Annotated[str, AfterValidator(_user_name)]
MailAddress = Annotated[str, Field(max_length=128), AfterValidator(or_empty(_mail_address))]
JsonText = Annotated[str, Lines(), AfterValidator(or_empty(_json_text))]
Port = Annotated[int, AfterValidator(Rule(_port, least=0, most=65535))]
Mac = Annotated[str, AfterValidator(Rule(_mac, pattern=f"^({MAC})$", numbers=False))]
Name64 = Annotated[str, Field(min_length=1, max_length=64)]
Text32 = Annotated[str, Field(max_length=32)]
Text64 = Annotated[str, Field(max_length=64)]
Text128 = Annotated[str, Field(max_length=128)]
Text255 = Annotated[str, Field(max_length=255)]
Text1024 = Annotated[str, Field(max_length=1024)]
Whole = Annotated[int, Field(ge=-INT32 - 1, le=INT32)]
Count = Annotated[int, Field(ge=0, le=INT32)]
Positive = Annotated[int, Field(ge=1, le=INT32)]
Id = Annotated[int, Field(ge=1, le=INT64)]
IdOrZero = Annotated[int, Field(ge=0, le=INT64)]
Days = Positive
Seconds = Count
Milliseconds = Count
DiskQuota = Annotated[
    str,
    AfterValidator(
        matching(r"[1-9]\d*(KB|MB|GB|PB)", "must be a positive number with KB, MB, GB or PB, such as 100MB, or empty for no limit")
    ),
]
Credential = Annotated[str, AfterValidator(or_empty(_credential))]
"""Of a webhook: the pattern that PortSIP PBX REST API 22.2 has for it, ``[a-z0-9]{6,64}``, is not anchored; the PBX judges."""
ExtensionNumber = Annotated[str, AfterValidator(matching(r"[0-9]{3,64}", "must have 3 to 64 digits"))]
DialledNumberOrName = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    AfterValidator(
        _number_or_name(r"\+?[0-9*#]{1,64}", "must be an extension number or an external number, digits with or without a leading +")
    ),
]
"""For a field with ``number_of`` that may lead out of the PBX."""
TargetOrRange = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    AfterValidator(
        _number_or_name(
            r"\+?[0-9*#]{1,64}|[0-9]{1,64}-[0-9]{1,64}",
            "must be an extension number or an external number, digits with or without a leading +, or a range such as 1100-1199",
        )
    ),
]
"""For a field with ``number_of`` that may lead to as many numbers as call."""
ExtensionNumberOrName = Annotated[
    str, Field(max_length=LONGEST_NAME), AfterValidator(_number_or_name(r"[0-9]{3,64}", "must have 3 to 64 digits"))
]
"""For a field with ``number_of`` that leads to an extension of the tenant."""
Language = Annotated[str, AfterValidator(matching(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", "must be a BCP 47 language tag, such as en-US"))]
Currency = Annotated[str, AfterValidator(_code("ISO 4217", CURRENCIES, "EUR"))]
Region = Annotated[str, AfterValidator(_code("ISO 3166-1 alpha-3", COUNTRIES, "DEU"))]
MailAddresses = Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_mail_addresses)]
Cidrs = Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_cidrs)]
NumberRanges = Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_number_ranges)]
Mask = Annotated[str, Field(max_length=255), AfterValidator(or_empty(_mask))]
