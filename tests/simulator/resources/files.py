# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How an object shows a file that it was given by id."""

from __future__ import annotations

from ..errors import refused
from ..state import Row, World


def with_file(world: World, tenant_id: str, view: Row, prefix: str) -> Row:
    """Return the view with ``<prefix>_id`` replaced by the file's name, size and url."""
    shown = {key: value for key, value in view.items() if key != f"{prefix}_id"}
    file = world.rows("files", tenant_id).get(view.get(f"{prefix}_id") or "")
    shown[f"{prefix}_name"] = file["name"] if file else None
    shown[f"{prefix}_size"] = file["size"] if file else None
    shown[f"{prefix}_url"] = f"/api/blobs/{file['id']}" if file else None
    return shown


def check_file(world: World, tenant_id: str, row: Row, field: str) -> None:
    """Raise ApiError (400) if a field names a file that the tenant does not have."""
    if row.get(field) is not None and row[field] not in world.rows("files", tenant_id):
        raise refused(field, f"file {row[field]} does not exist")
