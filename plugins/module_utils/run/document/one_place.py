# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Items of lists that stand in one such list of a tenant at most, such as the members of call park groups.

A list that gets an item waits for the one that loses it, and for the removal of objects whose lists were not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from .planned import Planned


def in_two_places(planned: Iterable[Planned]) -> Iterator[Finding]:
    """Items that two objects are to have; notes which object has to wait for which.

    What two objects have already is not told, as the PBX has taken it.
    """
    for option, several in _by_list(planned):
        holders: dict[Any, Planned] = {}
        for one in several:
            for item in _items(one.whole.after, option):
                other = holders.setdefault(item, one)
                if other is not one and not (item in _items(one.whole.before, option) and item in _items(other.whole.before, option)):
                    text = f"{option}: {item!r} is given at {other.path} too, and a user is in one {_noun(one)} at most"
                    yield Finding.below(one.path, text)
        yield from _moves(option, several)


def _by_list(planned: Iterable[Planned]) -> Iterator[tuple[str, Sequence[Planned]]]:
    """The objects whose lists share their items, with the option of the list."""
    lists: dict[tuple[Any, str, str], list[Planned]] = {}
    for one in planned:
        for option, below in one.resource.whole_lists.items():
            if below.one_place:
                lists.setdefault((one.tenant, one.resource.id, option), []).append(one)
    yield from ((option, several) for (_tenant, _kind, option), several in lists.items())


def _moves(option: str, several: Sequence[Planned]) -> Iterator[Finding]:
    """Let what gets an item wait for what loses it."""
    losing = {item: one for one in several for item in _items(one.whole.before, option) if item not in _items(one.whole.after, option)}
    # Of what no entry names, only the list of its kind was read, which does not tell.
    unread = [one for one in several if one.removes and option not in (one.whole.before or {})]
    for one in several:
        gained = [item for item in _items(one.whole.after, option) if item not in _items(one.whole.before, option)]
        one.waits_for += [other for other in unread if gained]
        for item in gained:
            other = losing.get(item)
            if other is not None and other is not one and not one.wait_for(other):
                text = f"{option}: the plan exchanges {item!r} with {other.path}, which takes two runs: take it out there first"
                yield Finding.below(one.path, text)


def _items(document: dict[str, Any] | None, option: str) -> Sequence[Any]:
    return (document or {}).get(option) or []


def _noun(one: Planned) -> str:
    return one.kind.replace("_", " ")
