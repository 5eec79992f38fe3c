# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The extension API (base path ``/api/ver1.0``): client credentials, bare lists, PUT and DELETE."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from .. import errors
from ..base.progress import tell
from ..transport.http_addresses import NamedAddress
from ..transport.http_files import Files, Sink
from ..transport.http_settings import HttpSettings
from ..transport.http_transport import Basic, Transport
from ..transport.http_url import check_url
from .answers import Item, Problem
from .base import ApiClient
from .tokens import Token, check_token

BASE_PATH = "/api/ver1.0"
TOKEN_PATH = "/oauth/token"
PAGE_SIZE = 100
"""Entries that are asked for at once (``per_page``); the API's description names no bounds."""
SMALLEST_LIMIT = 10
"""A first page with fewer entries is the only one: nobody limits pages to less."""
DENIED = {
    "access_denied": "The application has no access to this. Let its access cover this extension and what is asked of it, "
    "or use the application of the extension's owner.",
    "app_access_type_deny": "Applications of this access type may not do this. Change the access type of the application, "
    "or use another one.",
}
"""What to do about a 403, by the API's word for it."""


@dataclass(frozen=True)
class ExtensionCredentials:
    """Client id and secret, or a token."""

    client_id: str | None = None
    client_secret: str | None = None
    token: str | None = None

    def check(self) -> None:
        """:raises InvalidInput: neither is complete, or the token can be none."""
        if not self.token and not (self.client_id and self.client_secret):
            raise errors.InvalidInput("extension_client_id and extension_client_secret, or extension_token, are required")
        if self.token:
            check_token("extension_token", self.token)


class ExtensionClient(ApiClient):
    """A session with the extension API.

    :param url: ``https://HOST``, without the API's base path (which is tolerated).
    :param shared: what the clients of a run share; see ``Transport``.
    """

    name = "The extension API"

    def __init__(self, url: str, credentials: ExtensionCredentials, settings: HttpSettings, **shared: Any) -> None:
        credentials.check()
        self._host = url.rstrip("/").removesuffix(BASE_PATH)
        check_url(self._host, "extension_api_url")
        super().__init__(Transport(self._host + BASE_PATH, settings, option="extension_api_url", **shared))
        self._credentials = credentials
        if credentials.token:
            self._token = Token(credentials.token)

    def update(self, path: str, body: Item | None) -> Any:
        """Replace the object at ``path`` with PUT; answers the object."""
        return self._call("PUT", path, repeatable=True, body=body)

    def remove(self, path: str, query: Mapping[str, Any] | None = None) -> None:
        """Remove the object at ``path`` with DELETE."""
        self._call("DELETE", path, repeatable=True, query=query)

    def act(self, method: str, path: str, body: Item | None = None, query: Mapping[str, Any] | None = None) -> Any:
        """Have something done that must not be done twice: it is never sent again once it may have arrived.

        :raises ConnectionFailed, UnexpectedAnswer: with ``delivered`` true it may have been done.
        """
        return self._call(method, path, repeatable=False, body=body, query=query)

    def send_files(self, path: str, form: Mapping[str, str], files: Files) -> Any:
        """POST a form with files; like ``act``, it is never sent twice."""
        return self._write("POST", path, repeatable=False, form=form, files=files)

    def fetch_with_password(self, path: str, sink: Sink, username: str, password: str) -> None:
        """Read the file at ``path`` with HTTP basic authentication, without the session's token.

        :raises AuthenticationFailed: name or password were refused; that is never tried again.
        """
        answer = self.transport.send("GET", path, repeatable=True, auth=Basic(username, password), sink=sink)
        if answer.status == 401:
            message = f"{self.name} answered 401 to GET {path}: it refused download_username and download_password."
            raise errors.AuthenticationFailed(message, status=401, method="GET", path=path)
        if not answer.ok:
            raise self._error(answer, "GET", path)

    def fetch_from_storage(self, url: str, sink: Sink, allowed: Iterable[str] = ()) -> None:
        """Read a file at an address that the API named; token and client certificate stay here, whoever serves that address.

        :param allowed: hosts that are asked although they are on this machine or its link; the API's own host always is.
        :raises NotFound, UnexpectedAnswer: the storage does not give it, or is not asked.
        """
        address = self.named_address(url)
        own = urlsplit(self._host)
        kind = address.refusal([own.hostname or "", *allowed])
        if kind is not None:
            message = (
                f"{self.name} names the host {address.host} for the file, which has {kind}; no request was made to it. "
                "Add the host to storage_hosts if this is correct."
            )
            raise errors.UnexpectedAnswer(message, delivered=False, method="GET")
        settings = self.transport.settings
        if address.base != f"{own.scheme}://{own.netloc}":
            settings = replace(settings, client_cert=None, client_key=None)
        storage = Transport(address.base, settings, option="the address of the file")
        auth = None if address.username is None else Basic(address.username, address.password or "")
        try:
            answer = storage.send("GET", address.url, repeatable=True, auth=auth, sink=sink)
        finally:
            storage.close()
        if not answer.ok:
            kind_of_error = errors.NotFound if answer.status == 404 else errors.UnexpectedAnswer
            message = f"The storage at {address.base} answered {answer.status} instead of the file."
            raise kind_of_error(message, status=answer.status, method="GET", path=urlsplit(address.url).path)

    def named_address(self, text: str) -> NamedAddress:
        """An address that the API named.

        :raises UnexpectedAnswer: it is none.
        """
        try:
            return NamedAddress.of(text)
        except ValueError:
            message = f"{self.name} answered with something that is not the address of a file."
            raise errors.UnexpectedAnswer(message, delivered=False, method="GET") from None

    def list_all(self, path: str, *, paged: bool, query: Mapping[str, Any] | None = None) -> list[Item]:
        """All objects of a collection, each once: a bare list, whole or in pages (parameters ``page`` and ``per_page``).

        Neither is told how many there are, nor how large a page can be:
        reading goes on until a page is shorter than the one before, is empty,
        brings nothing new, or is not found.
        """
        if not paged:
            return self.checked(path, query, lambda answer: self.objects(answer, path))
        found: dict[str, Item] = {}
        number, longest = 1, 0
        while True:
            try:
                page = self.checked(
                    path, {**(query or {}), "page": number, "per_page": PAGE_SIZE}, lambda answer: self.objects(answer, path)
                )
            except errors.NotFound:
                if number == 1:
                    raise
                break
            new = {json.dumps(item, sort_keys=True): item for item in page}
            last = len(page) < max(longest, SMALLEST_LIMIT) or new.keys() <= found.keys()
            found.update(new)
            if number > 1:
                tell(f"{len(found)} entries of {path} read")
            if last:
                break
            number, longest = number + 1, len(page)
        return list(found.values())

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

    def _forbidden_hint(self, problem: Problem) -> str:
        return DENIED.get(problem.code or "", "The application has no access to this, or not of the kind that this needs.")

    def _missing_hint(self, path: str) -> str:
        """What a 404 may mean; the API has one for all of it."""
        owner = re.match(r"/extension/([0-9]+)/", path)
        if owner is None:
            return ""
        return (
            f"Either there is no extension with the id {owner[1]} (which is not the number that is dialled), or it is of another type, "
            "or it has nothing with the other ids in this path."
        )

    def _refused_token_hint(self) -> str:
        return "extension_token was refused; it may have ended." if self._credentials.token else "The token was refused twice in a row."
