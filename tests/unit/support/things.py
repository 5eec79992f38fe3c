# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A made-up resource with a field of every nature, so that the engine is tested apart from any real one."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.index import Index
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy, Step
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.model import Wanted
from ansible_collections.portsip.pbx.plugins.module_utils.schema.reference import Endpoint
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource


class Entry(Wanted):
    """An item of a keyed list."""

    digit: str
    target: str | None = None
    days: list[str] | None = None


class Options(Wanted):
    """A mapping of known names."""

    mode: str | None = None
    url: str | None = None
    token: str | None = None


class Thing(Wanted):
    """What a user may give."""

    name: str | None = None
    kind: str | None = None
    size: int | None = None
    enabled: bool | None = None
    note: str | None = None
    tags: list[str] | None = None
    steps: list[str] | None = None
    mails: list[str] | None = None
    menu: list[Entry] | None = None
    options: Options | None = None
    headers: dict[str, str] | None = None
    pin: str | None = None
    password: str | None = None
    file_id: str | None = None
    title: str | None = None
    level: int | None = None


SELF = Endpoint(path="/thing", level="tenant", fields=("title", "note"))


def _complete(thing: Mapping[str, Any]) -> None:
    if thing.get("size") == 13 and not thing.get("note"):
        raise ValueError("size 13 needs note")


THING = Resource(
    name="odd_thing",
    plural="odd_things",
    model=Thing,
    level="system",
    collection="/things",
    key=("name",),
    required=("name", "kind"),
    complete=_complete,
    lost_on_recreate="its history.",
    overrides={
        "name": Attribute(canonical=lambda value: value.lower() if isinstance(value, str) else value),
        "kind": Attribute(immutable=True),
        "tags": Attribute(items="set"),
        "mails": Attribute(
            items="set",
            decode=lambda value: value.split(",") if isinstance(value, str) and value else value,
            encode=lambda value: ",".join(value) if isinstance(value, list) else value,
        ),
        "menu": Attribute(items="keyed", keys=("digit",)),
        "menu.*.days": Attribute(items="set"),
        "options.token": Attribute(secret=True),
        "headers": Attribute(free_names=True),
        "pin": Attribute(secret=True),
        "password": Attribute(secret=True, readable=False),
        "file_id": Attribute(readable=False),
        "title": Attribute(endpoint=SELF),
        "level": Attribute(on_create=1),
    },
)

CURRENT = {
    "id": "7",
    "name": "main",
    "kind": "big",
    "size": 5,
    "enabled": True,
    "note": "kept",
    "tags": ["a", "b"],
    "mails": ["x@y", "z@y"],
    "menu": [{"digit": "1", "target": "10"}, {"digit": "2", "target": "20", "days": ["mon"]}],
    "options": {"mode": "on", "url": "https://x", "token": "tok-1"},
    "headers": {"A": "1"},
    "pin": "1357",
    "title": "Main",
    "level": 3,
    "x_later": {"since": "99.1"},
}
"""A thing as it is, in option form; one field is of a later release."""


def planned_among(current: Iterable[dict[str, Any]], desired: Desired, policy: Policy | None = None) -> Step:
    """The step for one wanted thing, where these are there."""
    return plan_one(THING, desired, Index(THING, current).find(desired), policy or Policy())


def step(values: dict[str, Any], current: Any = ..., unset: tuple[str, ...] = (), **options: Any) -> Step:
    """The one step for one wanted thing named main."""
    current = CURRENT if current is ... else current
    policy = Policy(**{name: options.pop(name) for name in ("update_password", "recreate") if name in options})
    desired = Desired({"name": "main", **values}, unset=unset, **options)
    inputs = copy.deepcopy((desired, current))
    planned = planned_among([current] if current else [], desired, policy)
    planned.diff(), planned.create_body(), planned.update_body()
    assert (desired, current) == inputs, "the inputs stay as they are"
    return planned
