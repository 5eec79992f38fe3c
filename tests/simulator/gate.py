# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The outermost layer: reads and logs each request, and lets the configured misfortune happen to it.

Plain ASGI, outside of FastAPI: only here a connection can be dropped without an answer.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from . import multipart
from .call import EXCHANGE, Answer, Exchange
from .errors import UNKNOWN, VALIDATE_FAILED, ApiError, Problem, default_error
from .faults import Fault, Faults
from .log import Entry, RequestLog, api_of, moment, pairs
from .misfortunes import Message, Receive, Send, discard, dripping, explode, halving, hang_up
from .quoting import quoted
from .session import Session
from .state import World

Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

CONTROL = "/_simulator"


class Throttle:
    """Admits so many requests in any stretch of time."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def wait_needed(self, limit: int | None, window: float) -> float:
        """Return 0 and count the request, or the seconds until one will be admitted."""
        if limit is None:
            return 0
        now = time.monotonic()
        while self._times and self._times[0] <= now - window:
            self._times.popleft()
        if len(self._times) >= limit:
            return max(self._times[0] + window - now, 0.001)
        self._times.append(now)
        return 0

    def clear(self) -> None:
        """Forget past requests."""
        self._times.clear()


class Gate:
    """Wraps the application; owns the request log and the faults.

    :ivar at_work: how many requests are not answered yet, those included whose client no longer waits.
    """

    def __init__(self, world: World, application: Application) -> None:
        self._world = world
        self._application = application
        self.log = RequestLog()
        self.faults = Faults()
        self._throttles = {"pbx": Throttle(), "extension": Throttle()}
        self.at_work = 0

    def clear(self) -> None:
        """Forget the log, the faults and the load so far."""
        self.log.clear()
        self.faults.clear()
        for throttle in self._throttles.values():
            throttle.clear()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._application(scope, receive, send)
            return
        self.at_work += 1
        try:
            await self._pass(scope, receive, send)
        finally:
            self.at_work -= 1

    async def _pass(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        exchange = await self._read(scope, receive)
        if exchange is None:
            return
        scope[EXCHANGE] = exchange
        with self._world.lock:
            exchange.session = self._session(exchange, _header(scope, b"authorization"))
            entry = self._entry(exchange, scope.get("raw_path", b"").decode("latin-1"))
            self.log.add(entry)
            fault = self.faults.strike(exchange.method, exchange.path)
        delay = self._world.settings.latency + (fault.delay if fault else 0)
        if delay:
            await asyncio.sleep(delay)
        if fault is None or not await self._suffer(fault, entry, scope, receive, send):
            await self._serve(entry, scope, receive, send)

    async def _read(self, scope: MutableMapping[str, Any], receive: Receive) -> Exchange | None:
        chunks, more = [], True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunks.append(message.get("body", b""))
            more = message.get("more_body", False)
        raw = b"".join(chunks)
        content_type = _header(scope, b"content-type")
        client = scope.get("client") or ("unknown", 0)
        query = scope["query_string"].decode("latin-1")
        return Exchange(
            api_of(scope["path"]),
            self._world,
            scope["method"],
            scope["path"],
            pairs(query),
            raw,
            content_type,
            _parsed(raw, content_type),
            client[0],
            parameters=parse_qs(query, keep_blank_values=True),
            basic=_basic(_header(scope, b"authorization")),
            upload_token=_header(scope, b"portsip-upload-token"),
        )

    def _session(self, exchange: Exchange, authorization: str) -> Session | None:
        sessions = self._world.sessions if exchange.api == "pbx" else self._world.extension.sessions
        return sessions.of_header(authorization)

    def _entry(self, exchange: Exchange, raw_path: str) -> Entry:
        session = exchange.session
        return Entry(
            method=exchange.method,
            path=exchange.path,
            query=_logged(exchange),
            body=exchange.body,
            session=session.number if session else None,
            tenant=self._world.tenant_domain(session.tenant_id) if session else None,
            api=exchange.api,
            at=moment(),
            raw_path=raw_path,
        )

    async def _suffer(self, fault: Fault, entry: Entry, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> bool:
        """Let a fault happen; return whether that is the end of the request."""
        if fault.drip is not None:
            send = dripping(send, fault.drip)
            if fault.body is None:
                await self._application(scope, receive, send)
                return True
        if fault.bomb is not None:
            await explode(send, fault.bomb)
            return True
        if fault.keep is not None:
            entry.dropped = "during"
            exchange = scope[EXCHANGE]
            exchange.raw = exchange.raw[: fault.keep]
            await self._application(scope, receive, discard)
            await hang_up(send)
        elif fault.drop is not None:
            entry.dropped = fault.drop
            if fault.drop == "during":
                await self._application(scope, receive, halving(send))
            elif fault.drop == "after":
                await self._application(scope, receive, discard)
            await hang_up(send, flush=fault.drop == "during")
        elif fault.error_after_write is not None:
            await self._application(scope, receive, discard)
            error = default_error(entry.api, fault.error_after_write)
            await self._answer(entry, scope, receive, send, Answer(error.status, error.body(entry.api), fault.headers))
        elif fault.garbage:
            page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>It works.</body></html>"
            await self._answer(entry, scope, receive, send, Answer(fault.status or 200, fault.body or page, fault.headers, "text/html"))
        elif fault.quote is not None:
            exchange = scope[EXCHANGE]
            words = f"cannot take {quoted(exchange.body, exchange.raw, fault.quote)}"
            error = ApiError(fault.status or 400, Problem(VALIDATE_FAILED, words))
            await self._answer(entry, scope, receive, send, Answer(error.status, error.body(entry.api), fault.headers))
        elif fault.status is not None or fault.body is not None:
            status = fault.status or 200
            body = fault.body if fault.body is not None else default_error(entry.api, status, fault.message).body(entry.api)
            await self._answer(entry, scope, receive, send, Answer(status, body, fault.headers))
        else:
            return False
        return True

    async def _serve(self, entry: Entry, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        settings = self._world.settings
        pbx = entry.api == "pbx"
        limit, window = (settings.rate_limit, 1.0) if pbx else (settings.extension_rate_limit, settings.extension_rate_window)
        wait = math.ceil(self._throttles[entry.api].wait_needed(limit, window))
        if wait:
            error = ApiError(429, Problem(UNKNOWN, "Too many requests" if pbx else "rate_limit_exceeded"))
            headers = {"Retry-After" if pbx else "X-RateLimit-Reset": str(wait)}
            await self._answer(entry, scope, receive, send, Answer(429, error.body(entry.api), headers))
            return

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
            await send(message)

        await self._application(scope, receive, noting)

    async def _answer(self, entry: Entry, scope: MutableMapping[str, Any], receive: Receive, send: Send, answer: Answer) -> None:
        entry.status = answer.status
        await answer.response()(scope, receive, send)


def _header(scope: MutableMapping[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _logged(exchange: Exchange) -> dict[str, Any]:
    """Return the query as the log has it: of the extension API, several values of a parameter as a list."""
    if exchange.api == "pbx":
        return dict(exchange.query)
    return {name: values if len(values) > 1 else values[0] for name, values in exchange.parameters.items()}


def _basic(authorization: str) -> tuple[str, str] | None:
    """Return name and password of a header of basic authentication; None for any other."""
    scheme, _blank, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    return (name, password) if colon else None


def _parsed(raw: bytes, content_type: str) -> Any:
    """Return the body as JSON or as a form's mapping; as text if it is neither, None if there is none."""
    if not raw:
        return None
    text = raw.decode("utf-8", "replace")
    if content_type.startswith("application/x-www-form-urlencoded"):
        return pairs(text)
    if content_type.startswith("application/octet-stream"):
        return {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    if content_type.startswith(multipart.CONTENT_TYPE):
        return multipart.logged_form(raw, content_type)
    try:
        return json.loads(text)
    except ValueError:
        return text
