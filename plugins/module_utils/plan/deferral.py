# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects that may lead to each other are created first, and told where they lead second."""

from __future__ import annotations

from dataclasses import replace

from ..schema.resource import Resource
from .steps import Desired


def in_two_steps(resource: Resource, desired: Desired) -> tuple[Desired, Desired | None]:
    """A wanted object without its deferred fields, and what is wanted of it when everything else exists.

    :returns: the second is None where no deferred field is given; it holds what identifies the object, and nothing else
        beside these fields.
    """
    later = {name: value for name, value in desired.values.items() if name in resource.deferred}
    cleared = tuple(path for path in desired.unset if path.split(".")[0] in resource.deferred)
    if desired.absent or not (later or cleared):
        return desired, None
    now = {name: value for name, value in desired.values.items() if name not in later}
    key = {name: value for name, value in now.items() if name in resource.key}
    kept = tuple(path for path in desired.unset if path not in cleared)
    return replace(desired, values=now, unset=kept), replace(desired, values={**key, **later}, unset=cleared)
