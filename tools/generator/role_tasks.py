"""The parts of roles that follow from the tree: tasks of plain kinds inside a tenant, and the tables that name them.

They stand between two lines of comment in files that are otherwise written by hand, or are rows of a table.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from typing import Any

ROLE = pathlib.Path("roles/tenant")
PRESENT = """\
- name: {title}
  portsip.pbx.portsip_{module}:
    tenant: "{{{{ tenant_definition.domain }}}}"
{keys}
  module_defaults:
    portsip.pbx.portsip_{module}: "{{{{ tenant_connection | combine(tenant_{module}) }}}}"
  loop: "{{{{ tenant_parts.{kind} | default([]) | portsip.pbx.given(omit) }}}}"
  loop_control:
    loop_var: tenant_{module}
    label: "{label}"
  tags: [{kind}]
"""
ABSENT = """\
- name: {title}
  portsip.pbx.portsip_{module}:
    state: absent
    tenant: "{{{{ tenant_definition.domain }}}}"
{keys}
  module_defaults:
    portsip.pbx.portsip_{module}: "{{{{ tenant_connection }}}}"
  loop: "{{{{ tenant_parts.{kind} | default([]) | portsip.pbx.given(omit) | reverse | list if tenant_found.count else [] }}}}"
  loop_control:
    loop_var: tenant_{module}
    label: "{label}"
  tags: [{kind}]
"""
READ = """\
- name: Read all {noun}
  portsip.pbx.portsip_{module}_info:
    tenant: "{{{{ tenant_definition.domain }}}}"{brief}
  module_defaults:
    portsip.pbx.portsip_{module}_info: "{{{{ tenant_connection }}}}"
  register: tenant_found_{kind}
  when: "'{kind}' in tenant_exclusive"
  # In check mode the tenant may be yet to come.
  failed_when: >-
    tenant_found_{kind} is failed
    and not (ansible_check_mode and (tenant_found_{kind}.error | default({{}})).kind | default('') == 'not_found')
  tags: [{kind}, exclusive]
"""
REMOVE = """\
- name: Remove unmanaged {noun}
  portsip.pbx.portsip_{module}:
    tenant: "{{{{ tenant_definition.domain }}}}"
    id: "{{{{ tenant_unmanaged_{module}.id }}}}"
    state: absent
  module_defaults:
    portsip.pbx.portsip_{module}: "{{{{ tenant_connection }}}}"
  loop: "{{{{ tenant_unmanaged.{kind} }}}}"
  loop_control:
    loop_var: tenant_unmanaged_{module}
    label: "{{{{ tenant_unmanaged_{module}.label }}}}"
  tags: [{kind}, exclusive]
"""
UNMANAGED = """\
  {kind}: >-
    {{{{ ((tenant_found_{kind} | default({{}})).{kind} | default([]) if '{kind}' in tenant_exclusive else [])
    | portsip.pbx.unmanaged(tenant_parts.{kind} | default([]) | portsip.pbx.given(omit), [{quoted}],
    tenant_exclusive_protected) }}}}
"""
ROW = "| `{kind}` | `portsip_{module}` | tenant | `{kind}` |\n"


def plain(tenants: Any, resources: Any) -> list[tuple[Any, Any]]:
    """The kinds that a list inside a tenant is all there is to say of, each with its resource."""
    kinds = ((kind, resources[kind.resource]) for kind in tenants.children)
    return [
        (kind, resource)
        for kind, resource in kinds
        if resource.level == "tenant"
        and kind.absence == "removed"
        and not (kind.single or kind.children or kind.lifted or secret(resource))
    ]


def secret(resource: Any) -> bool:
    """Whether an object holds a secret: Ansible shows what it loops over."""
    return any(known.secret for known in resource.fields.values())


def role_files(root: pathlib.Path, tenants: Any, resources: Any) -> Iterator[tuple[pathlib.Path, str]]:
    """The files of the role tenant, and the playbook that lists its tags, with their generated parts."""
    found = plain(tenants, resources)
    exclusive = [pair for pair in found if pair[0].exclusive]
    parts = {
        ROLE / "tasks" / "present.yml": {"present": _each(PRESENT, found)},
        ROLE / "tasks" / "absent.yml": {"absent": _each(ABSENT, found[::-1])},
        ROLE / "tasks" / "exclusive.yml": {"read": _each(READ, exclusive), "remove": _each(REMOVE, exclusive[::-1])},
        ROLE / "vars" / "main.yml": {
            "unmanaged": _each(UNMANAGED, exclusive, ""),
            "kinds": _each("  {kind}: {noun}\n", exclusive, ""),
        },
        pathlib.Path("playbooks/provision.yml"): {"tags": _each("        - {kind}\n", found, "")},
    }
    for path, regions in parts.items():
        text = (root / path).read_text(encoding="utf-8")
        for name, body in regions.items():
            text = with_part(text, name, body)
        yield root / path, text
    yield root / "README.md", with_modules((root / "README.md").read_text(encoding="utf-8"), resources)
    readme = root / ROLE / "README.md"
    yield readme, with_rows(readme.read_text(encoding="utf-8"), _each(ROW, found, ""))


def with_rows(text: str, rows: str) -> str:
    """The table of kinds with the generated rows, which stand between those of trunk assignments and receptionists."""
    return re.sub(r"(?m)(^\| `trunk_assignments` .*\n)(?:^\|.*\n)*?(?=^\| `ivrs` )", lambda found: found[1] + rows, text)


def with_modules(text: str, resources: Any) -> str:
    """The README with a row for each module inside a tenant that it does not mention."""
    for module, resource in resources.items():
        if resource.level == "tenant" and resource.page is not None and f"`portsip_{module}`" not in text:
            lists = "".join(f" and their {name.replace('_', ' ')}" for name in resource.whole_lists)
            key = ", ".join(f"`{name}`" for name in ("tenant", *(parent.option for parent in resource.parents), *resource.key))
            what = resource.plural.replace("_", " ") + lists
            row = f"| `portsip_{module}` | {what} | {key} | tenant: `{resource.collection}` |\n"
            text = text.replace("| `portsip_ip_rule` |", f"{row}| `portsip_ip_rule` |", 1)
    return text


def with_part(text: str, name: str, body: str) -> str:
    """A file with its part of this name replaced; raises ValueError where it has none."""
    pattern = re.compile(rf"(?sm)(^[^\n]*generated from the tree: {name}[^\n]*\n).*?(^[^\n]*end of {name}[^\n]*$)")
    if not pattern.search(text):
        raise ValueError(f"no part {name}")
    return pattern.sub(lambda found: found[1] + body + found[2], text)


def _each(template: str, found: list[tuple[Any, Any]], between: str = "\n") -> str:
    return between.join(template.format(**_words(kind, resource)) for kind, resource in found) + (between if between and found else "")


def _words(kind: Any, resource: Any) -> dict[str, str]:
    module, noun = kind.resource, resource.plural.replace("_", " ")
    named = [*kind.keys, *(["name"] if "name" in resource.options and "name" not in kind.keys else [])]
    shown = [f"tenant_{module}.{name}" + ("" if name in kind.keys else " | default('')") for name in named]
    return {
        "kind": kind.name,
        "module": module,
        "noun": noun,
        "title": noun.capitalize(),
        "keys": "\n".join(f'    {name}: "{{{{ tenant_{module}.{name} }}}}"' for name in kind.keys),
        "label": " ".join(f"{{{{ {name} }}}}" for name in shown),
        "quoted": ", ".join(f"'{name}'" for name in kind.keys),
        "brief": "\n    details: false" if resource.summary else "",
    }
