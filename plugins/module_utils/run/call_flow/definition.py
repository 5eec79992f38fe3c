# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a picture reads of definitions: nothing but what it shows, so that no secret is evaluated, let alone drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...errors import InvalidInput
from ...resources.pbx.ivr import RESERVED_NUMBERS
from ...schema.reference import NUMBERED as NAMES
from ...schema.tree import QUEUES, TENANTS
from .wording import shown

Entry = Mapping[str, Any]

NUMBERED = tuple(kind.name for kind in TENANTS.children if kind.keys == ("extension_number",))
"""Kinds of a tenant whose entries are reached by a number, by their keys in a definition."""
KIND_OF = {kind.name: kind.resource for kind in TENANTS.children}
WRAPPINGS = ("definition", "tenant_definition")
"""Keys that hold a definition in the result of an export, or in a file with the variables of the roles."""
TENANT_KEYS = ("domain", *(kind.name for kind in TENANTS.children))
DIALLED = re.compile(r"\+?[0-9*#]+")
SERVICES = RESERVED_NUMBERS
"""Numbers of the PBX's own services, such as that of the voicemail, as long as a tenant does not move them."""
RANGE = re.compile(r"([0-9]+)\s*-\s*([0-9]+)")


def document_of(value: Any) -> dict[str, list[Entry]]:
    """The tenants and the queues of a document, of a tenant's definition, of what an export returns, or of variables of the roles.

    :returns: ``tenants`` and ``queues``.
    :raises InvalidInput: it is none of these.
    """
    if not isinstance(value, Mapping):
        raise InvalidInput("must be a document, or the definition of a tenant: a mapping")
    queues = [*entries(value.get("queue_definitions")), *entries([value["queue_definition"]] if "queue_definition" in value else None)]
    for name in WRAPPINGS:
        if isinstance(value.get(name), Mapping):
            inner = document_of(value[name])
            return {**inner, "queues": [*inner["queues"], *queues]}
    if TENANTS.name in value or QUEUES.name in value or "system" in value:
        return {name: list(entries(value.get(name))) for name in (TENANTS.name, QUEUES.name)}
    if any(key in value for key in TENANT_KEYS):
        return {TENANTS.name: [value], QUEUES.name: queues}
    if queues:
        return {TENANTS.name: [], QUEUES.name: queues}
    raise InvalidInput(f"must be a document with {TENANTS.name} or {QUEUES.name}, or the definition of a tenant, with domain and ivrs")


def entries(value: Any) -> Iterator[Entry]:
    """The entries of a list, also of one with defaults, without those that are to be absent."""
    defaults: Entry = {}
    if isinstance(value, Mapping):
        given = value.get("defaults")
        defaults, value = given if isinstance(given, Mapping) else {}, value.get("items")
    if not isinstance(value, Sequence) or isinstance(value, str):
        return
    for entry in value:
        if isinstance(entry, Mapping) and entry.get("state") != "absent":
            yield {**defaults, **entry} if defaults else entry


def names(value: Any) -> list[str]:
    """The texts of a list, or of a text that lists them with semicolons or commas."""
    if isinstance(value, str):
        value = re.split("[,;]", value)
    return [text for text in map(shown, value if isinstance(value, Sequence) else ()) if text]


def trunk_of(entry: Entry) -> Any:
    """The trunk that an entry means, by either name of the field."""
    return entry.get("trunk") or entry.get("provider") or entry.get("provider_id")


def number(value: Any) -> str:
    """A number, also one that lacks its quotes; an empty text for what is none."""
    return "" if isinstance(value, float) else shown(value)


def in_span(its: str, span: re.Match[str]) -> bool:
    """Whether a number is in a range.

    :param span: a match of ``RANGE``.
    """
    return len(its) == len(span[1]) and its.isascii() and its.isdigit() and int(span[1]) <= int(its) <= int(span[2])


class Numbers:
    """Which numbers a tenant has, and what another number is.

    :param tenant: a definition.
    :param queues: those of the extension API that belong to it.
    :param elsewhere: numbers and ranges such as ``7000-7099`` that exist, but are managed elsewhere.
    """

    DIGITS_OF_OUTSIDE = 7
    """From how many digits on a number that nobody has is taken for one outside, unless extensions are as long."""

    def __init__(self, tenant: Entry, queues: Iterable[Entry] = (), elsewhere: Iterable[Any] = ()) -> None:
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._called: dict[str, set[str]] = {}
        self.know(tenant, queues)
        longest = max(map(len, self.kinds), default=0)
        self._outside = max(self.DIGITS_OF_OUTSIDE, longest + 1)
        self._elsewhere, self._ranges = set(), []
        for text in map(number, elsewhere):
            found = RANGE.fullmatch(text)
            if found:
                self._ranges.append((len(found[1]), int(found[1]), int(found[2])))
            else:
                self._elsewhere.add(text)

    def know(self, tenant: Entry, queues: Iterable[Entry]) -> None:
        """Note the numbers of a tenant, and the queues; who is known by a number keeps it."""
        for name in NUMBERED:
            for entry in entries(tenant.get(name)):
                its = number(entry.get("extension_number"))
                called = list(filter(None, (shown(entry.get(field)) for field in NAMES.get(KIND_OF[name], ("name",)))))
                self._add(its, KIND_OF[name], called[0] if called else "")
                for text in called if its else ():
                    self._called.setdefault(text, set()).add(its)
        for entry in queues:
            self._add(number(entry.get("extension_id")), "queue", "")

    def _add(self, its: str, kind: str, name: str) -> None:
        if its:
            self.kinds.setdefault(its, kind)
            self.names.setdefault(its, name)

    def of(self, value: Any) -> str:
        """The number that a value stands for: itself, or that of the one object which is called so."""
        its = number(value)
        called = self._called.get(its, set()) if its not in self.kinds else set()
        return next(iter(called)) if len(called) == 1 else its

    def kind(self, its: str) -> str:
        """The kind of what has a number: one of the tree, or ``elsewhere``, ``outside`` or ``missing``."""
        if its in self.kinds:
            return self.kinds[its]
        if its in self._elsewhere or its in SERVICES or self._in_range(its) or its[:1] in ("*", "#"):
            return "elsewhere"
        if DIALLED.fullmatch(its) and (its.startswith("+") or len(its) >= self._outside):
            return "outside"
        return "missing"

    def within(self, span: re.Match[str]) -> int:
        """How many numbers of a range somebody has; all of them where it is managed elsewhere.

        :param span: a match of ``RANGE``.
        """
        digits, first, last = len(span[1]), int(span[1]), int(span[2])
        here = sum(in_span(its, span) for its in self.kinds)
        beyond = any(length == digits and start <= last and end >= first for length, start, end in self._ranges)
        return here or (last - first + 1 if beyond else 0)

    def _in_range(self, its: str) -> bool:
        if not its.isascii() or not its.isdigit():
            return False
        return any(len(its) == digits and first <= int(its) <= last for digits, first, last in self._ranges)
