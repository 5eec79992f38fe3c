# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files over HTTP: a body that is taken piece by piece, and files that are sent with a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from .http_body import announced_size, encoding, pieces

AS_IT_IS = {"Accept": "*/*", "Accept-Encoding": "identity"}
"""Headers that ask for a file rather than for JSON, and not for a compressed one: its length is then known."""

Files = Mapping[str, tuple[str, bytes, str]]
"""Files of a form: the name of the field -> the name of the file, its content, and its media type."""


class Sink(Protocol):
    """Takes the body of a success piece by piece, so that it is never in memory as a whole.

    Whatever it raises that is neither an OSError nor an error of requests ends
    the request.
    """

    def begin(self, content_type: str, size: int | None) -> None:
        """A body begins, once more after an attempt that broke off: what came before counts no more.

        :param size: in bytes, None where the answer does not tell.
        """

    def write(self, piece: bytes) -> None:
        """The next piece."""


def drain(response: Any, sink: Sink) -> None:
    """Hand a whole body over.

    :param response: of requests, opened as a stream.
    :raises requests.RequestException: the connection broke, or the body ended before its announced length.
    """
    sink.begin(response.headers.get("Content-Type", ""), None if encoding(response) else announced_size(response))
    for piece in pieces(response):
        sink.write(piece)
