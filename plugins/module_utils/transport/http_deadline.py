# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Connections that keep to the deadline of the request they serve.

The timeouts of requests hold for one operation of a socket: a server that
sends a byte now and then keeps a request alive for ever, and a host with
several addresses is tried for the timeout at each.  Here what is left of the
time of the whole request is the timeout of each operation.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from ..base.libraries import HTTPAdapter, urllib3

BLOCK_SIZE = 16 * 1024
"""Bytes of a request that are sent within one timeout."""


class Deadline:
    """The time of one request.

    :param seconds: for the whole request, or without progress where a file goes or comes.
    :ivar connecting: no byte of the request has been sent yet.
    :ivar silent: the connection is new, and nothing has come over it yet.
    :ivar uploading: a file goes with the request, and each piece that is taken starts the time again.
    :ivar downloading: a file comes, and each piece of it starts the time again.
    :ivar sending: a piece of the request is being sent.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.connecting = False
        self.silent = False
        self.uploading = False
        self.downloading = False
        self.sending = False
        self.restart()

    def restart(self) -> None:
        """Let the time begin again."""
        self._end = time.monotonic() + self._seconds

    def left(self) -> float:
        """Seconds that are left.

        :raises TimeoutError: none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


_here = threading.local()


@contextmanager
def deadline(seconds: float) -> Iterator[Deadline]:
    """Let the connections of this thread keep to a time; a request is served by the thread that makes it."""
    before = getattr(_here, "deadline", None)
    _here.deadline = Deadline(seconds)
    try:
        yield _here.deadline
    finally:
        _here.deadline = before


def _current() -> Deadline:
    current: Deadline = _here.deadline
    return current


class TimedAdapter(HTTPAdapter):
    """Makes its connections, to proxies too, in a way that they keep to ``deadline``."""

    ca_directory: str | None = None
    """Directory of hashed certificates that are trusted beside the file of them."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Prepare the direct connections."""
        super().init_poolmanager(*args, **kwargs)
        _make_timed(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Prepare the connections by way of a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        _make_timed(manager)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Set which authorities a connection trusts."""
        super().cert_verify(conn, url, verify, cert)
        if verify and self.ca_directory:
            conn.ca_cert_dir = self.ca_directory


def _make_timed(manager: Any) -> None:
    """Let a pool manager of urllib3 make timed connections of its own kinds."""
    if getattr(manager, "is_timed", False):
        return
    manager.is_timed = True
    manager.pool_classes_by_scheme = {scheme: _timed(pool) for scheme, pool in manager.pool_classes_by_scheme.items()}


@cache
def _timed(pool: Any) -> Any:
    """A class of pools like another one of urllib3, with timed connections; each is made once."""
    return type(pool.__name__, (pool,), {"ConnectionCls": type(pool.ConnectionCls.__name__, (_Timed, pool.ConnectionCls), {})})


class _TimedResponse(http.client.HTTPResponse):
    """Reads status, headers and body in what is left of the time."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp: Any = io.BufferedReader(_TimedStream(self.fp.detach(), sock))


class _TimedStream(io.RawIOBase):
    """What comes from a socket."""

    def __init__(self, stream: Any, sock: Any) -> None:
        super().__init__()
        self._stream = stream
        self._sock = sock

    def readable(self) -> bool:
        """Whether it can be read."""
        return True

    def fileno(self) -> int:
        """The socket's."""
        return int(self._stream.fileno())

    def readinto(self, buffer: Any) -> int | None:
        """Wait for something to come."""
        current = _current()
        self._sock.settimeout(current.left())
        count: int | None = self._stream.readinto(buffer)
        current.silent = current.silent and not count
        if current.downloading:
            current.restart()
        return count

    def close(self) -> None:
        """Close it; the socket itself stays with its connection."""
        super().close()
        self._stream.close()


class _Timed:
    """Comes before a connection class of urllib3."""

    sock: Any
    timeout: Any
    response_class = _TimedResponse

    def connect(self) -> None:
        """Connect, with TLS where it belongs to it."""
        current = _current()
        current.connecting = current.silent = True
        super().connect()  # type: ignore[misc]
        current.connecting = False

    def _new_conn(self) -> Any:
        """The socket, connected."""
        current = _current()
        self.timeout = current.left()
        sock = super()._new_conn() if self._is_direct() else self._in_time(super()._new_conn, current)  # type: ignore[misc]
        sock.settimeout(current.left())
        return sock

    def _is_direct(self) -> bool:
        """Whether to connect takes one operation: there is no name to look up, and one address only."""
        try:
            ipaddress.ip_address(self.host)  # type: ignore[attr-defined]
        except ValueError:
            return False
        return not hasattr(self, "_socks_options")

    def _in_time(self, connect: Any, current: Deadline) -> Any:
        """Connect in a thread: nothing else bounds looking up a name and trying one address after the other."""
        done: list[Any] = []
        failed: list[BaseException] = []
        late = threading.Event()

        def work() -> None:
            try:
                sock = connect()
            except BaseException as error:  # handed over to the thread that waits
                failed.append(error)
                return
            done.append(sock)
            if late.is_set():
                sock.close()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(current.left())
        if failed:
            raise failed[0]
        if not done:
            late.set()
            for sock in done:  # it came just now
                sock.close()
            raise urllib3.exceptions.ConnectTimeoutError(self, "timed out")
        return done[0]

    def _tunnel(self) -> None:
        super()._tunnel()  # type: ignore[misc]
        self.sock.settimeout(_current().left())  # of the TLS handshake that follows

    def send(self, data: Any) -> None:
        """Send a part of the request."""
        current = _current()
        if self.sock is None:
            self.connect()
        blocks = [data]
        if isinstance(data, bytes) and len(data) > BLOCK_SIZE:
            blocks = [data[start : start + BLOCK_SIZE] for start in range(0, len(data), BLOCK_SIZE)]
        current.sending = True
        for block in blocks:
            self.sock.settimeout(current.left())
            super().send(block)  # type: ignore[misc]
            if current.uploading:
                current.restart()
        current.sending = False
