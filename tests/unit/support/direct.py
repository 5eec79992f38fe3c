# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Requests of the plugins to a simulated PBX, answered in the thread that makes them."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

import urllib3
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_deadline import TimedAdapter

if TYPE_CHECKING:
    from simulator import Simulator


@contextmanager
def answering(pbx: Simulator) -> Iterator[None]:
    """Let a simulated PBX answer what the main thread asks it, as long as it can do so at once.

    The adapter of requests is what is replaced: what the transport makes of a request and of its answer is the same.
    """
    send, root = TimedAdapter.send, pbx.url + "/"

    def send_directly(adapter: Any, request: Any, *arguments: Any, proxies: Any = None, **keywords: Any) -> Any:
        body = _whole(request.body)
        here = request.url.startswith(root) and not proxies and threading.current_thread() is threading.main_thread()
        if not here or body is None or not pbx.answers_at_once:
            return send(adapter, request, *arguments, proxies=proxies, **keywords)
        answered = pbx.ask(request.method, request.path_url, [("Host", urlsplit(root).netloc), *request.headers.items()], body)
        raw = urllib3.HTTPResponse(
            body=io.BytesIO(answered.body),
            headers=urllib3.HTTPHeaderDict([(name.decode("latin-1"), value.decode("latin-1")) for name, value in answered.headers]),
            status=answered.status,
            version=11,
            preload_content=False,
            request_method=request.method,
        )
        return adapter.build_response(request, raw)

    with mock.patch.object(TimedAdapter, "send", send_directly):
        yield


def _whole(body: Any) -> bytes | None:
    """A body as bytes; None where it is sent piece by piece."""
    if isinstance(body, str):
        return body.encode()
    return b"" if body is None else body if isinstance(body, bytes) else None
