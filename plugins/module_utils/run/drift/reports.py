# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of the reports: each is written while sections come, and put in its place when it is whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol

from ...base.local_file import Replacement, current_mode, path_of, text_of, unusable
from ...errors import InvalidInput
from .html_report import HtmlReport
from .json_report import JsonReport
from .junit_report import JunitReport
from .markdown_report import MarkdownReport
from .model import About, Section, Totals

FILES = {"json": "drift.json", "markdown": "drift.md", "junit": "drift.xml", "html": "drift.html"}
"""The name of the file in the directory of the reports, for each form of a report."""
MODE = 0o644
"""Of a new file."""


class Report(Protocol):
    """One form of the report."""

    def add(self, section: Section) -> None:
        """Tell of a section; nothing of it is needed afterwards but what is shown."""

    def finish(self, totals: Totals) -> None:
        """Write what is left, and the end."""


class Reports:
    """All reports of a run. Used as a context: what was not finished leaves no file.

    :param forms: the forms of the reports, keys of ``FILES``.
    :param dest: the directory that they are written to, which is made where there is none.
    :raises InvalidInput: it can't be written to.
    """

    def __init__(self, forms: Iterable[str], dest: str, about: About) -> None:
        self._stack = ExitStack()
        self._files: list[tuple[str, Path, Replacement, Report]] = []
        self.totals = Totals()
        chosen = [form for form in FILES if form in set(forms)]
        if not chosen:
            return
        directory = path_of(dest)
        _make(directory)
        with ExitStack() as stack:
            for form in chosen:
                path = directory / FILES[form]
                if path.is_dir():
                    raise InvalidInput(f"dest: {text_of(path)!r} is a directory, and the {form} report is written to a file of this name")
                file = stack.enter_context(Replacement(path))
                self._files.append((form, path, file, _report(form, file, about)))
            self._stack = stack.pop_all()

    def __enter__(self) -> Reports:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def add(self, section: Section) -> None:
        """Tell of a section in each report."""
        self.totals.add(section)
        for _form, _path, _file, report in self._files:
            report.add(section)

    def finish(self) -> list[dict[str, str]]:
        """Put the files in their places.

        :returns: ``format`` and ``path`` of each.
        :raises InvalidInput: one can't be written.
        """
        for _form, path, file, report in self._files:
            report.finish(self.totals)
            file.put(current_mode(path) or MODE)
        return [{"format": form, "path": text_of(path)} for form, path, _file, _report in self._files]


def _report(form: str, file: Replacement, about: About) -> Report:
    def write(text: str) -> None:
        file.write(text.encode())

    if form == "html":
        return HtmlReport(file.write, about)
    if form == "json":
        return JsonReport(write, about)
    return JunitReport(write, about) if form == "junit" else MarkdownReport(write, about)


def _make(directory: Path) -> None:
    """:raises InvalidInput: there is no such directory, and none can be made."""
    with unusable(directory, "made"):
        if directory.exists() and not directory.is_dir():
            raise InvalidInput(f"dest: {text_of(directory)!r} is no directory; give the directory that the reports are written to")
        directory.mkdir(parents=True, exist_ok=True)
