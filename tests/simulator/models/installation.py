# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""License, certificate and brand of an installation (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..validation import Blankable, Body, NonEmpty, Str

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\r?\n((?:[A-Za-z0-9+/=]+\r?\n)+)-----END \1-----\s*", re.ASCII)


def _pem(label: str) -> AfterValidator:
    """Return a validator that wants PEM blocks of labels which end in ``label``; what is encoded must look like DER."""

    def check(value: str) -> str:
        blocks = list(_BLOCK.finditer(value.strip() + "\n"))
        rest = _BLOCK.sub("", value.strip() + "\n").strip()
        if rest or not blocks or not all(block[1].endswith(label) and _is_der(block[2]) for block in blocks):
            raise ValueError(f"must be a PEM-encoded {label.lower()}")
        return value

    return AfterValidator(check)


def _is_der(text: str) -> bool:
    try:
        return base64.b64decode("".join(text.split()), validate=True)[:1] == b"\x30"  # a sequence, as keys and certificates are
    except binascii.Error:
        return False


class License(Body):
    """The body of ``POST /license``."""

    license_key: NonEmpty


class CertificateKey(Body):
    """The body of ``POST /key``."""

    crt: Annotated[Str, _pem("CERTIFICATE")]
    key: Annotated[Str, _pem("PRIVATE KEY")]


class Brand(Body):
    """The body of ``POST /brand``; the limit of the bottom text stands in the words of its description."""

    theme: Literal["BLUE", "DARK", "GREEN", "LIGHT_BLUE", "PURPLE"] | None = None
    logo: Blankable[NonEmpty] = None
    favicon: Blankable[NonEmpty] = None
    title: Blankable[Str] = None
    copyright: Blankable[Str] = None
    product: Blankable[Str] = None
    website: Blankable[Str] = None
    forum: Blankable[Str] = None
    bottom_text: Blankable[Annotated[Str, Field(max_length=256)]] = None
