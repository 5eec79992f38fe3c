# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What an earlier export has left in a directory, and what users have written into it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...base import yaml_text
from ...base.local_file import bytes_of, text_of, unusable
from ...errors import InvalidInput
from ...schema.aliases import api_names
from ...schema.shared_values import DEFAULTS, ITEMS, with_defaults
from ..tree import DOCUMENT_PARTS, Part
from .nodes import called

FIRST_LINES = 10
"""How many lines of a file may come before and with the one that marks it."""
MARK = "# yaml-language-server: $schema="
"""How the first line of an exported file begins; a user may have put others before it."""
SCHEMA = "https://raw.githubusercontent.com/portsip-pbx/portsip.pbx/main/docs/schema/portsip.schema.json"
ENDINGS = (".yml", ".yaml")
ROOTS: dict[str, Part] = {part.name: part for part in DOCUMENT_PARTS}
"""The kinds at the top of a document."""
Ident = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass
class Former:
    """The exported files of a directory.

    :ivar texts: what is in each file.
    :ivar marks: the line of each file that names its schema, which may be at another place by now.
    :ivar tenants: the files with one tenant, by its domain.
    :ivar entries: what each entry says, in the names of the API; by the path of its kind and the names around and of it.
    :ivar written: the same as it stands there.
    """

    texts: dict[Path, str] = field(default_factory=dict)
    marks: dict[Path, str] = field(default_factory=dict)
    tenants: dict[str, Path] = field(default_factory=dict)
    entries: dict[Ident, Mapping[str, Any]] = field(default_factory=dict)
    written: dict[Ident, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def in_directory(cls, dest: Path) -> Former:
        """What is in a directory, which may not exist.

        :raises InvalidInput: it is no directory, or an exported file is no YAML any more, so that what was written in it would
            be lost.
        """
        former = cls()
        with unusable(dest, "read"):
            if dest.exists() and not dest.is_dir():
                raise InvalidInput(f"dest: {text_of(dest)!r} is not a directory")
            names = sorted(path for path in dest.iterdir() if path.suffix in ENDINGS and path.is_file()) if dest.exists() else []
        for path in names:
            text = (bytes_of(path) or b"").decode("utf-8", "replace")
            mark = next((line for line in text.split("\n", FIRST_LINES)[:FIRST_LINES] if line.startswith(MARK)), None)
            if mark is not None:
                former.marks[path] = mark
                former._take(path, text)
        return former

    def _take(self, path: Path, text: str) -> None:
        self.texts[path] = text
        document = yaml_text.read(text, f"dest: {text_of(path)!r}")
        if not isinstance(document, Mapping):
            return
        domains = [str(entry.get("domain")) for entry in _items(document.get("tenants")) if isinstance(entry, Mapping)]
        if list(document) == ["tenants"] and len(domains) == 1:
            self.tenants.setdefault(domains[0].lower(), path)
        for name, root in ROOTS.items():
            for entry in [document.get(name)] if root.kind.single else _items(document.get(name)):
                self._index(root, (name,), (), entry)

    def _index(self, part: Part, kinds: tuple[str, ...], around: tuple[str, ...], entry: Any) -> None:
        if not isinstance(entry, Mapping):
            return
        named: Mapping[str, Any] = entry
        if part.kind.resource:
            named = {**api_names(part.resource.model, entry)[0]}
            named.update({name: entry[part.called(name)] for name in part.parents if part.called(name) in entry})
        names = (*around, "" if part.single else called(part, named))
        self.entries.setdefault((kinds, names), named)
        self.written.setdefault((kinds, names), entry)
        for below in part.parts:
            inside = [entry.get(below.name)] if below.single else _items(entry.get(below.name))
            for item in inside:
                self._index(below, (*kinds, below.name), names, item)


def _items(value: Any) -> Iterator[Any]:
    """The entries of a list, which may have defaults: ``{defaults: ..., items: [...]}``."""
    items = value.get(ITEMS) if isinstance(value, Mapping) else value
    defaults = value.get(DEFAULTS) if isinstance(value, Mapping) else None
    for item in items if isinstance(items, list) else ():
        yield with_defaults("", defaults, item, lambda _value: False) if isinstance(defaults, Mapping) else item
