# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Extension numbers that entries lead to: members that do not exist, and targets of forward rules that nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...base.findings import Finding
from ...base.texts import normal
from ...errors import PortsipError
from ...read.numbers import NUMBER, Holder, is_name
from ...resources.pbx.ivr import RESERVED_NUMBERS
from ...schema.reference import NumberOf
from .dangling import values_at
from .entries import Entry
from .named_numbers import NamedNumbers, NumberValue, number_values
from .numbers import texts_in
from .objects import DocumentReferences
from .planned import Planned
from .scopes import Scopes

SHORTEST_OUTSIDE = 7
"""From how many digits on a number that nothing has is taken for one outside, unless extensions of the tenant are as long."""
USER = "user"
SERVICES = "service_numbers"
EXTENSION_ID = "extension_id"
"""The number of a queue, and of an agent, of the extension API."""
MOST_WARNINGS = 20
"""How many targets are told of."""
SHOWN = 3
"""How many paths a warning names."""


class LedTo:
    """What the entries of a plan lead to.

    :param planned: everything that is planned.
    :param entries: all entries of the document, also those that are not planned.
    """

    def __init__(self, planned: Iterable[Planned], entries: Sequence[Entry], scopes: Scopes) -> None:
        self._planned = list(planned)
        self._entries = entries
        self._scopes = scopes
        self._holders: dict[tuple[Entry | None, str], Holder | None] = {}
        self._going = {(one.tenant, _number(one)): one for one in self._planned if one.removes and _number(one)}

    def missing_members(self) -> Iterator[Finding]:
        """Members that neither the plan nor the PBX has.

        What the object has now is not looked up, as the PBX has taken it.
        """
        for one, found in self._values(outside=False):
            current = {str(number) for path in one.resource.numbers for number in values_at(one.whole.before or {}, path.split("."))}
            removed = self._going.get((one.tenant, found.value))
            if self._is_planned(found) or (found.value in current and removed is None):
                continue
            if removed is not None:
                yield Finding(found.path, f"{found.value} is the {_noun(removed)} at {removed.path}, which this plan removes")
                continue
            references = self._scopes.references(self._scopes.at("tenant", found.entry))
            if not _is_there(references, found):
                holder = self._holder(references, found)
                if holder is None or not holder.is_user:
                    other = f"; the number belongs to {holder}" if holder is not None else ", neither on the PBX nor in the plan"
                    yield Finding(found.path, f"there is no {found.number_of.nouns} with the extension number {found.value}{other}")

    def unknown_targets(self) -> Iterator[str]:
        """Targets of forward rules that neither the document nor the PBX has, each once.

        No request is made for them: what is told rests on the lists that were read, and nothing is told where users were not.
        """
        targets: dict[tuple[Entry, str], list[NumberValue]] = {}
        for one, found in self._values(outside=True):
            if one.tenant is not None and re.fullmatch("[0-9]{3,}", found.value) and found.value not in RESERVED_NUMBERS:
                targets.setdefault((one.tenant, found.value), []).append(found)
        if not targets:
            return
        document = NamedNumbers(self._entries)
        numbers = {tenant: _Known(self._scopes.references(self._scopes.at("tenant", tenant))) for tenant, _number in targets}
        queues = {str(entry.values[EXTENSION_ID]) for entry in self._entries if EXTENSION_ID in entry.values}
        services = {(entry.tenant, text) for entry in self._entries if SERVICES in entry.kind_path for text in texts_in(entry.values)}
        told = 0
        for (tenant, number), values in targets.items():
            known, number_of = numbers[tenant], values[0].number_of
            if any(document.at(tenant, kind, number) for kind in number_of.to) or (tenant, number) in services or number in queues:
                continue
            if not known.tells(number_of) or known.has(number) or len(number) >= max(SHORTEST_OUTSIDE, known.longest + 1):
                continue
            told += 1
            if told > MOST_WARNINGS:
                continue
            paths = [value.path for value in values]
            more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
            yield (
                f"{', '.join(paths[:SHOWN])}{more}: leads to {number}, which neither the document nor the PBX has"
                f"{known.not_read(number_of)}; it may be an outside number"
            )
        if told > MOST_WARNINGS:
            yield f"{told - MOST_WARNINGS} more numbers that forward rules lead to are neither in the document nor on the PBX"

    def _values(self, *, outside: bool) -> Iterator[tuple[Planned, NumberValue]]:
        """The numbers that entries give whose objects are to be there."""
        for one in self._planned:
            if one.entry is None or one.whole.after is None or not one.resource.numbers:
                continue
            for found in number_values(one.entry):
                if found.number_of.outside is outside and found.number_of.kinds and not is_name(found.value):
                    yield one, found

    def _holder(self, references: DocumentReferences, found: NumberValue) -> Holder | None:
        """What else has the number of a member; asked once for each number."""
        key = (found.entry.tenant, found.value)
        if key not in self._holders:
            self._holders[key] = references.holder(found.value)
        return self._holders[key]

    def _is_planned(self, found: NumberValue) -> bool:
        return any(self._scopes.names.at(found.entry.tenant, kind, found.value) for kind in found.number_of.to)


class _Known:
    """The numbers that a tenant has, as far as lists were read."""

    def __init__(self, references: DocumentReferences) -> None:
        self._numbers = {kind: references.numbers(address, read=False) for kind, address in NumberOf().kinds.items()}
        self._all = frozenset(number for numbers in self._numbers.values() for number in numbers or ())
        self.longest = max(map(len, self._all), default=0)

    def has(self, number: str) -> bool:
        """Whether something has a number."""
        return number in self._all

    def tells(self, number_of: NumberOf) -> bool:
        """Whether enough was read to tell that nothing has a number."""
        return USER in number_of.kinds and self._numbers.get(USER) is not None

    def not_read(self, number_of: NumberOf) -> str:
        """Which kinds were not looked at, to follow on what is told."""
        nouns = [f"{address.noun}s" for kind, address in number_of.kinds.items() if self._numbers.get(kind) is None]
        return f" ({', '.join(nouns)} were not looked at)" if nouns else ""


def _is_there(references: DocumentReferences, found: NumberValue) -> bool:
    """Whether the PBX has a number, among the kinds that it may be of; also where that can't be read."""
    for address in found.number_of.kinds.values():
        try:
            numbers = references.numbers(address, read=True)
        except PortsipError:  # the PBX tells when it is written
            return True
        if numbers is not None and found.value in numbers:
            return True
    return False


def _number(one: Planned) -> str:
    return str(normal(str((one.whole.before or {}).get(NUMBER) or "")))


def _noun(one: Planned) -> str:
    return one.kind.replace("_", " ")
