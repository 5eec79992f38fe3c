# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An upload under way, and the contents of files."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass
class Upload:
    """What has arrived of a file so far.

    :ivar owner: the tenant whose file it will be.
    """

    owner: str
    filename: str
    temporary: bool
    token: str
    content: bytes = b""

    def dump(self) -> dict[str, Any]:
        """Return it as plain JSON, without its token."""
        return {"owner": self.owner, "filename": self.filename, "temporary": self.temporary, "size": len(self.content)}


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def short_name(digest: str) -> str:
    """Return how the addresses of files call a content: the description's example is no digest in hexadecimal."""
    return base64.urlsafe_b64encode(bytes.fromhex(digest)[:23]).decode().rstrip("=")
