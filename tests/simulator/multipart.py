# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reading a form that carries files (RFC 7578, multipart/form-data)."""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
from dataclasses import dataclass
from typing import Any

CONTENT_TYPE = "multipart/form-data"


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    filename: str
    content_type: str
    content: bytes

    def summary(self) -> dict[str, Any]:
        """Return what the log has of it: name, type, size and checksum."""
        checksum = hashlib.sha256(self.content).hexdigest()
        return {"filename": self.filename, "content_type": self.content_type, "size": len(self.content), "sha256": checksum}


def read_form(raw: bytes, content_type: str) -> dict[str, str | Upload]:
    """Return the fields by name, the last of several equal names; those with a file name are uploads.

    Raises ValueError for a body that is no such form.
    """
    head = b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + raw)
    if not message.is_multipart():
        raise ValueError("must be multipart/form-data")
    form: dict[str, str | Upload] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(payload, bytes):
            raise ValueError("every part must have a name and a content")
        filename = part.get_filename()
        form[name] = payload.decode() if filename is None else Upload(filename, part.get_content_type(), payload)
    return form


def logged_form(raw: bytes, content_type: str) -> dict[str, Any] | str:
    """Return a form as the log has it; as text if it is none."""
    try:
        fields = read_form(raw, content_type)
    except ValueError:
        return raw.decode("utf-8", "replace")
    return {name: value.summary() if isinstance(value, Upload) else value for name, value in fields.items()}
