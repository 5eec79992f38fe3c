# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which entries of a document a run is about, and what is to become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Entry, distinct


@dataclass
class Selection:
    """What a run is about.

    :param update_password: for entries that do not say it themselves.
    """

    update_password: str = "on_create"

    def chosen(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that the run is about, each object once."""
        return distinct(entries)

    def is_absent(self, entry: Entry) -> bool:
        """Whether the object of an entry is to be gone."""
        return entry.absent
