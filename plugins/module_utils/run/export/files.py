# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of an export: one for each tenant, one for the system, one for the queues, and one apart for the secrets."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...base import yaml_text
from ...base.local_file import Content, Replacement, check_owner, current_mode, path_of, text_of, unusable
from ...errors import InvalidInput
from .former import MARK, ROOTS, SCHEMA, Former
from .sharing import shortened

MODE = 0o644
SECRET_MODE = 0o600
LONGEST_NAME = 200
"""Bytes of a file's name without its ending, so that any file system takes it."""
TAKEN = ("system", "queues")


@dataclass
class Files:
    """The files in a directory.

    :param dest: the directory; its parent has to exist.
    :ivar wanted: what each file is to contain.
    :ivar stale: files of tenants that are gone.
    """

    dest: Path
    former: Former
    wanted: dict[Path, str] = field(default_factory=dict)
    stale: list[Path] = field(default_factory=list)

    def add(self, document: Mapping[str, Any]) -> None:
        """Take up a document, a file for each of its parts."""
        if document.get("system"):
            self._add(self.dest / "system.yml", {"system": shortened(ROOTS["system"], document["system"])})
        for tenant in document.get("tenants", ()):
            path = self.former.tenants.get(str(tenant["domain"]).lower()) or self.dest / file_name(str(tenant["domain"]))
            self._add(path, {"tenants": [shortened(ROOTS["tenants"], tenant)]})
        if document.get("queues"):
            self._add(self.dest / "queues.yml", {"queues": [shortened(ROOTS["queues"], queue) for queue in document["queues"]]})

    def _add(self, path: Path, document: Mapping[str, Any]) -> None:
        if path not in self.former.texts and path.exists() and (not path.is_file() or path.stat().st_size):
            raise InvalidInput(f"dest: {text_of(path)!r} is not a file that this module has written; move it, or use another directory")
        mark = self.former.marks.get(path, f"{MARK}{SCHEMA}")
        self.wanted[path] = f"{mark}\n---\n{yaml_text.written(document)}"

    def look_for_stale(self, domains: set[str]) -> None:
        """Find the files of tenants that are not among those of the PBX.

        :param domains: of every tenant of the PBX, in lower case.
        """
        self.stale = sorted(path for domain, path in self.former.tenants.items() if domain not in domains)

    @property
    def changed(self) -> list[Path]:
        """The files whose content is to change, in order."""
        return sorted(path for path, text in self.wanted.items() if self.former.texts.get(path) != text)

    def check(self) -> None:
        """:raises InvalidInput: a file can't be written."""
        if not self.dest.exists() and not self.dest.parent.is_dir():
            raise InvalidInput(f"dest: there is no directory {text_of(self.dest.parent)!r}")
        for path in self.changed:
            check_owner(path)

    def write(self) -> None:
        """Write the files whose content changes, each as a whole or not at all.

        :raises InvalidInput: one can't be written.
        """
        with unusable(self.dest, "written"):
            self.dest.mkdir(exist_ok=True)
        for path in self.changed:
            with Replacement(path) as new:
                new.write(self.wanted[path].encode("utf-8"))
                new.put(current_mode(path) or MODE)

    def remove(self, paths: Sequence[Path]) -> None:
        """Remove files.

        :raises InvalidInput: one can't be removed.
        """
        for path in paths:
            with unusable(path, "removed"):
                path.unlink(missing_ok=True)

    def difference(self, *, removing: bool) -> dict[str, dict[str, str | None]]:
        """The files that change, each with the checksum of its content before and after; the content may hold secrets of users."""
        before = {text_of(path): _checksum(self.former.texts.get(path)) for path in self.changed}
        after = {text_of(path): _checksum(self.wanted[path]) for path in self.changed}
        if removing:
            before.update({text_of(path): _checksum(self.former.texts[path]) for path in self.stale})
        return {"before": {name: value for name, value in before.items() if value}, "after": after}


def _checksum(text: str | None) -> str | None:
    return None if text is None else Content.of(text.encode("utf-8")).checksum


def file_name(domain: str) -> str:
    """The name of a tenant's file; different for different domains on any file system."""
    name = "".join(letter if letter.isalnum() or letter in ".-_" else quote(letter, safe="") for letter in domain.lower())
    if name.startswith(".") or name in TAKEN or not name:
        name = f"%{ord(name[0]):02X}{name[1:]}" if name else "%"
    if len(name.encode("utf-8")) > LONGEST_NAME:
        digest = hashlib.sha256(domain.lower().encode("utf-8")).hexdigest()[:16]
        name = f"{name.encode('utf-8')[: LONGEST_NAME - len(digest) - 1].decode('utf-8', 'ignore')}-{digest}"
    return f"{name}.yml"


@dataclass(frozen=True)
class SecretsFile:
    """The file for the values of secrets."""

    path: Path

    @classmethod
    def of(cls, option: str, dest: Path | None) -> SecretsFile:
        """The file that the option names.

        :param dest: the directory of the export.
        :raises InvalidInput: it exists already, is inside of ``dest``, or can't be written.
        """
        path = path_of(option, "secrets_file")
        with _about_secrets():
            place = Path(os.path.realpath(path.parent))
            if dest is not None and Path(os.path.realpath(dest)) in (place, *place.parents):
                raise InvalidInput(f"secrets_file: {text_of(path)!r} is inside of dest; keep secrets apart from what goes into git")
            if not place.is_dir():
                raise InvalidInput(f"secrets_file: there is no directory {text_of(path.parent)!r}")
            if os.path.lexists(path):
                raise InvalidInput(
                    f"secrets_file: {text_of(path)!r} exists already, and is never overwritten; move it, or give another path"
                )
            if not os.access(place, os.W_OK | os.X_OK):
                raise InvalidInput(f"secrets_file: {text_of(path)!r} can't be written: Permission denied")
        return cls(path)

    def write(self, text: str) -> None:
        """Create the file, readable by its owner alone.

        :raises InvalidInput: it can't be, or somebody else has created it meanwhile.
        """
        with _about_secrets(), contextlib.ExitStack() as undo:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, SECRET_MODE)
            undo.callback(self.path.unlink)
            with os.fdopen(descriptor, "wb") as file:
                os.fchmod(file.fileno(), SECRET_MODE)
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            undo.pop_all()


@contextlib.contextmanager
def _about_secrets() -> Iterator[None]:
    """:raises InvalidInput: in place of an OSError."""
    try:
        yield
    except OSError as error:
        raise InvalidInput(f"secrets_file: can't be written: {error.strerror}") from None
