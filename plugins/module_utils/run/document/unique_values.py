# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What no two entries of a list can have: values beside their keys, such as the names with which users sign in, and one object.

What gets such a value waits for what gives it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.texts import normal
from ...plan.checks import describe
from ...plan.documents import Document, is_blank
from .planned import Planned

Key = tuple[Any, str, str, Any]
"""What no two objects share: tenant, kind, field and value."""


def taken(planned: Sequence[Planned]) -> Iterator[Finding]:
    """Values that objects are to get and others have, in the plan or on the PBX, as far as lists were read; objects named twice."""
    holders: dict[Any, Planned] = {}
    for one in planned:
        for key, (name, value) in _values(one, one.whole.after).items():
            other = holders.setdefault(key, one)
            if other is not one:
                yield Finding.below(one.path, f"{name}: {value!r} is given at {other.path} too")
    yield from _moves(planned)
    yield from _on_pbx(planned)
    yield from _named_twice(planned)


def _values(one: Planned, document: Document | None) -> dict[Key, tuple[str, Any]]:
    """The fields of an object that no other one of its tenant may share, each with its value."""
    given = ((name, (document or {}).get(name)) for name in one.resource.also_unique)
    return {(one.tenant, one.resource.id, name, _form(value)): (name, value) for name, value in given if not is_blank(value)}


def _moves(planned: Sequence[Planned]) -> Iterator[Finding]:
    """Let what gets a value wait for what gives it up: the PBX refuses a value that another object has still."""
    before = [(one, _values(one, one.whole.before)) for one in planned]
    losing = {key: one for one, values in before for key in values.keys() - _values(one, one.whole.after).keys()}
    for one, values in before if losing else ():
        for key, (name, value) in _values(one, one.whole.after).items():
            other = losing.get(key) if key not in values else None
            if other is not None and not one.wait_for(other):
                text = f"{name}: the plan exchanges {value!r} with {other.path}, which takes two runs: give that one another {name} first"
                yield Finding.below(one.path, text)


def _named_twice(planned: Sequence[Planned]) -> Iterator[Finding]:
    """Objects that two entries lead to, which is only seen on the PBX where an object has several keys."""
    first: dict[Any, Planned] = {}
    for one in planned:
        if one.resource.key_with and one.entry is not None and one.whole.before is not None:
            other = first.setdefault((one.tenant, one.resource.id, one.whole.identifier), one)
            if other is not one:
                what = describe(one.resource, one.whole.before)
                yield Finding(one.path, f"leads to {what} (id {one.whole.identifier}), as {other.path} does; keep one of them")


def _on_pbx(planned: Sequence[Planned]) -> Iterator[Finding]:
    """The same where the other object stays as it is, and no entry names it."""
    lists = {(one.tenant, one.resource.id): one for one in planned if one.resource.also_unique and one.plan.site is not None}
    named = {(one.tenant, one.resource.id, one.whole.identifier) for one in planned}
    for place, first in lists.items():
        site, resource = first.plan.site, first.resource
        others = [item for item in site.listed(resource) if (*place, item.get(resource.id_field)) not in named] if site else []
        held = {(name, _form(item.get(name))): item for item in others for name in resource.also_unique}
        for one in planned:
            for name in resource.also_unique if (one.tenant, one.resource.id) == place and one.whole.changed else ():
                value = (one.whole.after or {}).get(name)
                other = held.get((name, _form(value)))
                if not is_blank(value) and other is not None:
                    text = f"{name}: {value!r} is that of {describe(resource, other)} (id {other.get(resource.id_field)}), which stays"
                    yield Finding.below(one.path, text)


def _form(value: Any) -> Any:
    return normal(value).lower() if isinstance(value, str) else value
