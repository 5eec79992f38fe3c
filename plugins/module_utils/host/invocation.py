# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The options of a task as they may be shown (``invocation``, at -vvv), and the placeholders that must not come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

from ..base.secret_names import STARS, is_flag, leaves, looks_secret, replaced, secrets_within
from ..base.strict_json import odd_values
from ..base.texts import never_allowed
from ..errors import InvalidInput

NOT_SHOWN = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
"""What Ansible writes in place of a whole value."""
PLACEHOLDER = re.compile(rf"(?P<mark>(?<!\*)\*{{8}}(?!\*)|{NOT_SHOWN})|^(?P<note>\((?:hidden|changes)\))(?: \((?:new|to be replaced)\))?$")
"""What results and differences show in place of a secret."""


class ShownOptions:
    """Options without what is secret, or may be.

    Shown is what the argument spec describes, but for its secrets and what looks like one.  What the spec does not
    describe, such as a misspelt option or a list in place of a mapping, may be a secret, too, and is replaced.

    :ivar args: the options, as ``module_args``.
    :ivar secrets: the values of those that are secret, and of what looks like one inside others.
    :ivar embedded: the latter alone.
    """

    def __init__(self, spec: Mapping[str, Any], params: Mapping[str, Any]) -> None:
        self.secrets: set[str] = set()
        self.embedded: set[str] = set()
        self.args = self._mapping(spec, {name: value for name, value in params.items() if not str(name).startswith("_ansible_")})

    def _mapping(self, spec: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
        known = {alias: option for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
        return {name: self._option(known.get(name), name, value) for name, value in params.items()}

    def _option(self, option: Mapping[str, Any] | None, name: str, value: Any) -> Any:
        if is_flag(value):
            return value
        if option is None:
            return self._not_shown({name: value})
        if option.get("no_log"):
            self.secrets |= leaves(value)
            return NOT_SHOWN
        kind = option.get("type", "str")
        if kind == "list" and isinstance(value, (list, tuple)):
            element = {**option, "type": option.get("elements", "raw")}
            return [self._option(element, name, item) for item in value]
        if kind in ("dict", "raw", "json", "jsonarg") and isinstance(value, Mapping):
            return self._mapping(option["options"], value) if "options" in option else self._free(value)
        if kind in ("raw", "json", "jsonarg") and isinstance(value, (list, tuple)):
            return self._free(value)
        broken = kind == "path" and "\n" in str(value)
        if "dict" in (kind, option.get("elements")) or broken or isinstance(value, (Mapping, list, tuple)):
            return self._not_shown({name: value})
        return replaced(value, self._star) if isinstance(value, str) else value

    def _free(self, value: Any) -> Any:
        """What has names of the user's own."""
        if isinstance(value, Mapping):
            return {name: self._named(str(name), item) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._free(item) for item in value]
        return replaced(value, self._star) if isinstance(value, str) else value

    def _named(self, name: str, value: Any) -> Any:
        if is_flag(value) or not looks_secret(name, free=True):
            return self._free(value)
        self.secrets |= leaves(value)
        return NOT_SHOWN

    def _not_shown(self, value: Any) -> str:
        self._note(secrets_within(value))
        return NOT_SHOWN

    def _star(self, secret: str) -> str:
        self._note({secret, unquote_plus(secret)})
        return STARS

    def _note(self, secrets: set[str]) -> None:
        self.secrets |= secrets
        self.embedded |= secrets


def refuse_unusable(params: Mapping[str, Any]) -> None:
    """Check that no option holds what no request can hold, or what stands in place of a secret in a result or a difference.

    No request can hold control characters, halves of surrogate pairs, numbers that are infinite or beyond 64 bits, and very deep
    nesting.

    :raises InvalidInput: one does; names it, without its value, which may be secret.
    """
    odd = next(odd_values(params, texts=False), None)
    if odd:
        raise InvalidInput(": ".join(odd))
    for path, value in _texts(params, ""):
        fault = never_allowed(value)
        if fault:
            raise InvalidInput(f"{path}: the value given {fault}")
        found = PLACEHOLDER.search(value)
        if found:
            raise InvalidInput(
                f"{path}: contains {found['mark'] or found['note']}, which results show in place of a secret. "
                "Give the secret itself, or leave the option out."
            )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Each text and each name at any depth, with the path to it as a user writes it."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if isinstance(name, str):
                yield path or name, name
            yield from _texts(item, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value
