# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of documents, and what of a document can't be read where the module runs, or is not to be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...base.local_file import path_of
from ...base.quotes import hide
from ...base.secret_names import leaves
from ...base.yaml_files import Hidden, Unreadable, read_yaml
from ...errors import InvalidInput
from ...schema.shared_values import DEFAULTS, ITEMS
from ..tree import DOCUMENT_PARTS, Part

ENDINGS = (".yml", ".yaml", ".json")
OMITTED = "__omit_place_holder__" + "0" * 40
"""Stands for an entry that can't be read, so that the others keep their positions."""


@dataclass
class Source:
    """A document as its file has it.

    :ivar path: of the file.
    :ivar document: plain values, without those that can't be read.
    :ivar unreadable: what was left out: paths as the user writes them, each with the reason.
    :ivar hidden: paths of options whose values the file holds encrypted.
    :ivar secrets: these values, which texts about the document are searched for.
    """

    path: str
    document: dict[str, Any] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)

    def without_secrets(self, text: str) -> str:
        """A text about the document, which may quote a value."""
        return hide(text, self.secrets)

    def unreadable_in(self, entry_path: str) -> dict[str, str]:
        """The options of an entry that can't be read, each with the reason, those included that defaults of its list give."""
        return {name: self.unreadable[f"{place}.{name}"] for place, name in self._options(self._unreadable_at, entry_path)}

    def hidden_in(self, entry_path: str) -> set[str]:
        """The options of an entry that the file holds encrypted."""
        return {name for _place, name in self._options(self._hidden_at, entry_path)}

    def unreadable_entries(self, list_path: str) -> list[str]:
        """Paths of the entries of a list that can't be read, or of the list itself."""
        places = (list_path, f"{list_path}.{ITEMS}")
        return [
            *(place for place in places if place in self.unreadable),
            *(path for place in places for path in self._items_of.get(place, ())),
        ]

    @cached_property
    def _unreadable_at(self) -> dict[str, list[str]]:
        return _by_place(self.unreadable)

    @cached_property
    def _hidden_at(self) -> dict[str, list[str]]:
        return _by_place(self.hidden)

    @cached_property
    def _items_of(self) -> dict[str, list[str]]:
        """The entries that can't be read, by the path of their list."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.unreadable:
            if path.endswith("]"):
                found[path.rpartition("[")[0]].append(path)
        return found

    @staticmethod
    def _options(known: dict[str, list[str]], entry_path: str) -> list[tuple[str, str]]:
        """The options that stand at an entry, and at the defaults of its list, each with the place."""
        items = entry_path.rpartition("[")[0]
        shared = f"{items.removesuffix(ITEMS)}{DEFAULTS}" if items.endswith(f".{ITEMS}") else ""
        return [(place, name) for place in filter(None, (entry_path, shared)) for name in known.get(place, ())]


def _by_place(paths: Iterable[str]) -> dict[str, list[str]]:
    """The last names of paths by what stands before."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        place, _dot, name = path.rpartition(".")
        if "[" not in name:
            found[place].append(name)
    return found


def document_files(path: str) -> list[str]:
    """The files of documents that a path means: itself, or those in the directory, by name.

    :raises InvalidInput: there are none.
    """
    place = path_of(path, "path")
    try:
        if not place.exists():
            raise InvalidInput(f"path: there is no file or directory {path!r}")
        if not place.is_dir():
            return [path]
        files = sorted(place.iterdir())
    except OSError as error:
        raise InvalidInput(f"path: {path!r} can't be read: {error.strerror}") from None
    found = [str(file) for file in files if file.suffix in ENDINGS and not file.name.startswith(".") and file.is_file()]
    if not found:
        raise InvalidInput(f"path: there is no file that ends with {', '.join(ENDINGS)} in {path!r}")
    return found


def read_source(path: str) -> Source:
    """A document with what can be read of it.

    :raises InvalidInput: the file can't be read, or has no document.
    :raises MissingLibrary: see ``read_yaml``.
    """
    return source_of(path, read_yaml(path))


def source_of(path: str, content: Any) -> Source:
    """A document that was read already, or was given as it is.

    :param path: of its file, or what it is called where it has none.
    :raises InvalidInput: it is no document.
    """
    if content is None:
        content = {}
    if not isinstance(content, Mapping):
        raise InvalidInput(f"{path}: must be a mapping with the keys {', '.join(part.name for part in DOCUMENT_PARTS)}")
    source = Source(path)
    parts = {part.name: part for part in DOCUMENT_PARTS}
    for name, value in content.items():
        part = parts.get(str(name))
        source.document[str(name)] = _Reader(source).kind(part, value, part.name) if part is not None else to_plain(value)
    return source


class _Reader:
    """Copies a document, and notes in its source what is left out."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def kind(self, part: Part, value: Any, path: str) -> Any:
        """What stands under the key of a kind."""
        if isinstance(value, Unreadable):
            self._source.unreadable[path] = value.why
            return None
        if part.single or not isinstance(value, (Mapping, list)):
            return self._entry(part, value, path)
        if isinstance(value, Mapping) and ITEMS in value:
            defaults = self._entry(part, value.get(DEFAULTS), f"{path}.{DEFAULTS}")
            others = {str(name): to_plain(item) for name, item in value.items() if name not in (DEFAULTS, ITEMS)}
            return {**others, DEFAULTS: defaults, ITEMS: self._items(part, value[ITEMS], f"{path}.{ITEMS}")}
        return self._items(part, value, path)

    def _items(self, part: Part, value: Any, path: str) -> Any:
        if isinstance(value, Unreadable):
            self._source.unreadable[path] = value.why
            return []
        if not isinstance(value, list):
            return to_plain(value)
        return [self._entry(part, item, f"{path}[{number}]") for number, item in enumerate(value)]

    def _entry(self, part: Part, value: Any, path: str) -> Any:
        if isinstance(value, Unreadable):
            self._source.unreadable[path] = value.why
            return OMITTED
        if not isinstance(value, Mapping):
            return to_plain(value)
        inner = {below.name: below for below in part.parts}
        entry: dict[str, Any] = {}
        for name, item in ((str(name), item) for name, item in value.items()):
            if name in inner:
                entry[name] = self.kind(inner[name], item, f"{path}.{name}")
            else:
                self._own(part, entry, name, item, f"{path}.{name}")
        return entry

    def _own(self, part: Part, entry: dict[str, Any], name: str, value: Any, path: str) -> None:
        """Copy an option of an entry, whole or not at all."""
        unreadable = next((item for item in _within(value) if isinstance(item, Unreadable)), None)
        if unreadable is None:
            entry[name] = to_plain(value)
            hidden = [item for item in _within(value) if isinstance(item, Hidden)]
            if hidden:
                self._source.hidden.add(path)
                self._source.secrets |= leaves(to_plain(hidden))
        elif part.module and name in {*part.keys, *map(part.called, part.keys)}:
            raise InvalidInput(f"{self._source.path}: {path}: {unreadable.why}, and without it nothing tells which object is meant")
        else:
            self._source.unreadable[path] = unreadable.why


def to_plain(value: Any) -> Any:
    """A copy without marks."""
    if isinstance(value, Hidden):
        return to_plain(value.value)
    if isinstance(value, Mapping):
        return {str(name): to_plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return None if isinstance(value, Unreadable) else value


def _within(value: Any) -> Iterator[Any]:
    """A value, and everything inside of it."""
    yield value
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _within(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _within(item)
