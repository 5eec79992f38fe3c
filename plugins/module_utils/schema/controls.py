# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What may be given with any object besides its fields: whether it is to exist, and how it is brought about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ..base.libraries import Field
from .model import Wanted
from .types import Id, Seconds


class Controls(Wanted):
    """Options of a module that describe no field; which of them a resource has, it says itself."""

    state: Literal["present", "absent"] | None = None
    unset: list[str] | None = None
    extra: dict[str, Any] | None = None
    recreate: bool | None = None
    update_password: Literal["always", "on_create"] | None = None
    wait: bool | None = None
    wait_timeout: Seconds | None = None


class ParentIds(Wanted):
    """Options that name what an object lives below, where an entry has them."""

    extension_id: Id | None = None
    provider: Annotated[str, Field(min_length=1)] | None = None


class DocumentControls(Wanted):
    """What an entry of a document may say that no module has an option for; which of it a kind has, the tree says.

    :ivar renamed_from: the domain that a tenant had before.
    :ivar literal: dotted paths of options whose values mean their braces, such as ``description``.
    """

    state: Literal["present", "absent"] | None = None
    renamed_from: Annotated[str, Field(min_length=1, max_length=280)] | None = None
    literal: list[str] | None = None
