# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects become the entries of a document, as a user would write them: options under their names, keys first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...base.secret_names import secrets_in_text
from ...base.yaml_text import TEMPLATE, as_written
from ...plan.documents import Path, is_blank
from ...plan.secrecy import hides
from ...schema.aliases import option_name, refers_to
from .former import Former
from .nodes import Node
from .secrets import Secrets, kept_in


class _Omitted(Exception):
    """A secret stands where nothing can be left out by itself."""


@dataclass
class Renderer:
    """Renders one document.

    :param former: what an earlier export has left.
    :ivar notes: what a document does not contain as it is on the PBX, each with the path of the option.
    :ivar unreadable: paths of what the API has no way to read.
    :ivar count: how many objects there are.
    """

    secrets: Secrets
    former: Former
    notes: list[dict[str, str]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    count: int = 0
    _literal: list[str] = field(default_factory=list)
    """Options of the entry at hand whose texts contain braces that mean no template."""

    def root(self, node: Node, path: str) -> dict[str, Any]:
        """The document of a root that is no object itself, such as the system."""
        self._notes(node, path)
        return self._children(node, path)

    def entry(self, node: Node, path: str) -> Any:
        """The entry of an object; empty where it is not exported."""
        self._notes(node, path)
        own = self._own(node, path) if node.values else None
        if own is None:  # of that of which there is one, nothing may be set, while it holds others
            return self._children(node, path) if node.part.single else {}
        own = {**self._former_options(node), **own}
        self.count += 1
        children = self._children(node, path)
        if node.part.kind.names and not children and tuple(own) == tuple(map(node.part.called, node.part.keys)):
            return own[next(iter(own))]
        return {**own, **children}

    def _former_options(self, node: Node) -> dict[str, Any]:
        """What an earlier export has for an object that could not be read as a whole."""
        if not any(note.kind == "unreadable" and not note.where for note in node.notes):
            return {}
        former = self.former.written.get((node.kinds, node.names), {})
        inside = {part.name for part in node.part.parts}
        return {name: as_written(value) for name, value in former.items() if name not in inside}

    def _children(self, node: Node, path: str) -> dict[str, Any]:
        rendered: dict[str, Any] = {}
        former = self.former.written.get((node.kinds, node.names), {})
        unreadable = {note.where for note in node.notes if note.kind == "unreadable"}
        for part in node.part.parts:
            where = f"{path}.{part.name}" if path else part.name
            if part.kind.resource and not part.resource.readable and part.name in node.children:
                self.unreadable.append(where)
            entries: list[Any] = []
            for child in node.children.get(part.name, ()):
                entry = self.entry(child, where if part.single else f"{where}[{len(entries)}]")
                entries += [entry] if entry else []
            if entries:
                rendered[part.name] = entries[0] if part.single else entries
            elif part.name in unreadable and part.name in former:
                rendered[part.name] = as_written(former[part.name])
        return rendered

    def _own(self, node: Node, path: str) -> dict[str, Any] | None:
        """The options of an object, None where it can't be identified without a secret."""
        part = node.part
        names = [*(name for name in part.keys if name in node.values), *(name for name in node.values if name not in part.keys)]
        own: dict[str, Any] = {}
        self._literal = []
        for name in names:
            option = part.called(name)
            try:
                value = self._value(node, node.values[name], (name,), (option,), f"{path}.{option}")
            except _Omitted:
                if name in part.keys:
                    self.notes.append({"kind": "left_out", "path": path, "message": f"{option} is a secret, and identifies it"})
                    return None
                self.notes.append({"kind": "left_out", "path": f"{path}.{option}", "message": "a part of it is a secret"})
                continue
            own.update({} if is_blank(value) and not is_blank(node.values[name]) else {option: value})
        for name in self._write_only(node):
            if self.secrets.mode != "omit":
                option = part.called(name)
                own[option] = self._value(node, self._shown_by_some(node, name), (name,), (option,), f"{path}.{option}")
        return {**own, "literal": list(dict.fromkeys(self._literal))} if self._literal else own

    def _write_only(self, node: Node) -> list[str]:
        """Secrets that some release of the API does not show, and that the object surely, or as a rule, has."""
        resource = node.part.resource
        hidden = [path for path, known in resource.fields.items() if known.secret and not known.readable and "." not in path]
        if resource.kind == "singleton":
            made = bool(resource.required) and not any(is_blank(node.document.get(name)) for name in resource.required)
            return hidden if made else []
        return [name for name in hidden if name in resource.required or not is_blank(node.document.get(resource.field((name,)).goes_with))]

    def _shown_by_some(self, node: Node, name: str) -> Any:
        """A secret that only later releases of the API show, None where this one does not."""
        return node.document.get(name) if node.part.resource.field((name,)).readable_since else None

    def _value(self, node: Node, value: Any, path: Path, words: tuple[str, ...], where: str) -> Any:
        resource = node.part.resource
        secret = hides(resource, path, value) or (isinstance(value, str) and secrets_in_text(value))
        if secret and self.secrets.mode == "omit":
            raise _Omitted
        if isinstance(value, str) and TEMPLATE.search(value):
            self._literal.append(_dotted(path, words))
        if secret:
            return self._secret(node, value, path, words, where)
        if isinstance(value, Mapping):
            return self._mapping(node, value, path, words, where)
        if isinstance(value, list):
            return [
                self._value(node, item, (*path, "*"), (*words, str(number + 1)), f"{where}[{number}]") for number, item in enumerate(value)
            ]
        return value

    def _mapping(self, node: Node, value: Mapping[str, Any], path: Path, words: tuple[str, ...], where: str) -> dict[str, Any]:
        resource, rendered = node.part.resource, {}
        if any(TEMPLATE.search(name) for name in value):
            self._literal.append(_dotted(path, words))
        for name, item in value.items():
            option = name if path in resource.free_names else option_name(name, refers_to(resource.field((*path, name))))
            try:
                rendered[option] = self._value(node, item, (*path, name), (*words, option), f"{where}.{option}")
            except _Omitted:
                # Of a list and of a mapping with names of the user's own, what is not given would be removed.
                if path in resource.free_names or "*" in path:
                    raise
        return rendered

    def _secret(self, node: Node, value: Any, path: Path, words: tuple[str, ...], where: str) -> Any:
        former = self.former.entries.get((node.kinds, node.names), {})
        around = [word for noun, name in zip(node.nouns, node.labels, strict=True) for word in (noun, name)]
        return self.secrets.placeholder([*around, *words], where, value, kept_in(former, path))

    def _notes(self, node: Node, path: str) -> None:
        lost = node.is_object and not node.values
        for note in node.notes:
            where = "" if lost else note.where
            about = f"{node.part.resource.name.replace('_', ' ')} {node.labels[-1]}: " if lost and node.names[-1] else ""
            about += f"{note.where}: " if lost and note.where else ""
            # What is left out has no place in its list.
            place = path[: path.rindex("[")] if lost and path.endswith("]") else path
            self.notes.append({"kind": note.kind, "path": ".".join(filter(None, (place, where))), "message": f"{about}{note.message}"})


def _dotted(path: Path, words: tuple[str, ...]) -> str:
    """A path of options, ``*`` standing for any item of a list."""
    return ".".join("*" if step == "*" else word for step, word in zip(path, words, strict=True))
