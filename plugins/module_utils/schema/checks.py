# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What checks of values have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def or_empty(rule: Callable[[str], str]) -> Callable[[str], str]:
    """A rule that an empty text passes: it clears a field."""
    return lambda value: rule(value) if value else value


@dataclass(frozen=True)
class Rule:
    """A rule for a value, with as much of it as a JSON Schema can say.

    :param check: returns the value in its regular form; raises ValueError.
    :param pattern: of a text.
    :param least: of a number, and *most*.
    :param numbers: whether a number may stand for a text.
    """

    check: Callable[[Any], Any]
    pattern: str = ""
    least: int | None = None
    most: int | None = None
    numbers: bool = True

    def __call__(self, value: Any) -> Any:
        """Check a value."""
        return self.check(value)


def matching(pattern: str, allowed: str) -> Rule:
    """The rule of a pattern for the whole text.

    :param allowed: what is said of a text that does not fit.
    """
    compiled = re.compile(pattern)

    def rule(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(allowed)
        return value

    return Rule(or_empty(rule), pattern=f"^({pattern})?$")


def warn(info: Any, text: str) -> None:
    """Tell what may be wrong about a value.

    :param info: pydantic's; its context is the list that ``validate`` hands over.
    """
    if info.context is not None:
        info.context.append(f"{info.field_name}: {text}")
