# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""License, certificate and brand of the system (PortSIP PBX REST API 22.2, /license, /key, /brand)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from ...base.certificates import EXPIRES_SOON, check_certificate, check_key, check_pair, end_of, fingerprint, same_key
from ...base.libraries import AfterValidator, model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.times import format_instant
from ...schema.types import LongText


class Certificate(Wanted):
    """The certificate that the PBX presents, and its key."""

    crt: Annotated[LongText, AfterValidator(check_certificate)] | None = option(
        "The certificate as PEM text, followed by the certificates of its issuers, where there are such.",
        "Without it and O(key), the module changes nothing and returns the certificate that is there.",
        canonical=fingerprint,
    )
    key: Annotated[LongText, AfterValidator(check_key)] | None = option(
        "The private key of the certificate as PEM text, without a passphrase. It is compared, but never shown.",
        "It may be left out where the key on the PBX stays the same.",
        secret=True,
        canonical=same_key,
    )

    @model_validator(mode="after")
    def _fit(self) -> Certificate:
        if self.crt and self.key:
            check_pair(self.crt, self.key)
        return self


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
    warnings_for=_expires_soon,
    derive=_about,
    page=Page(
        summary="Set the TLS certificate of PortSIP PBX",
        description=(
            "Sets the certificate that the PBX presents for TLS and WSS, and its private key, where they differ from what the PBX has.",
            "Certificates are compared by their SHA-256 fingerprints, so that line ends and indentation do not count.",
            "A certificate that ends within 30 days, or has ended, gives a warning in every run, also where nothing changes.",
            "Where the Python library C(cryptography) is installed on the host that runs the module, it is checked before "
            "the first request that the key belongs to the certificate, and the same key in another encoding counts as the "
            "same. Without the library keys are compared by their content, the certificate is not examined, and there is no "
            "warning.",
        ),
        notes=(
            "The next connection to the PBX uses the new certificate. Change O(ca_path) if it has another issuer.",
            "The library C(cryptography) is optional.",
        ),
        seealso=(
            "system_info",
            "transport",
            "network",
        ),
        returns={
            "expires_at": {
                "description": "When the first certificate ends (RFC 3339). Null without the library C(cryptography).",
                "returned": "always",
                "type": "str",
                "sample": "2027-06-30T12:00:00Z",
            },
            "fingerprint": {
                "description": "SHA-256 fingerprint of the first certificate.",
                "returned": "always",
                "type": "str",
                "sample": "2f1c6d0c1f0c5b0e7f4d2f6c3a8f9be0d8b5d64c2f0c1d3e4a5b6c7d8e9f0a1b",
            },
        },
        samples={
            "crt": "-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n",
        },
    ),
)
