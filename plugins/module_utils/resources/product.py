# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""License, certificate and brand of the system (PortSIP PBX REST API 22.2, /license, /key, /brand)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from ..certificates import EXPIRES_SOON, check_pair, end_of, fingerprint, same_key
from ..models.product import Brand, Certificate, License
from ..models.types import format_instant
from ..resource import Field, Resource
from .shapes import pem

LICENSE = Resource(
    name="license",
    plural="licenses",
    model=License,
    level="system",
    kind="singleton",
    collection="/license",
    key=(),
    required=("license_key",),
    fields={"license_key": Field(secret=True, canonical=pem)},
)


def _fit(pair: Mapping[str, Any]) -> None:
    """:raises ValueError: one half is new, and the other one on the PBX does not fit."""
    check_pair(pair["crt"], pair["key"])


def _about(pair: Mapping[str, Any]) -> dict[str, Any]:
    """What is worth knowing of a certificate without looking inside."""
    prints = fingerprint(pair.get("crt"))
    end = end_of(pair.get("crt"))
    return {"fingerprint": prints[0] if isinstance(prints, list) else None, "expires_at": format_instant(end) if end else None}


def _expires_soon(pair: Mapping[str, Any]) -> Iterable[str]:
    end = end_of(pair.get("crt"))
    if end is not None:
        left = end - datetime.datetime.now(datetime.timezone.utc)
        if left.total_seconds() <= 0:
            yield f"The certificate of the PBX has expired at {format_instant(end)}."
        elif left < EXPIRES_SOON:
            yield f"The certificate of the PBX expires in {left.days} days, at {format_instant(end)}."


CERTIFICATE = Resource(
    name="certificate",
    plural="certificates",
    model=Certificate,
    level="system",
    kind="singleton",
    collection="/key",
    key=(),
    required=("crt", "key"),
    complete=_fit,
    advise=_expires_soon,
    derive=_about,
    fields={"crt": Field(canonical=fingerprint), "key": Field(secret=True, canonical=same_key)},
)

BRAND = Resource(
    name="brand",
    plural="brands",
    model=Brand,
    level="system",
    kind="singleton",
    collection="/brand",
    key=(),
    readable=False,
)
