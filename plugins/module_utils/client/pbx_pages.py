# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Collections of the PortSIP PBX REST API, which come in pages (parameters C(skip) and C(top), answer C(items) and C(count))."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from .. import errors
from .base import ApiClient, Item

PAGE_SIZE = 100
"""Largest page of the API (parameter C(top))."""
READS = 3
"""How often a collection is read that changes while it is read: what moves up between two pages is not seen."""


class Pages:
    """One collection.

    A page may be shorter than asked for, and objects may come and go while
    pages are read: reading goes on until a page is empty or all are seen, and
    starts again where the collection did not hold still.

    :param query: sent with each page.
    """

    def __init__(self, client: ApiClient, path: str, query: Mapping[str, Any] | None = None) -> None:
        self._client = client
        self._path = path
        self._query = query or {}

    def all(self, first: tuple[list[Item], int] | None = None) -> list[Item]:
        """All objects, each once, in the order of the PBX; best effort where the collection never holds still.

        :param first: the first page, where it is known, and the count in it.
        """
        for _attempt in range(READS):
            items, count = first or self._page(0)
            first = None
            counts = {count}
            found: dict[str, Item] = {}
            skip = 0
            while items:
                found.update({str(item.get("id", skip + index)): item for index, item in enumerate(items)})
                skip += len(items)
                if skip >= count:
                    break
                items, count = self._page(skip)
                counts.add(count)
            if len(counts) == 1 and len(found) >= count:
                break
        return list(found.values())

    def matching(self, wanted: str) -> list[Item]:
        """Objects among which those that the OData filter I(wanted) describes surely are.

        Which fields can be filtered is not documented: a filter only saves
        pages when it finds something; otherwise all pages are read.
        """
        items, count = self._page(0)
        if len(items) >= count:
            return items
        with contextlib.suppress(errors.Refused, errors.UnexpectedAnswer):
            filtered, matching = self._page(0, filter=wanted)
            if 0 < matching <= len(filtered):
                return filtered
        return self.all((items, count))

    def _page(self, skip: int, **more: str) -> tuple[list[Item], int]:
        """The objects after the first I(skip), and how many there are in all."""
        page = self._client.get(self._path, {**self._query, **more, "skip": skip, "top": PAGE_SIZE})
        items = self._client.objects(items_of(page), self._path)
        return items, _count(page, skip + len(items))


def items_of(page: Any) -> Any:
    """What an answer has as its objects; some collections answer a bare list."""
    return page.get("items") or [] if isinstance(page, Mapping) else page


def _count(page: Any, known: int) -> int:
    """How many objects there are in all, as far as the page tells."""
    count = page.get("count") if isinstance(page, Mapping) else None
    return count if isinstance(count, int) and not isinstance(count, bool) else known
