# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The report as JSON: everything that was found, for programs; one section a line."""

from __future__ import annotations

from collections.abc import Callable

from .model import About, Section, Totals
from .texts import in_json


class JsonReport:
    """Written section by section.

    ``{"report": {...}, "sections": [...], "totals": {...}}``; the unchanged objects of a section are only counted, but for
    those of which a part can't be verified.

    :param write: takes the next part of the file.
    """

    def __init__(self, write: Callable[[str], None], about: About) -> None:
        self._write = write
        self._empty = True
        facts = {"pbx": about.pbx, "created": about.created, "path": about.path, "fail_on": about.fail_on}
        write(f'{{"report": {in_json(facts)},\n"sections": [')

    def add(self, section: Section) -> None:
        """Tell of a section."""
        findings = [found.as_data() for found in section.findings if found.status != "unchanged" or found.unverified]
        told = {**section.summary(), "findings": findings, "calls": list(section.calls)}
        self._write(("\n" if self._empty else ",\n") + in_json(told))
        self._empty = False

    def finish(self, totals: Totals) -> None:
        """Write the end."""
        self._write(f'\n],\n"totals": {in_json(totals.as_data())}}}\n')
