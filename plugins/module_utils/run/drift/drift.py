# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The module portsip_drift: what differs between documents and a PBX.  Nothing is ever written to the PBX."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from ... import errors
from ...base.progress import heard_by
from ...base.quotes import LONGEST_QUOTE, Secrets, SecretsOfParts, cut, further_secrets
from ...read.stream import Stream
from ...schema.order import KindPath
from ...transport.http_url import host_of
from ..call_path.plan_calls import moved_calls
from ..connection import Params
from ..context import Context, Result
from ..document.planned import PlannedDocument
from ..document.planner import DocumentPlanner
from ..document.selection import KINDS, Selection
from ..document.text import MOST_CALLS
from ..workspace import Workspace
from .compare import findings_of
from .model import DRIFT, About, FailOn, Finding, Picture, Section, Totals
from .pictures import picture_of
from .reports import Reports
from .sources import document_files
from .subjects import GIVEN, TENANT, Subject, Subjects

PARALLEL = 12
"""How many sections are compared at the same time; a third of them computes while the others wait for the PBX."""
MOST_FAILURES = 16
"""How many sections in a row may fail to reach the PBX, or be refused by it, before no further one is tried."""
BATCH = 64
"""How many are begun before all of them are reported: what was found in no more than these is in memory."""
MOST_SUMMARIES = 2_000
"""How many sections the result tells of, as AWX drops results of more than 700,000 bytes."""
MOST_WARNINGS = 20
"""How many warnings are shown."""
WATCHED: frozenset[KindPath] = frozenset(path for path, kind in KINDS.items() if kind.exclusive)
"""The kinds of which what the document does not name is looked for."""
Item = TypeVar("Item")


def run_drift(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Compare documents with a PBX, and write reports.

    :param workspace: not used: what was read of a tenant is forgotten with it.
    :returns: ``changed`` false, ``summary`` with the counts of each section, ``totals``, and ``reports``.
    :raises InvalidInput: there are no documents, or the reports can't be written.
    :raises Drifted: there is what the task is to fail on, or a section could not be compared; has the same results.
    :raises PortsipError: the PBX can't be asked at all; then no report is written.
    """
    del workspace
    given = params.get("definition")
    subjects = Subjects(document_files(params["path"]) if params.get("path") else [], params.get("tenants"), given)
    fail_on: FailOn = params.get("fail_on") or "drift"
    created = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = About(
        host_of(str(params.get("api_url") or params.get("extension_api_url") or "")), created, params.get("path") or GIVEN, fail_on
    )
    summary = _Summary()
    with Reports(params.get("report") or (), params.get("dest") or "", about) as reports:
        for section in _Comparison(params, context).sections(subjects):
            reports.add(section)
            summary.add(section)
        written = reports.finish()
        totals = reports.totals
    result = {"changed": False, "summary": summary.sections(), "totals": totals.as_data(), "reports": written}
    if totals.incomplete or totals.fails(fail_on):
        error = errors.Drifted(_message(totals, written))
        error.results = result
        raise error
    return result


def _message(totals: Totals, written: list[dict[str, str]]) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in totals.counts.items() if count and status != "unchanged")
    where = f" Reports: {', '.join(each['path'] for each in written)}." if written else " The result has a summary of each section."
    return f"{totals.verdict()} Objects: {counts}.{where}"


class _Summary:
    """What the task returns of each section; of very many, those in which something was found come first."""

    def __init__(self) -> None:
        self._count = 0
        self._kept: dict[bool, dict[int, dict[str, Any]]] = {False: {}, True: {}}

    def add(self, section: Section) -> None:
        """Take up a section."""
        self._count += 1
        kept = self._kept[section.is_unchanged]
        if len(kept) < MOST_SUMMARIES:
            kept[self._count] = {**section.summary(), "error": cut(section.error, LONGEST_QUOTE)}

    def sections(self) -> list[dict[str, Any]]:
        """Those that are told, in their order."""
        found = [*self._kept[False].items(), *self._kept[True].items()][:MOST_SUMMARIES]
        return [summary for _number, summary in sorted(found, key=lambda item: item[0])]


class _Comparison:
    """Compares sections, some at the same time, and hands them on in their order.

    :param params: the options of the module.
    """

    def __init__(self, params: Params, context: Context) -> None:
        self._params = params
        self._context = context
        self._workspace = Workspace(keep=True)
        self._failures: list[errors.PortsipError] = []
        self._warned = 0

    def sections(self, subjects: Iterable[Subject]) -> Iterator[Section]:
        """Every section, in order.

        The first one is compared alone: a PBX that is not there, or that refuses the credentials, is not asked again.

        :raises PortsipError: the first one could not be compared for such a reason.
        """
        waiting = iter(subjects)
        ahead: deque[Subject] = deque()

        def read(count: int) -> int:
            """Read documents until so many sections wait; how many do."""
            ahead.extend(islice(waiting, max(0, count - len(ahead))))
            return len(ahead)

        count = 0
        first = True
        try:
            with further_secrets() as secrets, Stream(partial(self._compared, secrets), PARALLEL) as stream:
                while read(1) or stream.pending:
                    while read(1) and stream.pending < (1 if first else BATCH):
                        at_once = 1 if first else min(PARALLEL, stream.pending + read(PARALLEL))
                        stream.submit((ahead.popleft(), PARALLEL // at_once))
                    # The documents of the next sections are read while the first one is compared.
                    while first and len(ahead) < BATCH and not stream.is_ready():
                        if len(ahead) == read(len(ahead) + 1):
                            break
                    subject, section, warnings = stream.take()
                    if first and self._failures:
                        raise self._failures[0]
                    first = first and bool(subject.fault)
                    self._warn(warnings)
                    yield section
                    count += 1
                    if not count % BATCH or not stream.pending:
                        self._context.progress(f"{count} sections compared")
        finally:
            self._workspace.close()

    def _compared(self, secrets: SecretsOfParts, given: tuple[Subject, int]) -> tuple[Subject, Section, list[str]]:
        """A section, what it was found to be, and warnings about it; in any thread.

        :param given: the section, and in how many threads it may be read.
        """
        subject, parallel = given
        with secrets.part() as own:
            return subject, *self._section(subject, own, parallel)

    def _section(self, subject: Subject, secrets: Secrets, parallel: int) -> tuple[Section, list[str]]:
        source = subject.source
        section = Section(subject.kind, subject.name, source.path, error=subject.fault)
        if subject.fault:
            return section, []
        if len(self._failures) >= MOST_FAILURES:
            return replace(section, error=f"not compared, as others failed before: {self._failures[0]}"), []
        warnings: list[str] = []
        own = _SectionContext(self._context.check_mode, warnings, secrets)
        for value in source.secrets:
            own.add_secret(value)
        options = {**self._params, "parallel": parallel}
        planner = DocumentPlanner(subject.reading, options, own, self._workspace, Selection(watched=WATCHED, comparing=True))
        try:
            with heard_by(own.progress, own.warn):
                plan = PlannedDocument()
                for part in planner.parts():
                    plan.add(part)
                findings = tuple(findings_of(subject.kind, plan, subject.reading.entries, source))
                section = replace(
                    section, findings=findings, pictures=self._drawn(plan, subject, findings, own), calls=self._moved(plan, subject, own)
                )
            self._failures.clear()
        except errors.Interrupted:
            raise
        except errors.PortsipError as error:
            if _is_general(error):
                self._failures.append(error)
            section = replace(section, error=source.without_secrets(str(error)))
        finally:
            for tenant in (entry for entry in subject.reading.entries if entry.tenant is entry):
                planner.scopes.leave(tenant)
        return section, [source.without_secrets(f"{subject.title}: {text}") for text in warnings]

    def _drawn(self, plan: PlannedDocument, subject: Subject, findings: Iterable[Finding], context: Context) -> tuple[Picture, ...]:
        """The picture of a tenant in which something differs, where there is a page to show it."""
        drifted = any(found.status in (*DRIFT, "unmanaged") for found in findings)
        if subject.kind != TENANT or not drifted or "html" not in (self._params.get("report") or ()):
            return ()
        try:
            picture = picture_of(plan, subject.source)
        except Exception as error:
            # What a PBX returns may be of any shape. A report is of use without a picture, too.
            context.warn(f"The calls could not be drawn: {type(error).__name__}.")
            return ()
        return (picture,) if picture is not None else ()

    def _moved(self, plan: PlannedDocument, subject: Subject, context: Context) -> tuple[str, ...]:
        """The calls of a tenant that end elsewhere than its document says, where there is a report to tell of them."""
        if subject.kind != TENANT or not self._params.get("report"):
            return ()
        try:
            return tuple(call["text"] for call in moved_calls(plan, subject.source.hidden_in, drift=True)[:MOST_CALLS])
        except Exception as error:
            context.warn(f"Where calls go could not be computed: {type(error).__name__}.")
            return ()

    def _warn(self, warnings: Iterable[str]) -> None:
        for text in warnings:
            self._warned += 1
            if self._warned <= MOST_WARNINGS:
                self._context.warn(text)
            elif self._warned == MOST_WARNINGS + 1:
                self._context.warn("More warnings are left out.")


def _is_general(error: errors.PortsipError) -> bool:
    """Whether the PBX can't be reached, or takes no such credentials, so that other sections are likely to fail as well."""
    if isinstance(error, errors.ConnectionFailed):
        return not error.delivered
    return isinstance(error, errors.AuthenticationFailed) and error.status != 403


class _SectionContext:
    """The engine's context while a section is compared: what it is told is kept for the calling thread."""

    def __init__(self, check_mode: bool, warnings: list[str], secrets: Secrets) -> None:
        self.check_mode = check_mode
        self.warn = warnings.append
        self.add_secret = secrets.add

    def progress(self, text: str) -> None:
        """How far a single section is, is not told."""
