# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a PBX does not show while a document is compared with it: whole kinds of a tenant, of a queue or of the PBX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...errors import ConnectionFailed, Interrupted, PortsipError
from ...read.failures import is_about_one_thing
from ...schema.addresses import ADDRESSES
from ...schema.order import KindPath
from ...schema.resource import Resource
from .entries import Entry

PLACEHOLDER = re.compile(r"\\{\w+\\}")


@dataclass(frozen=True)
class NotCompared:
    """A kind that can't be read.

    :param owner: the entry around its list, None for what stands in ``system``.
    :param reason: the error.
    """

    owner: Entry | None
    kind_path: KindPath
    resource: Resource
    reason: str


class Unreadable:
    """The failures of one comparison; shared by threads.

    :param comparing: whether a failure may be taken: a plan that is to be carried out rests on everything that it reads.
    """

    def __init__(self, *, comparing: bool) -> None:
        self.comparing = comparing
        self.kinds: dict[tuple[Entry | None, KindPath], NotCompared] = {}
        self._told = 0

    def holds(self, entry: Entry) -> bool:
        """Whether the kind of an entry, or of an entry around it, can't be read."""
        around: Entry | None = entry
        while around is not None and self.kinds:
            if (around.owner, around.kind_path) in self.kinds:
                return True
            around = around.owner
        return False

    def found(self) -> list[NotCompared]:
        """The kinds that were found since this was asked last."""
        new = list(self.kinds.values())[self._told :]
        self._told += len(new)
        return new

    def takes(self, owner: Entry | None, kind_path: KindPath, resource: Resource, error: PortsipError) -> bool:
        """Whether a failure leaves the rest to be compared: it is about a kind, which is noted, or about one object.

        :param owner: the entry around the list of the object that was being compared, and *kind_path* and *resource* its kind.
        """
        if not self.comparing or len(kind_path) < 2 or isinstance(error, Interrupted) or not is_about_one_thing(error):
            return False
        if isinstance(error, ConnectionFailed) and not error.delivered:
            return False
        path = error.path or ""
        if _is_at(path, resource.collection):
            self.kinds.setdefault((owner, kind_path), NotCompared(owner, kind_path, resource, str(error)))
            return True
        named = [ADDRESSES[to].path for to in resource.refers.values()]
        named += [address.path for number_of in resource.numbers.values() for address in number_of.kinds.values()]
        return _is_at(path, resource.collection, below=True) or any(_is_at(path, one) for one in named)


def _is_at(path: str, collection: str, *, below: bool = False) -> bool:
    """Whether a path of a request is that of a collection.

    :param below: whether it is the path of something in the collection.
    """
    pattern = PLACEHOLDER.sub("[^/]+", re.escape(collection.rstrip("/")))
    return re.fullmatch(pattern + ("/.+" if below else "/?"), path) is not None
