# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The plan of a document: what is to be done about each of its objects, and how that is shown."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...base.findings import Finding, in_few_lines
from ...errors import InvalidInput
from ...plan.report import as_data, digest_of
from ...plan.steps import Desired, Step, Within
from ...schema.resource import Resource
from ..planning import Complete, ObjectPlan
from .entries import Entry
from .scopes import Scope
from .unreadable import NotCompared

SUMMARY = {"create": 0, "update": 0, "remove": 0, "recreate": 0, "unchanged": 0}


@dataclass(eq=False)
class Planned:
    """What is to be done about one object.

    :param path: of the entry that names it, or of the list that does not, as the user writes it.
    :param entry: what names it, None where nothing does.
    :param owner: the entry that it stands in.
    :param plan: what is done about it first; its related objects, too.
    :param whole: the step as it is shown, with what is written later, when whatever it leads to exists.
    :param later: what is wanted of it then, None where nothing is to be written later.
    :param complete: adds to the current object what the API does not tell.
    :param scope: where it lives, None where that does not exist.
    :param name: what it is called among its siblings.
    :param read_at: when it was read.
    :ivar conflict: what on the PBX is in its way, empty where nothing is.
    :ivar waits_for: what has to be written before, so that it is out of the way.
    """

    kind_path: tuple[str, ...]
    path: str
    entry: Entry | None
    owner: Entry | None
    plan: ObjectPlan
    whole: Step
    later: Desired | None = None
    complete: Complete = field(default=lambda current: current)
    scope: Scope | None = None
    name: str = ""
    read_at: float = field(default_factory=time.monotonic)
    conflict: str = ""
    waits_for: list[Planned] = field(default_factory=list)

    @property
    def resource(self) -> Resource:
        """What it is."""
        return self.plan.resource

    @property
    def kind(self) -> str:
        """What it is, as results call it."""
        return self.resource.name

    @property
    def tenant(self) -> Entry | None:
        """The tenant that it is in."""
        around = self.entry or self.owner
        return around.tenant if around is not None else None

    @property
    def what(self) -> str:
        """What it is about, for error texts: ``ivr 8001 of tenant north.example.net``."""
        holders = "".join(f" of {holder.kind} {holder.name}" for holder in reversed(self.within))
        return f"{self.kind.replace('_', ' ')} {self.name}".rstrip() + holders

    def wait_for(self, other: Planned) -> bool:
        """Let it wait for another one; False where that one waits for it, be it by way of others."""
        if other._waits(self):
            return False
        if other not in self.waits_for:
            self.waits_for.append(other)
        return True

    def _waits(self, other: Planned) -> bool:
        return self is other or any(before._waits(other) for before in self.waits_for)

    @property
    def related(self) -> list[Step]:
        """The steps for its related objects."""
        return self.plan.steps[len(self.plan.first) + 1 :]

    @property
    def removes(self) -> bool:
        """Whether it goes."""
        return self.whole.action == "remove"

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.whole.changed or any(step.changed for step in self.related)

    @property
    def within(self) -> tuple[Within, ...]:
        """The entries that it stands in, the outermost first: as far as it lives in them."""
        level = self.resource.level
        if level == "extension" and self.entry is not None and self.entry.part.parents:
            return ()  # its name says it
        if level == "system" and self.entry is not None and self.entry.owner is not None and "tenant" not in self.entry.params():
            return ()
        holders: list[Within] = []
        around = self.owner
        while around is not None:
            holders.insert(0, Within(around.part.resource.name, around.name))
            around = around.owner
        return tuple(holders)

    def shown(self) -> list[Step]:
        """The steps as they are shown: names in place of ids, and in the entries around it."""
        place = self.plan.place
        main, *others = self.labelled()
        named = {side: place.with_names(self.resource, getattr(self.whole, side)) for side in ("before", "after")}
        return [replace(main, **named), *others]

    def labelled(self) -> list[Step]:
        """The same with ids as they are, for what is not to be changed."""
        main = replace(self.whole, within=self.within, label=self.name)
        others = [
            # What they belong to says their name.
            replace(step, label=self.name, fields=tuple(name for name in step.fields if name != relation.link))
            for relation, steps in self.plan.related
            for step in steps
        ]
        return [main, *others]


@dataclass
class PlannedDocument:
    """The plan of a document, or of a part of it.

    :ivar planned: in the order in which it is carried out, removals last.
    :ivar unmanaged: what stands on the PBX in a list that the document gives, and is not named there; as it would be removed.
    :ivar held: how many objects the lists hold from which something is removed, by kind and place.
    :ivar findings: what can't be done, or can't be found.
    :ivar not_compared: kinds that can't be read, where the document is only compared.
    """

    planned: list[Planned] = field(default_factory=list)
    unmanaged: list[Planned] = field(default_factory=list)
    held: dict[tuple[str, str], int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    not_compared: list[NotCompared] = field(default_factory=list)

    def shown(self) -> list[Step]:
        """The steps of what changes, as they are shown."""
        return [step for planned in self.planned if planned.changed for step in planned.shown()]

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return any(planned.changed for planned in self.planned)

    def data(self) -> list[dict[str, Any]]:
        """The steps that change something, as JSON knows them; see ``plan.report``."""
        return as_data(self.shown())

    @property
    def digest(self) -> str:
        """By which this plan is told from another one."""
        return digest_of(self.data())

    @property
    def summary(self) -> dict[str, int]:
        """How many objects are created, updated, removed, recreated, and left alone."""
        return summary_of(step for planned in self.planned for step in (planned.whole, *planned.related))

    def add(self, other: PlannedDocument) -> None:
        """Add the plan of another part."""
        self.planned += other.planned
        self.unmanaged += other.unmanaged
        self.held |= other.held
        self.findings += other.findings
        self.not_compared += other.not_compared

    def check(self) -> None:
        """Refuse what can't be done.

        :raises InvalidInput: there are findings; the text has the first of them, and how many there are.
        """
        refuse(self.findings)


def summary_of(steps: Iterable[Step]) -> dict[str, int]:
    """How many steps there are of each action."""
    counts = Counter("unchanged" if step.action == "none" else step.action for step in steps)
    return {**SUMMARY, **counts}


def refuse(found: Sequence[Finding]) -> None:
    """:raises InvalidInput: there are findings."""
    if found:
        text = in_few_lines([str(finding) for finding in found], "definition: {count} errors, and nothing was written:")
        raise InvalidInput(text, findings=[finding.as_result() for finding in found])
