# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the entries of a document live: the PBX, each of its tenants, the extension API."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from ... import errors
from ...base.progress import caution, tell
from ...client.answers import Item
from ...client.base import ApiClient
from ...client.sessions import Sessions
from ...plan.documents import Document
from ...plan.steps import Ids, UnknownId, Within, settled
from ...read.listings import Listings
from ...read.site import Site
from ...resources.registry import RESOURCES
from ...schema.address import Address, Level
from ...schema.addresses import ADDRESSES
from ...schema.resource import Resource
from ..connection import Params
from ..places import below_parents
from ..workspace import Workspace
from .entries import Entry
from .named_numbers import NamedNumbers
from .objects import DocumentReferences, PlannedObjects


@dataclass(eq=False)
class Scope:
    """A place with a session of its own.

    :param tenant: None for the PBX and the extension API. Its identifier is an ``UnknownId`` where it is still to be created.
    :param found: the tenant as it was read.
    :param entry: that of the tenant.
    """

    level: Level
    tenant: Within | None = None
    found: Item | None = None
    entry: Entry | None = None

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be created."""
        return self.tenant is not None and isinstance(self.tenant.identifier, UnknownId)


class Scopes:
    """Sessions, lists and references of one document.

    :param params: the options of the connection.
    :ivar names: what the entries of the plan with an extension number are called.
    :ivar few_tenants: whether the document has so few tenants that they are looked up one by one.
    """

    def __init__(self, params: Params, workspace: Workspace) -> None:
        self.params = params
        self.workspace = workspace
        self.objects = PlannedObjects()
        self.names = NamedNumbers(())
        self._system = Scope("system")
        self._extension = Scope("extension")
        self._tenants: dict[Entry, Scope] = {}
        self._references: dict[Scope, DocumentReferences] = {}
        self.few_tenants = False
        self._opened: dict[bool, Sessions] = {}
        self._details: dict[tuple[ApiClient, str], Document | None] = {}

    def of(self, entry: Entry) -> Scope:
        """Where an entry lives."""
        resource = entry.part.resource
        return self.at(resource.level_for(entry.params().get("tenant")), entry)

    def at(self, level: Level, entry: Entry) -> Scope:
        """Where what belongs to an entry lives at a level.

        :raises NotFound, Ambiguous: its tenant does not exist, and is no part of the plan.
        """
        if level != "tenant":
            return self._system if level == "system" else self._extension
        tenant = entry.tenant
        if tenant is None:
            raise ValueError(f"{entry.path} is in no tenant")
        if tenant not in self._tenants:
            self._look_up(tenant)
        return self._tenants[tenant]

    @staticmethod
    def lives_in_tenant(entry: Entry) -> bool:
        """Whether the object of an entry belongs to its tenant, rather than to the whole PBX or the extension API."""
        return "tenant" in entry.params()

    def take_up(self, entry: Entry, identifier: Any, found: Item) -> None:
        """Take up a tenant that is part of the plan.

        :param identifier: its id, or an ``UnknownId``.
        :param found: the tenant as it was read, or as it will be.
        """
        self._tenants[entry] = Scope("tenant", Within("tenant", entry.name, "", identifier), found, entry)

    def lend(self, entry: Entry) -> None:
        """Let later entries of a tenant name what an entry assigns to it, such as a trunk.

        :raises NotFound, Ambiguous: it names none, or several.
        """
        inside = self.at("tenant", entry)
        for parent in entry.part.resource.parents:
            address = ADDRESSES.get(parent.to)
            if address is not None and address.in_tenant:
                value, place = entry.params()[parent.option], self.place(address, inside)
                if self.objects.find(place, address, value, parent.option) is None:
                    self.objects.add(place, address, self.references(self.of(entry)).find(address, value, parent.option))

    def note(self, entry: Entry, found: Item) -> None:
        """Note what a tenant is like that was just written: one that is new takes a moment until it answers."""
        self._tenants[entry].found = found

    def _look_up(self, entry: Entry) -> None:
        """Find a tenant that is no part of the plan itself."""
        sessions = self._sessions("tenant")
        try:
            _client, found = sessions.tenant(str(entry.values["domain"]))
        except errors.NotFound:
            if not entry.renamed_from:
                raise
            _client, found = sessions.tenant(entry.renamed_from)
        self.take_up(entry, found["id"], found)
        self.objects.add(self.place(ADDRESSES["tenant"], self._system), ADDRESSES["tenant"], {**found, "domain": entry.values["domain"]})

    @staticmethod
    def place(address: Address, scope: Scope) -> Hashable:
        """The place of objects that live in a scope, or above it."""
        inside = address.level == "tenant" or (address.in_tenant and scope.level == "tenant")
        return scope if inside else address.level

    def places(self, address: Address, scope: Scope) -> tuple[Hashable, ...]:
        """The places in which values of a scope name objects of an address, its own before those that it is lent."""
        return tuple(dict.fromkeys((self.place(address, scope), scope if address.level == "tenant" else address.level)))

    def client(self, scope: Scope, ids: Ids | None = None) -> ApiClient:
        """The session of a scope.

        :param ids: what has been created meanwhile.
        """
        if scope.level == "extension":
            return self._sessions("extension").extension()
        identifier = settled(scope.tenant.identifier, ids or {}) if scope.tenant is not None else None
        sessions = self._sessions(scope.level)
        if identifier is None:
            return sessions.system()
        return sessions.tenant(str(identifier), known={**(scope.found or {}), "id": identifier})[0]

    def _sessions(self, level: Level) -> Sessions:
        """The sessions with the API of a level; the PBX has one for its own and its tenants' level."""
        extension = level == "extension"
        if extension not in self._opened:
            self._opened[extension] = self.workspace.sessions(level, self.params)
        return self._opened[extension]

    def system_client(self) -> ApiClient:
        """The session at the level of the PBX."""
        return self.client(self._system)

    def references(self, scope: Scope) -> DocumentReferences:
        """What looks up the references in a scope."""
        client = self.client(scope)
        known = self._references.get(scope)
        if known is None or known.client is not client:
            known = DocumentReferences(
                client,
                self.objects,
                lambda address: self.places(address, scope),
                self.names,
                scope.entry,
                self.workspace.listings,
                planned=scope.is_planned,
            )
            self._references[scope] = known
        return known

    def site(self, entry: Entry, resource: Resource, params: Params) -> Site:
        """Where the objects of an entry's kind are.

        :param params: the options of the entry.
        :raises NotFound, Ambiguous: what it lives in is neither in the plan nor on the PBX.
        """
        scope = self.of(entry)
        around = (scope.tenant,) if scope.tenant is not None else ()
        listings = Listings() if resource.id == "tenant" and self.few_tenants else self.workspace.listings
        site = Site(self.client(scope), around, listings, warn=caution, progress=tell, details=self._details, kinds=RESOURCES)
        return below_parents(site, resource, params, self.references(scope))

    def leave(self, entry: Entry) -> None:
        """Let go of everything that is known of a tenant, and sign out of it."""
        scope = self._tenants.pop(entry, None)
        if scope is None or scope.tenant is None:
            return
        if not scope.is_planned:
            client = self.workspace.leave(str(scope.tenant.identifier), self.params)
            self._details = {key: found for key, found in self._details.items() if key[0] is not client}
        self._references.pop(scope, None)
        self.objects.forget(scope)
