# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What was found to be wrong, as one text of few lines."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 5
"""Findings that a text shows; it counts the others."""
LONGEST = 400
"""Characters of a finding that are shown."""
END = 200
"""How many of them are its last: what is wrong stands behind the value, which may be long."""


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
