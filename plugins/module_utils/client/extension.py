# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The extension API (base path C(/api/ver1.0)): client credentials, bare lists, PUT and DELETE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .. import errors
from ..http_transport import HttpSettings, Transport
from .base import ApiClient, Item, Problem, Token, check_token, objects

BASE_PATH = "/api/ver1.0"
TOKEN_PATH = "/oauth/token"


@dataclass(frozen=True)
class ExtensionCredentials:
    """Client id and secret, or a token."""

    client_id: str | None = None
    client_secret: str | None = None
    token: str | None = None

    def check(self) -> None:
        """:raises InvalidInput: neither is complete, or the token can be none."""
        if not self.token and not (self.client_id and self.client_secret):
            raise errors.InvalidInput("extension_client_id and extension_client_secret, or extension_token, are needed")
        if self.token:
            check_token("extension_token", self.token)


class ExtensionClient(ApiClient):
    """A session with the extension API.

    :param url: C(https://HOST), without the API's base path (which is tolerated).
    """

    name = "The extension API"

    def __init__(self, url: str, credentials: ExtensionCredentials, settings: HttpSettings) -> None:
        credentials.check()
        self._host = url.rstrip("/").removesuffix(BASE_PATH)
        super().__init__(Transport(self._host + BASE_PATH, settings, option="extension_api_url"))
        self._credentials = credentials
        if credentials.token:
            self._token = Token(credentials.token)

    def update(self, path: str, body: Item) -> Any:
        """Replace the object at C(path) with PUT; answers the object."""
        return self._call("PUT", path, repeatable=True, body=body)

    def remove(self, path: str, query: Mapping[str, Any] | None = None) -> None:
        """Remove the object at C(path) with DELETE."""
        self._call("DELETE", path, repeatable=True, query=query)

    def list_all(self, path: str, *, paged: bool, query: Mapping[str, Any] | None = None) -> list[Item]:
        """All objects of a collection: agents and memberships come as one bare list."""
        return objects(self.get(path, query), "GET", path, self.name)

    def _can_sign_in(self) -> bool:
        return not self._credentials.token

    def _sign_in(self) -> Token:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.client_id or "",
            "client_secret": self._credentials.client_secret or "",
        }
        answer = self.transport.send("POST", self._host + TOKEN_PATH, repeatable=True, form=form)
        if answer.status in (404, 405):
            message = f"There is no login at {self._host}. Check extension_api_url, which is the address of the host without a path."
            raise errors.UnexpectedAnswer(message, delivered=False, status=answer.status, method="POST", path=TOKEN_PATH)
        if 400 <= answer.status < 500 and answer.status != 429:
            message = f"The extension API at {urlsplit(self._host).netloc} refused extension_client_id and extension_client_secret."
            raise errors.AuthenticationFailed(message, status=answer.status, method="POST", path=TOKEN_PATH)
        token = Token.from_answer(self._decode(answer, "POST", TOKEN_PATH))
        if token is None:
            message = "The extension API answered the login without a token. Check extension_api_url."
            raise errors.UnexpectedAnswer(message, status=answer.status, method="POST", path=TOKEN_PATH)
        return token

    def _problem(self, body: Any) -> Problem:
        message = str(body["message"])
        return Problem(code=message if message.isidentifier() else None, message="" if message.isidentifier() else message)

    def _refused_token_hint(self) -> str:
        return "extension_token was refused; it may have ended." if self._credentials.token else "The token was refused twice in a row."
