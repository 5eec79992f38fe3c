# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The body of an answer, decompressed piece by piece: memory grows with what is kept, not with what a server sends."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from ..base.libraries import requests, urllib3

PIECE_SIZE = 64 * 1024
"""Bytes of a body that are handled at a time."""
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes, decompressed, of a body that is read into memory; a page of 100 tenants has less than one megabyte."""
GZIP_MAGIC = b"\x1f\x8b"
"""A gzip stream, or the next of its members, begins with this (RFC 1952)."""
ACCEPTED_ENCODINGS = "gzip, deflate"
_WINDOW = {"gzip": 32 + zlib.MAX_WBITS, "x-gzip": 32 + zlib.MAX_WBITS, "deflate": 32 + zlib.MAX_WBITS}


class OddBody(Exception):
    """A body that is not taken, whoever asks again; the text says why, to stand after "answered with"."""


def announced_size(response: Any) -> int | None:
    """Bytes that are to come as a body, as they are on the wire; None where the answer does not tell."""
    announced = response.headers.get("Content-Length", "")
    chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()
    return int(announced) if announced.isascii() and announced.isdecimal() and len(announced) < 20 and not chunked else None


def encoding(response: Any) -> str:
    """How the body is compressed, an empty text where it is not."""
    name = response.headers.get("Content-Encoding", "").strip().lower()
    return "" if name in ("identity", "none") else name


def pieces(response: Any) -> Iterator[bytes]:
    """The body, decompressed.

    :param response: of requests, opened as a stream.
    :raises OddBody: it is compressed in a way that was not asked for.
    :raises requests.RequestException: it is damaged, or ended before its announced length.
    """
    raw = _arriving(response.raw.stream(PIECE_SIZE, decode_content=False))
    name = encoding(response)
    if name and name not in _WINDOW:
        raise OddBody(f"a body in the encoding {name[:30]!r}, which was not asked for")
    yield from _decompressed(raw, _WINDOW[name]) if name else raw
    # Older releases of urllib3 take a connection that is closed for the end of the body.
    size, arrived = announced_size(response), response.raw.tell()
    if size is not None and arrived < size and response.status_code not in (204, 304):
        raise requests.exceptions.ConnectionError(f"the body ended after {arrived} of {size} bytes")


def _arriving(raw: Iterator[bytes]) -> Iterator[bytes]:
    """What arrives of a body; http.client has a ValueError for some sizes of chunks."""
    try:
        yield from raw
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        raise
    except Exception as error:
        raise requests.exceptions.ConnectionError(f"the body is malformed: {error}") from None


def read_body(response: Any) -> bytes:
    """The whole body; that of an answer other than a success is cut where it is too large.

    :raises OddBody: it is too large.
    """
    kept, size = [], 0
    for piece in pieces(response):
        kept.append(piece)
        size += len(piece)
        if size > LARGEST_BODY:
            if 200 <= response.status_code < 300:
                raise OddBody(f"more than {LARGEST_BODY // 1024**2} MB, which is the most that is read into memory")
            break
    return b"".join(kept)


def _decompressed(raw: Iterator[bytes], window: int) -> Iterator[bytes]:
    """:raises requests.RequestException: the data is damaged."""
    inflate = zlib.decompressobj(window)
    begun = False
    try:
        for data in raw:
            rest = data
            while rest:
                if inflate.eof and not rest.startswith(GZIP_MAGIC):
                    break  # padding
                if inflate.eof:
                    inflate = zlib.decompressobj(window)
                elif not begun and not _has_header(rest):
                    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                begun = True
                yield from _inflated(inflate, rest)
                rest = inflate.unused_data
        if begun and not inflate.eof:
            raise requests.exceptions.ContentDecodingError("the compressed body is incomplete")
    except zlib.error as error:
        raise requests.exceptions.ContentDecodingError(f"the compressed body is damaged: {error}") from None


def _inflated(inflate: Any, data: bytes) -> Iterator[bytes]:
    """What data decompresses to, in pieces, until it is used up or the compressed stream ends."""
    full = True
    while not inflate.eof and (data or full):
        piece = inflate.decompress(data, PIECE_SIZE)
        full = len(piece) == PIECE_SIZE  # there may be more, even where all data is used up
        data = inflate.unconsumed_tail
        if piece:
            yield piece


def _has_header(data: bytes) -> bool:
    """Whether compressed data has the header of gzip or zlib: some servers send "deflate" without one."""
    return data.startswith(GZIP_MAGIC) or (data[0] & 0x0F == 8 and int.from_bytes(data[:2].ljust(2, b"\0"), "big") % 31 == 0)
