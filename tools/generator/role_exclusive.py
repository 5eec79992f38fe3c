"""The removal of what a definition does not name: ``exclusive.yml``, and the variables that it works with."""

from __future__ import annotations

from typing import Any

from .role_kinds import GIVEN, HEADER, RoleKind, listed, role_kinds
from .task_text import Task, entry

COMMENT = """\
# Everything is read and checked before the first removal; the checks run whatever tags are skipped. Loops over objects to
# remove hold ids and names only.
"""
LIMIT = """\
- name: Check the removal limit
  ansible.builtin.assert:
    that: {role}_unmanaged[{role}_kind] | length <= {role}_exclusive_limit
    fail_msg: >-
      {{{{ {role}_unmanaged[{role}_kind] | length }}}} {{{{ {role}_kinds[{role}_kind] }}}} would be removed, and {role}_exclusive_limit
      allows {{{{ {role}_exclusive_limit }}}}. Nothing was removed. The first of them:
      {{{{ {role}_unmanaged[{role}_kind][:5] | map(attribute='label') | join(', ') }}}}. Add what to keep to {role}_definition
      or to {role}_exclusive_protected, or raise {role}_exclusive_limit if all of them should be removed.
    quiet: true
  loop: "{{{{ {role}_exclusive }}}}"
  loop_control:
    loop_var: {role}_kind
  tags: [always]
"""
REMAINS = """\
- name: Check that enough {noun} remain
  ansible.builtin.assert:
    that: >-
      {role}_unmanaged.{name} | length == 0
      or {entries}_present | length >= {minimum}
      or {role}_found_{own}.count - ({entries}_leaving | length) >= {minimum}
    fail_msg: >-
      Not enough {noun} would remain, and the PBX needs at least {minimum}. Nothing was removed. Add one to {role}_definition or to
      {role}_exclusive_protected.
    quiet: true
  tags: [always]
"""
MISSING_TENANT = """\
{found} is failed
and not (ansible_check_mode and ({found}.error | default({{}})).kind | default('') == 'not_found')"""
UNMANAGED = "# What the PBX has and the definition does not name, of each kind that is exclusive."


class Exclusive:
    """The exclusive kinds of one role.

    :param root: its definition, a part of ``run/tree.py``.
    """

    def __init__(self, role: str, root: Any) -> None:
        self.role = role
        self.root = root
        self.kinds = [kind for kind in role_kinds(role, root) if kind.part.kind.exclusive]
        self._connection = f"{{{{ {role}_connection }}}}"

    def tasks(self) -> str:
        """The task file."""
        reads = [self._read_inner(kind) if kind.in_list else self._read(kind) for kind in self.kinds]
        checks = [LIMIT.format(role=self.role)]
        checks += [
            REMAINS.format(
                role=self.role, noun=kind.noun, name=kind.name, own=kind.own, entries=kind.entries, minimum=kind.resource.minimum
            )
            for kind in self.kinds
            if kind.resource.minimum
        ]
        removals = [self._remove(kind) for kind in reversed(self.kinds)]
        return HEADER + COMMENT + "\n" + "\n".join([*(task.text() for task in reads), *checks, *(task.text() for task in removals)])

    def variables(self) -> list[str]:
        """The lines of the variables for it."""
        lines: list[str] = []
        for kind in self.kinds:
            if kind.in_list:
                lines += self._listing(kind)
        lines += [UNMANAGED, f"{self.role}_unmanaged:"]
        for kind in self.kinds:
            lines += entry(kind.own, f"{{{{ {self._unmanaged(kind)} }}}}", 2)
        lines += ["", "# Where the definition says what an exclusive kind is to keep.", f"{self.role}_tops:"]
        lines += [f"  {kind.own}: {kind.top}" for kind in self.kinds]
        given = f"{self.role}_parts" + "".join(f" | list + {self._if_given(kind)}" for kind in self.kinds if _in_mapping(kind))
        lacking = f"{self.role}_exclusive | map('extract', {self.role}_tops) | unique | difference({given})"
        lines += entry(f"{self.role}_lacking", f"{{{{ {lacking} }}}}", 0)
        lines += ["", f"{self.role}_kinds:", *(f"  {name}: {noun}" for name, noun in self._nouns().items())]
        for kind in self.kinds:
            if kind.resource.minimum:
                lines += self._remaining(kind)
        return lines

    def _nouns(self) -> dict[str, str]:
        """What the exclusive kinds are called, and those that hold them."""
        shown = [one for kind in self.kinds for one in (kind.outer, kind) if one is not None]
        return {kind.own: kind.noun for kind in shown} | {kind.top: kind.noun for kind in self.kinds if _in_mapping(kind)}

    def _if_given(self, kind: RoleKind) -> str:
        """Template of a list with the place of a kind inside a mapping, where the mapping has its list."""
        assert kind.outer is not None
        return f"(['{kind.top}'] if '{kind.name}' in ({self.role}_parts.{kind.outer.name} | default({{}}) | {GIVEN}) else [])"

    def _missing(self, kind: RoleKind) -> dict[str, Any]:
        if not kind.in_tenant:
            return {}
        found = f"{self.role}_found_{kind.own}"
        return {"failed_when": MISSING_TENANT.format(found=found)}

    def _read(self, kind: RoleKind) -> Task:
        name, arguments = kind.info
        inside = [other for other in self.kinds if other.outer is not None and other.outer.part is kind.part]
        names = [kind.name, *(other.own for other in inside)]
        when = (
            f"'{kind.name}' in {self.role}_exclusive" if not inside else f"{self.role}_exclusive | intersect({listed(names)}) | length > 0"
        )
        return Task(
            f"Read all {kind.noun}",
            name,
            [*dict.fromkeys([kind.name, *(other.name for other in inside)]), "exclusive"],
            self._connection,
            {**kind.places(), **arguments},
            register=f"{self.role}_found_{kind.own}",
            when=[when],
            comment=["In check mode the tenant may not exist yet."] if kind.in_tenant else [],
            **self._missing(kind),
        )

    def _read_inner(self, kind: RoleKind) -> Task:
        assert kind.outer is not None
        outer, (key,) = kind.outer, kind.outer.part.keys
        name, arguments = kind.info
        number = f"{outer.variable}_{key}"
        found = f"({self.role}_found_{outer.own} | default({{}})).{outer.resource.plural} | default([])"
        loop = (
            f"{self._listing_name(kind)} | map(attribute='{key}') | map('string') | intersect({found} | map(attribute='{key}')) "
            f"if '{kind.own}' in {self.role}_exclusive else []"
        )
        places = {**kind.places(), **{option: f"{{{{ {number} }}}}" for option in self._parent_options(kind)}}
        return Task(
            f"Read all {kind.noun}",
            name,
            [kind.name, "exclusive"],
            self._connection,
            {**places, **arguments},
            loop=f"{{{{ {loop} }}}}",
            variable=number,
            register=f"{self.role}_found_{kind.own}",
        )

    def _parent_options(self, kind: RoleKind) -> list[str]:
        """The options that name the entry around."""
        assert kind.outer is not None
        return [parent.option for parent in kind.resource.parents if parent.to == kind.outer.module]

    def _remove(self, kind: RoleKind) -> Task:
        variable = f"{self.role}_unmanaged_{kind.own.removesuffix('s')}"
        places = kind.places()
        if kind.in_list:
            places |= {option: f"{{{{ {variable}.label | split | first }}}}" for option in self._parent_options(kind)}
        return Task(
            f"Remove unmanaged {kind.noun}",
            kind.module,
            [kind.name, "exclusive"],
            self._connection,
            {**places, "id": f"{{{{ {variable}.id }}}}", "state": "absent"},
            loop=f"{{{{ {self.role}_unmanaged.{kind.own} }}}}",
            variable=variable,
            label=f"{{{{ {variable}.label }}}}",
            comment=["The label begins with what is around the object."] if kind.in_list else [],
        )

    def _unmanaged(self, kind: RoleKind) -> str:
        found = f"({self.role}_found_{kind.own} | default({{}}))"
        protected = f"{self.role}_exclusive_protected"
        if kind.in_list:
            assert kind.outer is not None
            (outer,) = kind.outer.part.keys
            names = {outer: f"{kind.outer.variable}_{outer}", **{key: key for key in kind.part.keys}}
            objects = f"{found}.results | default([]) | subelements('{kind.resource.plural}', skip_missing=True) | map('combine') | list"
            keys = "{" + ", ".join(f"'{name}': '{field}'" for name, field in names.items()) + "}"
            return f"{objects} | portsip.pbx.unmanaged({kind.entries} | map('combine') | list, {keys}, {protected})"
        objects = f"({found}.{kind.resource.plural} | default([]) if '{kind.name}' in {self.role}_exclusive else [])"
        for field in kind.resource.lent if kind.in_tenant else ():
            objects += f" | rejectattr('{field}', 'eq', {str(kind.resource.lent[field]).lower()}) | list"
        for field, value in kind.resource.made_by_pbx.items():
            objects += f" | rejectattr({_own_test(kind.resource, field, value)}) | list"
        beside = f", {listed(kind.resource.key_with)}" if kind.resource.key_with else ""
        return f"{objects} | portsip.pbx.unmanaged({self._entries(kind)}, {listed(kind.part.keys)}, {protected}{beside})"

    def _entries(self, kind: RoleKind) -> str:
        """Template of the entries, with no more of them than is needed where they may hold secrets."""
        if any(other.outer is not None and other.outer.part is kind.part for other in self.kinds):
            return f"{kind.variable}_keys"
        if kind.by_position:
            return f"{kind.entries} | map('portsip.pbx.given', omit, 1, {listed(kind.part.keys)}) | list"
        if kind.resource.upload:
            return f"({kind.raw} | {GIVEN}) + ({self.role}_definition | portsip.pbx.local_files)"
        return f"{kind.raw} | {GIVEN}"

    def _listing_name(self, kind: RoleKind) -> str:
        assert kind.outer is not None
        return f"{kind.outer.entries}_with_{kind.name}"

    def _listing(self, kind: RoleKind) -> list[str]:
        assert kind.outer is not None
        keys = f"{kind.outer.variable}_keys"
        needed = listed([*kind.outer.part.keys, "state", *kind.outer.children])
        first = kind == next(other for other in self.kinds if other.in_list and other.outer == kind.outer)
        given = f"{keys} | selectattr('{kind.name}', 'defined')"
        present = _present(given)
        return [
            *([f"# What is needed of all {kind.outer.noun} at once."] if first else []),
            *(entry(keys, f"{{{{ {kind.outer.entries} | map('portsip.pbx.given', omit, 2, {needed}) | list }}}}", 0) if first else []),
            *entry(kind.entries, f"{{{{ {keys} | subelements('{kind.name}', skip_missing=True) }}}}", 0),
            f"# The {kind.outer.noun} whose {kind.noun} the definition lists; an entry with state absent has none.",
            *entry(self._listing_name(kind), f"{{{{ {present} }}}}", 0),
            "",
        ]

    def _remaining(self, kind: RoleKind) -> list[str]:
        entries = self._entries(kind)
        present = _present(entries)
        found = f"({self.role}_found_{kind.own} | default({{}})).{kind.resource.plural} | default([])"
        leaving = f"{found} | portsip.pbx.unmanaged({kind.entries}_present, {listed(kind.part.keys)}, {self.role}_exclusive_protected)"
        return [
            "",
            f"# The {kind.noun} that are to be present, and those that neither an entry nor a protection keeps.",
            *entry(f"{kind.entries}_present", f"{{{{ {present} }}}}", 0),
            *entry(f"{kind.entries}_leaving", f"{{{{ {leaving} }}}}", 0),
        ]


def _in_mapping(kind: RoleKind) -> bool:
    """Whether a list stands in a mapping of the definition."""
    return kind.outer is not None and not kind.in_list


def _present(entries: str) -> str:
    """Template of those entries that are to be present, whether they say so or not."""
    stated = f"{entries} | selectattr('state', 'defined') | selectattr('state', 'eq', 'present') | list"
    return f"{entries} | selectattr('state', 'undefined') | list + {stated}"


def _own_test(resource: Any, field: str, value: Any) -> str:
    """The test for objects that the PBX itself makes: the field, and what it is compared with."""
    if value is None:
        # What is no option of the module is only there where it has a value.
        return f"'{field}'" if field in resource.own_fields else f"'{field}', 'defined'"
    if isinstance(value, tuple):
        return f"'{field}', 'in', {listed(value)}"
    return f"'{field}', 'eq', {str(value).lower()}" if isinstance(value, bool) else f"'{field}', 'eq', '{value}'"
