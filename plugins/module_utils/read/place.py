# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a wanted object lives, and what its references are called in a diff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import errors
from ..client.answers import Item
from ..plan.documents import Path
from ..plan.steps import Ids
from ..schema.reference import Reference
from ..schema.resource import Resource
from .numbers import NUMBER


@dataclass(frozen=True)
class Place:
    """Where a wanted object lives, and how it takes that something it refers to is missing.

    :param tolerate_missing: raises the error where the run can't go on without.
    :param warn: tells the user something that does not stop the run.
    :param absent: the object is to go, so that a name alone is enough.
    :param local: the object that the path of a local file stands for: takes the reference, the path, and the option for error texts.
        Without it, the object of the file's name has to exist.
    :param any_missing: what is missing may be tolerated whatever it is, also what no other task could create.
    :param given_names: names for a diff, those that were given above all, by the path and the id that each led to.
    """

    parents: Mapping[str, Any]
    tolerate_missing: Callable[[errors.NotFound], None]
    given_names: dict[tuple[str, str], Any] = field(default_factory=dict)
    warn: Callable[[str], None] = lambda text: None
    any_missing: bool = False
    absent: bool = False
    local: Callable[[Reference, str, str], Item] | None = None

    def note_names(self, ids: Ids) -> None:
        """Call what was created meanwhile by the names that were given."""
        for (path, identifier), name in list(self.given_names.items()):
            self.given_names.update({(path, str(found)): name for unknown, found in ids.items() if str(unknown) == identifier})

    def with_names(self, resource: Resource, value: Any, path: Path = ()) -> Any:
        """A copy of a document for a diff, with the given names in place of their ids.

        So the diff is the same whether or not what a name leads to exists already.
        """
        if not path and isinstance(value, Mapping):
            named = resource.named_fields
            return {name: self.with_names(resource, item, (name,)) if name in named else item for name, item in value.items()}
        if isinstance(value, Mapping):
            return {name: self.with_names(resource, item, (*path, name)) for name, item in value.items()}
        if isinstance(value, list):
            return [self.with_names(resource, item, (*path, "*")) for item in value]
        known = resource.field(path)
        if known.number_of is not None:
            return self.given_names.get((NUMBER, str(value)), value)
        reference = known.reference
        return self.given_names.get((reference.address.below(self.parents).path, str(value)), value) if reference else value
