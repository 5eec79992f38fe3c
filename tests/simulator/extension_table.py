# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Collections and single objects of the extension API: described once each, served alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from .call import Answer
from .extension_call import GONE, OWN, Operation, Query, Visit, bad
from .extension_state import Row, Rows
from .models.extension_rules import Order
from .validation import Body, defaults_of


def _nothing(visit: Visit, row: Row) -> None:
    """Check nothing."""


def _no_fields(visit: Visit) -> Row:
    return {}


def _as_it_is(visit: Visit, row: Row) -> Row:
    return row


def own_table(name: str) -> Callable[[Visit], Rows]:
    """Return the place of the rows that an extension has itself."""
    return lambda visit: visit.extension.tables[name]


@cache
def _defaults(model: type[Body]) -> Mapping[str, Any]:
    return defaults_of(model)


@cache
def _required(model: type[Body]) -> frozenset[str]:
    return frozenset(name for name, described in model.model_fields.items() if described.is_required())


@dataclass(frozen=True)
class Part:
    """What collections and single objects have in common.

    ``usual`` is what fields are that creation leaves out, where the description has no default; ``reset`` what fields
    become that an update leaves out; ``check`` looks at a complete row before it is stored and may change it.
    """

    path: str  # below an extension's own
    create: type[Body]
    only: str | None = None
    usual: Mapping[str, Any] = field(default_factory=dict)
    reset: Mapping[str, Any] = field(default_factory=dict)
    write_only: tuple[str, ...] = ()
    check: Callable[[Visit, Row], None] = _nothing
    answer: Callable[[Visit, Row], Row] = _as_it_is

    def fresh(self) -> Row:
        """Return a row of defaults."""
        return {**_defaults(self.create), **self.usual}

    def shown(self, visit: Visit, row: Row) -> Row:
        """Return a row as it is answered."""
        return visit.shown(self.answer(visit, row), self.write_only)

    def change(self, visit: Visit, row: Row, update: type[Body]) -> Row:
        """Change a row by the body; what that leaves out stays, or falls to its default if updates replace."""
        given = visit.given()
        changed = dict(row)
        if visit.settings.update_mode == "replace":
            kept = _required(self.create) | set(self.write_only)
            changed |= {name: value for name, value in self.fresh().items() if name in update.model_fields and name not in kept}
        changed |= {**self.reset, **given}
        self.check(visit, changed)
        row.update(changed)
        return self.shown(visit, row)


@dataclass(frozen=True)
class Single(Part):
    """What an extension has once: GET and PUT."""

    stored: Callable[[Visit], Row] = lambda visit: visit.extension.settings or {}

    def operations(self) -> list[Operation]:
        """Return its operations."""
        path = OWN + self.path
        return [
            Operation("GET", path, lambda visit: self.shown(visit, self.stored(visit)), only=self.only),
            Operation("PUT", path, lambda visit: self.change(visit, self.stored(visit), self.create), body=self.create, only=self.only),
        ]


@dataclass(frozen=True)
class Table(Part):
    """A collection: list, add, get, change and remove, and put in order if the order of its rows counts.

    ``kind`` is that of its ids, None where the body has the id; ``server`` are the fields that the server adds;
    ``placed`` and ``removing`` are told of a row that was added, or is about to go and may refuse to.
    """

    rows: Callable[[Visit], Rows] = _no_fields
    item: str = "id"
    key: str = "id"
    kind: str | None = None
    update: type[Body] = Body
    query: type[Query] = Query
    removal: type[Query] = Query
    server: Callable[[Visit], Row] = _no_fields
    placed: Callable[[Visit, Row], None] = _nothing
    removing: Callable[[Visit, Row], None] = _nothing
    ordered: bool = False

    def operations(self) -> list[Operation]:
        """Return its operations."""
        several, one = OWN + self.path, f"{OWN}{self.path}{{{self.item}}}"
        make = partial(Operation, only=self.only)
        found = [
            make("GET", several, self._list, query=self.query),
            make("POST", several, self._add, body=self.create),
            make("GET", one, lambda visit: self.shown(visit, visit.find(self.rows(visit), self.item))),
            make("PUT", one, lambda visit: self.change(visit, visit.find(self.rows(visit), self.item), self.update), body=self.update),
            make("DELETE", one, self._remove, query=self.removal),
        ]
        if self.ordered:
            found += [make("GET", several + "order/", self._order), make("PUT", several + "order/", self._reorder, body=Order)]
        return found

    def _list(self, visit: Visit) -> list[Row]:
        return [self.shown(visit, row) for row in matching(self.rows(visit).values(), visit.query())]

    def _add(self, visit: Visit) -> Answer:
        rows, given = self.rows(visit), visit.given()
        row = {**self.server(visit), **self.fresh(), **given}
        self.check(visit, row)
        if self.kind is not None:
            row = {self.key: visit.state.next_id(self.kind), **row}
        elif row[self.key] in rows:
            raise bad(self.key, f"{row[self.key]} is there already")
        rows[row[self.key]] = row
        self.placed(visit, row)
        return Answer(201, self.shown(visit, row))

    def _remove(self, visit: Visit) -> Answer:
        rows = self.rows(visit)
        row = visit.find(rows, self.item)
        self.removing(visit, row)
        del rows[row[self.key]]
        return GONE

    def _order(self, visit: Visit) -> Row:
        return visit.shown({"rules_ids": list(self.rows(visit))}, lists=("rules_ids",))

    def _reorder(self, visit: Visit) -> Row:
        rows, wanted = self.rows(visit), visit.given()["rules_ids"]
        if sorted(wanted) != sorted(rows):
            raise bad("rules_ids", "must name each rule once, and no others")
        put_in_order(rows, wanted)
        return self._order(visit)


def put_in_order(rows: Rows, wanted: Iterable[Any]) -> None:
    """Put rows into the order of their ids given, in place."""
    ordered = {key: rows[key] for key in wanted}
    rows.clear()
    rows.update(ordered)


def matching(rows: Iterable[Row], query: Query) -> list[Row]:
    """Return the rows that have one of the values asked for, in every field that the query names."""
    wanted = {name: values for name, values in query.model_dump(exclude_none=True).items() if isinstance(values, list)}
    return [row for row in rows if all(row[name] in values for name, values in wanted.items())]


def page_of(visit: Visit, rows: list[Row], page: int, per_page: int | None) -> list[Row]:
    """Return one page; a page longer than the most is cut down to that."""
    size = min(per_page or visit.settings.extension_per_page, visit.settings.extension_per_page_max)
    return rows[(page - 1) * size : page * size]
