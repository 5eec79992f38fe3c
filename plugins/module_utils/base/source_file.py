# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A file on the host that runs a module, to be sent: looked at once, and then read piece by piece."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import InvalidInput
from .audio import audio_fault
from .local_file import path_of, text_of

READ_SIZE = 1024 * 1024


@dataclass(frozen=True)
class SourceFile:
    """A regular file that is not empty.

    :param path: where it is.
    :param option: the option that names it, for error texts.
    :param size: in bytes.
    :param checksum: SHA-256 in hexadecimal.
    """

    path: Path
    option: str
    size: int
    checksum: str

    @classmethod
    def at(cls, path: str, option: str, *, check_audio: bool) -> SourceFile:
        """The file at a path, as it is now.

        :param check_audio: whether it has to be audio that the PBX plays.
        :raises InvalidInput: it can't be read, it is no regular file, or it is empty; or no such audio.
        """
        place = path_of(path, option).expanduser()
        digest, size = hashlib.sha256(), 0
        with _opened(place, option) as file:
            while piece := file.read(READ_SIZE):
                digest.update(piece)
                size += len(piece)
            if not size:
                raise InvalidInput(f"{option}: {text_of(place)!r} is empty")
            file.seek(0)
            fault = audio_fault(file, size) if check_audio else None
        if fault is not None:
            raise InvalidInput(f"{option}: {text_of(place)!r} {fault}")
        return cls(place, option, size, digest.hexdigest())

    def piece(self, offset: int, length: int) -> bytes:
        """What stands at a place in it.

        :raises InvalidInput: it can't be read, or is shorter by now.
        """
        with _opened(self.path, self.option) as file:
            file.seek(offset)
            found = file.read(min(length, self.size - offset))
        if not found:
            raise InvalidInput(f"{self.option}: {text_of(self.path)!r} has become shorter while it was uploaded")
        return found


@contextmanager
def _opened(path: Path, option: str) -> Iterator[BinaryIO]:
    """The file, opened; something else than a file is never waited for.

    :raises InvalidInput: it can't be read, or is no regular file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InvalidInput(f"{option}: {text_of(path)!r} is not a regular file")
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            yield file
    except OSError as error:
        raise InvalidInput(f"{option}: {text_of(path)!r} can't be read: {error.strerror}") from None
