# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files on the host that runs a module: regular files, replaced as a whole or not at all.

Failures are ``InvalidInput`` about the option ``dest``, as it is what the user can change.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ..errors import InvalidInput
from .secret_names import KEY
from .texts import LINE_BREAKS, NOT_IN_TEXT

MODE = 0o600
"""Of a new file, where no mode is given."""
PIECE_SIZE = 1024 * 1024
OTHER_KINDS = (
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a FIFO or a pipe"),
    (stat.S_ISSOCK, "a socket"),
)
"""What is not a regular file, and no directory."""


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
    """The mode that the option ``mode`` names.

    :raises InvalidInput: it names none.
    """
    if text is None:
        return None
    if not re.fullmatch(r"0[0-7]{3}", text):
        raise InvalidInput(f'mode: {text!r} is not allowed, it must be four octal digits in quotes that begin with 0, such as "0640"')
    return int(text, 8)


def path_of(path: str, option: str = "dest") -> Path:
    """The path that an option names, also where its letters are not in the encoding of the locale.

    File names are UTF-8, as in Ansible itself. A key, or a text of several lines, is none, and is not shown.

    :raises InvalidInput: no file can have this name, or it contains control characters or a key.
    """
    if NOT_IN_TEXT.search(path) or LINE_BREAKS.search(path) or KEY.search(path):
        raise InvalidInput(f"{option}: must be a path, on one line, not a key, and without control characters")
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise InvalidInput(f"{option}: contains a character that the name of a file can't have") from None
    return Path(os.fsdecode(name))


def text_of(dest: Path) -> str:
    """The path as it was given."""
    return os.fsencode(dest).decode("utf-8", "surrogateescape")


def check_dest(dest: Path) -> None:
    """:raises InvalidInput: there can be no regular file of this name, or something else has it."""
    found = _status(dest)
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise InvalidInput(f"dest: {text_of(dest)!r} is a directory; give the path of a file")
    if found is not None:
        _check_regular(dest, found)
    place = _place(dest).parent
    if not place.is_dir():
        raise InvalidInput(f"dest: there is no directory {text_of(place)!r}")


def _check_regular(dest: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for test, name in OTHER_KINDS if test(found.st_mode)), "no file")
        raise InvalidInput(f"dest: {text_of(dest)!r} is {kind}; give the path of a regular file, or of one that does not exist")


def _status(dest: Path) -> os.stat_result | None:
    """What the path leads to, links followed; None where that is nothing."""
    with unusable(dest, "read"):
        try:
            return dest.stat()
        except FileNotFoundError:
            return None


def _place(dest: Path) -> Path:
    """Where the file is, or will be: a link stays a link, and what it leads to is replaced."""
    return Path(os.path.realpath(dest)) if dest.is_symlink() else dest


def check_owner(dest: Path) -> None:
    """:raises InvalidInput: the file belongs to somebody else, and one in its place would not."""
    found = _status(dest)
    if found is None or os.geteuid() == 0:
        return
    if found.st_uid != os.geteuid() or found.st_gid not in (os.getegid(), *os.getgroups()):
        raise _not_kept(dest, found)


def _not_kept(dest: Path, found: os.stat_result) -> InvalidInput:
    owner = f"user {found.st_uid} and group {found.st_gid}"
    return InvalidInput(
        f"dest: {text_of(dest)!r} belongs to {owner}, which a file in its place would not keep; use become, or another path"
    )


def current_mode(dest: Path) -> int | None:
    """The mode of the file, None where there is none."""
    found = _status(dest)
    return None if found is None else stat.S_IMODE(found.st_mode)


def has_other_mode(dest: Path, mode: int | None) -> bool:
    """Whether there is a file, and its mode is not the one that is wanted; with None, any will do."""
    return mode is not None and current_mode(dest) not in (None, mode)


def content_of(dest: Path) -> Content | None:
    """What is in the file, None where there is none."""
    digest = hashlib.sha256()
    size = 0
    for piece in _pieces(dest):
        if piece is None:
            return None
        digest.update(piece)
        size += len(piece)
    return Content(digest.hexdigest(), size)


def bytes_of(dest: Path) -> bytes | None:
    """The bytes of the file, None where there is none."""
    pieces = list(_pieces(dest))
    return None if None in pieces else b"".join(piece or b"" for piece in pieces)


def _pieces(dest: Path) -> Iterator[bytes | None]:
    """The file piece by piece, or None once where there is none; something else than a file is never waited for."""
    with unusable(dest, "read"):
        try:
            descriptor = os.open(dest, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            yield None
            return
        with os.fdopen(descriptor, "rb") as file:
            _check_regular(dest, os.fstat(descriptor))
            while piece := file.read(PIECE_SIZE):
                yield piece


def set_mode(dest: Path, mode: int) -> None:
    """Give an existing file this mode."""
    with unusable(dest, "written"):
        dest.chmod(mode)


@contextmanager
def unusable(dest: Path, done: str) -> Iterator[None]:
    """Say which option is wrong when a file can't be ``done`` (``read`` or ``written``).

    :raises InvalidInput: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise InvalidInput(f"dest: {text_of(dest)!r} can't be {done}: {error.strerror}") from None


class Replacement:
    """A file that is written next to another, and put in its place when it is whole: a link stays a link.

    Used as a context: what was not put in its place is gone at the end.
    """

    def __init__(self, dest: Path) -> None:
        self._dest = dest
        with unusable(dest, "written"):
            self._place = _place(dest)
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
        """Put it in its place, with this mode; None is that of the file it replaces, or ``MODE`` where there is none.

        It gets the owner and the group of the file that it replaces.

        :raises InvalidInput: it can't have them, or something else than a file has the name by now.
        """
        found = _status(self._dest)
        if found is not None:
            _check_regular(self._dest, found)
            mode = stat.S_IMODE(found.st_mode) if mode is None else mode
        with unusable(self._dest, "written"):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._keep_owner(found)
            self._new.chmod(MODE if mode is None else mode)
            self._new.replace(self._place)

    def _keep_owner(self, found: os.stat_result | None) -> None:
        new = os.fstat(self._file.fileno())
        if found is None or (found.st_uid, found.st_gid) == (new.st_uid, new.st_gid):
            return
        try:
            os.chown(self._new, found.st_uid, found.st_gid)
        except PermissionError:
            raise _not_kept(self._dest, found) from None
