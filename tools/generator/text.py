"""YAML and Python as a person would write them."""

from __future__ import annotations

import json
from typing import Any

import yaml

YAML_WIDTHS = (98, 80, 60)
LONGEST = 140
"""YAML is folded after the word that exceeds the width, so that a long word needs a smaller one."""
ANCHORED = 3
"""Keys that a mapping has at least before its second occurrence refers to the first."""


class _Dumper(yaml.SafeDumper):
    """Indents lists the way yamllint asks for, and names anchors after the option that they stand at."""

    names: dict[int, str]

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def represent_data(self, data: Any) -> Any:
        node = super().represent_data(data)
        if id(data) in self.names:
            self.named = getattr(self, "named", {})
            self.named[id(node)] = self.names[id(data)]
        return node

    def generate_anchor(self, node: Any) -> str:
        return self.named[id(node)]

    def ignore_aliases(self, data: Any) -> bool:
        return id(data) not in self.names


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if "'" in value and ": " in value else None)


_Dumper.add_representer(str, _text)


def yaml_text(value: Any) -> str:
    """YAML for a documentation block; mappings that stand in it more than once are written once."""
    names: dict[int, str] = {}
    shared = _shared(value, {}, names, "")
    dumper = type("Dumper", (_Dumper,), {"names": names})
    for width in YAML_WIDTHS:
        text: str = yaml.dump(shared, Dumper=dumper, sort_keys=False, width=width, allow_unicode=True)
        if max(map(len, text.splitlines())) <= LONGEST:
            break
    return text


def _shared(value: Any, seen: dict[str, tuple[Any, str]], names: dict[int, str], name: str) -> Any:
    """A copy in which equal large mappings are one object."""
    if isinstance(value, dict):
        key = json.dumps(value, sort_keys=True, default=str)
        if len(value) >= ANCHORED and key in seen:
            first, first_name = seen[key]
            taken = {other for identity, other in names.items() if identity != id(first)}
            names.setdefault(id(first), first_name if first_name not in taken else f"{first_name}_{len(taken)}")
            return first
        copy: dict[str, Any] = {}
        for inner, item in value.items():
            copy[inner] = _shared(item, seen, names, inner)
        if len(value) >= ANCHORED and "description" in value and "type" in value:
            seen[key] = (copy, name)
        return copy
    if isinstance(value, list):
        return [_shared(item, seen, names, name) for item in value]
    return value


def python_text(value: Any) -> str:
    """A literal; the formatter breaks its lines."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {python_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(python_text(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
