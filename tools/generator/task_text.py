"""Tasks of a role as YAML text, the way a person writes them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WIDTH = 140
"""A template that does not fit is folded; yamllint allows 160."""


@dataclass(frozen=True)
class Task:
    """One task that calls a module of the collection.

    :param comment: what a reader should know, one string for each line.
    :param module: with ``portsip_``, without the collection.
    :param defaults: template of the mapping that the module gets besides its arguments.
    :param loop: template of what it loops over, and *variable* and *label* of an item.
    :param inner: variables of the task.
    :param when: conditions, all of which have to hold.
    """

    name: str
    module: str
    tags: Sequence[str]
    defaults: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    inner: Mapping[str, str] = field(default_factory=dict)
    loop: str = ""
    variable: str = ""
    label: str = ""
    register: str = ""
    when: Sequence[str] = ()
    failed_when: str = ""
    comment: Sequence[str] = ()

    def text(self) -> str:
        """The task, with a line break at its end."""
        called = f"portsip.pbx.portsip_{self.module}"
        lines = [f"# {line}" for line in self.comment]
        lines += [f"- name: {quoted_name(self.name)}", f"  {called}:"]
        for name, value in self.arguments.items():
            lines += entry(name, value, 4)
        lines += ["  module_defaults:", *entry(called, self.defaults, 4)]
        if self.inner:
            lines += ["  vars:", *(line for name, value in self.inner.items() for line in entry(name, value, 4))]
        if self.loop:
            lines += [*entry("loop", self.loop, 2), "  loop_control:", f"    loop_var: {self.variable}"]
            lines += [f'    label: "{self.label}"'] if self.label else []
        lines += [f"  register: {self.register}"] if self.register else []
        if len(self.when) == 1:
            lines += entry("when", self.when[0], 2)
        elif self.when:
            lines += ["  when:", *(f"    - {condition}" for condition in self.when)]
        if self.failed_when:
            lines += ["  failed_when: >-", *textwrap.indent(self.failed_when, "    ").splitlines()]
        lines += sequence("tags", self.tags, 2)
        return "\n".join(lines) + "\n"


def quoted_name(name: str) -> str:
    """A name as YAML, in quotes where it holds a template."""
    return f'"{name}"' if "{{" in name else name


def entry(name: str, value: str, indent: int) -> list[str]:
    """The lines of a key with its value; a template is quoted, and folded where it is long."""
    space = " " * indent
    if value.startswith("{{ ") or value.startswith(("'", '"')):
        line = f'{space}{name}: "{value}"'
        return [line] if len(line) <= WIDTH else [f"{space}{name}: >-", *(f"{space}  {part}" for part in folded(value, WIDTH - 8 - indent))]
    return [f"{space}{name}: {value}"]


def sequence(name: str, values: Sequence[str], indent: int = 0) -> list[str]:
    """The lines of a list of plain words, one below the other where they are many."""
    space = " " * indent
    line = f"{space}{name}: [{', '.join(values)}]"
    return [line] if len(line) <= WIDTH else [f"{space}{name}:", *(f"{space}  - {value}" for value in values)]


def folded(template: str, width: int) -> list[str]:
    """The lines of a template, broken before a filter or an operator where that is possible."""
    pieces = re.split(r" (?=\| |if |else |\+ )", template)
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]} {piece}".strip()
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines += textwrap.wrap(piece, width, break_long_words=False, break_on_hyphens=False)
    return [line for line in lines if line]
