# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""References of what is to be there to what the plan removes, as the document does not name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from ...plan.checks import describe
from ...schema.aliases import option_name
from .planned import Planned

Removed = tuple[int, str, str]
"""The session, the path of the list and the id of an object; or its name, for fields that hold that."""


def references_to_removed(planned: Iterable[Planned]) -> Iterator[Finding]:
    """Each value that names an object which the plan removes."""
    planned = list(planned)
    removals = [one for one in planned if one.removes and one.resource.kind != "singleton"]
    by_id = {key: one for one in removals if (key := _key(one, one.whole.identifier)) is not None}
    by_name = {key: one for one in removals if (key := _key(one, (one.whole.before or {}).get(one.resource.key[0]))) is not None}
    for one in planned if removals else ():
        site = one.plan.site
        if one.whole.after is None or site is None:
            continue
        for path, to in one.resource.refers.items():
            reference = one.resource.field(tuple(path.split("."))).reference
            if reference is None:
                continue
            removed = by_name if reference.by_name else by_id
            for value in values_at(one.whole.desired.values, path.split(".")):
                target = removed.get((id(site.client), reference.address.below(site.parents).path, str(value)))
                if target is not None:
                    what = describe(target.resource, target.whole.before or {})
                    option = option_name(path.split(".")[0], to if "." not in path else "")
                    yield Finding(f"{one.path}.{option}", f"names the {what}, which {target.path} does not, so that it would be removed")


def _key(one: Planned, called: Any) -> Removed | None:
    site = one.plan.site
    return None if site is None else (id(site.client), one.resource.where(site.parents), str(called))


def values_at(value: Any, names: Sequence[str]) -> Iterator[Any]:
    """What stands at a path of fields, ``*`` standing for each item of a list."""
    if not names:
        yield value
    elif names[0] == "*":
        for item in value if isinstance(value, list) else ():
            yield from values_at(item, names[1:])
    elif isinstance(value, dict) and names[0] in value:
        yield from values_at(value[names[0]], names[1:])
