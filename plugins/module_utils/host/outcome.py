# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a task ends with, whatever happens on the way: the same on a host and in the controller's process."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Protocol

from ..base.interruption import Lifeline, stopped_by
from ..base.progress import caution, heard_by, tell, warnings_are_heard
from ..base.quotes import Secrets, escape, hide, known_secrets, quote
from ..base.secret_names import redacted_text, texts_redacted
from ..errors import InvalidInput, PortsipError
from ..run.connection import Params
from ..run.context import Context
from ..run.workspace import Workspace
from .definition import Module
from .invocation import ShownOptions, refuse_unusable

ROOTS = ("ansible_collections", "site-packages", "dist-packages")
"""Directories below which the path of a file says what it is; what is above depends on the machine."""


SHORTEST_EMBEDDED = 8
"""Shorter secrets inside options are only hidden where they stand."""


class OutcomeContext(Context, Protocol):
    """The engine's context with the secrets that are known in it."""

    secrets: Secrets

    def check_going(self) -> None:
        """Asked before each request: raises ``Interrupted`` where nobody waits for the result any more."""

    def clean(self, text: str) -> str:
        """A text without secrets and control characters."""


class TaskContext:
    """The part of the engine's ``Context`` that is the same wherever a module runs: warnings and secrets.

    What other threads than the one it is made in have to say is told by whoever they work for.

    :param shown: the options as they may be shown.
    :param lifeline: notices that nobody waits for the result any more.
    """

    def __init__(self, shown: ShownOptions, lifeline: Lifeline) -> None:
        self._lifeline = lifeline
        self._thread = threading.get_ident()
        self.secrets = Secrets(shown.secrets)
        self.warnings: list[str] = []
        self._embedded = {value for value in shown.embedded if len(value) >= SHORTEST_EMBEDDED}

    def clean(self, text: str) -> str:
        """A text of the collection's own, which may quote an option that has a secret in it, such as a URL."""
        return escape(redacted_text(hide(text, self._embedded)))

    def check_going(self) -> None:
        """:raises Interrupted: no new request may begin."""
        self._lifeline.check()

    def warn(self, text: str) -> None:
        """Show a warning with the result, once."""
        if threading.get_ident() != self._thread and warnings_are_heard():
            caution(text)
            return
        text = self.clean(text)
        if text not in self.warnings:
            self.warnings.append(text)

    def progress(self, text: str) -> None:
        """Tell the user how far long work is."""
        if threading.get_ident() == self._thread:
            self.show_progress(text)
        else:
            tell(text)

    def show_progress(self, text: str) -> None:
        """Show it; a module has no way to show anything before it ends."""

    def add_secret(self, value: str) -> None:
        """Search what is quoted from an API for the value."""
        self.secrets.add(value)


def outcome(definition: Module, params: Params, context: OutcomeContext, workspace: Workspace | None, *, diff: bool) -> dict[str, Any]:
    """Do a module's work.

    :param params: its options, checked against its argument spec.
    :param diff: whether a difference is asked for.
    :returns: the result; of a failure ``failed``, ``msg`` and ``error``.
    """
    with known_secrets(context.secrets), heard_by(context.progress, context.warn), stopped_by(context.check_going):
        try:
            context.check_going()
            refuse_unusable(params)
            result = definition.run(params, context, workspace)
        except PortsipError as error:
            return _failed(str(error), error, context.clean)
        # A SystemExit would end the worker it happens in, and with it the whole run.  Nothing wider is caught:
        # a task's timeout is a BaseException.
        except (Exception, SystemExit) as error:
            return _unexpected(error, context.clean)
    if not diff:
        result.pop("diff", None)
    return {name: texts_redacted(value) for name, value in result.items()}


def no_mapping(definition: Module, given: Any) -> dict[str, Any]:
    """The failure for options that ansible-core cannot even check: it trips over an item that should be a mapping.

    :param given: the options.
    """
    place = _no_mapping(definition.spec, given)
    message = f"{place}: must be a mapping, or a list of mappings" if place else "An option is not of the type that it should have"
    return refused_raw(InvalidInput(message))


def refused_raw(error: InvalidInput) -> dict[str, Any]:
    """The failure for options that were refused before they were checked against the spec."""
    return _failed(str(error), error, lambda text: escape(redacted_text(text)))


def refused_by_spec(message: str, secrets: Iterable[str]) -> dict[str, Any]:
    """The failure for options that do not fit the argument spec.

    :param message: ansible-core's, which may quote any option.
    :param secrets: what is hidden in it.
    """
    return _failed(message, InvalidInput(message), lambda text: escape(redacted_text(hide(text, secrets))))


def _failed(message: str, error: PortsipError, clean: Callable[[str], str]) -> dict[str, Any]:
    """The result of a failure."""
    return {**_cleaned(error.results, clean), "failed": True, "msg": clean(message), "error": _cleaned(error.as_result(), clean)}


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """A copy in which every text is cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(item, clean) for name, item in value.items()}
    return [_cleaned(item, clean) for item in value] if isinstance(value, list) else value


def _no_mapping(spec: Mapping[str, Any], given: Any) -> str | None:
    """Dotted path of the first option that should hold mappings and does not."""
    for name, option in spec.items():
        value = given.get(name) if isinstance(given, Mapping) else None
        if "options" not in option or value is None:
            continue
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, (Mapping, str)):
                return name
            below = _no_mapping(option["options"], item)
            if below:
                return f"{name}.{below}"
    return None


def _unexpected(error: BaseException, clean: Callable[[str], str]) -> dict[str, Any]:
    """The failure for what should not happen; its detail says where it happened."""
    message = (
        f"Unexpected failure: {type(error).__name__}: {quote(str(error))}. This is a defect of the collection; report it with error.detail."
    )
    frames = traceback.extract_tb(error.__traceback__)[1:]
    detail = ", ".join(f"{_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)
    shown = PortsipError(message, detail=detail)
    shown.results = getattr(error, "results", {})
    return _failed(message, shown, clean)


def _place(path: str) -> str:
    parts = PurePath(path).parts
    roots = [index for index, part in enumerate(parts) if part in ROOTS]
    return "/".join(parts[roots[-1] + 1 :] if roots else parts[-2:])
