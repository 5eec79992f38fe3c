# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What both APIs have in common: a token, its renewal, and typed errors.

Knows no resource.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from .. import errors
from ..base.writes import begin_write, write_had_no_effect
from ..transport.http_answer import Answer
from ..transport.http_files import Sink
from ..transport.http_transport import Bearer, Transport
from .answers import Answers, Item
from .tokens import Token

ANSWER_SECONDS = 1.0
"""How long a session that has to end waits for the answers to what is under way."""
Taken = TypeVar("Taken")


class ApiClient(Answers, ABC):
    """One session with one API.

    The four verbs below are all that resources need; each raises the classes
    of ``errors``.
    """

    filters = False
    """Whether it picks objects out of a paged collection by a filter."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._token: Token | None = None
        self._signing_in = threading.RLock()
        self._ended = False
        self._counting = threading.Condition()
        self._under_way = 0

    # The four verbs

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Read ``path``: the decoded body."""
        return self._call("GET", path, repeatable=True, query=query)

    def get_object(
        self, path: str, query: Mapping[str, Any] | None = None, *, odd: Callable[[Item], str | None] = lambda item: None
    ) -> Item:
        """Read the object at ``path``.

        :param odd: what an object lacks, with its article; None where it lacks nothing.
        :raises UnexpectedAnswer: the answer is something else, or lacks something, also when it was read again.
        """

        def take(answer: Any) -> Item:
            if not isinstance(answer, dict):
                raise self.without("an object", path)
            if (missing := odd(answer)) is not None:
                raise self.without(missing, path)
            return answer

        return self.checked(path, query, take)

    def checked(self, path: str, query: Mapping[str, Any] | None, take: Callable[[Any], Taken]) -> Taken:
        """Read ``path``, and once more where the answer is a success that is not what the API describes.

        :param take: takes an answer apart; raises the error of ``without`` for one that is odd.
        :raises UnexpectedAnswer: the second answer is odd too.
        """
        try:
            return take(self.get(path, query))
        except errors.UnexpectedAnswer as error:
            if error.status is not None:  # no success; it was repeated already where that helps
                raise
        self.transport.pause(0)
        return take(self.get(path, query))

    def download(self, path: str) -> bytes:
        """Read the file at ``path``, as it is, into memory; see ``fetch`` for large ones.

        :raises PortsipError: the API does not give it.
        """
        answer = self._exchange("GET", path, repeatable=True, expect_json=False)
        if not answer.ok:
            raise self._error(answer, "GET", path)
        return answer.content

    def fetch(self, path: str, sink: Sink) -> None:
        """Read the file at ``path``, piece by piece.

        :raises ConnectionFailed: it broke off, also when it was tried again.
        """
        answer = self._exchange("GET", path, repeatable=True, sink=sink)
        if not answer.ok:
            raise self._error(answer, "GET", path)

    def ask(self, method: str, path: str, *, repeatable: bool, writes: bool = False, **content: Any) -> Answer:
        """A success as it came, for what is told by its headers.

        :param writes: whether it may change something that lasts.
        :param content: what the request consists of; see ``Transport.send``.
        :raises PortsipError: it was refused, or there is no answer.
        """

        def exchange() -> Answer:
            answer = self._exchange(method, path, repeatable=repeatable, expect_json=False, **content)
            if not answer.ok:
                raise self._error(answer, method, path)
            return answer

        return self._noted(exchange) if writes else exchange()

    def create(self, path: str, body: Item | None) -> Any:
        """Create below the collection ``path``: the decoded answer.

        :param body: None where the path says it all.
        :raises ConnectionFailed, UnexpectedAnswer: with ``delivered`` true the
            object may exist now; look it up before creating it again.
        """
        return self._call("POST", path, repeatable=False, body=body)

    @abstractmethod
    def update(self, path: str, body: Item | None) -> Any:
        """Write the whole object at ``path``."""

    @abstractmethod
    def remove(self, path: str, query: Mapping[str, Any] | None = None) -> None:
        """Remove the object at ``path``."""

    @abstractmethod
    def list_all(self, path: str, *, paged: bool, query: Mapping[str, Any] | None = None) -> list[Item]:
        """All objects of a collection, each once."""

    def find(
        self,
        path: str,
        *,
        paged: bool,
        wanted: str | None,
        search: str | None = None,
        settles: Callable[[list[Item]], bool] = bool,
    ) -> list[Item]:
        """Objects among which those that ``wanted`` describes surely are, where they exist.

        An API without filters answers the whole collection.

        :param wanted: a filter expression in the API's language.
        :param search: for a collection that may be large: a text that the objects contain, by which an empty answer to
            the filter is confirmed.
        :param settles: whether the answer to the filter alone decides which object is meant.
        """
        return self.list_all(path, paged=paged)

    def first_page(self, path: str) -> list[Item]:
        """Some objects of a collection, in one request; for suggestions."""
        return self.list_all(path, paged=False)

    # Signing in and out

    def sign_in(self) -> None:
        """Open the session now rather than with the first request.

        :raises AuthenticationFailed: the credentials were refused.
        """
        self._ready_token()

    @abstractmethod
    def _sign_in(self) -> Token:
        """Open a session."""

    @abstractmethod
    def _can_sign_in(self) -> bool:
        """Whether there are credentials, or only a token from somebody else."""

    def stop(self) -> None:
        """Begin no new request."""
        self._ended = True

    def sign_out_soon(self) -> None:
        """End what was signed in, from another thread than those at work: what is under way is waited for, though not long."""
        self.stop()
        with self._counting:
            self._counting.wait_for(lambda: not self._under_way, ANSWER_SECONDS)
        with self._signing_in:
            self.sign_out()

    @property
    def busy(self) -> bool:
        """Whether a request is under way, in any thread."""
        return self._under_way > 0

    @property
    def signed_in(self) -> bool:
        """Whether a session is open, as far as is known."""
        return self._token is not None

    def sign_out(self, *, ask: bool = True) -> bool:
        """End what was signed in; never fails, as there is nothing left to do about it.

        :param ask: False only forgets the session, where the API is known not to answer.
        :returns: whether the API still answers, as far as is known.
        """
        self._ended = True
        self._token = None
        self.transport.close()
        return ask

    # One call

    def _call(
        self,
        method: str,
        path: str,
        *,
        repeatable: bool,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        if method == "GET":
            return self._decode(self._exchange(method, path, repeatable=repeatable, query=query), method, path)
        return self._write(method, path, repeatable=repeatable, query=query, body=body)

    def _write(self, method: str, path: str, *, repeatable: bool, **content: Any) -> Any:
        """Make a write, and say what becomes of it; the parameters are those of ``_exchange``."""
        return self._noted(lambda: self._decode(self._exchange(method, path, repeatable=repeatable, **content), method, path))

    @staticmethod
    def _noted(write: Callable[[], Taken]) -> Taken:
        """Make a write, and note whether it may have taken effect."""
        begin_write()
        try:
            return write()
        except errors.PortsipError as error:
            # Whether a broken connection or a server in trouble has carried it out is not known.
            if not getattr(error, "delivered", False):
                write_had_no_effect()
            raise

    def _exchange(self, method: str, path: str, *, repeatable: bool, **content: Any) -> Answer:
        """:param content: what the request consists of; see ``Transport.send``."""

        def send(token: Token) -> Answer:
            return self.transport.send(method, path, repeatable=repeatable, auth=Bearer(token.access), **content)

        with self._counted():
            token = self._ready_token()
            answer = send(token)
            if answer.status == 401 and self._can_sign_in():
                # The token ran out: a 401 is answered before anything is done, so
                # that also a write may be sent again, once.
                answer = send(self._ready_token(refused=token))
            return answer

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Note that a request is under way."""
        with self._counting:
            self._under_way += 1
        try:
            yield
        finally:
            with self._counting:
                self._under_way -= 1
                self._counting.notify_all()

    def _ready_token(self, refused: Token | None = None) -> Token:
        """A token to use; ``refused`` is one that the API no longer takes."""
        with self._signing_in:
            self._check_going_on()  # a reader in another thread, whose work was given up, opens no new one
            if self._token is None or self._token is refused:
                self._token = self._sign_in()
            elif self._token.worn and self._can_sign_in():
                self._token = self._renew(self._token)
            self._check_going_on()
            return self._token

    def _check_going_on(self) -> None:
        """:raises AuthenticationFailed: the session has ended, maybe while it was signed in again."""
        if self._ended:
            self.sign_out()
            raise errors.AuthenticationFailed("The session has ended.")

    def _renew(self, token: Token) -> Token:
        """A new token in place of one that is about to end."""
        return self._sign_in()
