# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects that may lead to each other are created first, and told where they lead second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..schema.resource import Resource
from .documents import is_blank
from .steps import Desired


def may_lead(resource: Resource, name: str, value: Any) -> bool:
    """Whether a value of a deferred field may lead to another object: one with nothing in the parts that do does not."""
    paths = [path.split(".") for path in (*resource.numbers, *resource.refers) if path.split(".")[0] == name]
    return is_blank(value) or not paths or any(_stands_at(value, path[1:]) for path in paths)


def _stands_at(value: Any, path: Sequence[str]) -> bool:
    if not path:
        return not is_blank(value)
    if isinstance(value, list) and path[0] == "*":
        return any(_stands_at(item, path[1:]) for item in value)
    return isinstance(value, Mapping) and _stands_at(value.get(path[0]), path[1:])


def in_two_steps(resource: Resource, desired: Desired) -> tuple[Desired, Desired | None]:
    """A wanted object without its deferred fields, and what is wanted of it when everything else exists.

    A value that leads to no other object, such as a rule that ends the call, is not put off.

    :returns: the second is None where no deferred field is given; it holds what identifies the object, and nothing else
        beside these fields.
    """
    later = {name: value for name, value in desired.values.items() if name in resource.deferred and may_lead(resource, name, value)}
    cleared = tuple(path for path in desired.unset if path.split(".")[0] in resource.deferred)
    if desired.absent or not (later or cleared):
        return desired, None
    now = {name: value for name, value in desired.values.items() if name not in later}
    key = {name: value for name, value in now.items() if name in resource.identifying}
    kept = tuple(path for path in desired.unset if path not in cleared)
    return replace(desired, values=now, unset=kept), replace(desired, values={**key, **later}, unset=cleared)
