# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Certificates and private keys in PEM form: whether two are the same, fit each other, and how long they are good.

The fingerprint of a certificate needs no library.  What is inside of
certificates and keys is looked at only where ``cryptography`` is installed.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import re
from typing import Any

try:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    INSPECTS = True
except ImportError:
    INSPECTS = False

EXPIRES_SOON = datetime.timedelta(days=30)
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\s*(.*?)\s*-----END \1-----", re.DOTALL)


def blocks(text: str) -> list[tuple[str, bytes]]:
    """Label and content of each PEM block; headers within a block (of old, encrypted keys) are skipped.

    :raises ValueError: the content of a block is not base64.
    """
    found = []
    for label, body in _BLOCK.findall(text):
        lines = [line.strip() for line in body.splitlines() if ":" not in line]
        try:
            found.append((label, base64.b64decode("".join(lines), validate=True)))
        except binascii.Error:
            raise ValueError(f"contains a damaged {label} block") from None
    return found


def check_certificate(text: str) -> str:
    """The PEM text of one or more certificates.

    :raises ValueError: it is something else.
    """
    labels = [label for label, _content in blocks(text)]
    if not labels or set(labels) != {"CERTIFICATE"}:
        raise ValueError("must be PEM text of a certificate, with the certificates of its issuers after it, and nothing else")
    if INSPECTS:
        try:
            x509.load_pem_x509_certificates(_tidy(text))
        except ValueError:
            raise ValueError("is PEM text, but contains no readable certificate") from None
    return text


def check_key(text: str) -> str:
    """The PEM text of a private key without a passphrase.

    :raises ValueError: it is something else.
    """
    labels = [label for label, _content in blocks(text) if label.endswith("PRIVATE KEY")]
    if len(labels) != 1:
        raise ValueError("must be PEM text of one private key")
    if labels[0] == "ENCRYPTED PRIVATE KEY" or "Proc-Type: 4,ENCRYPTED" in text:
        raise ValueError("has a passphrase; the PBX needs the key without one")
    if INSPECTS:
        _public_half(text)
    return text


def check_pair(certificate: str, key: str) -> None:
    """:raises ValueError: the key is not that of the first certificate; not found out without ``cryptography``."""
    if not INSPECTS:
        return
    first = x509.load_pem_x509_certificates(_tidy(certificate))[0]
    if _public_bytes(first.public_key()) != _public_half(key):
        raise ValueError("key does not belong to crt, or crt does not begin with the certificate of the PBX itself")


def fingerprint(value: Any) -> Any:
    """SHA-256 fingerprints of the certificates in a PEM text; other values stay as they are."""
    try:
        found = [content for label, content in blocks(value) if label == "CERTIFICATE"]
    except (TypeError, ValueError):
        return value
    return [hashlib.sha256(content).hexdigest() for content in found] or value


def same_key(value: Any) -> Any:
    """What is the same for the same key: its public half, or without ``cryptography`` its content as it is encoded."""
    try:
        contents = [content for _label, content in blocks(value)]
        return _public_half(value) if INSPECTS else contents or value
    except (TypeError, ValueError):
        return value


def end_of(certificate: Any) -> datetime.datetime | None:
    """When the first certificate ends; None where that can't be told."""
    if not INSPECTS:
        return None
    try:
        first = x509.load_pem_x509_certificates(_tidy(certificate))[0]
    except (AttributeError, ValueError):
        return None
    # Releases of the library before 42 only tell the time without its zone, UTC.
    return getattr(first, "not_valid_after_utc", None) or first.not_valid_after.replace(tzinfo=datetime.timezone.utc)


def _tidy(text: str) -> bytes:
    """PEM without the indentation that YAML may leave."""
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def _public_half(key: str) -> bytes:
    try:
        private = load_pem_private_key(_tidy(key), password=None)
    except (TypeError, ValueError):
        raise ValueError("is PEM text, but contains no readable private key") from None
    return _public_bytes(private.public_key())


def _public_bytes(key: Any) -> bytes:
    return bytes(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
