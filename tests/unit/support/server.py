# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A small HTTP server that answers as it is told, for what the simulator has no words for: TLS, proxies, silence."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """An answer.

    :param body: sent as JSON; a text, or bytes, are sent as they are.
    :param drop: close the connection without a word instead.
    :param silent: say nothing until the server stops.
    :param raw: all that is sent, status and headers included; the connection is closed after it.
    :param drip: send the body, or ``raw``, byte by byte, with so many seconds before each.
    """

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    silent: bool = False
    raw: bytes | None = None
    drip: float = 0


@dataclass(frozen=True)
class Received:
    """A request as it came in; the names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    client: tuple[str, int]

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class ScriptedServer:
    """Serves on a free port of loopback; each request takes the next answer, and the last answer stays.

    :param context: serve with TLS.
    :param listening: False: the port is taken, but connections are refused until ``listen`` is called.
    """

    def __init__(self, *replies: Reply, context: ssl.SSLContext | None = None, listening: bool = True) -> None:
        self.replies = list(replies) or [Reply()]
        self.received: list[Received] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._tls = context is not None
        self._server = _Server(("127.0.0.1", 0), _handler(self), bind_and_activate=False)
        self._server.server_bind()
        self.port = int(self._server.server_address[1])
        if context is not None:
            # The handshake takes place in the thread of the request, so that one that fails disturbs no other.
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread: threading.Thread | None = None
        if listening:
            self.listen()

    @property
    def url(self) -> str:
        """Its root, without a slash at the end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def listen(self, *_ignored: object) -> None:
        """Take connections from now on; serves as a stand-in for a pause, during which the host comes up."""
        if self._thread is None:
            self._server.server_activate()
            self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            self._thread.start()

    def next_reply(self, request: Received) -> Reply:
        """Note a request, and choose its answer."""
        with self._lock:
            self.received.append(request)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def wait_until_stopped(self) -> None:
        """Say nothing for as long as the server runs."""
        self._stopped.wait(10)

    def stopped_within(self, seconds: float) -> bool:
        """Wait, unless the server stops."""
        return self._stopped.wait(seconds)

    def __enter__(self) -> ScriptedServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join(5)
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or trusts nobody, is part of the tests."""


def _as_bytes(body: Any) -> bytes:
    if body is None or isinstance(body, bytes):
        return body or b""
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def _handler(script: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the screen."""

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Received(self.command, self.path, headers, self.rfile.read(length), self.client_address)
            reply = script.next_reply(request)
            if reply.silent:
                script.wait_until_stopped()
            if reply.silent or reply.drop:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if reply.raw is not None:
                self.close_connection = True
                self.write(reply.raw, reply.drip)
                return
            body = _as_bytes(reply.body)
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.write(body, reply.drip)

        def write(self, content: bytes, drip: float) -> None:
            for byte in content if drip else b"":
                if script.stopped_within(drip):
                    return
                self.wfile.write(bytes([byte]))
            if not drip:
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_CONNECT = answer

    return Handler
