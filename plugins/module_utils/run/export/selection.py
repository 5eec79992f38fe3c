# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which kinds and objects an export is to contain: the options ``only`` and ``exclude``."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass

from ...base.nearest import did_you_mean
from ...base.texts import normal
from ...errors import InvalidInput
from ...schema.addresses import ADDRESSES
from ...schema.tree import DOCUMENT, Kind

KindPath = tuple[str, ...]


def _is_exported(path: KindPath, kind: Kind) -> bool:
    """Whether objects of a kind stand there in an export.

    What belongs to the whole PBX stands under ``system`` alone. Whose agents of the extension API are, no API tells, so that
    they stand in the queues that they work for.
    """
    level = ADDRESSES[kind.resource].level if kind.resource else "system"
    return path[0] != "tenants" or (kind.absence != "kept" and level != "extension")


KINDS: tuple[KindPath, ...] = tuple(path for root in DOCUMENT for path, kind in root.within() if _is_exported(path, kind))
"""The path of every kind that an export can contain."""


@dataclass(frozen=True)
class Pattern:
    """An item of one of the options: ``ivrs``, ``system.dealers``, ``ivrs:80*``.

    :param kinds: the kinds that it names.
    :param name: of the objects, in which ``*`` and ``?`` stand for other characters; empty for all.
    """

    kinds: frozenset[KindPath]
    name: str = ""

    def covers(self, path: KindPath, names: Sequence[str] | None) -> bool:
        """Whether it means a kind, or an object.

        :param names: what the object and those around it are called, in the order of the path; None for the kind as a whole.
        """
        for length in range(1, len(path) + 1):
            if path[:length] not in self.kinds:
                continue
            if not self.name or (names is not None and fnmatch.fnmatchcase(normal(names[length - 1]), self.name)):
                return True
        return False

    def leads_to(self, path: KindPath) -> bool:
        """Whether something that it means stands in this kind, or is part of it."""
        return any(kind[: len(path)] == path or path[: len(kind)] == kind for kind in self.kinds)


@dataclass(frozen=True)
class Selection:
    """What an export contains: what ``only`` means, or everything, but for what ``exclude`` means."""

    only: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()

    def reads(self, path: KindPath) -> bool:
        """Whether objects of a kind have to be read: they, or something inside them, may be contained."""
        wanted = path in KINDS and (not self.only or any(pattern.leads_to(path) for pattern in self.only))
        return wanted and not any(pattern.covers(path, None) for pattern in self.exclude)

    def takes(self, path: KindPath, names: Sequence[str]) -> bool:
        """Whether an object is contained.

        :param names: what those around it and the object itself are called.
        """
        wanted = not self.only or any(pattern.covers(path, names) for pattern in self.only)
        return wanted and not self.drops(path, names)

    def drops(self, path: KindPath, names: Sequence[str]) -> bool:
        """Whether ``exclude`` means an object, or one around it."""
        return any(pattern.covers(path, names) for pattern in self.exclude)


def selection(only: Sequence[str], exclude: Sequence[str]) -> Selection:
    """What the options mean.

    :raises InvalidInput: one names no kind.
    """
    return Selection(
        tuple(_pattern("only", number, text) for number, text in enumerate(only)),
        tuple(_pattern("exclude", number, text) for number, text in enumerate(exclude)),
    )


def _pattern(option: str, number: int, text: str) -> Pattern:
    kind, colon, name = text.partition(":")
    wanted = tuple(kind.strip().split("."))
    found = frozenset(path for path in KINDS if path[-len(wanted) :] == wanted)
    if not found or (colon and not name.strip()):
        hint = did_you_mean(kind, sorted({path[-1] for path in KINDS})) if not found else "a name is missing after the colon"
        allowed = ", ".join(dict.fromkeys(path[-1] for path in KINDS))
        raise InvalidInput(f"{option}[{number}]: {text!r} is not allowed; {hint or f'allowed are {allowed}'}")
    return Pattern(found, normal(name))
