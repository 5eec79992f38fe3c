# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Files, and how an object shows one that it was given by id (PortSIP PBX REST API 22.2, /files)."""

from __future__ import annotations

from .. import timestamps
from ..collection import Collection
from ..errors import refused
from ..state import Row, World
from ..upload import digest_of, short_name

# A file that is in use can be removed: what used it is then without.
FILES = Collection(
    name="files",
    path="/files",
    level="tenant",
    read_only={"name": None, "size": 0, "media_type": "audio/wav", "created_at": timestamps.now, "sha256": digest_of(b"")},
    write_only=("sha256",),
)


def with_file(world: World, tenant_id: str, view: Row, prefix: str) -> Row:
    """Return the view with ``<prefix>_id`` replaced by the file's name, size and url."""
    shown = {key: value for key, value in view.items() if key != f"{prefix}_id"}
    file = world.rows("files", tenant_id).get(view.get(f"{prefix}_id") or "")
    shown[f"{prefix}_name"] = file["name"] if file else None
    shown[f"{prefix}_size"] = file["size"] if file else None
    shown[f"{prefix}_url"] = f"/api/blobs/{short_name(file['sha256'])}" if file else None
    return shown


def check_file(world: World, tenant_id: str, row: Row, field: str) -> None:
    """Raise ApiError (400) if a field names a file that the tenant does not have."""
    if row.get(field) is not None and row[field] not in world.rows("files", tenant_id):
        raise refused(field, f"file {row[field]} does not exist")


def stored(world: World, content: bytes) -> str:
    """Keep a content; return its digest."""
    digest = digest_of(content)
    world.blobs[digest] = content
    return digest
