# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Refusals, in the shapes of the two APIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

UNKNOWN = "UNKNOWN"
VALIDATE_FAILED = "VALIDATE_FAILED"
UNAUTHORIZED = "UNAUTHORIZED"
RESOURCE_IN_USE = "RESOURCE_IN_USE"  # from 22.8 on


@dataclass(frozen=True)
class Problem:
    """One entry of the PBX's list of errors."""

    code: str
    message: str
    detail: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return ``{code, message}``, with ``detail`` where there is one."""
        body = {"code": self.code, "message": self.message}
        if self.detail is not None:
            body["detail"] = self.detail
        return body


class ApiError(Exception):
    """A request is refused; carries the status and either API's idea of the reason."""

    def __init__(self, status: int, *problems: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problems[0].message if problems else str(status))
        self.status = status
        self.problems = problems
        self.headers = headers or {}

    def body(self, api: str) -> dict[str, Any]:
        """Return the body: ``{errors: [...]}`` for the PBX, ``{message, status?}`` for the extension API."""
        if api == "pbx":
            return {"errors": [problem.as_json() for problem in self.problems]}
        message = "; ".join(problem.message for problem in self.problems)
        return {"message": message} if message == "not_found" else {"message": message, "status": self.status}


def refused(field: str, reason: str) -> ApiError:
    """Return the error for one invalid field, 400 ``VALIDATE_FAILED``."""
    return ApiError(400, Problem(VALIDATE_FAILED, f"{field}: {reason}", field))


def not_found(what: str) -> ApiError:
    """Return the PBX's error for a missing object, 404 ``UNKNOWN``."""
    return ApiError(404, Problem(UNKNOWN, f"{what} does not exist"))


def forbidden(reason: str) -> ApiError:
    """Return the PBX's error for a role or a context that may not, 403 ``UNKNOWN``."""
    return ApiError(403, Problem(UNKNOWN, reason))


def unauthorized(reason: str = "The access token is missing, expired or revoked") -> ApiError:
    """Return the PBX's error for a bearer that counts for nothing, 401 ``UNAUTHORIZED``."""
    return ApiError(401, Problem(UNAUTHORIZED, reason))


def default_error(api: str, status: int, message: str | None = None) -> ApiError:
    """Return a plausible error of a status that a test asked for, with its message if it has one."""
    if message is not None:
        return ApiError(status, Problem(UNKNOWN, message))
    if api == "pbx":
        code = UNAUTHORIZED if status == 401 else VALIDATE_FAILED if status == 400 else UNKNOWN
        return ApiError(status, Problem(code, f"Simulated error {status}"))
    message = {401: "unauthorized", 403: "access_denied", 404: "not_found", 429: "rate_limit_exceeded"}.get(status, "error")
    return ApiError(status, Problem(UNKNOWN, message))
