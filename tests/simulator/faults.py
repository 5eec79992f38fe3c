# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Faults that a test injects: answers and failures that a healthy PBX would not give."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator

from .quoting import Form


class Fault(BaseModel):
    """What goes wrong, and for which requests.

    A fault of only a ``delay`` slows a request down; ``status``, ``body`` or ``garbage`` replace the answer and
    nothing is done; ``drop`` closes the connection without an answer, before or after the work, or in the middle of the
    answer's body; ``error_after_write`` does the work and answers that status. ``message`` is what the extension API says
    with a ``status``, such as ``app_access_type_deny``. ``quote`` refuses the request (400, or ``status``) with a message that quotes
    its body: ``plain`` (the values, one a line), ``json`` (as it was sent), ``repr`` (as Python writes it), ``percent``
    (as a form has it). ``drip`` sends the answer, or the ``body``, byte by byte; ``bomb`` answers a body that is small on
    the wire and huge once it is unpacked. ``keep`` lets so many bytes of the request's body arrive, and then closes the connection.
    """

    model_config = ConfigDict(extra="forbid")

    method: str | None = None
    path: str = ""  # regular expression, searched in the path
    times: Annotated[int, Field(ge=1)] | None = 1  # None: every time
    after: Annotated[int, Field(ge=0)] = 0  # matching requests that pass untouched first
    status: int | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    body: str | None = None
    delay: Annotated[float, Field(ge=0)] = 0
    message: str | None = None
    quote: Form | None = None
    drop: Literal["before", "during", "after"] | None = None
    garbage: bool = False
    error_after_write: int | None = None
    drip: Annotated[float, Field(gt=0)] | None = None  # seconds between two bytes of the body
    keep: Annotated[int, Field(ge=0)] | None = None  # bytes of the request's body that arrive before the connection breaks
    bomb: Annotated[int, Field(ge=1)] | None = None  # megabytes of zeros, compressed to a thousandth

    _left_alone: int = PrivateAttr(default=0)
    _struck: int = PrivateAttr(default=0)

    @property
    def needs_network(self) -> bool:
        """Whether it takes time, or does something to the connection, rather than put another answer in the place of one."""
        return bool(self.delay or self.drop or self.drip or self.bomb) or self.keep is not None

    @field_validator("path")
    @classmethod
    def _expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from None
        return value

    def strikes(self, method: str, path: str) -> bool:
        """Return whether this request is hit, and count it."""
        if (self.method is not None and self.method.upper() != method) or not re.search(self.path, path):
            return False
        if self._left_alone < self.after:
            self._left_alone += 1
            return False
        if self.times is not None and self._struck >= self.times:
            return False
        self._struck += 1
        return True


class Faults:
    """The faults in force, in the order of their injection; the first that strikes counts."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault into force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Put an end to all faults."""
        self._faults = []

    @property
    def need_network(self) -> bool:
        """Whether one of them, those included that strike no more, does what only a network can do."""
        return any(fault.needs_network for fault in self._faults)

    def strike(self, method: str, path: str) -> Fault | None:
        """Return the fault that hits a request."""
        return next((fault for fault in self._faults if fault.strikes(method, path)), None)
