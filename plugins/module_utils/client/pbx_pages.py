# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Collections of the PortSIP PBX REST API, which come in pages (parameters ``skip`` and ``top``, answer ``items`` and ``count``)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import errors
from .answers import Item
from .base import ApiClient

PAGE_SIZE = 100
"""Largest page of the API (parameter ``top``)."""
READS = 3
"""How often a collection is read that changes while it is read: what moves up between two pages is not seen."""
UNKNOWN_PARAMETER = (400, 422)
"""Statuses with which a server may refuse parameters that it does not know."""


@dataclass(frozen=True)
class Page:
    """A part of a collection.

    :param count: how many objects there are in all; None for a collection that comes in one answer.
    """

    items: list[Item]
    count: int | None

    @property
    def whole(self) -> bool:
        """Whether this page, as the first one, holds all objects."""
        return self.count is None or len(self.items) >= self.count


class Pages:
    """One collection.

    A page may be shorter than asked for, and objects may come and go while
    pages are read: reading goes on until a page is empty, brings nothing new
    or all are seen, and starts again where the collection did not hold still.

    :param query: sent with each page.
    :param paged: False for a collection that comes in one answer.
    """

    def __init__(self, client: ApiClient, path: str, query: Mapping[str, Any] | None = None, *, paged: bool = True) -> None:
        self._client = client
        self._path = path
        self._query = query or {}
        self._paged = paged

    def all(self, first: Page | None = None) -> list[Item]:
        """All objects, each once, in the order of the PBX; best effort where the collection never holds still.

        :param first: the first page, where it is known.
        :raises UnexpectedAnswer: fewer objects came than the PBX counts.
        """
        for attempt in range(READS):
            found, counts = self._read(first or self._page(0))
            first = None
            least, most = min(counts, default=0), max(counts, default=0)
            if least == most <= len(found):
                break
            if least == most and attempt:
                break
            self._client.transport.pause(0)
        if len(found) < least:
            raise self._client.without(f"all objects of the collection: the count is {least}, the answer has {len(found)}", self._path)
        return list(found.values())

    def first(self) -> list[Item]:
        """The objects of the first page."""
        return self._page(0).items

    def matching(self, wanted: str) -> list[Item]:
        """Objects among which those that the OData filter ``wanted`` describes surely are.

        Which fields can be filtered is not documented: a filter only saves
        pages when it finds something; otherwise all pages are read.
        """
        first = self._page(0)
        if first.whole:
            return first.items
        with contextlib.suppress(errors.Refused, errors.UnexpectedAnswer):
            filtered = self._page(0, filter=wanted)
            if filtered.items and filtered.whole:
                return filtered.items
        return self.all(first)

    def looked_up(self, wanted: str, search: str, settles: Callable[[list[Item]], bool]) -> list[Item]:
        """Like ``matching``, in a number of requests that does not depend on the size of the collection.

        An answer to the filter that finds nothing is confirmed by ``search``, and all pages are read only where the PBX
        refuses or ignores one of both.

        :param settles: whether objects that were found decide which one is meant.
        """
        found: dict[str, Item] = {}
        answered = 0
        for parameter in ({"filter": wanted}, {"search": search}):
            with contextlib.suppress(errors.Refused, errors.UnexpectedAnswer):
                page = self._page(0, **parameter)
                if page.whole:
                    answered += 1
                    found.update(_by_id(page.items, 0))
                    if settles(list(found.values())):
                        return list(found.values())
        return list(found.values()) if answered == 2 else self.all()

    def _read(self, page: Page) -> tuple[dict[str, Item], set[int]]:
        """The objects of all pages, by id, and how many there are in all, as each page says.

        :param page: the first one.
        """
        found: dict[str, Item] = {}
        counts: set[int] = set()
        skip = 0
        while True:
            new = _by_id(page.items, skip)
            fresh = new.keys() - found.keys()
            found.update(new)
            counts.update(() if page.count is None else (page.count,))
            skip += len(page.items)
            if page.count is None or skip >= page.count or not fresh or not self._paged:
                return found, counts
            page = self._page(skip)

    def _page(self, skip: int, **more: str) -> Page:
        """The objects after the first ``skip``.

        Not every collection is described with ``skip`` and ``top`` (22.2, GET /dealers): where the PBX refuses them, the
        collection is read without.
        """
        query = {**self._query, **more}
        if self._paged:
            try:
                return self._client.checked(self._path, {**query, "skip": skip, "top": PAGE_SIZE}, self._taken_apart)
            except errors.Refused as error:
                if error.status not in UNKNOWN_PARAMETER or skip or more:
                    raise
        # Another reason for the refusal, such as a filter of the user, is given again.
        page = self._client.checked(self._path, query or None, self._taken_apart)
        self._paged = False
        return page

    def _taken_apart(self, answer: Any) -> Page:
        """:raises UnexpectedAnswer: the answer is no list of objects."""
        if isinstance(answer, list) and self._paged:  # no collection is described so, and nothing says whether it is whole
            raise self._client.without("items and a count", self._path)
        if not isinstance(answer, Mapping):
            return Page(self._client.objects(answer, self._path), None)
        count = answer.get("count")
        # A blank field is null or left out (22.2, "Data"), so that a collection without objects may lack them.
        items = [] if answer.get("items") is None and count == 0 else answer.get("items")
        page = Page(self._client.objects(items, self._path), count)
        # Each collection that comes in pages is described with a count (22.2): without one, nothing says whether that is all.
        counted = isinstance(count, int) and not isinstance(count, bool) and count >= 0
        if not counted and (self._paged or "count" in answer):
            raise self._client.without("a count that is a whole number", self._path)
        return page


def _by_id(items: list[Item], skip: int) -> dict[str, Item]:
    """Objects by their id, or by their place where they have none."""
    return {str(item.get("id", skip + index)): item for index, item in enumerate(items)}
