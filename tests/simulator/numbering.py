# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Extension numbers are shared by everything inside a tenant."""

from __future__ import annotations

from .errors import refused
from .state import Row, World

NUMBERED = ("call_queues", "ivrs", "ring_groups", "shared_voicemails", "users")  # the collections whose objects have an extension number

TYPES = {  # what the API calls the objects of a collection; it has no word for shared voicemails
    "users": "EXTENSION",
    "ring_groups": "RING_GROUP",
    "call_queues": "CALL_QUEUE",
    "conference_rooms": "CONFERENCE_ROOM",
    "ivrs": "VIRTUAL_RECEPTIONIST",
}


def holder(world: World, tenant_id: str, number: str) -> Row | None:
    """Return what has an extension number in a tenant, as ``GET /extension_numbers/{extension_number}`` answers it."""
    for collection in NUMBERED:
        for row in world.rows(collection, tenant_id).values():
            if row["extension_number"] == number and collection in TYPES:
                return {
                    "id": row["id"],
                    "extension_number": number,
                    "name": row.get("display_name", row.get("name")),
                    "type": TYPES[collection],
                }
    return None


def check_number(world: World, tenant_id: str, row: Row) -> None:
    """Raise ApiError (400) if another object of the tenant has the extension number."""
    for collection in NUMBERED:
        for other in world.rows(collection, tenant_id).values():
            if other["id"] != row["id"] and other["extension_number"] == row["extension_number"]:
                raise refused("extension_number", f"is taken: {row['extension_number']}")


def check_member(world: World, tenant_id: str, where: str, item: Row) -> None:
    """Raise ApiError (400) if an item of a list, at the path ``where``, names an extension that no user has."""
    number = item["extension_number"]
    if number not in {user["extension_number"] for user in world.rows("users", tenant_id).values()}:
        raise refused(f"{where}.extension_number", f"extension {number} does not exist")


def with_display_name(world: World, tenant_id: str, item: Row) -> Row:
    """Return a member with the name of the user who has its number."""
    users = {user["extension_number"]: user for user in world.rows("users", tenant_id).values()}
    return {**item, "display_name": users.get(item["extension_number"], {}).get("display_name")}
