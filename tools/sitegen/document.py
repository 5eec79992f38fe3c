"""A page for each kind of a document: its fields, from the specifications of the roles, and its place, from the tree of kinds."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

HOME = "document"
ROLES = {"system": "system", "tenants": "tenant", "queues": "queue"}
"""The role that takes what stands under a key of a document."""
TYPES = {
    "str": "text",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "dict": "mapping",
    "path": "path",
    "raw": "any value",
    "json": "JSON",
    "jsonarg": "JSON",
}
CONTROLS = ("state", "unset", "extra", "recreate", "literal", "renamed_from")
"""Options of an entry that are no fields of the object; they are listed last."""
ABSENCE = {
    "removed": "removed",
    "kept": "kept, as others may use it, unless `absent_keeps` says otherwise",
    "detached": "taken out, and kept itself, unless `absent_keeps` says otherwise",
    "stays": "left as it is, since the API can't remove it",
    "released": "kept, and lets go of what it refers to",
}
"""What becomes of an entry when what contains it is taken down, by ``Kind.absence``."""
MARKUP = re.compile(r"\b([A-Z]+)\(((?:[^()\\]|\\.|\([^()]*\))*)\)")

Spec = Mapping[str, Any]


class Pages:
    """The pages of all kinds.

    :param root: of the repository.
    :param module_page: the page of a module, by its short name, with its ending.
    """

    def __init__(self, root: pathlib.Path, module_page: Callable[[str], str]) -> None:
        self._root = root
        self._module_page = module_page

    def all(self, kinds: Any) -> Iterator[tuple[str, str]]:
        """Each page with its text, that of what a kind is in before its own.

        kinds: what a document holds, ``DOCUMENT`` of the tree.
        """
        for kind in kinds:
            role = ROLES[kind.name]
            text = (self._root / "roles" / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8")
            spec = yaml.safe_load(text)["argument_specs"]["definition"]["options"][f"{role}_definition"]
            yield from self._kind(kind, (), spec["options"])

    def _kind(self, kind: Any, within: tuple[Any, ...], options: Spec) -> Iterator[tuple[str, str]]:
        inside = {child.name: child for child in kind.children}
        own = {name: option for name, option in options.items() if name not in inside}
        parts = [f"# `{path_of(within, kind)}`", _sentence(self.plain(kind.what)), self._facts(kind, within)]
        if inside:
            rows = "".join(
                f"- [`{name}`](/{page_of((*within, kind), child)}.md): {_sentence(self.plain(child.what))}\n"
                for name, child in inside.items()
            )
            parts.append(f"## Inside\n\n{rows}")
        fields = {name: option for name, option in own.items() if name not in CONTROLS}
        controls = {name: own[name] for name in CONTROLS if name in own}
        if fields:
            parts.append(f"## Fields\n\n{self._list(fields, kind.keys)}")
        if controls:
            parts.append(f"## What else an entry can say\n\n{self._list(controls, ())}")
        yield page_of(within, kind), "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"
        for name, child in inside.items():
            yield from self._kind(child, (*within, kind), options[name].get("options") or {})

    def _facts(self, kind: Any, within: tuple[Any, ...]) -> str:
        """Where a kind stands, what identifies an entry, and what becomes of it."""
        facts = []
        if within:
            outer = within[-1]
            facts.append(f"Stands in [`{path_of(within[:-1], outer)}`](/{page_of(within[:-1], outer)}.md).")
        facts.append(
            "One mapping."
            if kind.single
            else "A list of entries; an entry may also be the key alone."
            if kind.names
            else "A list of entries."
        )
        if kind.keys:
            facts.append(f"Identified by {' and '.join(f'`{key}`' for key in kind.keys)}.")
        if kind.resource:
            facts.append(f"Module: [`portsip_{kind.resource}`](/{self._module_page(kind.resource)}).")
        if kind.exclusive:
            facts.append(f"Can be exclusive: with `{kind.name}` in `exclusive`, what the list does not name is removed.")
        if within:
            facts.append(f"Where what contains it is taken down, it is {ABSENCE[kind.absence]}.")
        return "".join(f"- {fact}\n" for fact in facts)

    def _list(self, options: Spec, keys: tuple[str, ...], depth: int = 0) -> str:
        """A list of options, with those inside of them."""
        lines = []
        for names, option in alike(options):
            shown = ", ".join(f"**`{name}`**" for name in names)
            first = f"{'  ' * depth}- {shown} ({self._type(option, names[0] in keys)}): {self._described(option)}\n"
            lines.append(first + self._list(option.get("options") or {}, (), depth + 1))
        return "".join(lines)

    def _type(self, option: Spec, key: bool) -> str:
        kind = (
            TYPES[option.get("type", "str")]
            if option.get("type") != "list"
            else f"list of {_several(TYPES[option.get('elements', 'str')])}"
        )
        told = [
            kind,
            *(["key"] if key else []),
            *(["required"] if option.get("required") else []),
            *(["secret"] if option.get("no_log") else []),
        ]
        return ", ".join(told)

    def _described(self, option: Spec) -> str:
        text = option.get("description", "")
        parts = [self.plain(part) for part in ([text] if isinstance(text, str) else text)]
        if option.get("choices"):
            parts.append(f"One of {', '.join(f'`{choice}`' for choice in option['choices'])}.")
        if option.get("aliases"):
            parts.append(f"Also called {', '.join(f'`{alias}`' for alias in option['aliases'])}.")
        return " ".join(parts).replace("\n", " ")

    def plain(self, text: str) -> str:
        """A text with Ansible's markup as Markdown."""
        parts, end = [], 0
        for found in MARKUP.finditer(text):
            parts += [_escaped(text[end : found.start()]), self._marked(found[1], found[2].replace("\\", ""), found[0])]
            end = found.end()
        return "".join([*parts, _escaped(text[end:])])

    def _marked(self, markup: str, inner: str, whole: str) -> str:
        if markup == "M":
            name = inner.rpartition(".")[2]
            own = inner.startswith("portsip.pbx.portsip_")
            return f"[`{name}`](/{self._module_page(name.removeprefix('portsip_'))})" if own else f"`{inner}`"
        if markup in ("L", "U"):
            name, _comma, address = inner.rpartition(",")
            return f"[{name or address}]({address.strip()})"
        if markup in ("O", "P", "RV"):
            return f"`{inner.partition('#')[0]}`"
        return {"C": f"`{inner}`", "V": f"`{inner}`", "E": f"`{inner}`", "B": f"**{inner}**", "I": f"*{inner}*"}.get(
            markup, _escaped(whole)
        )


def alike(options: Spec) -> list[tuple[list[str], Spec]]:
    """Options, those together that follow each other and hold the same, such as the days of a week."""
    found: list[tuple[list[str], Spec]] = []
    for name, option in options.items():
        if found and option.get("options") and found[-1][1] == option:
            found[-1][0].append(name)
        else:
            found.append(([name], option))
    return found


def path_of(within: tuple[Any, ...], kind: Any) -> str:
    """The place of a kind in a document, such as ``tenants[].ivrs``."""
    return ".".join([*(outer.name if outer.single else f"{outer.name}[]" for outer in within), kind.name])


def page_of(within: tuple[Any, ...], kind: Any) -> str:
    """The page of a kind."""
    return "/".join([HOME, *(outer.name for outer in within), kind.name])


def _escaped(text: str) -> str:
    """A plain text, so that Markdown sees nothing in it."""
    return re.sub(r"([<*\[])", r"\\\1", text)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _several(kind: str) -> str:
    return kind if kind in ("text", "JSON", "any value") else f"{kind}s"
