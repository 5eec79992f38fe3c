# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which entries of a document a run is about, and what is to become of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ...base.nearest import did_you_mean
from ...base.texts import normal
from ...errors import InvalidInput
from ...schema.order import KindPath
from ...schema.tree import DOCUMENT, Kind
from ..connection import Params
from .entries import Entry, Identity, Reading, distinct

KINDS: dict[KindPath, Kind] = {path: kind for root in DOCUMENT for path, kind in root.within() if kind.resource}
"""Every kind of a document."""
KEPT = ("transports", "ip_rules")
"""Kinds that are left alone where a document is taken down, unless the user says otherwise."""
Fate = Literal["present", "absent", "detached", "released", "left"]


@dataclass(frozen=True)
class Protected:
    """Objects that are never removed for not being named.

    :param kind: key of their list, or their kind as plans call it.
    :param within: what they stand in, as plans tell it; None for anywhere.
    """

    kind: str
    name: str
    within: tuple[tuple[str, str], ...] | None = None


@dataclass
class Selection:
    """What a run is about.

    :param update_password: for entries that do not say it themselves.
    :param tenants: domains, in small letters, of the tenants that the run is about; everything where it is None.
    :param only: the kinds that it is about, with everything inside them; all where it is None.
    :param absent: what the document names is to be gone.
    :param keeps: keys of kinds that are left alone then.
    :param exclusive: the kinds of which what is not named is removed.
    :param watched: the kinds of which what is not named is looked for.
    :param comparing: the plan is never carried out: it tells what differs, also where the API could not be brought to it.
    """

    update_password: str = "on_create"
    tenants: frozenset[str] | None = None
    only: frozenset[KindPath] | None = None
    absent: bool = False
    keeps: frozenset[str] = frozenset(KEPT)
    exclusive: frozenset[KindPath] = frozenset()
    watched: frozenset[KindPath] = frozenset()
    comparing: bool = False
    protected: tuple[Protected, ...] = ()
    _staying: set[Identity] = field(default_factory=set)

    @classmethod
    def from_params(cls, params: Params, reading: Reading) -> Selection:
        """What the options of a module say.

        :raises InvalidInput: a kind or a tenant is none that the document can hold.
        """
        exclusive = _exclusive(params.get("exclusive") or [])
        keeps = params.get("absent_keeps")
        for number, name in enumerate(keeps or []):
            kinds_named(name, f"absent_keeps[{number}]")
        return cls(
            update_password=params.get("update_password") or "on_create",
            tenants=_tenants(params.get("tenants"), reading),
            only=_only(params.get("only")),
            absent=params.get("state") == "absent",
            keeps=frozenset(KEPT if keeps is None else keeps),
            exclusive=exclusive,
            watched=exclusive,
            protected=tuple(_protected(number, one) for number, one in enumerate(params.get("exclusive_protected") or [])),
        )

    def chosen(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that the run is about, each object once."""
        self._staying = {entry.identity for entry in entries if not (self.is_absent(entry) and self.is_of_these(entry))}
        chosen = [entry for entry in entries if self.is_chosen(entry)]
        # What is to be gone from one place may stay in another.
        staying = distinct(entry for entry in chosen if not self.is_absent(entry))
        return [*staying, *distinct(entry for entry in chosen if self.is_absent(entry))]

    def is_about(self, path: KindPath) -> bool:
        """Whether the run is about a kind."""
        return self.only is None or path in self.only

    def is_of_these(self, entry: Entry) -> bool:
        """Whether the run is about the tenant of an entry; where it is about some tenants only, nothing else is touched."""
        if self.tenants is None:
            return True
        return entry.tenant is not None and domain_form(entry.tenant.values.get("domain")) in self.tenants

    def is_chosen(self, entry: Entry) -> bool:
        """Whether the run is about an entry."""
        # A file goes with what names it, and only with all of that.
        named = (all if self.is_absent(entry) else any)(map(self.is_about, entry.named_in)) if entry.named_in else False
        return (named or self.is_about(entry.kind_path)) and self.is_of_these(entry)

    def is_absent(self, entry: Entry) -> bool:
        """Whether the object of an entry is to be gone, as far as it can go."""
        return self.absent or entry.absent

    def fate(self, entry: Entry) -> Fate:
        """What is to become of the object of an entry.

        What belongs to the whole PBX, or to the extension API, stays where something that stays names it, too.
        """
        kind = KINDS[entry.kind_path]
        if not self.is_absent(entry):
            return "present"
        if kind.absence == "stays":
            return "left"
        if kind.absence == "released":
            return "released" if entry.values.keys() & entry.part.resource.let_go.keys() else "left"
        named = entry.values.get("state") == "absent"
        if not named and (kind.name in self.keeps or entry.identity in self._staying):
            return "detached" if kind.absence == "detached" else "left"
        return "absent"

    def is_protected(self, path: KindPath, kind: str, within: Sequence[Mapping[str, Any]], is_called: Callable[[str], bool]) -> bool:
        """Whether an object is not to be removed.

        :param is_called: whether a name means it.
        """
        place = tuple((str(holder["kind"]), str(holder["name"])) for holder in within)
        return any(
            one.kind in (kind, path[-1], ".".join(path)) and is_called(one.name) and one.within in (None, place) for one in self.protected
        )


def domain_form(domain: Any) -> str:
    """A domain in the form in which domains are compared."""
    return str(normal(str(domain))).casefold()


def kinds_named(name: Any, option: str) -> list[KindPath]:
    """The kinds that a key, or a path of keys such as ``ivrs.action_urls``, names.

    :param option: where it stands, for the error text.
    :raises InvalidInput: none.
    """
    wanted = tuple(str(name).split("."))
    found = [path for path in KINDS if path[-len(wanted) :] == wanted]
    if not found:
        names = sorted({path[-1] for path in KINDS})
        meant = did_you_mean(str(name), names) or f"allowed are {', '.join(names)}"
        raise InvalidInput(f"{option}: {name!r} is no kind of a document; {meant}")
    return found


def _only(names: Sequence[Any] | None) -> frozenset[KindPath] | None:
    if names is None:
        return None
    chosen: set[KindPath] = set()
    for number, name in enumerate(names):
        tops = [("system",)] if name == "system" else kinds_named(name, f"only[{number}]")
        chosen |= {path for path in KINDS for top in tops if path[: len(top)] == top}
    return frozenset(chosen)


def _exclusive(names: Sequence[Any]) -> frozenset[KindPath]:
    chosen: set[KindPath] = set()
    for number, name in enumerate(names):
        found = {path for path in kinds_named(name, f"exclusive[{number}]") if KINDS[path].exclusive}
        if not found:
            reason = "tenants are removed by entries with state absent" if name == "tenants" else "what is not named of it is never removed"
            allowed = ", ".join(sorted({path[-1] for path, kind in KINDS.items() if kind.exclusive}))
            raise InvalidInput(f"exclusive[{number}]: {name!r} can't be exclusive, {reason}; allowed are {allowed}")
        chosen |= found
    return frozenset(chosen)


def _tenants(domains: Sequence[Any] | None, reading: Reading) -> frozenset[str] | None:
    if domains is None:
        return None
    known = [str(entry.values["domain"]) for entry in reading.entries if entry.tenant is entry]
    forms = {domain_form(domain) for domain in known}
    for number, domain in enumerate(domains):
        if domain_form(domain) not in forms:
            meant = did_you_mean(str(domain), known)
            raise InvalidInput(f"tenants[{number}]: the document has no tenant {str(domain)!r}{f'; {meant}' if meant else ''}")
    return frozenset(map(domain_form, domains))


def _protected(number: int, given: Mapping[str, Any]) -> Protected:
    option = f"exclusive_protected[{number}]"
    kind = str(given["kind"])
    if kind not in {known.resource for known in KINDS.values()} and not any(kind in {path[-1], ".".join(path)} for path in KINDS):
        kinds_named(kind, f"{option}.kind")
    within = given.get("within")
    place = None if within is None else tuple((str(holder["kind"]), str(holder["name"])) for holder in within)
    return Protected(kind, str(given["name"]), place)
