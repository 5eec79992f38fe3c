# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Names become extension numbers: users, ring groups, queues, receptionists and mailboxes of a tenant, by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import errors
from ..base.identity import segment
from ..base.quotes import quote
from ..base.texts import normal
from ..client.base import ApiClient
from ..plan.documents import Path
from ..schema.address import Address
from ..schema.reference import NUMBERED, NumberOf
from ..schema.resource import Resource
from ..schema.types import is_number

NUMBER = "extension_number"
"""The field that no two objects of a tenant share, whatever their kinds (PortSIP PBX REST API 22.2, extension_numbers)."""

LONGEST_NAME = 80
"""Characters of a name inside a message."""
HOLDERS = {
    "EXTENSION": "user",
    "RING_GROUP": "ring group",
    "CALL_QUEUE": "call queue",
    "CONFERENCE_ROOM": "conference room",
    "VIRTUAL_RECEPTIONIST": "receptionist",
}
"""What the API says that an object with a number is (PortSIP PBX REST API 22.2, extension_numbers, type), in words."""


@dataclass(frozen=True)
class Numbered:
    """An object that has an extension number.

    :param kind: its unique name.
    """

    kind: str
    address: Address
    number: str

    def __str__(self) -> str:
        return f"{self.address.noun} {self.number}"


def is_name(value: Any) -> bool:
    """Whether a value of a field with ``number_of`` is a name, which stands for a number."""
    return isinstance(value, str) and bool(value) and not is_number(value)


def by_name(kind: str, address: Address, items: Iterable[Mapping[str, Any]]) -> dict[str, list[Numbered]]:
    """Those objects of a kind that have a number, by each of their names in normal form.

    :param kind: its unique name.
    """
    found: dict[str, list[Numbered]] = {}
    for item in items:
        for name in dict.fromkeys(normal(item.get(field)) for field in NUMBERED[kind]) if item.get(NUMBER) else ():
            if name:
                found.setdefault(name, []).append(Numbered(kind, address, str(item[NUMBER])))
    return found


def called(kind: str, address: Address, items: Iterable[Mapping[str, Any]], name: str) -> list[Numbered]:
    """Those objects of a kind that have a name, and a number.

    :param kind: its unique name.
    :param name: in normal form.
    """
    return by_name(kind, address, items).get(name, [])


def the_one(found: Iterable[Numbered], number_of: NumberOf, name: str, option: str) -> str:
    """The extension number of the one object that has a name.

    :param found: the objects that have it.
    :param option: the option that the name was given in, for error texts.
    :raises NotFound, Ambiguous: there is none, or there are several.
    """
    each = {(one.kind, one.number): one for one in found}
    if not each:
        raise errors.NotFound(f"{option}: there is no {number_of.nouns} named {name!r}; give a name of the tenant, or a number")
    if len(each) > 1:
        told = ", ".join(sorted(map(str, each.values())))
        raise errors.Ambiguous(f"{option}: {len(each)} objects are named {name!r}: {told}. Give the extension number instead.")
    return next(iter(each.values())).number


def check_once(resource: Resource, path: Path, given: Sequence[Any], resolved: Sequence[Any], option: str) -> None:
    """Check that no two items of a list stand for one number.

    :param path: of the list, whose items are numbers or have one as a key.
    :param given: its items as they were given.
    :param resolved: the same with numbers in place of names.
    :raises InvalidInput: two items do, one of which was given by name.
    """
    if resource.field((*path, "*")).number_of is not None:
        _once(given, resolved, option)
    for field in resource.field(path).keys:
        if resource.field((*path, "*", field)).number_of is not None:
            _once([item.get(field) for item in given], [item.get(field) for item in resolved], option, f".{field}")


def _once(given: Sequence[Any], resolved: Sequence[Any], option: str, inside: str = "") -> None:
    first: dict[Any, int] = {}
    for number, value in enumerate(resolved):
        other = first.setdefault(value, number)
        if other != number and given[number] != given[other]:
            raise errors.InvalidInput(f"{option}[{number}]{inside}: {given[number]!r} is {value}, as is {option}[{other}]{inside}")


@dataclass(frozen=True)
class Holder:
    """What has an extension number.

    :param type: as the API calls its kind.
    :param name: empty where it has none.
    """

    type: str
    name: str

    @property
    def is_user(self) -> bool:
        """Whether it is an extension, which can be a member."""
        return self.type == "EXTENSION"

    def __str__(self) -> str:
        noun = HOLDERS.get(self.type, self.type.replace("_", " ").lower())
        return f"the {noun} {self.name!r}" if self.name else f"a {noun}"


def holder(client: ApiClient, number: str) -> Holder | None:
    """What has an extension number in the tenant of a session; None where nothing is known to have it.

    It takes a request, so it is asked only when a number is refused.
    """
    try:
        found = client.get_object(f"/extension_numbers/{segment(number)}")
    except errors.PortsipError:
        return None
    kind = str(found.get("type") or "")
    if not kind or str(found.get(NUMBER) or number) != number:
        return None
    return Holder(quote(kind, LONGEST_NAME), quote(str(found.get("name") or ""), LONGEST_NAME))
