"""The files of roles that follow from the tree of kinds, and the tables and lists of tags that name the kinds."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .role_absent import Absent
from .role_exclusive import Exclusive
from .role_kinds import GIVEN, HEADER, RoleKind, has_secrets, listed
from .role_present import Present
from .task_text import entry

MAIN = """\
- name: Validate the definition
  portsip.pbx.portsip_validate:
    kind: {role}
    definition: "{{{{ {role}_definition }}}}"
  module_defaults:
    portsip.pbx.portsip_validate: "{{{{ {role}_connection }}}}"
  tags: [always]

# Once: a variable is a template, which Ansible evaluates wherever it is used, in each round of each loop.
- name: Evaluate the definition
  ansible.builtin.set_fact:
    {role}_parts: >-
      {{{{ {role}_definition | portsip.pbx.expanded('{role}', omit) | portsip.pbx.given(omit) }}}}
  no_log: true  # the definition may hold secrets
  tags: [always]

- name: Determine which objects to keep
  ansible.builtin.assert:
    that: {role}_lacking | length == 0
    fail_msg: >-
      {role}_exclusive has {{{{ {role}_exclusive | join(', ') }}}}, but {role}_definition does not say which
      {{{{ {role}_lacking | map('extract', {role}_kinds) | join(' and ') }}}} to keep:
      it has no {{{{ {role}_lacking | join(' and no ') }}}}. Give an empty list to remove all of them.
    quiet: true
  tags: [always]

- name: {title}
  ansible.builtin.include_tasks: {tasks}
  tags: [always]

- name: Remove unmanaged objects
  ansible.builtin.include_tasks: exclusive.yml
  when:{when}
  tags: [always]
"""


def role_files(
    root: pathlib.Path, roles: Iterable[Any], trees: Mapping[str, Any], resources: Mapping[str, Any]
) -> Iterator[tuple[pathlib.Path, str]]:
    """Every file, with its text.

    :param roles: what is said of each role; *trees*: the parts of its definition; *resources*: every one by its name.
    """
    playbooks = {path: path.read_text(encoding="utf-8") for path in sorted((root / "playbooks").glob("*.yml"))}
    for role in roles:
        home, tree = root / "roles" / role.name, trees[role.name]
        tasks, exclusive = Present(role.name, tree), Exclusive(role.name, tree)
        has_state = "state" in role.variables
        yield home / "tasks" / "main.yml", main_text(role.name, tree, has_state=has_state)
        yield home / "tasks" / "present.yml", tasks.text()
        yield home / "tasks" / "exclusive.yml", exclusive.tasks()
        if has_state:
            yield home / "tasks" / "absent.yml", Absent(role.name, tree).text()
        yield home / "vars" / "main.yml", variables_text(tasks, exclusive)
        readme = home / "README.md"
        yield readme, with_rows(readme.read_text(encoding="utf-8"), tasks.kinds, of_system=role.name == "system")
        tags = dict.fromkeys([*([tree.name] if tree.module else []), *(kind.name for kind in tasks.kinds)])
        playbooks = {path: with_tags(text, role.name, tags) for path, text in playbooks.items()}
    yield from playbooks.items()
    modules = root / "docs" / "modules.md"
    yield modules, with_modules(modules.read_text(encoding="utf-8"), resources)


def main_text(role: str, root: Any, *, has_state: bool) -> str:
    """The task file that a role begins with."""
    exclusive = f"{role}_exclusive | length > 0"
    title = "Configure what the definition contains"
    if has_state:
        verb = "Configure" if root.kind.absence == "stays" else "Provision"
        title = f"{verb} the {root.kind.called}, or remove {'its objects' if root.kind.absence == 'stays' else 'it'}"
    when = f"\n    - {role}_state == 'present'\n    - {exclusive}" if has_state else f" {exclusive}"
    tasks = f'"{{{{ {role}_state }}}}.yml"' if has_state else "present.yml"
    return HEADER + "\n" + MAIN.format(role=role, title=title, tasks=tasks, when=when)


def variables_text(tasks: Present, exclusive: Exclusive) -> str:
    """The variables of a role that a user does not set."""
    role, root = tasks.role, tasks.root
    lines = [
        "# The definition with plain lists, without what was omitted. main.yml evaluates it once; here it stands for runs that start later."
    ]
    lines += [f"{role}_parts: \"{{{{ {role}_definition | portsip.pbx.expanded('{role}', omit) | {GIVEN} }}}}\""]
    if root.module:
        lines += [f"{role}_lists:", *(f"  - {part.name}" for part in root.parts)]
        own = f"{role}_parts | dict2items | rejectattr('key', 'in', {role}_lists) | items2dict | {GIVEN}"
        lines += entry(f"{role}_own", f"{{{{ {own} }}}}", 0)
    lines.append("")
    for kind in tasks.kinds:
        lines += entries_lines(tasks, kind)
    return HEADER + "\n" + "\n".join([*lines, *exclusive.variables()]) + "\n"


def entries_lines(tasks: Present, kind: RoleKind) -> list[str]:
    """The variables of one kind that its tasks work with."""
    lines: list[str] = []
    later = tasks.parts_later(kind)
    if kind.in_list:
        assert kind.outer is not None
        lines += entry(f"{kind.position}s", f"{{{{ {kind.outer.entries} | portsip.pbx.positions('{kind.name}', omit) }}}}", 0)
    elif kind.by_position:
        why = ", never over entries, which may hold secrets: Ansible shows the item of a loop" if has_secrets(kind.resource) else ""
        lines += [f"# Loops run over positions of {kind.noun}{why}."]
        lines += entry(kind.entries, f"{{{{ {kind.raw} }}}}", 0)
        lines += entry(f"{kind.position}s", f"{{{{ range({kind.entries} | length) | list }}}}", 0)
        if later:
            states = f"{kind.entries} | map('portsip.pbx.given', omit, 1, ['state']) | map(attribute='state', default='present') | list"
            lines += entry(f"{kind.entries}_states", f"{{{{ {states} }}}}", 0)
        if kind.deferred:
            counts = f"{kind.entries} | map('portsip.pbx.given', omit, 1, {listed(kind.deferred)}) | map('length')"
            having = f"range({kind.entries} | length) | zip({counts}) | selectattr(1) | map('first') | list"
            lines += entry(f"{kind.position}s_deferred", f"{{{{ {having} }}}}", 0)
    elif later:
        lines += [f"# Entries of {kind.name} with a state each, whether they name it or not."]
        stated = f"[{{'state': 'present'}}] | product({kind.raw} | {GIVEN}) | map('combine') | list"
        lines += entry(kind.entries, f"{{{{ {stated} }}}}", 0)
    return [*lines, ""] if lines else []


def with_tags(text: str, role: str, tags: Iterable[str]) -> str:
    """A playbook with the tags of a role where it lists them."""
    return with_part(text, f"tags of the role {role}", "".join(f"        - {tag}\n" for tag in tags))


def with_part(text: str, name: str, body: str) -> str:
    """A file with its generated part of this name replaced; as it is where it has none."""
    pattern = re.compile(rf"(?sm)(^[^\n]*generated: {name}$\n).*?(^[^\n]*end of {name}$)")
    return pattern.sub(lambda found: found[1] + body + found[2], text)


def with_rows(text: str, kinds: Iterable[RoleKind], *, of_system: bool) -> str:
    """The README of a role with a row for each kind that its table does not mention, where the tree has it.

    :param of_system: all kinds are at one level, and the table says which of them are lists.
    """
    previous = ""
    for kind in kinds:
        key = f"{kind.outer.name}[].{kind.name}" if kind.in_list and kind.outer else kind.top
        row = re.compile(rf"(?m)^\| `{re.escape(key)}`.*\n")
        if not row.search(text):
            belongs = {"system": "system", "tenant": "tenant", "extension": "extension API"}[
                kind.resource.level_in("tenants" if kind.in_tenant else "")
            ]
            about = ("one mapping" if kind.part.single else "list") if of_system else f"{belongs} | `{kind.name}`"
            new = f"| `{key}` | `portsip_{kind.module}` | {about} |\n"
            after = previous or re.findall(r"(?m)^\| \(the .*\n", text)[0]
            text = text.replace(after, after + new, 1)
        found = row.search(text)
        previous = found[0] if found else previous
    return text


def with_modules(text: str, resources: Mapping[str, Any]) -> str:
    """The page of modules with a row for each module inside a tenant that it does not mention."""
    for module, resource in resources.items():
        if resource.level == "tenant" and resource.page is not None and f"`portsip_{module}`" not in text:
            lists = "".join(f" and their {name.replace('_', ' ')}" for name in resource.whole_lists)
            key = ", ".join(f"`{name}`" for name in ("tenant", *(parent.option for parent in resource.parents), *resource.key))
            what = resource.plural.replace("_", " ") + lists
            row = f"| `portsip_{module}` | {what} | {key} | tenant: `{resource.collection}` |\n"
            text = text.replace("| `portsip_ip_rule` |", f"{row}| `portsip_ip_rule` |", 1)
    return text
