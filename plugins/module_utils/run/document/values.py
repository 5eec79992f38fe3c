# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values in the entries of a document, each with its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...schema.aliases import option_path
from .entries import Entry

Location = tuple[Any, ...]
"""Names of fields, in those of the API, and positions in lists."""


def located(value: Any, steps: Sequence[str], location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """What stands at a path of fields, ``*`` standing for each item of a list; not what is blank."""
    if not steps:
        if value not in (None, ""):
            yield location, value
    elif steps[0] == "*":
        for number, item in enumerate(value if isinstance(value, list) else []):
            yield from located(item, steps[1:], (*location, number))
    elif isinstance(value, dict) and steps[0] in value:
        yield from located(value[steps[0]], steps[1:], (*location, steps[0]))


def path_in(entry: Entry, location: Location) -> str:
    """The path of a value of an entry as the user writes it."""
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in _called(entry, location))
    return entry.path_of(f"{entry.path}{where}")


def _called(entry: Entry, location: Location) -> Location:
    """A path of fields in the names of options."""
    first, *others = option_path(entry.part.resource.model, location)
    return (entry.part.called(first) if len(location) == 1 else first, *others)
