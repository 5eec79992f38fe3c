"""The task file ``present.yml`` of roles: what brings a definition about follows from the tree of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .role_kinds import GIVEN, HEADER, RoleDefinition, RoleKind, listed, names_of, removal_options, without
from .task_text import Task

PRESENT = """\
# Each entry of the definition is passed to its module unchanged, so that options need not be listed here and a key that no
# module knows is an error. module_defaults passes a module a mapping: Ansible calls a template in place of a task's
# arguments unsafe. Ansible shows what it loops over, so that entries that may hold a secret are known by their positions.
"""
PRESENT_STATE = "state | default('present') == 'present'"


class Present(RoleDefinition):
    """The tasks of ``present.yml``."""

    def text(self) -> str:
        """What brings the definition about: objects in the order of the tree, then what refers to later ones."""
        tasks = [self._root_present()] if self.root.module else []
        parting = [kind for kind in self.kinds if self.parts_later(kind)]
        for kind in self.kinds:
            tasks += [self._single(kind) if kind.part.single else self._list_present(kind)]
            tasks += [self._order(kind)] if kind.part.kind.order else []
            ready = [other for other in parting if self._last_user(other) is kind]
            tasks += [self._removal(other) for other in reversed(ready)]
        tasks += [self._root_deferred()] if self._root_names() else []
        tasks += [self._deferred(kind) for kind in self.kinds if kind.deferred]
        tasks += [self._removal(other) for other in reversed(parting) if self._last_user(other) is None]
        return HEADER + PRESENT + "\n" + "\n".join(task.text() for task in tasks)

    def parts_later(self, kind: RoleKind) -> bool:
        """Whether entries with state absent have a task of their own: others refer to them, or their order is written first."""
        return not kind.part.single and not kind.in_list and (kind.part.kind.order is not None or bool(self._users(kind)))

    def _users(self, kind: RoleKind) -> list[RoleKind]:
        """The kinds whose entries refer to those of a kind, but for what is inside of these."""
        return [other for other in self.kinds if other is not kind and other.outer is not kind and kind.module in _referred(other)]

    def _last_user(self, kind: RoleKind) -> RoleKind | None:
        """The kind after whose task nothing refers to a kind any longer; None where that is after the deferred fields."""
        users = self._users(kind)
        if any(kind.module in _referred(other, deferred=True) for other in [*users, kind]):
            return None
        return max([*users, kind], key=self.kinds.index)

    def _root_names(self) -> list[str]:
        """Names of the deferred fields of the definition's own object."""
        return [name for field in self.root.resource.deferred for name in names_of(self.root, field)] if self.root.module else []

    def _root_present(self) -> Task:
        own = without(f"{self.role}_own", self._root_names())
        return Task(self.title("Configure"), self.root.module, [self.root.name], self.merged(own), self.root_key())

    def _root_deferred(self) -> Task:
        names = self._root_names()
        kept = f"{self.role}_own | portsip.pbx.given(omit, 1, {_second_step(self.root, names)})"
        return Task(
            f"Set the deferred fields of the {self.root.kind.called}",
            self.root.module,
            [self.root.name],
            self.merged(kept + _passwords(self.root)),
            self.root_key(),
            when=[f"{self.role}_own | portsip.pbx.given(omit, 1, {listed(names)}) | length > 0"],
            comment=_second_comment(f"the {self.root.kind.called}"),
        )

    def _single(self, kind: RoleKind) -> Task:
        values = without(f"{kind.raw} | {GIVEN}", kind.children) if kind.children else f"{kind.raw} | {GIVEN}"
        given = f"{self.role}_parts.{kind.name} is defined"
        return Task(f"Configure {kind.noun}", kind.module, [kind.name], self.merged(values), kind.places(), when=[given])

    def _list_present(self, kind: RoleKind) -> Task:
        lifted = kind.part.lifted
        aliases = [name for key in kind.part.keys for name in names_of(kind.part, key)[1:]]
        dropped = [*kind.children, *kind.deferred, *aliases, *(lifted.keys if lifted else ())]
        item = f"{kind.variable} if {kind.variable} is mapping else {{}}" if kind.part.kind.names else kind.variable
        inner = kind.inner()
        arguments = {**kind.places(), **kind.keys()}
        if lifted:
            # An entry stands for one item of this list, which says its place in what is around it.
            place = f"{kind.variable}_place"
            around = self._around(kind)
            values = f"{kind.variable} | dict2items | selectattr('key', 'in', {listed(lifted.keys)}) | items2dict"
            inner |= {place: f"{{{{ {around} | combine({values}) }}}}"}
            arguments[lifted.option] = f"{{{{ [{place}] if {kind.variable}.{PRESENT_STATE} else omit }}}}"
        return Task(
            f"Configure {kind.noun}",
            kind.module,
            [kind.name],
            self.merged(without(item, dropped)),
            arguments,
            inner,
            f"{{{{ {self._present_loop(kind)} }}}}",
            kind.item,
            kind.labelled(),
            # What is removed takes along what is inside of it.
            when=[f"{kind.outer.variable}.{PRESENT_STATE}"] if kind.in_list and kind.outer else [],
        )

    def _around(self, kind: RoleKind) -> str:
        """Template of those keys of a lifted item that what is around the entry answers."""
        return "{" + ", ".join(f"'{name}': {self.role}_definition.{key}" for name, key in kind.part.lifted.holder.items()) + "}"

    def _present_loop(self, kind: RoleKind) -> str:
        return _of_state(kind, "present") if self.parts_later(kind) else kind.looped

    def _order(self, kind: RoleKind) -> Task:
        order = kind.part.kind.order
        (key,) = kind.part.keys
        names = f"{self._present_loop(kind)} | map(attribute='{key}') | list"
        return Task(
            f"Set the order of the {kind.noun}",
            order.resource,
            [kind.name],
            self.connection,
            {**kind.places(), order.option: f"{{{{ {names} }}}}"},
            when=[f"{self._present_loop(kind)} | length > 0"],
        )

    def _removal(self, kind: RoleKind) -> Task:
        comment = ["Other entries may refer to them, so that they go after these."] if self._users(kind) else []
        if kind.part.kind.order:
            comment = ["After the order, so that check mode, which keeps them, reports the same order as the real run."]
        return Task(
            f"Remove {kind.noun} with state absent",
            kind.module,
            [kind.name],
            self.connection,
            {"state": "absent", **kind.places(), **kind.naming(), **removal_options(kind)},
            kind.inner(),
            f"{{{{ {_of_state(kind, 'absent')} }}}}",
            kind.item,
            kind.labelled(),
            comment=comment,
        )

    def _deferred(self, kind: RoleKind) -> Task:
        known = _second_step(kind.part, kind.deferred)
        around = f"{kind.outer.variable}.{PRESENT_STATE}" if kind.in_list and kind.outer else ""
        return Task(
            f"Set the deferred fields of {kind.noun}",
            kind.module,
            [kind.name],
            self.merged(f"{kind.variable} | portsip.pbx.given(omit, 1, {known}){_passwords(kind.part)}"),
            {**kind.places(), **kind.keys()},
            kind.inner(),
            f"{{{{ {kind.position}s_deferred }}}}",
            kind.item,
            kind.labelled(),
            when=[f"{kind.variable}.{PRESENT_STATE}", *([around] if around else [])],
            comment=_second_comment(kind.noun),
        )


def _referred(kind: RoleKind, *, deferred: bool = False) -> set[str]:
    """What the entries of a kind refer to by fields of their own, or only by deferred ones."""
    fields = {path: to for path, to in kind.resource.refers.items() if path.split(".")[0] in kind.part.fields}
    return {to for path, to in fields.items() if not deferred or path.split(".")[0] in kind.resource.deferred}


def _of_state(kind: RoleKind, state: str) -> str:
    """Template of a loop over the entries with a state, whether they name it or not."""
    if kind.by_position:
        return f"range({kind.entries} | length) | zip({kind.entries}_states) | selectattr(1, 'eq', '{state}') | map('first') | list"
    return f"{kind.entries} | selectattr('state', 'eq', '{state}') | list"


def _second_step(part: Any, deferred: Sequence[str]) -> str:
    """The fields of the second step: also those that creation needs, since in check mode the object may not exist."""
    needed = [name for field in part.resource.required if field not in part.keys for name in names_of(part, field)]
    return listed([*needed, *deferred])


def _passwords(part: Any) -> str:
    """The addition that keeps passwords as the first step wrote them."""
    return " | combine({'update_password': 'on_create'})" if "update_password" in part.controls else ""


def _second_comment(noun: str) -> list[str]:
    return [f"Deferred fields may refer to objects that are created after {noun}. Check mode needs what creation needs, too."]
