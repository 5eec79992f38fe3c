# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Extension numbers of a tenant, which objects of several kinds share: what frees one, and who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.texts import normal
from ...plan.checks import describe
from ...plan.documents import Document
from ...read.numbers import NUMBER
from .dangling import values_at
from .entries import Entry
from .planned import Planned


def freed(planned: Iterable[Planned]) -> dict[Planned, Planned]:
    """What is to get a number -> the removal that frees it."""
    planned = list(planned)
    removals = {(one.tenant, _number(one.whole.before)): one for one in planned if one.removes and _number(one.whole.before)}
    wanted = ((one, removals.get((one.tenant, number))) for one, number in _wanting(planned))
    return {one: removal for one, removal in wanted if removal is not None}


def conflicts(planned: Sequence[Planned]) -> Iterator[Finding]:
    """Numbers that objects are to get, and that others have which stay; as far as their lists were read."""
    gone = {(one.tenant, one.resource.id, one.whole.identifier) for one in planned if one.removes}
    holders: dict[tuple[Entry | None, Any], tuple[str, Document]] = {}
    seen = set()
    for one in planned:
        if one.resource.key != (NUMBER,) or one.plan.site is None or (one.tenant, one.resource.id) in seen:
            continue
        seen.add((one.tenant, one.resource.id))
        for document in one.plan.site.listed(one.resource):
            if (one.tenant, one.resource.id, document.get("id")) not in gone:
                holders[one.tenant, _number(document)] = (one.resource.id, document)
    kinds = {one.resource.id: one.resource for one in planned}
    for one, number in _wanting(planned):
        kind, document = holders.get((one.tenant, number), ("", {}))
        if kind and (kind != one.resource.id or document.get("id") != one.whole.identifier):
            what = " ".join(filter(None, [describe(kinds[kind], document), str(document.get("name") or "")]))
            text = f"{NUMBER}: {number} belongs to {what} (id {document.get('id')}), which stays; remove that, or take another number"
            yield Finding.below(one.path, text)


def leading_nowhere(planned: Iterable[Planned]) -> Iterator[tuple[Planned, str]]:
    """What leads to the number of an object that the plan removes, each with that number; numbers that another object gets are none."""
    planned = list(planned)
    going = {(one.tenant, _number(one.whole.before)) for one in planned if one.removes and _number(one.whole.before)}
    going -= {(one.tenant, _number(one.whole.after)) for one in planned if _number(one.whole.after)}
    for one in planned if going else ():
        later = one.whole.after or {}
        paths = [path.split(".") for path, number_of in one.resource.numbers.items() if number_of.outside]
        given = (str(number) for path in paths for number in values_at(later, path))
        numbers = dict.fromkeys((*given, *(text for name in one.resource.deferred for text in texts_in(later.get(name)))))
        yield from ((one, number) for number in numbers if (one.tenant, number) in going)


def texts_in(value: Any) -> Iterator[str]:
    """Each text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def _wanting(planned: Iterable[Planned]) -> Iterator[tuple[Planned, Any]]:
    """What is to get a number that it does not have yet."""
    for one in planned:
        number = _number(one.whole.after)
        if number and one.whole.changed and number != _number(one.whole.before):
            yield one, number


def _number(document: Document | None) -> Any:
    return normal((document or {}).get(NUMBER))
