# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading what a plan will rest on, several requests at a time: lists, and the objects whose lists leave fields out.

Planning then finds everything read. What fails here fails there again, and is told there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from ...errors import Ambiguous, Conflict, InvalidInput, NotFound, Refused
from ...plan.documents import Document
from ...plan.index import Index
from ...plan.steps import Desired, Within, within
from ...read.parallel import parallel_map
from ...read.site import Site
from .entries import Entry
from .scopes import Scopes

FINDINGS = (InvalidInput, NotFound, Ambiguous, Conflict, Refused)
"""Failures that are about one entry; any other ends the run."""


class ReadingAhead:
    """Reads for one document.

    :param parallel: how many requests are made at a time.
    """

    def __init__(self, scopes: Scopes, parallel: int) -> None:
        self._scopes = scopes
        self._parallel = parallel

    def read(self, entries: Iterable[Entry]) -> None:
        """Read what the plan of these entries rests on, those first that others stand in.

        :raises PortsipError: the PBX can't be asked.
        """
        levels: dict[int, list[Entry]] = {}
        for entry in entries:
            levels.setdefault(len(entry.kind_path), []).append(entry)
        for _depth, level in sorted(levels.items()):
            parallel_map(self._read, _each_list_first(level), self._parallel)

    def _read(self, entry: Entry) -> None:
        with contextlib.suppress(*FINDINGS):
            resource, params = entry.part.resource, entry.params()
            site = self._site(entry, params)
            if site is None or site.is_planned or not resource.readable:
                return
            if resource.kind == "singleton":
                site.read_once(resource, None)
                return
            found = _listed(site, entry, params)
            lone = any(resource.field((name,)).read_at_endpoint for name in params if name in resource.options)
            if found is not None and resource.summary and not lone:
                site.read_once(resource, found[resource.id_field])
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


def _each_list_first(entries: list[Entry]) -> list[Entry]:
    """Entries in an order in which many lists are read at a time, rather than waited for by several threads."""
    turns: dict[Any, int] = {}
    numbered = []
    for entry in entries:
        key = (entry.owner, entry.kind_path, entry.values.get("extension_id"))
        turns[key] = turns.get(key, 0) + 1
        numbered.append((min(turns[key], 2), entry))
    return [entry for _turn, entry in sorted(numbered, key=lambda one: one[0])]


def _listed(site: Site, entry: Entry, params: dict[str, Any]) -> Document | None:
    """The object of an entry as its list tells it."""
    resource = entry.part.resource
    path = resource.where(site.parents)
    site.listed(resource)
    listing = site.listings.get(site.client, path)
    index = listing.index if listing is not None else Index(resource)
    found = index.matching(Desired({name: params.get(name) for name in resource.key}))
    return found[0] if found else None
