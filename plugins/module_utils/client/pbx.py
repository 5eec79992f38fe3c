# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A session with the PortSIP PBX REST API: login, tenant context, errors.

The API has only GET and POST.  Which tenant a session works in is state of
the session behind its token, so each tenant context has a session of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from .. import errors
from ..transport.http_answer import Answer, retry_after
from ..transport.http_settings import HttpSettings
from ..transport.http_transport import Bearer, Transport
from .answers import Item, Problem
from .base import ApiClient
from .new_tenant import Settling
from .pbx_codes import by_code
from .pbx_login import Logins, PbxCredentials
from .pbx_pages import Pages
from .tokens import Token

CLIENT_ID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"
"""Public constant of the vendor's API documentation, the same for every PBX."""
TOKEN_PATH = "/login/oauth/token"
REVOKE_PATH = "/login/oauth/revoke"
SIGN_IN_PATH = "/auth/sign_in"
SIGN_OUT_PATH = "/auth/sign_out"
SIGN_OUT_SECONDS = 3.0
"""How long the end of a session is worth waiting for; without one it ends by itself."""


class PbxClient(ApiClient):
    """One session, at the level of its user or inside one tenant.

    :param url: ``https://HOST:8887/api``.
    :param shared: what the clients of a run share; see ``Transport``.
    """

    name = "The PBX"
    filters = True

    def __init__(self, url: str, credentials: PbxCredentials, settings: HttpSettings, logins: Logins | None = None, **shared: Any) -> None:
        credentials.check()
        super().__init__(Transport(url, settings, **shared))
        self._credentials = credentials
        self._logins = logins or Logins()
        self._tenant_id: str | None = None
        self._settling = Settling()
        if credentials.token:
            self._token = Token(credentials.token)

    # Resources

    def update(self, path: str, body: Item | None) -> Any:
        """Write the whole object at ``path``."""
        return self._call("POST", path, repeatable=True, body=body)

    def remove(self, path: str, query: Mapping[str, Any] | None = None) -> None:
        """Remove the object at ``path``."""
        self._call("POST", f"{path}/destroy", repeatable=True, query=query)

    def list_all(self, path: str, *, paged: bool, query: Mapping[str, Any] | None = None) -> list[Item]:
        """All objects of a collection, each once, in the order of the PBX."""
        return Pages(self, path, query, paged=paged).all()

    def find(
        self,
        path: str,
        *,
        paged: bool,
        wanted: str | None,
        search: str | None = None,
        settles: Callable[[list[Item]], bool] = bool,
    ) -> list[Item]:
        """Objects among which those that the OData filter ``wanted`` describes surely are."""
        if not paged or not wanted:
            return self.list_all(path, paged=paged)
        pages = Pages(self, path)
        return pages.looked_up(wanted, search, settles) if search else pages.matching(wanted)

    def first_page(self, path: str) -> list[Item]:
        """The first objects of a collection that comes in pages."""
        return Pages(self, path).first()

    # The tenant context

    def current_tenant(self) -> Item:
        """The tenant this session is in (``GET /tenant``).

        :raises PortsipError: it is in none.
        """
        return self._tenant_of(self.get("/tenant"))

    def enter_tenant(self, tenant_id: str, settling: Settling | None = None) -> None:
        """Switch this session into a tenant, and stay there when its token is renewed.

        :param settling: how often to ask again where the tenant is new.
        :raises Conflict: the PBX says that the session is somewhere else.
        """
        self._tenant_id = tenant_id
        self._settling = settling or Settling()
        if self._token is None:
            self._ready_token()
        else:
            self._switch(self._token)

    def _switch(self, token: Token) -> None:
        """Switch the session behind ``token``, and check with ``GET /tenant`` that it is there."""
        auth = Bearer(token.access)
        for method, path, query in (("POST", "/tenants/switch", {"id": self._tenant_id}), ("GET", "/tenant", None)):
            sent = self.transport.send(method, path, repeatable=True, query=query, auth=auth)
            while self._settling.again(sent.status):
                sent = self.transport.send(method, path, repeatable=True, query=query, auth=auth)
            answer = self._decode(sent, method, path)
        if str(self._tenant_of(answer)["id"]) != self._tenant_id:
            message = f"The PBX did not switch the session into the tenant {self._tenant_id}. Nothing was written."
            raise errors.Conflict(message, method="POST", path="/tenants/switch")

    def _tenant_of(self, answer: Any) -> Item:
        if not isinstance(answer, dict) or not answer.get("id"):
            raise self.without("a tenant", "/tenant")
        return answer

    def _exchange(self, method: str, path: str, *, repeatable: bool, **content: Any) -> Answer:
        answer = super()._exchange(method, path, repeatable=repeatable, **content)
        while self._settling.again(answer.status):
            answer = super()._exchange(method, path, repeatable=repeatable, **content)
        return answer

    # Signing in and out

    def _can_sign_in(self) -> bool:
        return not self._credentials.token

    def _sign_in(self) -> Token:
        if self._logins.accepted:
            return self._placed(self._signed_in())
        with self._logins.first:
            token = self._signed_in()
            self._logins.accepted = True
        return self._placed(token)

    def _signed_in(self) -> Token:
        """A new token, which is in no tenant yet."""
        if self._logins.refusal is not None:
            raise self._logins.refusal
        credentials = self._credentials
        form = {
            "grant_type": "password",
            "username": credentials.username or "",
            "password": credentials.password or "",
            "scope": "all",
            "client_id": CLIENT_ID,
        }
        if credentials.domain:
            form["domain"] = credentials.domain
        answer = self.transport.send("POST", TOKEN_PATH, repeatable=True, form=form)
        path = TOKEN_PATH
        if answer.status in (404, 405):
            path = SIGN_IN_PATH
            body = {key: form[key] for key in ("username", "password", "domain") if key in form}
            answer = self.transport.send("POST", SIGN_IN_PATH, repeatable=True, body=body)
        if answer.status in (404, 405):
            raise self._no_login(answer, path)
        if answer.status in (400, 401, 403):
            self._logins.refusal = self._refused_login(answer.status, str(self._error(answer, "POST", path).detail or ""), path)
            raise self._logins.refusal
        body = self._decode(answer, "POST", path)
        token = Token.from_answer(body)
        if token is None:
            raise self._no_token(body, answer.status, path)
        token.ended_at = SIGN_OUT_PATH if path == SIGN_IN_PATH else REVOKE_PATH
        return token

    def _renew(self, token: Token) -> Token:
        if token.refresh:
            form = {"grant_type": "refresh_token", "refresh_token": token.refresh, "client_id": CLIENT_ID}
            answer = self.transport.send("POST", TOKEN_PATH, repeatable=True, form=form)
            renewed = Token.from_answer(answer.json()) if answer.ok and answer.is_json else None
            if renewed is not None:
                renewed.ended_at = REVOKE_PATH
                return self._placed(renewed)
        return self._sign_in()

    def _placed(self, token: Token) -> Token:
        """Take a new token into the tenant of this session: whether a login or a refresh keeps it is not documented."""
        if self._tenant_id is not None:
            try:
                self._switch(token)
            except errors.PortsipError:
                self._end(token)
                raise
        return token

    def hand_over(self) -> tuple[str, int | None]:
        """Give the session away: its token, and for how many seconds it lasts; it is not signed out here."""
        token = self._ready_token()
        self._token = None
        return token.access, None if token.ends == float("inf") else int(token.ends - time.monotonic())

    def revoke(self) -> None:
        """End the session of the token.

        :raises AuthenticationFailed: it has ended already.
        """
        token, self._token = self._token, None
        if token is not None:
            self._decode(*self._revoke(token))

    def sign_out(self, *, ask: bool = True) -> bool:
        """End the session if this client opened it; see ``ApiClient.sign_out``."""
        self._ended = True  # before anything else: other threads may be at work
        token, self._token = self._token, None
        if ask and token is not None and self._can_sign_in():
            ask = self._end(token)
        return super().sign_out(ask=ask)

    def rest(self) -> None:
        """End the session until the next request, which signs in again; one that is at work stays."""
        if not self._can_sign_in() or not self._signing_in.acquire(blocking=False):
            return
        try:
            token = None if self.busy else self._token
            if token is not None:
                self._token = None
        finally:
            self._signing_in.release()
        if token is not None:
            self._end(token)

    def _end(self, token: Token) -> bool:
        """End a session without insisting: it ends by itself before long. Whether the PBX answered."""
        try:
            self._revoke(token, patience=SIGN_OUT_SECONDS)
        except errors.ConnectionFailed:
            return False
        return True

    def _revoke(self, token: Token, *, patience: float | None = None) -> tuple[Answer, str, str]:
        """Ask for the end of a session at the path that belongs to its sign-in, and at the other one where that does not exist.

        :returns: the answer, and the method and path that it answers.
        """
        own = token.ended_at or REVOKE_PATH
        for path in (own, SIGN_OUT_PATH if own == REVOKE_PATH else REVOKE_PATH):
            answer = self.transport.send("POST", path, repeatable=True, patience=patience, auth=Bearer(token.access))
            if answer.status == 429 and patience is not None and (seconds := retry_after(answer) or 0) <= patience:
                self.transport.wait(seconds)
                answer = self.transport.send("POST", path, repeatable=True, patience=patience, auth=Bearer(token.access))
            if answer.status not in (404, 405):
                break
        return answer, "POST", path

    # Errors

    def _error(self, answer: Answer, method: str, path: str) -> errors.PortsipError:
        return by_code(super()._error(answer, method, path))

    def _problem(self, body: Any) -> Problem:
        first, *others = body["errors"]
        details = [str(item) for item in (first.get("detail"),) if item]
        details += [str(other.get("message") or other.get("code")) for other in others]
        return Problem(code=str(first.get("code") or "UNKNOWN"), message=str(first.get("message") or ""), details=tuple(details))

    def _refused_token_hint(self) -> str:
        if self._credentials.token:
            return "api_token was refused; it may have ended. Sign in again, for example with portsip_login."
        return "The session was refused right after signing in."

    def _refused_login(self, status: int, says: str, path: str) -> errors.AuthenticationFailed:
        user = self._credentials.username
        domain = self._credentials.domain
        who = f"{user!r} of the tenant {domain!r}" if domain else f"{user!r} (no api_domain: a system administrator or dealer)"
        message = (
            f"The PBX refused the login of {who}: {says or 'no reason given'}. Correct api_username, api_password and api_domain. "
            "The login was not tried again: five wrong logins lock this address out for an hour."
        )
        return errors.AuthenticationFailed(message, status=status, code="UNAUTHORIZED", detail=says or None, method="POST", path=path)

    def _no_login(self, answer: Answer, path: str) -> errors.UnexpectedAnswer:
        """Not ``NotFound``: that would read as if a wanted object were missing."""
        message = f"There is no login at {self.transport.base_url}. Check api_url; it usually ends in :8887/api."
        return errors.UnexpectedAnswer(message, delivered=False, **self._error(answer, "POST", path).facts)

    def _no_token(self, body: Any, status: int, path: str) -> errors.PortsipError:
        facts: dict[str, Any] = {"status": status, "method": "POST", "path": path}
        if isinstance(body, Mapping) and body.get("two_factor_enabled"):
            message = (
                f"The account {self._credentials.username!r} uses two-factor authentication. Use an account for automation that has it off."
            )
            return errors.AuthenticationFailed(message, **facts)
        return errors.UnexpectedAnswer("The PBX answered the login without a token. Check api_url; it usually ends in :8887/api.", **facts)
