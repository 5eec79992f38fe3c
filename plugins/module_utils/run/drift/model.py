# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a comparison of documents with a PBX has found: data, from which reports are rendered.

Pure.  What comes in here holds no secret any more; reports escape it, as it may quote the PBX.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Status = Literal["differs", "missing", "unmanaged", "unverified", "failed", "unchanged"]
STATUSES: tuple[Status, ...] = ("differs", "missing", "unmanaged", "unverified", "failed", "unchanged")
"""What an object can be found to be, in the order of reports."""
DRIFT: tuple[Status, ...] = ("differs", "missing")
"""What is drift; what is unmanaged is, too, where the user says so."""
TITLES: Mapping[Status, str] = {
    "differs": "Differs",
    "missing": "Missing on the PBX",
    "unmanaged": "Unmanaged",
    "unverified": "Cannot be verified",
    "failed": "Failed to read",
    "unchanged": "Unchanged",
}
MEANINGS: Mapping[Status, str] = {
    "differs": "the PBX has other values than the document",
    "missing": "the document has it, the PBX does not",
    "unmanaged": "the PBX has it, the document does not",
    "unverified": "the PBX does not return it, or the value in the document cannot be read here",
    "failed": "the comparison failed, so that nothing is known",
    "unchanged": "the PBX is as the document says",
}
CALLS = "Calls that end elsewhere once the document is applied"
FailOn = Literal["never", "drift", "unmanaged"]


@dataclass(frozen=True)
class Difference:
    """A field that differs.

    :param field: its name, with dots where it is inside of mappings.
    :param wanted: what the document says, None where that is no value.
    :param actual: what the PBX has, likewise.
    """

    field: str
    wanted: Any
    actual: Any

    def as_data(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {"field": self.field, "wanted": self.wanted, "actual": self.actual}


@dataclass(frozen=True)
class Finding:
    """What one object was found to be.

    :param within: kind and name of each object that it lives in, below the section, the outermost first.
    :param differences: of an object that differs: at least one.
    :param unverified: fields of it that the document has and that can't be compared.
    :param note: why nothing more is known, or the error.
    """

    status: Status
    kind: str
    name: str
    within: tuple[tuple[str, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    unverified: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """:raises ValueError: it is said to differ and names no field."""
        if (self.status == "differs") != bool(self.differences):
            raise ValueError(f"{self.kind} {self.name}: {self.status} with {len(self.differences)} fields that differ")

    @property
    def place(self) -> str:
        """What it lives in, below the section, as a text; empty where that is nothing."""
        return " / ".join(f"{kind} {name}" for kind, name in self.within)

    def as_data(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "status": self.status,
            "kind": self.kind,
            "name": self.name,
            "within": [{"kind": kind, "name": name} for kind, name in self.within],
            "differences": [difference.as_data() for difference in self.differences],
            "unverified": list(self.unverified),
            "note": self.note,
        }


@dataclass(frozen=True)
class Picture:
    """A drawing for the page: of the document or of the PBX.

    :param title: what it shows.
    :param svg: the drawing as an SVG element, without scripts and references to anything outside of it.
    :param text: the same for those who can't see it.
    """

    title: str
    svg: str
    text: str = ""


@dataclass(frozen=True)
class Section:
    """What is compared at a time: a tenant, a queue of the extension API, or what belongs to the whole PBX.

    :param kind: ``tenant``, ``queue`` or ``system``.
    :param name: the tenant's domain, the extension of a queue, empty for the system.
    :param source: the file of the document.
    :param error: why it could not be compared as a whole; empty where it was.
    :param pictures: drawings for the page.
    :param calls: of a tenant, the calls that end elsewhere on the PBX than the document says, one line each.
    """

    kind: str
    name: str = ""
    source: str = ""
    findings: tuple[Finding, ...] = ()
    error: str = ""
    pictures: tuple[Picture, ...] = ()
    calls: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Kind and name."""
        return f"{self.kind} {self.name}".rstrip()

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many objects were found to be what; those of which a part can't be verified count there, too."""
        counts: Counter[Status] = Counter(found.status for found in self.findings)
        counts["unverified"] += sum(found.status != "unverified" and bool(found.unverified) for found in self.findings)
        counts["failed"] += bool(self.error)
        return {status: counts[status] for status in STATUSES}

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return not self.counts["failed"]

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to tell but unchanged objects and what can't be verified."""
        return not any(self.counts[status] for status in ("differs", "missing", "unmanaged", "failed"))

    def of(self, *statuses: Status) -> list[Finding]:
        """The findings that have one of these, in their order."""
        return [found for found in self.findings if found.status in statuses]

    def with_unverified(self) -> list[Finding]:
        """The findings in which something can't be verified."""
        return [found for found in self.findings if found.status == "unverified" or found.unverified]

    def summary(self) -> dict[str, Any]:
        """What the task returns of it."""
        counts: dict[str, int] = {status: self.counts[status] for status in STATUSES}
        return {"kind": self.kind, "name": self.name, "source": self.source, **counts, "complete": self.complete, "error": self.error}


@dataclass
class Totals:
    """The counts of all sections so far.

    :ivar sections: how many there are of each kind.
    :ivar drifted: how many have something that differs, is missing or is unmanaged.
    :ivar incomplete: how many could not be read as a whole.
    :ivar counts: how many objects were found to be what.
    """

    sections: Counter[str] = field(default_factory=Counter)
    drifted: int = 0
    incomplete: int = 0
    counts: Counter[Status] = field(default_factory=Counter)

    def add(self, section: Section) -> None:
        """Count a section."""
        self.sections[section.kind] += 1
        self.drifted += any(section.counts[status] for status in (*DRIFT, "unmanaged"))
        self.incomplete += not section.complete
        self.counts.update(section.counts)

    def as_data(self) -> dict[str, int]:
        """As JSON knows it."""
        counts: dict[str, int] = {status: self.counts[status] for status in STATUSES}
        return {"sections": sum(self.sections.values()), "drifted": self.drifted, "incomplete": self.incomplete, **counts}

    def fails(self, fail_on: FailOn) -> bool:
        """Whether what was found is what the task is to fail on; what could not be read is another matter."""
        statuses: dict[FailOn, Iterable[Status]] = {"never": (), "drift": DRIFT, "unmanaged": (*DRIFT, "unmanaged")}
        return any(self.counts[status] for status in statuses[fail_on])

    def verdict(self) -> str:
        """One or two sentences."""
        count = sum(self.sections.values())
        if not count:
            return "Nothing was compared."
        noun = ("tenant" if set(self.sections) == {"tenant"} else "section") + ("" if count == 1 else "s")
        told = []
        complete = count - self.incomplete
        if self.drifted:
            told.append(f"{self.drifted} of {count} {noun} {'differs' if self.drifted == 1 else 'differ'} from the documents.")
        elif complete:
            told.append(f"No drift was found in {complete} of {count} {noun}." if self.incomplete else f"No drift in {count} {noun}.")
        if self.incomplete:
            told.append(f"{self.incomplete} could not be read completely: this report is incomplete.")
        return " ".join(told)


@dataclass(frozen=True)
class About:
    """What a report says of itself.

    :param pbx: the address of the PBX, without credentials.
    :param created: when, as ISO 8601 in UTC to the second: ``2026-01-31T12:00:00Z``.
    :param path: where the documents are.
    """

    pbx: str
    created: str
    path: str
    fail_on: FailOn = "drift"
