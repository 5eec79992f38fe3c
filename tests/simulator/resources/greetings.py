# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Voicemail greetings of users and of shared mailboxes (PortSIP PBX REST API 22.2, .../greetings).

A greeting is a file of the tenant. A new one is not enabled, and enabling one disables the others.
"""

from __future__ import annotations

from ..collection import Collection
from ..errors import refused
from ..state import Row, World
from ..validation import Body, Str
from .files import with_file


class GreetingCreate(Body):
    """The body of a creation."""

    file_id: Str


def _tenant_of(world: World, owner: str) -> str:
    """Return the tenant of a user or a shared mailbox."""
    kinds = ("users", "shared_voicemails")
    return next(tenant for tenant in world.tenants for kind in kinds if owner in world.rows(kind, tenant))


def _check(world: World, owner: str, row: Row) -> None:
    if row["file_id"] not in world.rows("files", _tenant_of(world, owner)):
        raise refused("file_id", f"file {row['file_id']} does not exist")


def _present(world: World, owner: str, view: Row) -> Row:
    return with_file(world, _tenant_of(world, owner), view, "file")


def _greetings(name: str, parent: str) -> Collection:
    return Collection(
        name=name,
        path=f"/{parent}/{{id}}/greetings",
        level="tenant",
        create=GreetingCreate,
        parent=parent,
        item="greeting_id",
        read_only={"enabled": False},
        paged=False,
        check=_check,
        present=_present,
        retrievable=False,
        switch="enabled",
        demanded=("file_id",),
    )


GREETINGS = _greetings("greetings", "users")
VOICEMAIL_GREETINGS = _greetings("voicemail_greetings", "shared_voicemails")
