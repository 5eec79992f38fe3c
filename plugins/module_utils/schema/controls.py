# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What may be given with any object besides its fields: whether it is to exist, and how it is brought about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ..base.libraries import Field
from .attribute import option
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


class EntryControls(Wanted):
    """What an entry may say that its module has no option for; which of it a kind has, its part of the tree says."""

    state: Literal["present", "absent"] | None = option(
        "Whether the objects of this entry are to exist. With V(absent), they are taken down in reverse order.",
    )
    renamed_from: Annotated[str, Field(min_length=1, max_length=280)] | None = option(
        "The domain that the tenant had before. A tenant with this domain gets the new one, instead of a second tenant being created.",
    )
    literal: list[str] | None = option(
        "Dotted paths of options of this entry whose values contain two braces literally, such as V(name) or V(cdr_event.url). "
        "Elsewhere two braces are a template that was not evaluated, and are refused.",
    )
