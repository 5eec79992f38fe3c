# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the release of a PBX needs, or does not know yet (PortSIP PBX REST API 22.2 to 22.8).

The release is asked for before the first write of an object that has to do with it, in check mode too, and once
while a task runs.  An object that every release takes costs no request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import errors
from ..base.locks import Locks
from ..base.releases import numbers
from ..client.base import ApiClient
from ..plan.documents import is_blank
from ..plan.steps import Step
from ..schema.address import Level
from ..schema.resource import Resource

STATUS: dict[Level, tuple[str, ...]] = {"system": ("/admin/status", "/dealer/status"), "tenant": ("/tenant/status",)}
"""Where the release stands, by the level of the session: for an administrator, or else for a dealer."""


@dataclass(frozen=True)
class Demand:
    """What some releases want of a field that is going to be written.

    :param since: the first of these releases, empty for all before ``before``.
    :param before: the first release after them, empty for all from ``since`` on.
    :param text: what the release does, to stand after "the PBX is of release 22.2".
    :param certain: False where it is not documented whether the PBX insists.
    """

    field: str
    text: str
    since: str = ""
    before: str = ""
    certain: bool = True

    def holds_in(self, release: tuple[int, ...]) -> bool:
        """Whether a release wants this."""
        return (not self.since or release >= numbers(self.since)) and (not self.before or release < numbers(self.before))


class Releases:
    """The release of each PBX that a task works on, read once; shared by threads."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._silent: set[ApiClient] = set()
        self._locks = Locks()

    def check(self, client: ApiClient, level: Level, step: Step, warn: Callable[[str], None]) -> None:
        """Check that the PBX's release takes what a step is going to write.

        :param client: a session with the PBX, at that level.
        :raises InvalidInput: it does not; names each option.
        """
        demands = list(_demands(step))
        release = self.release(client, level, step.resource) if demands else ""
        if not release:
            return
        held = [demand for demand in demands if demand.holds_in(numbers(release))]
        for demand in held:
            if not demand.certain:
                warn(f"{demand.field}: the PBX has release {release}, {demand.text}")
        refused = [f"{demand.field}: the PBX has release {release}, {demand.text}" for demand in held if demand.certain]
        if refused:
            raise errors.InvalidInput(f"{'; '.join(refused)}. Nothing was written.")

    def release(self, client: ApiClient, level: Level, resource: Resource) -> str:
        """The release; empty where the PBX does not tell it to this account.

        :param client: a session with the PBX, at that level.
        :param resource: what the release is asked for.
        """
        place = client.transport.base_url
        # An object of the dealer itself has /dealer as its path, and is reached by dealers alone.
        paths = sorted(STATUS.get(level, ()), key=lambda path: path != f"{resource.collection}/status")
        with self._locks.held(place):
            if place not in self._known and client not in self._silent:
                found = _read(client, paths)
                if found:
                    self._known[place] = found
                else:
                    self._silent.add(client)
        return self._known.get(place, "")


def _read(client: ApiClient, paths: Sequence[str]) -> str:
    """The release as the PBX tells it; empty where it does not."""
    for path in paths:
        try:
            answer = client.get(path)
        except errors.ConnectionFailed:
            raise
        except errors.PortsipError:
            continue
        version = answer.get("version") if isinstance(answer, dict) else None
        match = re.match(r"[0-9]{1,4}(\.[0-9]{1,8}){1,4}", version) if isinstance(version, str) else None
        if match:
            return match[0]
    return ""


def _demands(step: Step) -> Iterator[Demand]:
    """What releases may want of a step."""
    resource, after = step.resource, step.after or {}
    if step.action not in ("create", "update", "recreate"):
        return
    before = step.before or {}
    whole = step.action != "update"
    written = {name for name in (after if whole else step.fields) if not is_blank(after.get(name))}
    for path, known in resource.of_releases.items():
        names = tuple(path.split("."))
        given = names[0] in written and not all(is_blank(value) for value in _values(after, names))
        # What the answer names, the release knows.
        if not given or any(True for _value in _values(before, names)):
            continue
        if known.since:
            yield Demand(_option(names), f"and knows it from {known.since} on; leave it out", before=known.since)
        if known.until:
            yield Demand(_option(names), f"and does not know it from {known.until} on; leave it out", since=known.until)
    for name, first in resource.needed_since.items():
        if is_blank(after.get(name)) and (whole or _goes_along(step, name)):
            if whole or name in step.fields:
                yield Demand(name, f"and needs it from {first} on", since=first)
            else:
                yield Demand(name, f"which needs it from {first} on, and may refuse the change without it", since=first, certain=False)
    for limit in resource.release_limits:
        if limit.field in written and not limit.fits(after[limit.field]):
            yield Demand(limit.field, f"in which it {limit.allowed}", since=limit.since, before=limit.before)


def _values(value: Any, names: Sequence[str]) -> Iterator[Any]:
    """Every value at a path in a document, ``*`` standing for any item of a list; also where it is blank."""
    if not names:
        yield value
    elif names[0] == "*":
        for item in value if isinstance(value, list) else ():
            yield from _values(item, names[1:])
    elif isinstance(value, Mapping) and names[0] in value:
        yield from _values(value[names[0]], names[1:])


def _option(names: Sequence[str]) -> str:
    """A path as error texts name it: ``outbound_caller_ids.display_name``."""
    return ".".join(name for name in names if name != "*")


def _goes_along(step: Step, name: str) -> bool:
    """Whether an update writes to a path that takes the field."""
    return bool(step.fields_of(None)) or any(name in endpoint.fields for endpoint in step.endpoints())
