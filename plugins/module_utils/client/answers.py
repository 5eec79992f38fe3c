# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What an answer says: its JSON, or the error that it means, in the classes of ``errors``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from .. import errors
from ..base.quotes import LONGEST_DETAIL, quote
from ..transport.http_answer import Answer, retry_after
from ..transport.http_transport import Transport

Item = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """An error body, taken apart: the API's code, its message, and details where it gives them."""

    code: str | None = None
    message: str = ""
    details: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        words = ": ".join(part for part in (self.code, self.message) if part)
        return f"{words} ({'; '.join(self.details)})" if self.details else words


class Answers(ABC):
    """How one API answers; what differs from one to another is asked of the client."""

    name = "the API"
    transport: Transport

    def _decode(self, answer: Answer, method: str, path: str) -> Any:
        if not answer.ok:
            raise self._error(answer, method, path)
        try:
            return answer.json()
        except ValueError as error:
            message = (
                f"{self.name} answered {method} {path} with something that is not JSON ({error}). Check the URL: {self.transport.base_url}."
            )
            raise errors.UnexpectedAnswer(
                message, status=answer.status, detail=quote(answer.public_text, LONGEST_DETAIL), method=method, path=path
            ) from None

    def without(self, what: str, path: str) -> errors.UnexpectedAnswer:
        """The error for a success of ``GET path`` that lacks what the API describes.

        :param what: with its article: ``an address``.
        """
        return errors.UnexpectedAnswer(f"{self.name} answered GET {path} without {what}.", delivered=False, method="GET", path=path)

    def objects(self, answer: Any, path: str) -> list[Item]:
        """What ``GET path`` answered, which must be a list of objects.

        :raises UnexpectedAnswer: it is no list, or holds something else.
        """
        if not isinstance(answer, list) or not all(isinstance(item, dict) for item in answer):
            raise self.without("a list of objects", path)
        return answer

    @abstractmethod
    def _problem(self, body: Any) -> Problem:
        """Take an error body of this API apart."""

    def _error(self, answer: Answer, method: str, path: str) -> errors.PortsipError:
        """The error for an answer that is not a success."""
        try:
            problem = self._problem(answer.public_json())
        except (ValueError, TypeError, AttributeError, KeyError):
            problem = Problem(message=" ".join(answer.public_text.split()))
        status = answer.status
        words = str(problem)
        says = f"{self.name} answered {status} to {method} {path}" + (f": {quote(words)}" if words else "") + "."
        code = quote(problem.code) if problem.code else None
        facts: dict[str, Any] = {
            "status": status,
            "code": code,
            "detail": quote(words, LONGEST_DETAIL) or None,
            "method": method,
            "path": path,
        }
        if status == 401:
            return errors.AuthenticationFailed(f"{says} {self._refused_token_hint()}", **facts)
        if status == 403:
            return errors.AuthenticationFailed(f"{says} {self._forbidden_hint(problem)}", **facts)
        if status == 404:
            return errors.NotFound(f"{says} {self._missing_hint(path)}".rstrip(), **facts)
        if status == 409:
            return errors.Conflict(says, **facts)
        if status == 429:
            return errors.RateLimited(f"{says} {self._limit_hint(retry_after(answer))}", **facts)
        if 400 <= status < 500:
            return errors.Refused(says, **facts)
        if 300 <= status < 400:
            return errors.UnexpectedAnswer(
                f"{says} It redirects elsewhere; correct the URL {self.transport.base_url}.", delivered=False, **facts
            )
        return errors.UnexpectedAnswer(says, **facts)

    def _refused_token_hint(self) -> str:
        return "The token was refused; it may have ended. Sign in again."

    def _forbidden_hint(self, problem: Problem) -> str:
        return "The account lacks the role that this needs, or the session is in the wrong place."

    def _missing_hint(self, path: str) -> str:
        return ""

    def _limit_hint(self, wait: float | None) -> str:
        """:param wait: seconds until the limit ends, as far as the API says so."""
        if wait is None:
            return "It takes no more requests for the moment; try again later."
        when = datetime.now(timezone.utc) + timedelta(seconds=wait)
        settings = self.transport.settings
        longest = settings.rate_limit_wait
        option = f"{settings.option('rate_limit_wait')}, which is {longest:g} seconds" if wait > longest else "retries"
        return (
            f"It takes no more requests for {wait:.0f} seconds, until {when:%H:%M:%S} UTC. Run again then, or let the task wait "
            f"that long: raise {option}."
        )
