# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Requests without a network: handed to the simulated PBX in the thread that makes them, and answered before it goes on."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from .gate import Application

Headers = list[tuple[bytes, bytes]]


@dataclass
class Answered:
    """An answer as it would go over the network."""

    status: int = 0
    headers: Headers = field(default_factory=list)
    body: bytes = b""


def ask(application: Application, method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes) -> Answered:
    """Return the answer to a request.

    :param target: path and query, as they stand in the first line of a request.
    :raises RuntimeError: the application waits for something, which only a server can do.
    """
    raw_path, _mark, query = target.encode("latin-1").partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(raw_path.decode("latin-1")),
        "raw_path": raw_path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    answered = Answered()

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answered.status, answered.headers = message["status"], list(message.get("headers", ()))
        else:
            answered.body += message.get("body", b"")

    work = application(scope, receive, send)
    try:
        work.send(None)  # type: ignore[attr-defined]
    except StopIteration:
        return answered
    raise RuntimeError(f"{method} {target} is not answered at once")
