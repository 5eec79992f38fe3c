# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Uploading a file in three steps, going on where a connection broke (PortSIP PBX REST API 22.2, /blobs/uploads).

A piece is added to what has arrived, whatever that is: the request does not say where it belongs. So a piece is never sent twice
blindly. Where its answer is lost, the PBX is asked how much has arrived; where it does not say that clearly, the upload is given up
and begun again. The SHA-256 of the whole file, which completes the upload, keeps out what was doubled or lost all the same.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from .. import errors
from ..base.progress import tell
from ..base.writes import write_had_no_effect
from ..transport.http_answer import Answer
from .base import ApiClient

PIECE_SIZE = 4 * 1024 * 1024
"""Bytes that one request sends."""
ROUNDS = 3
"""How often an upload is begun."""
PATIENCE = 3.0
"""Seconds that the end of an upload that failed is worth waiting for; without it the PBX forgets it after a while."""
ID, TOKEN = "PortSIP-Upload-ID", "PortSIP-Upload-Token"
RANGE = re.compile(r"(?:bytes[= ])?0-(\d{1,18})(?:/\S*)?")
TOO_LARGE, NO_SPACE = 413, 507
DONE = (500, 503)
"""Statuses of a server that has failed by itself, and is done with the request."""


class Source(Protocol):
    """What is uploaded."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def checksum(self) -> str:
        """SHA-256 in hexadecimal."""

    def piece(self, offset: int, length: int) -> bytes:
        """What stands at a place in it, no more than so many bytes."""


class _Unclear(Exception):
    """How much has arrived is not known, so that the upload can't go on.

    :ivar cause: why.
    """

    def __init__(self, cause: errors.PortsipError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def upload(client: ApiClient, path: str, name: str, source: Source, look_up: Callable[[], str | None]) -> str:
    """Upload a file.

    :param path: where an upload begins: ``/blobs/uploads``.
    :param name: of the file on the PBX.
    :param look_up: the id of a file that a completion without an answer has made, None where there is none.
    :returns: the id of the new file.
    :raises PortsipError: it was refused, or broke off too often; what had arrived is given up.
    """
    for number in range(ROUNDS):
        running = _Upload(client, path, name, source)
        try:
            running.send()
            return running.complete(look_up)
        except _Unclear as error:
            running.give_up()
            if number == ROUNDS - 1:
                raise error.cause from None
            client.transport.pause(number)
        except BaseException:
            running.give_up()
            raise
    raise AssertionError("unreachable")


class _Upload:
    """One upload under way."""

    def __init__(self, client: ApiClient, path: str, name: str, source: Source) -> None:
        self._client = client
        self._name = name
        self._source = source
        self._attempts = client.transport.settings.retries + 1
        self._troubles = 0
        self._past_end: int | None = None
        with self._told():
            begun = client.ask("POST", path, repeatable=True, query={"filename": name})
        identifier, self._token = begun.headers.get(ID) or "", begun.headers.get(TOKEN) or ""
        if not re.fullmatch(r"[\w.:~-]+", identifier) or not identifier.strip(".") or not self._token:
            raise errors.UnexpectedAnswer(
                f"The PBX answered POST {path} without {ID} or {TOKEN}.", delivered=False, status=begun.status, method="POST", path=path
            )
        self._path = f"{path}/{identifier}"

    def send(self) -> None:
        """Send the whole file, piece by piece.

        :raises _Unclear: how much has arrived is not known.
        :raises PortsipError: it was refused, or broke off too often.
        """
        sent = 0
        while sent < self._source.size:
            piece = self._source.piece(sent, PIECE_SIZE)
            try:
                with self._told():
                    answer = self._client.ask("POST", f"{self._path}/append", repeatable=False, content=piece, headers=self._headers)
            except (errors.ConnectionFailed, errors.UnexpectedAnswer, errors.AuthenticationFailed, errors.NotFound) as error:
                sent = self._resumed(error, sent, len(piece))
                continue
            sent = self._arrived(answer, sent, len(piece))
            tell(f"{self._name}: {sent} of {self._source.size} bytes uploaded")

    def complete(self, look_up: Callable[[], str | None]) -> str:
        """Make the file; its id.

        :raises _Unclear: the content is not what was sent.
        :raises PortsipError: it was refused, or it is not known what became of it.
        """
        digests = [self._source.checksum, f"sha256:{self._source.checksum}"]  # the description has the first in its example
        refusal: errors.PortsipError | None = None
        for attempt in range(self._attempts):
            try:
                return self._completed(digests[0])
            except errors.Refused as error:
                refusal = refusal or error
                if error.status in (TOO_LARGE, NO_SPACE) or len(digests) == 1:
                    raise (_Unclear(refusal) if self._troubles and error.status == 400 else refusal) from None
                digests.pop(0)
            except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
                if not error.delivered or error.status == NO_SPACE:
                    raise
                self._client.transport.pause(attempt)
                found = look_up()
                if found is not None:
                    return found
                if error.status in DONE:
                    write_had_no_effect()
                if attempt == self._attempts - 1 or not self._is_open():
                    error.add("Whether the file was made is not known. Run the playbook again a little later.")
                    raise
        raise refusal or AssertionError("unreachable")

    def give_up(self) -> None:
        """Let the PBX forget what has arrived; never fails."""
        with contextlib.suppress(errors.PortsipError):
            self._client.ask("POST", f"{self._path}/destroy", repeatable=True, patience=PATIENCE)

    def _completed(self, digest: str) -> str:
        with self._told():
            path = f"{self._path}/complete"
            answer = self._client.ask("POST", path, repeatable=False, writes=True, query={"digest": digest}, headers=self._headers)
            found = answer.json() if answer.is_json else None
            if not isinstance(found, dict) or found.get("id") in (None, ""):
                raise errors.UnexpectedAnswer(f"The PBX answered POST {path} without the id of the file.", method="POST", path=path)
            return str(found["id"])

    def _resumed(self, error: errors.PortsipError, sent: int, length: int) -> int:
        """How much has arrived after a request that failed.

        :raises _Unclear: that is not known.
        :raises PortsipError: the error itself, where another attempt would fail too.
        """
        final = isinstance(error, errors.ConnectionFailed) and (error.final or not error.delivered)
        self._troubles += 1
        if final or error.status == NO_SPACE or self._troubles >= self._attempts:
            raise error
        self._client.transport.pause(self._troubles - 1)
        token = self._token
        try:
            state = self._client.ask("GET", f"{self._path}/status", repeatable=True)
        except (errors.NotFound, errors.AuthenticationFailed):
            raise _Unclear(error) from None
        arrived = self._end_in(state)
        refused = isinstance(error, (errors.AuthenticationFailed, errors.NotFound))
        if refused and self._token == token:
            raise _Unclear(error)
        # Of one byte and of none, the range is the same.
        if arrived is None or arrived == 1 or not sent <= arrived <= sent + length:
            raise _Unclear(error)
        return arrived

    def _arrived(self, answer: Answer, sent: int, length: int) -> int:
        """How much has arrived, as the answer to a piece tells.

        :raises _Unclear: that can't be.
        """
        arrived = self._end_in(answer)
        if arrived is None:
            return sent + length
        if self._past_end is None and arrived - 1 == sent + length:
            self._past_end, arrived = 0, arrived - 1  # this PBX counts to the end, and not to the last byte
        if not sent < arrived <= sent + length:
            message = f"The PBX says that it has {arrived} bytes of {self._name!r}, and not {sent + length}."
            raise _Unclear(errors.UnexpectedAnswer(message, method="POST", path=f"{self._path}/append"))
        self._past_end = 1 if self._past_end is None else self._past_end
        return arrived

    def _end_in(self, answer: Answer) -> int | None:
        """How many bytes have arrived as the header ``Range`` tells, None where it does not; the token that counts from now on is noted."""
        self._token = answer.headers.get(TOKEN) or self._token
        found = RANGE.fullmatch((answer.headers.get("Range") or "").strip())
        return int(found[1]) + (1 if self._past_end is None else self._past_end) if found else None

    def _is_open(self) -> bool:
        """Whether the upload is still to be completed."""
        try:
            self._end_in(self._client.ask("GET", f"{self._path}/status", repeatable=True))
        except errors.PortsipError:
            return False
        return True

    @property
    def _headers(self) -> dict[str, str]:
        return {TOKEN: self._token}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what it means that a file is not taken."""
        try:
            yield
        except errors.PortsipError as error:
            if error.status == TOO_LARGE:
                error.add(f"The file {self._name!r} of {self._source.size} bytes is too large for the PBX.")
            if error.status == NO_SPACE:
                error.add("The PBX, or the tenant's disk quota, has no space left for it.")
            raise
