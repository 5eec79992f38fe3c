# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files on the host that runs a module: replaced as a whole or not at all.

Failures are L(InvalidInput) about the option C(dest), as it is what the user can change.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .errors import InvalidInput

MODE = 0o600
"""Of a new file, where no mode is given."""
PIECE_SIZE = 1024 * 1024


@dataclass(frozen=True)
class Content:
    """What is in a file: SHA-256 in hexadecimal, and size in bytes."""

    checksum: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Content:
        """The same of what is in memory."""
        return cls(hashlib.sha256(data).hexdigest(), len(data))


def mode_of(text: str | None) -> int | None:
    """The mode that the option C(mode) names.

    :raises InvalidInput: it names none.
    """
    if text is None:
        return None
    if not re.fullmatch(r"0[0-7]{3}", text):
        raise InvalidInput(f'mode: {text!r} is not allowed, it must be four octal digits in quotes that begin with 0, such as "0640"')
    return int(text, 8)


def check_dest(dest: Path) -> None:
    """:raises InvalidInput: there can be no file of this name."""
    if dest.is_dir():
        raise InvalidInput(f"dest: {str(dest)!r} is a directory; give the path of a file")
    if not dest.parent.is_dir():
        raise InvalidInput(f"dest: there is no directory {str(dest.parent)!r}")


def current_mode(dest: Path) -> int | None:
    """The mode of the file, None where there is none."""
    with unusable(dest, "read"):
        return dest.stat().st_mode & 0o7777 if dest.exists() else None


def has_other_mode(dest: Path, mode: int | None) -> bool:
    """Whether there is a file, and its mode is not the one that is wanted; with None, any will do."""
    return mode is not None and current_mode(dest) not in (None, mode)


def content_of(dest: Path) -> Content | None:
    """What is in the file, None where there is none."""
    with unusable(dest, "read"):
        if not dest.exists():
            return None
        digest = hashlib.sha256()
        size = 0
        with dest.open("rb") as file:
            while piece := file.read(PIECE_SIZE):
                digest.update(piece)
                size += len(piece)
        return Content(digest.hexdigest(), size)


def set_mode(dest: Path, mode: int) -> None:
    """Give an existing file this mode."""
    with unusable(dest, "written"):
        dest.chmod(mode)


@contextmanager
def unusable(dest: Path, done: str) -> Iterator[None]:
    """Say which option is wrong when a file can't be I(done) (C(read) or C(written)).

    :raises InvalidInput: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise InvalidInput(f"dest: {str(dest)!r} can't be {done}: {error.strerror}") from None


class Replacement:
    """A file that is written next to another, and put in its place when it is whole: a link stays a link.

    Used as a context: what was not put in its place is gone at the end.
    """

    def __init__(self, dest: Path) -> None:
        self._dest = dest
        with unusable(dest, "written"):
            self._place = dest.resolve()
            descriptor, name = tempfile.mkstemp(dir=self._place.parent, prefix=f".{self._place.name}.")
            self._new = Path(name)
            self._file = os.fdopen(descriptor, "wb")

    def __enter__(self) -> Replacement:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._new.unlink()

    def clear(self) -> None:
        """Begin again."""
        with unusable(self._dest, "written"):
            self._file.seek(0)
            self._file.truncate()

    def write(self, piece: bytes) -> None:
        """Add to the end."""
        with unusable(self._dest, "written"):
            self._file.write(piece)

    def put(self, mode: int | None) -> None:
        """Put it in its place, with this mode; None is that of the file it replaces, or L(MODE) where there is none."""
        if mode is None:
            mode = current_mode(self._dest)
        with unusable(self._dest, "written"):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._new.chmod(MODE if mode is None else mode)
            self._new.replace(self._place)
