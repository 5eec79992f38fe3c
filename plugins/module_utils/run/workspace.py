# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept while a task runs: sessions, lists and references, shared by the items of its loop."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ..apply.releases import Releases
from ..client.base import ApiClient
from ..client.extension import ExtensionClient
from ..client.pbx import PbxClient
from ..client.sessions import SESSIONS_KEPT, Sessions
from ..read.allowed import AllowedValues
from ..read.listings import Listings
from ..read.references import References
from ..schema.address import Level
from ..schema.resource import Resource
from ..transport.http_limit import Limiter
from .connection import Connection, Params, connection_to

CREDENTIALS_KEPT = 8
"""How many different credentials of a loop's items stay signed in."""


class Workspace:
    """Shared by the threads of a run, never between tasks, hosts or credentials.

    :param keep: whether more items are to come, so that whole lists pay.
    :param whole: whether one plan rests on all that is read, so that no list is let go of.
    :ivar kinds: every resource by its unique name, for work on what objects of any other may use; else none.
    :param requests_per_minute: how many requests are made, by all sessions together; 0 for any number.
    """

    def __init__(self, *, keep: bool = False, whole: bool = False, requests_per_minute: int = 0) -> None:
        self._lock = threading.RLock()
        self._limiter = Limiter(requests_per_minute)
        self.listings = Listings(keep=keep, whole=whole)
        self.releases = Releases()
        self.kinds: Mapping[str, Resource] = {}
        self.allowed = AllowedValues()
        self._sessions: OrderedDict[Connection, Sessions] = OrderedDict()
        self._references: OrderedDict[ApiClient, References] = OrderedDict()

    @classmethod
    @contextmanager
    def lent(cls, workspace: Workspace | None) -> Iterator[Workspace]:
        """The given workspace, or a new one that is closed at the end."""
        if workspace is not None:
            yield workspace
            return
        own = cls()
        try:
            yield own
        finally:
            own.close()

    def sessions(self, level: Level, params: Params) -> Sessions:
        """The sessions with the API of a level for these credentials.

        :raises InvalidInput: the connection options are not complete.
        """
        connection = connection_to(level, params)
        unused = []
        with self._lock:
            if connection not in self._sessions:
                self._sessions[connection] = connection.sessions(self._limiter)
            found = self._sessions[connection]
            self._sessions.move_to_end(connection)
            while len(self._sessions) > CREDENTIALS_KEPT:
                unused.append(self._sessions.popitem(last=False)[1])
        for longest_unused in unused:
            longest_unused.close()
        return found

    def references(self, client: ApiClient) -> References:
        """What was looked up in this session."""
        with self._lock:
            found = self._references.setdefault(client, References(client, keep=self.listings.keep))
            self._references.move_to_end(client)
            while len(self._references) > SESSIONS_KEPT:
                self._references.popitem(last=False)
            return found

    def leave(self, identifier: str, params: Params) -> ApiClient | None:
        """End the session inside a tenant, and forget what was read in it.

        :param identifier: the id of the tenant.
        :returns: the session, None where there was none.
        """
        client = self.sessions("tenant", params).leave(identifier)
        if client is not None:
            self.listings.leave(client)
            self.allowed.leave(client)
            with self._lock:
                self._references.pop(client, None)
        return client

    def close(self) -> None:
        """Sign out everywhere; never fails."""
        while self._sessions:
            self._sessions.popitem()[1].close()
        self._references.clear()
        self.listings = Listings(keep=self.listings.keep, whole=self.listings.whole)
        self.releases = Releases()
        self.allowed = AllowedValues()


@contextmanager
def system_session(params: Params, workspace: Workspace | None) -> Iterator[PbxClient]:
    """The session at the level of its user, the system or a dealer, for what is no resource; see ``Workspace.lent``.

    :raises InvalidInput: the connection options are not complete.
    """
    with Workspace.lent(workspace) as workspace:
        yield workspace.sessions("system", params).system()


@contextmanager
def tenant_session(params: Params, workspace: Workspace | None) -> Iterator[PbxClient]:
    """The session inside the tenant that the option ``tenant`` names, for what is no resource; see ``Workspace.lent``.

    :raises InvalidInput: the connection options are not complete, or no tenant is named.
    :raises NotFound, Ambiguous: there is no such tenant, or several match.
    """
    with Workspace.lent(workspace) as workspace:
        yield workspace.sessions("tenant", params).tenant(params.get("tenant"))[0]


@contextmanager
def extension_session(params: Params, workspace: Workspace | None) -> Iterator[ExtensionClient]:
    """The session with the extension API for what is no resource; see ``Workspace.lent``.

    :raises InvalidInput: the connection options are not complete.
    """
    with Workspace.lent(workspace) as workspace:
        yield workspace.sessions("extension", params).extension()
