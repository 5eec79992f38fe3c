# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can go wrong, one class for each kind.

An error says what to do about it and never holds a secret: callers put
neither request bodies nor headers into it.  ``kind`` is part of the
collection's interface (the ``error.kind`` of a failed task).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class PortsipError(Exception):
    """Base of all errors; ``str(error)`` is the text for the user.

    :param message: one sentence or more for the user.
    :param status: HTTP status, where there was an answer.
    :param code: the API's own error code, such as ``VALIDATE_FAILED``.
    :param detail: the API's own words, or the raw text of an answer that is not understood.
    :param method: HTTP method of the request.
    :param path: path of the request, without host and query.
    :ivar results: what else the failed task returns, such as what was done before.
    """

    kind: ClassVar[str] = "unexpected"

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        detail: str | None = None,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.detail = detail
        self.method = method
        self.path = path
        self.results: Mapping[str, Any] = {}

    @property
    def facts(self) -> dict[str, Any]:
        """Status, code, detail, method and path, as another error takes them that says more."""
        return {name: getattr(self, name) for name in ("status", "code", "detail", "method", "path")}

    def as_result(self) -> dict[str, Any]:
        """The ``error`` value of a failed task: kind, status, code, detail, method, path."""
        return {"kind": self.kind, **self.facts}

    def add(self, text: str) -> None:
        """Let the text for the user say more.

        :param text: one sentence or more, or nothing.
        """
        self.args = (f"{self} {text}".rstrip(),)


class InvalidInput(PortsipError):
    """An option has a value that is not allowed; raised before any request that depends on it.

    :param findings: of a whole definition or document everything that is wrong, each a mapping of ``path`` and ``message``.
    """

    kind = "input"

    def __init__(self, message: str, *, findings: Sequence[Mapping[str, str]] = (), **facts: Any) -> None:
        super().__init__(message, **facts)
        self.findings = [dict(finding) for finding in findings]

    def as_result(self) -> dict[str, Any]:
        """The ``error`` value of a failed task, with the findings where there are any."""
        return {**super().as_result(), **({"findings": self.findings} if self.findings else {})}


class MissingLibrary(PortsipError):
    """A Python library that the collection needs is not installed where the module runs."""

    kind = "library"


class ConnectionFailed(PortsipError):
    """The API could not be reached, or the connection broke.

    ``delivered`` is False when the request surely never reached the API, and
    True when it may have: then a write may have taken effect.  ``final`` is
    True when another attempt would fail in the same way.  ``late`` is True
    when no answer came in time, so that the API may still be at work.
    """

    kind = "connection"

    def __init__(self, message: str, *, delivered: bool, final: bool = False, late: bool = False, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.delivered = delivered
        self.final = final
        self.late = late


class AuthenticationFailed(PortsipError):
    """The credentials or the token were refused, or they lack the needed role."""

    kind = "authentication"


class Refused(PortsipError):
    """The API understood the request and refused its content."""

    kind = "refused"


class NotFound(PortsipError):
    """The object, or something the object refers to, does not exist."""

    kind = "not_found"


class Ambiguous(PortsipError):
    """A name matches several objects; the message lists their ids."""

    kind = "ambiguous"


class Conflict(PortsipError):
    """The object is in use, exists already, or cannot be changed in this way."""

    kind = "conflict"


class RateLimited(PortsipError):
    """The API still limits the rate after all retries."""

    kind = "rate_limited"


class Drifted(PortsipError):
    """A comparison has found what it is to fail on, or is not complete; ``results`` has what it found."""

    kind = "drift"


class Unmet(PortsipError):
    """Calls do not go where they are to; ``results`` has where they go."""

    kind = "verification"


class Interrupted(PortsipError):
    """The work was ended before it was done; no request was begun afterwards.

    :ivar delivered: a write before may have taken effect, as in ``ConnectionFailed``: it was about to be sent again.
    """

    delivered = False


class UnexpectedAnswer(PortsipError):
    """A server error, or an answer that is not what the API describes.

    ``delivered``: whether a write may have taken effect, as in
    ``ConnectionFailed``.
    """

    kind = "unexpected"

    def __init__(self, message: str, *, delivered: bool = True, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.delivered = delivered
