# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Uploads in pieces, and downloads by digest (PortSIP PBX REST API 22.2, /blobs)."""

from __future__ import annotations

import mimetypes
import re
import uuid
from typing import Any

from .. import crud
from ..call import Answer, Call, Exchange, Routes, endpoint, pbx
from ..errors import forbidden, not_found, refused
from ..resources import FILES
from ..resources.files import stored
from ..state import SYSTEM
from ..upload import Upload, digest_of, short_name

DIGEST = re.compile(r"[0-9a-f]{64}")
MEDIA_TYPES = {".wav": "audio/vnd.wave", ".mp3": "audio/mpeg", ".png": "image/png"}


def _begun(call: Call) -> Answer:
    """Begin an upload to where the session is."""
    name = call.query.get("filename", "")
    if not name:
        raise refused("filename", "is required")
    if (temporary := call.query.get("temporary", "false")) not in ("true", "false"):
        raise refused("temporary", "must be true or false")
    upload = Upload(call.session.tenant_id or SYSTEM, name, temporary == "true", _token())
    identifier = str(uuid.uuid4())
    call.world.uploads[identifier] = upload
    return Answer(202, headers=_headers(call, identifier, upload))


def _appended(call: Call, id: str) -> Answer:
    """Take what has arrived of a piece."""
    upload = _allowed(call, id)
    if not call.exchange.content_type.startswith("application/octet-stream"):
        raise refused("body", "must be sent as application/octet-stream")
    upload.content += call.exchange.raw
    if call.world.settings.upload_token == "renewed":
        upload.token = _token()
    return Answer(203, headers=_headers(call, id, upload))


def _completed(call: Call, id: str) -> Answer:
    """Make a file of what has arrived."""
    upload = _allowed(call, id)
    content = upload.content + call.exchange.raw
    digest = call.query.get("digest")
    if digest is not None and not DIGEST.fullmatch(digest):
        raise refused("digest", "must be a SHA-256 in hexadecimal")
    if digest is not None and digest != digest_of(content):
        raise refused("digest", "is not that of the content")
    media_type = MEDIA_TYPES.get(upload.filename[-4:].lower()) or mimetypes.guess_type(upload.filename)[0] or "application/octet-stream"
    fields = {"name": upload.filename, "size": len(content), "media_type": media_type, "sha256": stored(call.world, content)}
    row = crud.new_row(call.world, FILES, fields)
    call.world.rows("files", upload.owner)[row["id"]] = row
    del call.world.uploads[id]
    return Answer(201, {"id": row["id"]})


def _state(call: Call, id: str) -> Answer:
    """Tell how much has arrived, and which token counts."""
    return Answer(204, headers=_headers(call, id, _own(call, id)))


def _given_up(call: Call, id: str) -> Answer:
    _own(call, id)
    del call.world.uploads[id]
    return Answer(204)


def _own(call: Call, id: str) -> Upload:
    """Return an upload to where the session is; raises ApiError (404)."""
    upload = call.world.uploads.get(id)
    if upload is None or upload.owner != (call.session.tenant_id or SYSTEM):
        raise not_found(f"upload {id}")
    return upload


def _allowed(call: Call, id: str) -> Upload:
    """Return an upload whose token the request has; raises ApiError: 404 or 403."""
    upload = _own(call, id)
    if call.exchange.upload_token != upload.token:
        raise forbidden(f"The upload token {call.exchange.upload_token} is not valid")
    return upload


def _headers(call: Call, id: str, upload: Upload) -> dict[str, str]:
    headers = {"PortSIP-Upload-ID": id, "PortSIP-Upload-Token": upload.token}
    if call.world.settings.upload_range:
        headers["Range"] = f"0-{max(len(upload.content) - 1, 0)}"
    return headers


def _token() -> str:
    return f"upload-{uuid.uuid4().hex}"


def _downloaded(exchange: Exchange, path: dict[str, Any]) -> Answer:
    """Send a content, which whoever knows its digest may read."""
    world, wanted = exchange.world, path["digest"]
    digest = next((known for known in world.blobs if wanted in (known, short_name(known))), None)
    if digest is None:
        raise not_found(f"blob {wanted}")
    headers = {"Content-Disposition": f'attachment; filename="{wanted}"'}
    return Answer(200, world.blobs[digest], headers, "application/octet-stream")


def routes() -> Routes:
    """Return the routes."""
    one = "/blobs/uploads/{id}"
    return [
        ("POST", "/blobs/uploads", pbx(_begun, "any", FILES.roles)),
        ("POST", f"{one}/append", pbx(_appended, "any", FILES.roles)),
        ("POST", f"{one}/complete", pbx(_completed, "any", FILES.roles)),
        ("GET", f"{one}/status", pbx(_state, "any", FILES.roles)),
        ("POST", f"{one}/destroy", pbx(_given_up, "any", FILES.roles)),
        ("GET", "/blobs/{digest}", endpoint(_downloaded)),
    ]
