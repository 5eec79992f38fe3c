# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Lists below an object whose items are added and taken away one by one, such as the members of a group.

Pure: no Ansible, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..base.identity import segment
from ..schema.resource import Resource
from .documents import Document
from .steps import Desired, Step


@dataclass(frozen=True)
class ItemRequest:
    """A write for one item of a list below an object.

    :param path: below the path of the object.
    :param option: the list.
    :param removes: the item is taken away, not added.
    """

    path: str
    option: str
    item: str
    removes: bool

    @property
    def what(self) -> str:
        """What it is about, for error texts."""
        return f"{self.option} without {self.item}" if self.removes else f"{self.option} with {self.item}"


def item_requests(step: Step) -> list[ItemRequest]:
    """The writes for such lists of an object: what is taken away first."""
    requests: list[ItemRequest] = []
    for name, below in step.resource.whole_lists.items():
        if below.one_by_one and name in step.fields:
            before, after = ([str(item) for item in (side or {}).get(name) or []] for side in (step.before, step.after))
            items = [*(item for item in before if item not in after), *(item for item in after if item not in before)]
            requests += [ItemRequest(f"{below.path}/{segment(item)}", name, item, removes=item in before) for item in items]
    return requests


def with_whole_lists(resource: Resource, desired: Desired, current: Document) -> Desired:
    """The wanted object with the whole of each list of which only some items are to be added or taken away.

    :param current: the current object, empty where there is none.
    """
    modes = [below.mode for below in resource.whole_lists.values() if below.mode]
    if not modes:
        return desired
    values = {name: value for name, value in desired.values.items() if name not in modes}
    for name, below in resource.whole_lists.items():
        mode, given, held = desired.values.get(below.mode), values.get(name) or [], current.get(name) or []
        if mode == "merge":
            values[name] = [*held, *(item for item in given if item not in held)]
        elif mode == "remove":
            values[name] = [item for item in held if item not in given]
    return replace(desired, values=values)
