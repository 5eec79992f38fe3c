# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Writes that build on each other: a plan in which ids stand that are only known once it is carried out."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .. import errors
from ..base.texts import normal
from ..client.base import ApiClient
from ..plan.documents import Document, is_blank
from ..read.site import Site
from ..schema.resource import Resource
from . import creation

DONE = {"create": "created", "update": "changed", "remove": "removed"}


class UnknownId:
    """Stands for the id of an object that is still to be created.

    :ivar name: what the object is called, for a diff.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Coming({self.name!r})"


@dataclass(frozen=True)
class Write:
    """One request that changes something.

    :param what: what it is about, for error texts: ``rule 2 of option '1' of context 'Main'``.
    :param parents: placeholders of the path; a value may be ``UnknownId``.
    :param identifier: of the object, None for a new one and for what has none.
    :param body: wire form; any value in it may be ``UnknownId``.
    :param gives: what the id of the new object is then put in place of.
    """

    action: Literal["create", "update", "remove"]
    resource: Resource
    what: str
    parents: Mapping[str, Any]
    identifier: Any = None
    body: Document = field(default_factory=dict)
    gives: UnknownId | None = None


def settled(value: Any, ids: Mapping[UnknownId, Any]) -> Any:
    """A copy with an id in place of each ``UnknownId``, None where it is not known."""
    if isinstance(value, UnknownId):
        return ids.get(value)
    if isinstance(value, Mapping):
        return {name: settled(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [settled(item, ids) for item in value]
    return value


def carry_out(
    client: ApiClient,
    writes: Sequence[Write],
    known: Collection[tuple[str, str]],
    progress: Callable[[str], None] = lambda text: None,
    *,
    check_mode: bool,
) -> set[tuple[str, str]]:
    """Make the writes, one after the other.

    :param known: what was there before: the resource's name and the id, for objects whose key need not be unique.
    :returns: what was there before, and what was created.
    :raises PortsipError: one failed; the text says which, and what was written before.
    """
    if check_mode or not writes:
        return set(known)
    ids: dict[UnknownId, Any] = {}
    before = set(known)
    for number, write in enumerate(writes):
        progress(f"{number} of {len(writes)} changes made")
        try:
            identifier = _carry_out(client, write, ids, before)
        except errors.PortsipError as error:
            error.add(_so_far(writes, number))
            raise
        if write.gives is not None:
            ids[write.gives] = identifier
            before.add((write.resource.name, str(identifier)))
    return before


def _carry_out(client: ApiClient, write: Write, ids: Mapping[UnknownId, Any], known: Collection[tuple[str, str]]) -> Any:
    resource = write.resource
    parents, body = settled(write.parents, ids), settled(write.body, ids)
    if write.action == "update":
        client.update(resource.path_of(settled(write.identifier, ids), parents), body)
        return None
    if write.action == "remove":
        with contextlib.suppress(errors.NotFound):  # Gone already, as after an attempt whose answer was lost.
            client.remove(resource.path_of(write.identifier, parents))
        return None
    path = resource.where(parents)

    def look_up() -> Document | None:
        """The object that a request without an answer has created."""
        new = (item for item in Site(client, parents).all(resource) if (resource.name, str(item.get(resource.id_field))) not in known)
        return next((item for item in new if all(normal(item.get(name)) == normal(body.get(name)) for name in resource.key)), None)

    try:
        answer, left_behind = creation.once(client, path, body, look_up)
    except (errors.Refused, errors.Conflict):
        # The codes of a duplicate are not documented: any refusal may mean that another run was faster.
        left_behind = look_up() if resource.unique else None
        if left_behind is None:
            raise
        answer = None
    if isinstance(answer, Mapping) and not is_blank(answer.get(resource.id_field)):
        return answer[resource.id_field]
    created = left_behind or look_up()
    if created is None:
        raise errors.UnexpectedAnswer(f"{write.what} was created, but can't be found.", method="POST", path=path)
    return created[resource.id_field]


def _so_far(writes: Sequence[Write], number: int) -> str:
    """What was done before the write that failed, so that nobody has to guess."""
    failed = f"This was about {writes[number].what} ({writes[number].action})."
    if not number:
        return f"{failed} Nothing was written before."
    counts = Counter((write.resource.name.replace("_", " "), DONE[write.action]) for write in writes[:number])
    done = ", ".join(f"{count} {noun}{'s' if count > 1 else ''} {verb}" for (noun, verb), count in counts.items())
    return f"{failed} Written before, and still in place: {done} ({number} of {len(writes)} changes). A further run goes on from there."
