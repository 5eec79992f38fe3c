# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The case file of each resource: what its modules do with an object from creation to removal, and what the PBX then holds.

A file ``<resource>.yml`` is read by the unit tests, the parity suite, the journeys through the operations of the API, the
test of return values and the contract tests of the simulator. README.md says what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import quick_yaml

Json = dict[str, Any]
HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "plugins" / "modules"


@dataclass(frozen=True)
class Step:
    """A change of an object.

    :param options: what the module is given for it.
    :param expect: fields as the API names them: at creation, some of those that the object then has; later, all that change.
    :param body: what is written, where that is told.
    :param requests: method and path of each request between signing in and out, where they are told.
    :param again: whether a second run changes it again, as nobody can tell whether it differs.
    """

    name: str
    options: Json
    expect: Json
    body: Json | None
    requests: list[str] | None
    again: bool


@dataclass(frozen=True)
class Case:
    """The case file of one resource.

    :param name: of the resource, and of the module without ``portsip_``.
    :param prepare: steps on the control interface of the simulator.
    :param common: options of every run.
    :param key: the options that name the object, also where it is removed; none for what there is one of, which is always there.
    :param at: where its collection stands in the simulator's state, or what there is one of.
    :param reads: options of the information module, each of which finds the object; none where there is no such module.
    :param refused: options that are refused before the first request, and an expression for the message.
    :param trouble: a fault with which the first run fails.
    :param played: what of it the parity suite also plays with ``ansible-playbook``.
    :param polls: an expression for the paths that are asked until something has happened.
    """

    name: str
    prepare: list[Json]
    common: Json
    key: Json
    at: list[str]
    life: tuple[Step, ...]
    reads: tuple[Json, ...]
    refused: Json
    says: str
    trouble: Json | None
    played: tuple[str, ...]
    polls: str | None

    @property
    def module(self) -> str:
        """The module that manages the object."""
        return f"portsip_{self.name}"

    @property
    def info_module(self) -> str | None:
        """The module that reads it."""
        return f"{self.module}_info" if self.reads else None

    @property
    def of_extension(self) -> bool:
        """Whether it is about the extension API."""
        return self.at[0] == "extension"

    @property
    def named(self) -> Json:
        """The options that name the object."""
        return {**self.common, **self.key}

    @property
    def creation(self) -> Json:
        """The options that create the object."""
        return {**self.named, **self.life[0].options}

    def rows(self, state: Json) -> Json:
        """The objects of its kind in a state of the simulator, by id; what there is one of by its name."""
        found: Any = state
        for name in self.at:
            found = found.get(name, {})
        if not self.key:
            return {self.at[-1]: found if isinstance(found, dict) else {self.at[-1]: found}}
        if isinstance(found, list):
            rows = [row if isinstance(row, dict) else {"id": row} for row in found]
            return {str(row.get("id", row.get("tenant_id"))): row for row in rows}
        return found


@cache
def cases() -> dict[str, Case]:
    """Every case by the name of its resource."""
    return {file.stem: _case(file.stem, quick_yaml.load(file.read_text(encoding="utf-8"))) for file in sorted(HERE.glob("*.yml"))}


def prepare(pbx: Any, steps: list[Json]) -> None:
    """Take steps on the control interface of a simulator."""
    for step in steps:
        arguments = {name: value for name, value in step.items() if name != "call"}
        call = step["call"].removeprefix("seed/")
        (pbx.inject if call == "faults" else getattr(pbx, call))(**arguments)


def preparation() -> list[Json]:
    """What all cases together need: each object once, whatever id a case knows it by."""
    found: dict[tuple[Any, ...], Json] = {}
    ids: set[tuple[Any, Any]] = set()
    for step in (step for case in cases().values() for step in case.prepare):
        place = None if step["call"].endswith("provider") else step.get("tenant_id")
        name = next((step[field] for field in ("extension_number", "name", "domain") if field in step), repr(step))
        told = {**step, **found.get((step["call"], step.get("collection"), place, name), {})}
        if "id" in told and "id" not in found.get((step["call"], step.get("collection"), place, name), {}):
            if (step["call"], told["id"]) in ids:
                del told["id"]
            else:
                ids.add((step["call"], told["id"]))
        found[step["call"], step.get("collection"), place, name] = told
    return list(found.values())


def about_modules() -> Iterator[tuple[str, Json]]:
    """Every module of a case with what the parity suite wants to know of it."""
    for case in cases().values():
        first, *changes = case.life
        common = {"prepare": case.prepare, "common": case.common, "played": case.played, "polls": case.polls}
        yield (
            case.module,
            {
                **common,
                "create": {**case.key, **first.options},
                "changes": [{**case.key, **step.options} for step in changes],
                **({"key": list(case.key)} if case.key else {}),
                "refused": {**case.key, **case.refused},
                "says": case.says,
                "trouble": case.trouble,
            },
        )
        if case.info_module is not None:
            seeded = [*case.prepare, *_seeds(case)]
            path = {
                **(case.trouble or {}),
                "method": "GET",
                "path": f"/{re.sub('^(user|voicemail)_', '', _collection(case))}$" if case.key else (case.trouble or {}).get("path"),
                "status": 500,
                "body": "<html>down</html>",
            }
            read = {"reads": list(case.reads), "refused": {"timeout": 0}, "says": "timeout: 0", "trouble": path}
            yield case.info_module, {**common, "prepare": seeded, "played": (), **read}


def _seeds(case: Case) -> list[Json]:
    """The object after its creation, written into the simulator directly."""
    if not case.key:  # which is there already
        return [{"call": "seed/set_tenant", "tenant_id": case.at[1], "name": case.at[-1], **case.life[0].expect}]
    place = {"tenant_id": case.at[1]} if len(case.at) > 1 else {}
    return [{"call": "seed/add_object", "collection": _collection(case), **place, "id": "object-1", **case.life[0].expect}]


def _collection(case: Case) -> str:
    return case.at[-1]


def _step(name: str, about: Json) -> Step:
    known = {"with", "expect", "body", "requests", "again"}
    assert set(about) <= known, f"{name}: {sorted(set(about) - known)}"
    assert about.get("again", "changed") == "changed", name
    return Step(name, about["with"], about["expect"], about.get("body"), about.get("requests"), "again" in about)


def _case(name: str, about: Json) -> Case:
    known = {"prepare", "common", "key", "at", "life", "reads", "refused", "trouble", "played", "polls"}
    assert set(about) <= known, f"{name}: {sorted(set(about) - known)}"
    return Case(
        name=name,
        prepare=about.get("prepare", []),
        common=about.get("common", {}),
        key=about.get("key", {}),
        at=about["at"],
        life=tuple(_step(step, what) for step, what in about["life"].items()),
        reads=tuple(about.get("reads", ())),
        refused=about["refused"]["with"],
        says=about["refused"]["says"],
        trouble=about["trouble"],
        played=tuple(about.get("played", ())),
        polls=about.get("polls"),
    )
