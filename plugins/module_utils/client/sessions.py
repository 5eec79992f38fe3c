# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The sessions of one run: one for the system, one for each tenant, one with the extension API.

A session works in one place only.  Sharing one while switching tenants would
write into the wrong tenant.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import OrderedDict
from typing import TypeVar

from .. import errors
from ..base.texts import normal
from ..transport.http_transport import HttpSettings
from .base import ApiClient, Item
from .extension import ExtensionClient, ExtensionCredentials
from .new_tenant import Settling
from .pbx import Logins, PbxClient, PbxCredentials
from .tenants import find_tenant, tenants_meant

Access = TypeVar("Access")
FRESH_SECONDS = 5.0
"""For how long the items of a loop do without looking again for a tenant that does not exist."""
SESSIONS_KEPT = 16
"""How many tenants one is signed in to at a time; a session keeps a connection open."""


class Sessions:
    """Opens what is asked for, and signs out what it signed in.

    :param pbx: URL and credentials of the PBX, None where no module option asks for them.
    :param extension: URL and credentials of the extension API, likewise.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        pbx: tuple[str, PbxCredentials] | None = None,
        extension: tuple[str, ExtensionCredentials] | None = None,
    ) -> None:
        self._owner = os.getpid()
        _all.add(self)
        self._settings = settings
        self._pbx = pbx
        self._extension = extension
        self._system: PbxClient | None = None
        self._extension_client: ExtensionClient | None = None
        self._logins = Logins()
        self._tenants: OrderedDict[str | None, tuple[PbxClient, Item]] = OrderedDict()
        self._opened: list[ApiClient] = []
        self._unbound_client: PbxClient | None = None
        self._missing: dict[str, tuple[float, errors.NotFound]] = {}

    def system(self) -> PbxClient:
        """The session at the level of its user: the system, or a dealer."""
        if self._system is None:
            self._system = self._new_pbx()
        return self._system

    def extension(self) -> ExtensionClient:
        """The session with the extension API."""
        if self._extension_client is None:
            _check_going_on()
            self._extension_client = ExtensionClient(*_given(self._extension), self._settings)
            self._opened.append(self._extension_client)
        return self._extension_client

    def tenant(self, reference: str | None, *, known: bool | Item = False) -> tuple[PbxClient, Item]:
        """A session inside the tenant that has this domain, name or id, and the tenant.

        The session that was unused for longest is ended where there are too many.

        :param reference: None for the tenant of a tenant's own user or of a token.
        :param known: the reference is an id that was just read, and need not be looked up; or the tenant itself as it was read.
        :raises InvalidInput: no tenant is named, and the credentials have none of their own.
        :raises NotFound, Ambiguous: no tenant, or several, match.
        :raises Conflict: the credentials belong to another tenant.
        """
        if reference not in self._tenants:
            self._tenants[reference] = self._enter(reference, known=known)
        self._tenants.move_to_end(reference)
        while len(self._tenants) > SESSIONS_KEPT:
            _reference, (client, _tenant) = self._tenants.popitem(last=False)
            self._opened.remove(client)
            client.sign_out()
        return self._tenants[reference]

    def close(self) -> None:
        """Sign out everywhere; never fails, and gives up where the API no longer answers."""
        reachable = True
        for client in self._opened:
            reachable = client.sign_out(ask=reachable)
        self._opened.clear()
        self._tenants.clear()
        self._system = self._extension_client = self._unbound_client = None

    def opened(self) -> list[ApiClient]:
        """The clients that this process has opened and not closed yet."""
        return list(self._opened) if self._owner == os.getpid() else []

    def _new_pbx(self) -> PbxClient:
        _check_going_on()
        client = PbxClient(*_given(self._pbx), self._settings, self._logins)
        self._opened.append(client)
        return client

    def _enter(self, reference: str | None, *, known: bool | Item) -> tuple[PbxClient, Item]:
        _url, credentials = _given(self._pbx)
        own = bool(credentials.token or credentials.domain)
        if not own and not normal(reference or ""):
            raise errors.InvalidInput("tenant: give the domain, name or id of the tenant, or sign in as a user of the tenant (api_domain)")
        if own or not reference:
            client = self._new_pbx()
            return client, self._own_tenant(client, reference)
        tenant = known if isinstance(known, dict) else {"id": reference} if known else self._tenant_named(reference)
        # The session that looked the tenant up is still in none.
        client, self._unbound_client = self._unbound_client or self._new_pbx(), None
        client.enter_tenant(str(tenant["id"]), Settling(tenant))
        return client, tenant

    def _tenant_named(self, reference: str) -> Item:
        """The tenant that has this domain, name or id."""
        missed_at, error = self._missing.get(reference, (float("-inf"), None))
        if error is not None and time.monotonic() - missed_at < FRESH_SECONDS:
            raise errors.NotFound(str(error))
        self._unbound_client = self._unbound_client or self._new_pbx()
        try:
            return find_tenant(self._unbound_client, reference)
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
    threads = [threading.Thread(target=client.sign_out_soon, daemon=True) for client in clients]
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
