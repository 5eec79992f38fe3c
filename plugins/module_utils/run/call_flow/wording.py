# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts of a definition as a picture shows them: on one line, cut, and free of what would disturb the text around them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

LONGEST = 60
"""Characters of a name that a picture shows."""
NOT_SHOWN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Marks that turn the direction of what follows, and what XML 1.0 has no place for (section 2.2)."""
RIGHT_TO_LEFT = ("R", "AL", "AN")
ISOLATED = "\u2068{}\u2069"
"""Unicode's marks around a text whose direction must not change that of its neighbours (UAX 9, FSI and PDI)."""


def shown(value: Any, longest: int = LONGEST) -> str:
    """A value as one line of at most so many characters; an empty text for what is neither text nor number."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    if isinstance(value, str) and len(value) <= longest and value.isascii() and value.isprintable():
        return " ".join(value.split())
    # What is cut off is not looked at, however long it is.
    text = "".join(" " if _is_control(character) else character for character in str(value)[: longest * 8])
    text = " ".join(NOT_SHOWN.sub("", text).split())
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "\u2026"
    return ISOLATED.format(text) if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text) else text


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


NARROW, WIDE = frozenset("iljtfrI.,:;'|!()[]/ -"), frozenset("mwMW@%+<>\u2026\u2192")
INVISIBLE = ("Mn", "Me", "Cf")


def width(text: str, size: float) -> float:
    """About how wide a text is, in the same unit as the size of its font; rather too wide than too narrow."""
    return size * sum(map(_share, text))


def _share(character: str) -> float:
    if character in NARROW:
        return 0.4
    if character in WIDE:
        return 0.95
    if character < "\x7f":
        return 0.74 if character.isupper() else 0.66 if character.isdigit() else 0.61
    if unicodedata.category(character) in INVISIBLE:
        return 0.0
    return 1.1 if unicodedata.east_asian_width(character) in "WF" else 0.72


def cut(text: str, size: float, most: float) -> str:
    """A text that is at most so wide, with an ellipsis where it was cut."""
    if width(text, size) <= most:
        return text
    isolated = text.startswith(ISOLATED[0])
    plain = text[1:-1] if isolated else text
    room, kept = most - width("\u2026", size), 0
    for character in plain:
        room -= width(character, size)
        if room < 0:
            break
        kept += 1
    short = plain[:kept].rstrip() + "\u2026"
    return ISOLATED.format(short) if isolated else short
