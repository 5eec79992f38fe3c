# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What becomes of a file while it arrives: saved, only looked at, or given up as soon as it is known to be there."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from ...base.local_file import Content, Replacement
from ...base.progress import tell
from ...errors import UnexpectedAnswer
from ...transport.http_files import Sink

NO_FILE = ("text/html", "application/json", "application/xhtml+xml")
"""Types of answers that are no recording, message, fax or sound, but a page or an explanation."""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Announced:
    """What an answer tells of a file before the file itself; the size in bytes, None where it does not tell."""

    size: int | None


class Looked:
    """Notes what is in a file, and tells how far it is."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._restart(None)

    def _restart(self, announced: int | None) -> None:
        self._digest = hashlib.sha256()
        self._announced = announced
        self._size = 0

    def begin(self, content_type: str, size: int | None) -> None:
        """:raises UnexpectedAnswer: this is no file."""
        kind = content_type.partition(";")[0].strip().lower()
        if kind in NO_FILE:
            message = f"The extension API answered GET {self._path} with {kind} instead of a file."
            raise UnexpectedAnswer(message, delivered=False, method="GET", path=self._path)
        self._restart(size)

    def write(self, piece: bytes) -> None:
        """The next piece."""
        megabytes = self._size // MEGABYTE
        self._digest.update(piece)
        self._size += len(piece)
        if self._size // MEGABYTE > megabytes:
            of_all = f" of {self._announced / MEGABYTE:.1f}" if self._announced else ""
            tell(f"{self._size / MEGABYTE:.1f}{of_all} MB read")

    @property
    def content(self) -> Content:
        """What has arrived."""
        return Content(self._digest.hexdigest(), self._size)


class Arriving(Looked):
    """Writes a file too."""

    def __init__(self, path: str, new: Replacement) -> None:
        self._new = new
        super().__init__(path)

    def begin(self, content_type: str, size: int | None) -> None:
        """:raises UnexpectedAnswer: this is no file."""
        super().begin(content_type, size)
        self._new.clear()

    def write(self, piece: bytes) -> None:
        """The next piece.

        :raises InvalidInput: it can't be written.
        """
        self._new.write(piece)
        super().write(piece)


class _Enough(Exception):
    """The answer has begun; nothing more is wanted of it."""


class _Peek(Looked):
    announced = Announced(None)

    def begin(self, content_type: str, size: int | None) -> None:
        super().begin(content_type, size)
        self.announced = Announced(size)
        raise _Enough


def peek(fetch: Callable[[Sink], None], path: str) -> Announced:
    """Ask for a file, and hang up as soon as it comes."""
    sink = _Peek(path)
    with contextlib.suppress(_Enough):
        fetch(sink)
    return sink.announced
