# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What stands on the PBX in a list that a document gives, and is not named there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...base.texts import normal
from ...errors import InvalidInput
from ...plan.checks import key_words
from ...plan.documents import Document, canonical
from ...plan.index import Index
from ...plan.keys import beside_key
from ...plan.limits import check_removals
from ...plan.steps import Desired, Step
from ...read.place import Place
from ...read.site import Site
from ...schema.order import KindPath
from ..planning import ObjectPlan
from ..tree import DOCUMENT_PARTS, Part
from .entries import Entry, Reading
from .planned import Planned, PlannedDocument
from .scopes import Scope, Scopes
from .selection import KINDS, Selection


def _parts(parts: Sequence[Part], path: KindPath = ()) -> Iterator[tuple[KindPath, Part]]:
    for part in parts:
        here = (*path, part.name)
        yield here, part
        yield from _parts(part.parts, here)


PARTS = dict(_parts(DOCUMENT_PARTS))
"""The parts of a document by the keys that lead to them."""


@dataclass(frozen=True)
class GivenList:
    """A list that a document gives.

    :param owner: the entry that it stands in, None for one of the whole PBX.
    :param path: as the user writes it.
    """

    kind_path: KindPath
    owner: Entry | None
    path: str


def given_lists(reading: Reading, selection: Selection) -> list[GivenList]:
    """The lists of watched kinds that the document gives, also those that are empty; none that goes with what it stands in."""
    of_system = [
        GivenList(path, None, ".".join(path))
        for path in KINDS
        if path[0] == "system" and path in selection.watched and ".".join(path) in reading.counts and selection.tenants is None
    ]
    inside = [
        GivenList((*entry.kind_path, name), entry, f"{entry.path}.{name}")
        for entry in reading.entries
        if not selection.is_absent(entry)
        for name in sorted(entry.listed)
        if (*entry.kind_path, name) in selection.watched and selection.is_of_these(entry)
    ]
    lists = [] if selection.absent else [*of_system, *inside]
    return [one for one in lists if selection.is_about(one.kind_path)]


def unmanaged(given: GivenList, named: Sequence[Entry], scopes: Scopes) -> list[Planned]:
    """The removal of what stands in a list on the PBX and not in the document; not of what the PBX has made by itself.

    :param named: the entries of the list.
    :raises PortsipError: the list can't be read.
    """
    part = PARTS[given.kind_path]
    resource = part.resource
    anyone = Entry(part, given.kind_path, given.path, {}, given.owner)
    site = scopes.site(anyone, resource, anyone.params())
    listed = site.listed(resource)
    index = Index(resource, listed)
    keep = {str(found.get(resource.id_field)) for entry in named for found in index.matching(Desired(entry.values))}
    others = [document for document in listed if str(document.get(resource.id_field)) not in keep and not resource.is_made_by_pbx(document)]
    scope = scopes.of(anyone)
    return [_removal(given, site, scope, part, document) for document in others]


def _removal(given: GivenList, site: Site, scope: Scope, part: Part, document: Document) -> Planned:
    resource = part.resource
    desired = Desired({}, absent=True, identifier=str(document.get(resource.id_field)))
    step = Step(resource, "remove", desired, before=document, within=site.within)
    plan = ObjectPlan(resource, site, Place(site.parents, _never), step)
    return Planned(given.kind_path, given.path, None, given.owner, plan, step, scope=scope, name=" ".join(key_words(resource, document)))


def is_called(planned: Planned, name: str) -> bool:
    """Whether a name means an object, however its key is spelled."""
    resource, document = planned.resource, planned.whole.before or {}
    if resource.key_with:
        key = " ".join(str(document.get(field) or "") for field in resource.key)
        return normal(name) in {normal(text) for text in (key, *(f"{key} {document[field]}" for field in beside_key(resource, document)))}
    if len(resource.key) != 1:
        return bool(normal(name) == normal(planned.name))
    path = (resource.key[0],)
    return bool(canonical(resource, name, path) == canonical(resource, str(document.get(path[0])), path))


def _never(error: Exception) -> None:
    raise error


def check_limits(document: PlannedDocument, *, most: int, percent: int) -> None:
    """Check how much a plan removes of what nobody names, or removes to create it again.

    :raises InvalidInput: it is more than is allowed, or less would remain than the PBX insists on.
    """
    plan = [
        step
        for planned in document.planned
        if (planned.whole.action == "recreate" and not planned.resource.replaces) or (planned.removes and planned.entry is None)
        for step in planned.shown()[:1]
    ]
    there: Counter[str] = Counter()
    for (kind, _place), count in document.held.items():
        there[kind] += count
    check_removals(plan, there, most=most, percent=percent)
    _check_minimum(document, there)


def held(planned: Planned) -> tuple[tuple[str, str], int] | None:
    """How many objects the list holds from which an object is removed: with its kind and place; None where it stays."""
    site, resource = planned.plan.site, planned.resource
    named = planned.removes and planned.entry is not None and not resource.minimum  # no limit counts it
    if site is None or resource.kind != "collection" or planned.whole.action not in ("remove", "recreate") or named:
        return None
    return (planned.kind, f"{id(site.client)} {resource.where(site.parents)}"), len(site.listed(resource))


def _check_minimum(document: PlannedDocument, there: Counter[str]) -> None:
    """:raises InvalidInput: fewer would remain than the PBX insists on."""
    for planned in document.planned:
        resource = planned.resource
        if not (resource.minimum and planned.removes):
            continue
        same = [one for one in document.planned if one.resource.id == resource.id]
        remain = there[planned.kind] + sum(one.whole.action == "create" for one in same) - sum(one.removes for one in same)
        if remain < resource.minimum:
            noun = resource.name.replace("_", " ")
            raise InvalidInput(
                f"{planned.path}: no {noun} would remain, and the PBX needs at least one. Add one to the document or to "
                "exclusive_protected. Nothing was written."
            )
