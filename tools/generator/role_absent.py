"""The task file ``absent.yml`` of roles: what takes down what a definition names follows from the tree of kinds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .requests import option_name
from .role_kinds import HEADER, RoleDefinition, RoleKind, names_of, removal_options
from .task_text import Task

ABSENT = """\
# Only what identifies an object is passed on: nothing else matters for its removal.
"""


class Absent(RoleDefinition):
    """The tasks of ``absent.yml``."""

    def text(self) -> str:
        """What takes down what the definition names, in reverse order."""
        inside = [kind.name for kind in reversed(self.kinds) if kind.in_tenant and (_removable(kind) or _released(kind))]
        tasks = [self._lookup(inside)] if inside else []
        for kind in reversed(self.kinds):
            if kind.part.kind.absence == "detached":
                tasks += [self._found(kind), self._detached(kind)]
            tasks += self._letting_go(kind) if _released(kind) else []
            tasks += [self._list_absent(kind)] if _removable(kind) else []
        tasks += [self._root_absent()] if self.root.module and self.root.kind.absence != "stays" else []
        return HEADER + ABSENT + "\n" + "\n".join(task.text() for task in tasks)

    def _root_absent(self) -> Task:
        controls = [name for name in ("wait", "wait_timeout") if name in self.root.controls]
        waiting = {name: f"{{{{ {self.role}_own.{name} | default(omit) }}}}" for name in controls}
        arguments = {"state": "absent", **self.root_key(), **waiting}
        return Task(self.title("Remove"), self.root.module, [self.root.name], self.connection, arguments)

    def _lookup(self, tags: Sequence[str]) -> Task:
        name, arguments = f"{self.root.resource.id}_info", self.root_key()
        return Task(
            self.title("Find"),
            name,
            tags,
            self.connection,
            arguments | ({"details": "false"} if self.root.resource.summary else {}),
            register=f"{self.role}_found",
        )

    def _list_absent(self, kind: RoleKind) -> Task:
        loop = f"{kind.looped} | reverse | list"
        if kind.part.kind.absence in ("kept", "detached"):
            loop = f"[] if '{kind.name}' in {self.role}_absent_keeps else {loop}"
        elif kind.in_tenant:
            loop = f"{loop} if {self.role}_found.count else []"
        return Task(
            f"Remove {kind.noun}",
            kind.module,
            [kind.name],
            self.connection,
            {"state": "absent", **kind.places(), **kind.naming(), **removal_options(kind)},
            kind.inner(only=_named_keys(kind)),
            f"{{{{ {loop} }}}}",
            kind.item,
            kind.labelled(),
        )

    def _letting_go(self, kind: RoleKind) -> list[Task]:
        """What lets go of objects that are removed after it."""
        resource, tasks = kind.resource, []
        for part, values in resource.let_go.items():
            named = {option_name(name, resource.refers.get(f"{part}.{name}", "")): value for name, value in values.items()}
            items = ", ".join(f"{name}: {value or json.dumps(value)}" for name, value in named.items())
            tasks.append(
                Task(
                    f"Release what {kind.noun} refer to",
                    kind.module,
                    [kind.name],
                    self.connection,
                    {**kind.places(), part: f"{{{items}}}"},
                    when=[f"{self.role}_found.count > 0", f"({kind.raw}).{part} is defined"],
                    comment=["What is referred to can't be removed."],
                )
            )
        return tasks

    def _found(self, kind: RoleKind) -> Task:
        name, arguments = kind.info
        return Task(
            f"Find the {kind.noun}",
            name,
            [kind.name],
            self.connection,
            {**kind.keys(), **arguments},
            loop=f"{{{{ {kind.looped} if '{kind.name}' in {self.role}_absent_keeps else [] }}}}",
            variable=kind.variable,
            label=kind.label(),
            register=f"{self.role}_found_{kind.own}",
            comment=[f"What does not exist must not be created only to be removed from the {self.root.kind.called}."],
        )

    def _detached(self, kind: RoleKind) -> Task:
        lifted = kind.part.lifted
        related = next(one for one in kind.resource.related if one.option == lifted.option)
        found = f"{self.role}_found_{kind.own.removesuffix('s')}"
        entry = f"{found}.{kind.variable}"
        choices = {name: related.parents[name][0] for name in lifted.keys if related.parents.get(name)}
        place = {name: f"{self.role}_definition.{key}" for name, key in lifted.holder.items()}
        place |= {name: f"{entry}.{name} | default('{first}')" for name, first in choices.items()}
        item = ", ".join(f'{name}: "{{{{ {value} }}}}"' for name, value in place.items())
        parents = [parent.option for parent in kind.resource.parents]
        results = f"{self.role}_found_{kind.own}.results | default([])"
        return Task(
            f"Remove the {kind.noun} from the {self.root.kind.called}",
            kind.module,
            [kind.name],
            self.connection,
            {
                **{name: f"{{{{ {entry}.{name} }}}}" for name in parents},
                "id": f"{{{{ {found}.{kind.resource.plural}[0].id }}}}",
                lifted.option: f"[{{{item}}}]",
                related.mode: "remove",
            },
            loop=f"{{{{ {results} | selectattr('count', 'defined') | selectattr('count') | reverse | list }}}}",
            variable=found,
            label=kind.label().replace(f"{kind.variable}.", f"{entry}."),
        )


def _released(kind: RoleKind) -> bool:
    return bool(kind.part.kind.absence == "released")


def _removable(kind: RoleKind) -> bool:
    return not kind.part.single and kind.part.kind.absence != "stays"


def _named_keys(kind: RoleKind) -> list[str]:
    """The keys of an entry that its removal needs."""
    named = [name for key in (*kind.part.keys, *kind.resource.key_with) for name in names_of(kind.part, key)]
    return [*named, *([] if "name" in named or "name" not in kind.part.fields else ["name"]), *removal_options(kind)]
