# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading what a plan will rest on, several requests at a time: lists, and the objects whose lists leave fields out.

Planning then finds everything read. What fails here fails there again, and is told there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ...base.locks import Locks
from ...errors import Ambiguous, Conflict, InvalidInput, NotFound, PortsipError, Refused
from ...plan.documents import Document
from ...plan.index import Index
from ...plan.steps import Desired, Within, within
from ...read.background import Background
from ...read.lookup import told_by_list
from ...read.parallel import parallel_map
from ...read.site import Site
from ...schema.order import KindPath
from .entries import Entry
from .scopes import Scopes
from .unreadable import Unreadable

LISTS_AHEAD = 4
"""Of how many groups the lists are read before the objects of the first of them."""
LISTS_AHEAD_AT = 2
"""How deep a list stands in the document that is read so: below a tenant, a queue or the system."""
FINDINGS = (InvalidInput, NotFound, Ambiguous, Conflict, Refused)
"""Failures that are about one entry; any other ends the run."""


class ReadingAhead:
    """Reads for one document.

    :param parallel: how many requests are made at a time.
    :param unreadable: takes failures that leave the rest to be compared.
    """

    def __init__(self, scopes: Scopes, parallel: int, unreadable: Unreadable) -> None:
        self._scopes = scopes
        self._unreadable = unreadable
        self._lists = Locks()
        self._listed: set[tuple[Entry | None, KindPath]] = set()
        self._parallel = parallel

    def in_background(self, groups: Sequence[Sequence[Entry]]) -> Background[Entry]:
        """Read what the plan of entries rests on while it is made.

        The lists of some groups to come are read before the objects of the one at hand, so that no thread waits for a list.

        :param groups: entries in the order in which they are planned.
        """
        parts = [_each_list_first(group) for group in groups]
        lists = [[entry for entry in first if len(entry.kind_path) == LISTS_AHEAD_AT] for first, _others in parts]
        items = dict.fromkeys(entry for ahead in lists[: LISTS_AHEAD - 1] for entry in ahead)
        for number, group in enumerate(groups):
            for ahead in lists[number + LISTS_AHEAD - 1 : number + LISTS_AHEAD]:
                items.update(dict.fromkeys(ahead))
            items.update(dict.fromkeys(group))
        return Background(self._read, list(items), self._parallel)

    def read(self, entries: Iterable[Entry]) -> None:
        """Read what the plan of these entries rests on, those first that others stand in.

        :raises PortsipError: the PBX can't be asked.
        """
        levels: dict[int, list[Entry]] = {}
        for entry in entries:
            levels.setdefault(len(entry.kind_path), []).append(entry)
        for _depth, level in sorted(levels.items()):
            first, others = _each_list_first(level)
            parallel_map(self._read, [*first, *others], self._parallel)

    def _read(self, entry: Entry) -> None:
        key = (entry.owner, entry.kind_path)
        if not self._unreadable.comparing or key in self._listed:
            self._try(entry)
            return
        with self._lists.held(key):  # a list that can't be read is not tried again for each of its entries
            self._try(entry)
            self._listed.add(key)

    def _try(self, entry: Entry) -> None:
        if self._unreadable.holds(entry):
            return
        try:
            self._read_entry(entry)
        except FINDINGS:
            return
        except PortsipError as error:
            if not self._unreadable.takes(entry.owner, entry.kind_path, entry.part.resource, error):
                raise

    def _read_entry(self, entry: Entry) -> None:
        resource, params = entry.part.resource, entry.params()
        site = self._site(entry, params)
        if site is None or site.is_planned or not resource.readable:
            return
        if resource.kind == "singleton":
            asked = tuple(name for name in resource.parts if name in params)
            (replace(site, also_read=asked) if asked else site).read_once(resource, None)
            return
        found = _listed(site, entry, params)
        given = {name for name in (*params, *(path.partition(".")[0] for path in params.get("unset") or ())) if name in resource.options}
        if told_by_list(resource, [name for name in given if resource.field((name,)).readable]):
            return
        lone = any(resource.field((name,)).read_at_endpoint for name in params if name in resource.options)
        if found is not None and resource.summary and not lone:
            also_read = tuple(name for name in given if resource.field((name,)).only_when_given)
            replace(site, also_read=also_read).read_once(resource, found[resource.id_field])
        for related in resource.related:
            first = next(iter(related.parents))
            for item in params.get(related.option) or []:
                place = {name: item.get(name, next(iter(choices), None)) for name, choices in related.parents.items()}
                if place[first] is not None:
                    site.at(within(place)).listed(related.resource)

    def _site(self, entry: Entry, params: dict[str, Any]) -> Site | None:
        """Where the object of an entry is; None where what it stands in does not exist."""
        resource, owner = entry.part.resource, entry.owner
        if resource.id == "tenant" and self._scopes.few_tenants:
            return None
        parent = next((one for one in resource.parents if owner is not None and one.to == owner.part.resource.id != "tenant"), None)
        if parent is None or owner is None:
            return self._scopes.site(entry, resource, params)
        around = self._site(owner, owner.params())
        found = _listed(around, owner, owner.params()) if around is not None and not around.is_planned else None
        if around is None or found is None:
            return None
        return around.at((*around.within, Within(parent.kind, owner.name, parent.option, found[owner.part.resource.id_field])))


def _each_list_first(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The first entry of each list, and the others: so many lists are read at a time, rather than waited for by several threads."""
    known: set[Any] = set()
    first: list[Entry] = []
    others: list[Entry] = []
    for entry in entries:
        key = (entry.owner, entry.kind_path, entry.values.get("extension_id"))
        (others if key in known else first).append(entry)
        known.add(key)
    return first, others


def _listed(site: Site, entry: Entry, params: dict[str, Any]) -> Document | None:
    """The object of an entry as its list tells it."""
    resource = entry.part.resource
    path = resource.where(site.parents)
    site.listed(resource)
    listing = site.listings.get(site.client, path)
    index = listing.index if listing is not None else Index(resource)
    found = index.matching(Desired({name: params.get(name) for name in resource.identifying}))
    return found[0] if found else None
