# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What was found to be wrong: each fault with its path, and all of them as one text of few lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 5
"""Findings that a text shows; it counts the others."""
LONGEST = 400
"""Characters of a finding that are shown."""
END = 200
"""How many of them are its last: what is wrong stands behind the value, which may be long."""
BEGINS_WITH_PATH = re.compile(r"(?P<path>[\w.*\[\]-]+): (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    :param path: of the option, as the user writes it: ``tenants[0].ivrs[1].pin``.
    :param message: what is wrong, what is allowed, or what to do.
    """

    path: str
    message: str

    @classmethod
    def below(cls, path: str, text: str) -> Finding:
        """What a text says that begins with the path of an option, if it is about one.

        :param path: of what has the option.
        """
        found = BEGINS_WITH_PATH.fullmatch(text)
        return cls(f"{path}.{found['path']}", found["message"]) if found else cls(path, text)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"

    def as_result(self) -> dict[str, str]:
        """As results have it."""
        return {"path": self.path, "message": self.message}


def in_few_lines(found: Sequence[str], heading: str) -> str:
    """One finding in a line of its own, several below a heading.

    :param heading: ``{count}`` in it stands for the number of findings.
    """
    lines = [_short(" ".join(text.split())) for text in found[:SHOWN]]
    if len(found) == 1:
        return lines[0]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "\n".join([heading.format(count=len(found)), *lines, *more])


def _short(text: str) -> str:
    """A text without its middle where it is long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - END]}…{text[-END:]}"
