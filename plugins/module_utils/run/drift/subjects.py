# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is compared at a time: the system, each tenant and each queue of each document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...base.findings import Finding, in_few_lines
from ...errors import PortsipError
from ...schema.shared_values import ITEMS
from ..document.check import read_document
from ..document.entries import Entry, Reading
from ..document.selection import domain_form
from .sources import Source, read_source, source_of

SYSTEM, TENANT, QUEUE, DOCUMENT = "system", "tenant", "queue", "document"
GIVEN = "definition"
"""What a document is called that is no file: as the option that holds it."""


@dataclass(frozen=True)
class Subject:
    """One section that is still to be compared.

    :param kind: ``system``, ``tenant``, ``queue``, or ``document`` for a file that can't be read.
    :param name: the tenant's domain, the extension id of a queue.
    :param reading: its entries.
    :param fault: why it can't be compared.
    """

    kind: str
    name: str
    source: Source
    reading: Reading
    fault: str = ""

    @property
    def title(self) -> str:
        """Kind and name, or the file."""
        return f"{self.kind} {self.name}".rstrip()


class Subjects:
    """All sections of some documents, one document at a time.

    :param files: the documents that are files.
    :param tenants: only these, by domain; everything where it is None.
    :param given: a document that is none.
    """

    def __init__(self, files: Sequence[str], tenants: Sequence[str] | None, given: Mapping[str, Any] | None = None) -> None:
        self._readers: dict[str, Callable[[], Source]] = {path: partial(read_source, path) for path in files}
        if given is not None:
            self._readers[GIVEN] = partial(source_of, GIVEN, given)
        self._wanted = None if tenants is None else {domain_form(domain): str(domain) for domain in tenants}
        self._places: dict[tuple[str, str], str] = {}

    def __iter__(self) -> Iterator[Subject]:
        for path, reader in self._readers.items():
            yield from self._of_document(path, reader)
        for form, domain in (self._wanted or {}).items():
            if (TENANT, form) not in self._places:
                yield Subject(TENANT, domain, Source(""), Reading(), f"tenants: no document has the tenant {domain!r}")

    def _of_document(self, path: str, reader: Callable[[], Source]) -> Iterator[Subject]:
        try:
            source = reader()
        except PortsipError as error:
            yield Subject(DOCUMENT, path, Source(path), Reading(), str(error))
            return
        reading = read_document(source.document)
        tops = {id(top): top for top in (entry for entry in reading.entries if _is_section(entry))}
        groups: dict[int, list[Entry]] = {number: [] for number in tops}
        system: list[Entry] = []
        for entry in reading.entries:
            groups.get(id(_top(entry)), system).append(entry)
        faults = _by_section(reading.findings, tops.values())
        elsewhere = [str(fault) for fault in faults.pop(None, [])]
        of_system = [text for text in elsewhere if text.startswith(f"{SYSTEM}.")]
        of_document = [text for text in elsewhere if text not in of_system]
        of_document += [f"{place}: {why}" for place, why in source.unreadable.items() if _is_root(place)]
        if of_document:
            yield Subject(DOCUMENT, path, source, Reading(), source.without_secrets(_few(of_document)))
        if self._wanted is None and (SYSTEM in source.document or system):
            counts = {name: count for name, count in reading.counts.items() if name.split(".")[0] == SYSTEM}
            yield self._subject(SYSTEM, "", source, Reading(system, counts=counts), of_system)
        for number, entries in groups.items():
            top = tops[number]
            kind = TENANT if top.tenant is top else QUEUE
            if self._wanted is None or (kind == TENANT and domain_form(top.name) in self._wanted):
                yield self._subject(kind, top.name, source, Reading(entries), [str(fault) for fault in faults.get(number, [])])

    def _subject(self, kind: str, name: str, source: Source, reading: Reading, faults: Sequence[str]) -> Subject:
        key = (kind, domain_form(name))
        other = self._places.setdefault(key, source.path)
        if other != source.path:
            return Subject(kind, name, source, Reading(), f"{f'{kind} {name}'.rstrip()} is in {other}, too; keep it in one document")
        return Subject(kind, name, source, reading, source.without_secrets(_few(faults)) if faults else "")


def _is_section(entry: Entry) -> bool:
    return entry.owner is None and entry.kind_path in (("tenants",), ("queues",))


def _top(entry: Entry) -> Entry:
    """The outermost entry around an entry, itself included."""
    while entry.owner is not None:
        entry = entry.owner
    return entry


def _by_section(findings: Iterable[Finding], tops: Iterable[Entry]) -> dict[int | None, list[Finding]]:
    """What is wrong in each tenant and each queue, by the identity of its entry; None for what is in none."""
    paths = {top.path: id(top) for top in tops}
    found: dict[int | None, list[Finding]] = {}
    for finding in findings:
        end = finding.path.find("]")
        found.setdefault(paths.get(finding.path[: end + 1]), []).append(finding)
    return found


def _is_root(path: str) -> bool:
    """Whether a path is that of a whole tenant or queue, or of the list of these, or of everything in ``system``."""
    return not path.partition(".")[2].replace(ITEMS, "").strip("[]0123456789")


def _few(faults: Sequence[str]) -> str:
    return in_few_lines(faults, f"{len(faults)} errors:")
