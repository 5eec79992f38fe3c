# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What happens to a connection, or to an answer on its way: halved, dripping, far too large, or none at all."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def discard(message: Message) -> None:
    """Take an answer that nobody shall see."""


def halving(send: Send) -> Send:
    """Return what sends an answer on with only the first half of its body."""

    async def halved(message: Message) -> None:
        if message["type"] == "http.response.body":
            body = message.get("body", b"")
            message = {**message, "body": body[: len(body) // 2], "more_body": True}
        await send(message)

    return halved


def dripping(send: Send, seconds: float) -> Send:
    """Return what sends the body of an answer on byte by byte; it ends with the connection."""

    async def drip(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
            return
        body = message.get("body", b"")
        for index in range(len(body)):
            if send.__self__.disconnected:  # type: ignore[attr-defined]
                return
            await send({"type": "http.response.body", "body": body[index : index + 1], "more_body": True})
            await asyncio.sleep(seconds)
        await send({**message, "body": b""})

    return drip


async def explode(send: Send, megabytes: int) -> None:
    """Answer zeros, compressed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = [(b"content-type", b"application/json"), (b"content-encoding", b"gzip")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    for _number in range(megabytes):
        if send.__self__.disconnected:  # type: ignore[attr-defined]
            return
        await send({"type": "http.response.body", "body": packer.compress(bytes(1 << 20)), "more_body": True})
    await send({"type": "http.response.body", "body": packer.flush()})


async def hang_up(send: Send, flush: bool = False) -> None:
    """Close the connection without a word; ``flush``: what was sent already is to arrive.

    ASGI has no way to say so; the server's own object behind ``send`` holds the transport. It must have noticed the
    end of the connection before the application returns, else it would answer 500.
    """
    cycle = send.__self__  # type: ignore[attr-defined]
    (cycle.transport.close if flush else cycle.transport.abort)()
    while not cycle.disconnected:
        await asyncio.sleep(0)
