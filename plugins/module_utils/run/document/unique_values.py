# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What no two entries of a list can have: values beside their keys, such as the names with which users sign in, and one object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.texts import normal
from ...plan.checks import describe
from ...plan.documents import is_blank
from .planned import Planned


def taken(planned: Sequence[Planned]) -> Iterator[Finding]:
    """Values that objects are to get and others have, in the plan or on the PBX, as far as lists were read; objects named twice."""
    holders: dict[Any, Planned] = {}
    for one in planned:
        for name in one.resource.also_unique:
            value = (one.whole.after or {}).get(name)
            other = holders.setdefault((one.tenant, one.resource.id, name, _form(value)), one)
            if not is_blank(value) and other is not one:
                yield Finding.below(one.path, f"{name}: {value!r} is given at {other.path} too")
    yield from _on_pbx(planned)
    yield from _named_twice(planned)


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
