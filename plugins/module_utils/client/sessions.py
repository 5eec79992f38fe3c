# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The sessions of one run: one for the system, one for each tenant, one with the extension API.

A session works in one place only.  Sharing one while switching tenants would
write into the wrong tenant.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .. import errors
from ..base.texts import normal
from ..transport.http_connections import Connections
from ..transport.http_limit import Limiter
from ..transport.http_settings import HttpSettings
from .answers import Item
from .base import ApiClient
from .extension import ExtensionClient, ExtensionCredentials
from .new_tenant import Settling
from .pbx import PbxClient
from .pbx_login import Logins, PbxCredentials
from .tenants import find_tenant, tenants_meant

Access = TypeVar("Access")
FRESH_SECONDS = 5.0
"""For how long the items of a loop do without looking again for a tenant that does not exist."""
SIGN_OUT_THREADS = 8
"""How many sessions are ended at a time."""
SESSIONS_KEPT = 32
"""How many tenants one is signed in to at a time, but for those in which a request is under way."""


@dataclass
class _Access:
    """A session inside a tenant, or what becomes one.

    :ivar opening: held by the thread that opens it; others wait for the same session.
    """

    opening: threading.Lock = field(default_factory=threading.Lock)
    client: PbxClient | None = None
    tenant: Item | None = None


class Sessions:
    """Opens what is asked for, and signs out what it signed in. Its sessions are shared by threads, each opened once.

    :param pbx: URL and credentials of the PBX, None where no module option asks for them.
    :param extension: URL and credentials of the extension API, likewise.
    :param limiter: how many requests are made in a time, where other clients of the run count too.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        pbx: tuple[str, PbxCredentials] | None = None,
        extension: tuple[str, ExtensionCredentials] | None = None,
        limiter: Limiter | None = None,
    ) -> None:
        self._owner = os.getpid()
        _all.add(self)
        self._settings = settings
        self._pbx = pbx
        self._extension = extension
        self._limiter = limiter or Limiter()
        self._connections = Connections()
        # Held for a moment only, never while a request is made.
        self._lock = threading.RLock()
        self._system: PbxClient | None = None
        self._extension_client: ExtensionClient | None = None
        self._logins = Logins()
        self._meant: dict[str | None, _Access] = {}
        self._inside: dict[str, _Access] = {}
        self._awake: OrderedDict[str, PbxClient] = OrderedDict()
        self._opened: list[ApiClient] = []
        self._unbound_clients: list[PbxClient] = []
        self._missing: dict[str, tuple[float, errors.NotFound]] = {}

    def system(self) -> PbxClient:
        """The session at the level of its user: the system, or a dealer."""
        with self._lock:
            if self._system is None:
                self._system = self._new_pbx()
            return self._system

    def extension(self) -> ExtensionClient:
        """The session with the extension API."""
        with self._lock:
            if self._extension_client is None:
                _check_going_on()
                url, credentials = _given(self._extension)
                self._extension_client = ExtensionClient(
                    url, credentials, self._settings, connections=self._connections, limiter=self._limiter
                )
                self._opened.append(self._extension_client)
            return self._extension_client

    def tenant(self, reference: str | None, *, known: bool | Item = False) -> tuple[PbxClient, Item]:
        """A session inside the tenant that has this domain, name or id, and the tenant.

        Where there are too many, one that was unused for long rests: it ends, and signs in again when it is used.

        :param reference: None for the tenant of a tenant's own user or of a token.
        :param known: the reference is an id that was just read, and need not be looked up; or the tenant itself as it was read.
        :raises InvalidInput: no tenant is named, and the credentials have none of their own.
        :raises NotFound, Ambiguous: no tenant, or several, match.
        :raises Conflict: the credentials belong to another tenant.
        """
        with self._lock:
            access = self._meant.setdefault(reference, _Access())
        with access.opening:
            if access.client is None or access.tenant is None:
                access.client, access.tenant = self._enter(reference, known=known)
            client, tenant = access.client, access.tenant
        self._used(str(tenant["id"]), client)
        return client, tenant

    def leave(self, identifier: str) -> ApiClient | None:
        """End the session inside a tenant, and forget it.

        :param identifier: the id of the tenant.
        :returns: the session, None where there was none.
        """
        with self._lock:
            access = self._inside.pop(identifier, None)
            client = access.client if access is not None else None
            for reference, meant in list(self._meant.items()):
                if meant.tenant is not None and str(meant.tenant.get("id")) == identifier:
                    client = meant.client or client
                    del self._meant[reference]
            self._awake.pop(identifier, None)
            if client in self._opened:
                self._opened.remove(client)
        if client is not None:
            client.sign_out()
        return client

    def close(self) -> None:
        """Sign out everywhere; never fails, and gives up where the API no longer answers."""
        with self._lock:
            clients, self._opened = self._opened, []
            for kept in (self._meant, self._inside, self._awake, self._unbound_clients):
                kept.clear()
            self._system = self._extension_client = None
        waiting = deque(clients)
        reachable = True

        def end_one() -> None:
            nonlocal reachable
            reachable = waiting.popleft().sign_out(ask=reachable) and reachable

        def end_all() -> None:
            with contextlib.suppress(IndexError):  # another thread has ended the last
                while waiting:
                    end_one()

        if waiting:
            end_one()  # by itself, as it tells whether the API still answers
        _at_once([end_all] * min(len(waiting), SIGN_OUT_THREADS))
        self._connections.close()

    def opened(self) -> list[ApiClient]:
        """The clients that this process has opened and not closed yet."""
        return list(self._opened) if self._owner == os.getpid() else []

    def _new_pbx(self) -> PbxClient:
        _check_going_on()
        url, credentials = _given(self._pbx)
        client = PbxClient(url, credentials, self._settings, self._logins, connections=self._connections, limiter=self._limiter)
        with self._lock:
            self._opened.append(client)
        return client

    def _used(self, identifier: str, client: PbxClient) -> None:
        """Note that a tenant's session is used, and let others rest where too many are signed in."""
        with self._lock:
            self._awake[identifier] = client
            self._awake.move_to_end(identifier)
            if len(self._awake) <= SESSIONS_KEPT:
                return
            others = [(key, other) for key, other in self._awake.items() if other is not client]
            for key, other in others:
                if not other.signed_in:  # it rests already
                    del self._awake[key]
            idle = [key for key, other in others if other.signed_in and not other.busy]
            resting = [self._awake.pop(key) for key in idle[: max(0, len(self._awake) - SESSIONS_KEPT)]]
        for other in resting:
            other.rest()

    def _enter(self, reference: str | None, *, known: bool | Item) -> tuple[PbxClient, Item]:
        _url, credentials = _given(self._pbx)
        own = bool(credentials.token or credentials.domain)
        if not own and not normal(reference or ""):
            raise errors.InvalidInput("tenant: give the domain, name or id of the tenant, or sign in as a user of the tenant (api_domain)")
        if own or not reference:
            client = self._new_pbx()
            return client, self._own_tenant(client, reference)
        if known:
            tenant = known if isinstance(known, dict) else {"id": reference}
            return self._inside_of(tenant, None), tenant
        client = self._unbound_client()
        try:
            tenant = self._tenant_named(client, reference)
        except BaseException:
            self._give_back(client)
            raise
        return self._inside_of(tenant, client), tenant

    def _inside_of(self, tenant: Item, unbound: PbxClient | None) -> PbxClient:
        """The session inside a tenant, whatever it was called.

        :param unbound: the session that has looked it up, which is still in none.
        """
        with self._lock:
            access = self._inside.setdefault(str(tenant["id"]), _Access())
        with access.opening:
            if access.client is None:
                client, unbound = unbound or self._unbound_client(), None
                client.enter_tenant(str(tenant["id"]), Settling(tenant))
                access.client = client
        if unbound is not None:
            self._give_back(unbound)
        return access.client

    def _unbound_client(self) -> PbxClient:
        """A session that is in no tenant, for one thread."""
        with self._lock:
            if self._unbound_clients:
                return self._unbound_clients.pop()
        return self._new_pbx()

    def _give_back(self, client: PbxClient) -> None:
        with self._lock:
            self._unbound_clients.append(client)

    def _tenant_named(self, client: PbxClient, reference: str) -> Item:
        """The tenant that has this domain, name or id."""
        missed_at, error = self._missing.get(reference, (float("-inf"), None))
        if error is not None and time.monotonic() - missed_at < FRESH_SECONDS:
            raise errors.NotFound(str(error))
        try:
            return find_tenant(client, reference)
        except errors.NotFound as error:
            if error.status is None:
                self._missing[reference] = (time.monotonic(), error)
            raise

    def _own_tenant(self, client: PbxClient, reference: str | None) -> Item:
        """The tenant a given token, or a tenant's own user, is in; it is never switched."""
        given_token = self._pbx is not None and self._pbx[1].token
        try:
            tenant = client.current_tenant()
        except (errors.Refused, errors.NotFound, errors.AuthenticationFailed) as error:
            if error.status == 401 or not given_token:
                raise
            message = (
                "api_token does not belong to a session inside a tenant, and such a session is never switched. "
                "Sign in with portsip_login and its option tenant, or use api_username and api_password."
            )
            raise errors.Conflict(message, status=error.status, method="GET", path="/tenant") from None
        if reference and not tenants_meant([tenant], reference):
            whose = "api_token" if given_token else "api_domain"
            message = (
                f"tenant: {reference!r} was requested, but {whose} belongs to the tenant {tenant.get('domain')!r}. Nothing was written."
            )
            raise errors.Conflict(message, method="GET", path="/tenant")
        return tenant


_all: weakref.WeakSet[Sessions] = weakref.WeakSet()
_stopped: int | None = None
"""The process that opens no session any more."""


def sign_out_everywhere() -> None:
    """End all sessions of this process at the same time, for when it has to end: no new request begins. Never fails."""
    global _stopped
    _stopped = os.getpid()
    clients = [client for sessions in list(_all) for client in sessions.opened()]
    for client in clients:
        client.stop()
    _at_once([client.sign_out_soon for client in clients])


def _at_once(actions: Sequence[Callable[[], object]]) -> None:
    """Call each in a thread of its own, and wait for all of them."""
    threads = [threading.Thread(target=action, daemon=True) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _check_going_on() -> None:
    """:raises Interrupted: the process has to end."""
    if _stopped == os.getpid():
        raise errors.Interrupted("The run was interrupted, and no further session is opened.")


def _given(access: Access | None) -> Access:
    if access is None:
        raise ValueError("no credentials were given for this API")
    return access
