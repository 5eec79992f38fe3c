# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values that another object of the API lists, such as the time zones that a phone template knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import errors
from ..base.identity import segment
from ..base.locks import Locks
from ..base.nearest import nearest
from ..base.quotes import escape
from ..client.base import ApiClient
from ..plan.documents import is_blank
from ..plan.steps import Step
from ..schema.relations import AllowedBy

MOST_NAMED = 10
"""How many of the allowed values an error text names."""
SIMILAR = 3
"""How many it names where some are near to the value."""


class AllowedValues:
    """What other objects allow, each read once while a task runs; shared by threads."""

    def __init__(self) -> None:
        self._known: dict[tuple[ApiClient, str], Any] = {}
        self._locks = Locks()

    def check(self, client: ApiClient, step: Step) -> None:
        """Check that the values that a step is going to write are among those that other objects list.

        What the PBX does not list is left to it.

        :param client: a session in which the other objects can be read.
        :raises InvalidInput: a value is none of those; names each option.
        """
        faults = [fault for allowed in step.resource.allowed_by for fault in self._faults(client, step, allowed)]
        if faults:
            raise errors.InvalidInput(f"{'; '.join(faults)}. Nothing was written.")

    def leave(self, client: ApiClient) -> None:
        """Let go of what was read in a session."""
        for key in [key for key in list(self._known) if key[0] is client]:
            self._known.pop(key, None)

    def _faults(self, client: ApiClient, step: Step, allowed: AllowedBy) -> Iterator[str]:
        after = step.after or {}
        written = [name for name in (allowed.field, *allowed.lists) if name in step.fields and name in step.desired.values]
        name = after.get(allowed.field)
        if step.action not in ("create", "update", "recreate") or is_blank(name) or not written:
            return
        whole, _slash, _placeholder = allowed.path.rpartition("/")
        found = self._read(client, f"{whole}/{segment(name)}")
        if found is None:
            names = _texts(self._read(client, whole), allowed.field)
            if names and name not in names:
                yield f"{allowed.field}: the PBX has no {allowed.noun} {str(name)!r}{_instead(str(name), names)}"
            return
        for option, values in allowed.lists.items():
            known = _texts(found, values)
            for value in _given(after[option]) if option in written and known else ():
                if value not in known:
                    yield f"{option}: {value!r} is not allowed by the {allowed.noun} {str(name)!r}{_instead(value, known)}"

    def _read(self, client: ApiClient, path: str) -> Any:
        """What the PBX answers, None where it has nothing there or does not tell this account."""
        key = (client, path)
        with self._locks.held(key):
            if key not in self._known:
                try:
                    self._known[key] = client.get(path)
                except (errors.NotFound, errors.Refused, errors.Conflict, errors.AuthenticationFailed):
                    self._known[key] = None
            return self._known[key]


def _given(value: Any) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value]) if not is_blank(item)]


def _texts(answer: Any, name: str) -> list[str]:
    """The texts of a list in an answer, or those that its items have in a field."""
    found = answer.get(name) if isinstance(answer, Mapping) else None
    if found is None and isinstance(answer, Mapping) and isinstance(answer.get("items"), list):
        found = [item.get(name) for item in answer["items"] if isinstance(item, Mapping)]
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _instead(value: str, known: Sequence[str]) -> str:
    """What can be given instead, to stand after the fault."""
    similar = nearest(value, known, SIMILAR)
    named = similar or list(dict.fromkeys(known))[:MOST_NAMED]
    rest = "" if similar or len(named) == len(set(known)) else f" and {len(set(known)) - len(named)} more"
    return f"; {'similar are' if similar else 'allowed are'} {', '.join(map(escape, named))}{rest}"
