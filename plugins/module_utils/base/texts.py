# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts: the form in which they are compared, and what an option must not contain."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters that no text of the APIs contains (Unicode category Cc, without tab and line break)."""
LINE_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
"""What only a text of several lines contains; C1's next line (U+0085) is in ``NOT_IN_TEXT``."""
SURROGATE = re.compile("[\ud800-\udfff]")
NAMES = {"\t": "a tab", "\n": "a line break", "\r": "a carriage return"}


def normal(value: Any) -> Any:
    """A text without surrounding spaces, in Unicode NFC; anything else as it is."""
    return unicodedata.normalize("NFC", value.strip()) if isinstance(value, str) else value


def composed(value: str) -> str:
    """A text in Unicode NFC."""
    return unicodedata.normalize("NFC", value)


def never_allowed(text: str) -> str | None:
    """What is wrong with a text wherever it stands, None where nothing is: to follow on the name of an option."""
    if text.isascii() and text.isprintable():  # most texts, and faster than two searches
        return None
    if SURROGATE.search(text):
        return "must be valid Unicode, and contains half of a surrogate pair"
    found = NOT_IN_TEXT.search(text)
    return f"must not contain the control character U+{ord(found[0]):04X}" if found else None


def fault_in(text: str, *, lines: bool = False, edges: bool = False) -> str | None:
    """What is wrong with a text that is given as an option, None where nothing is: to follow on the name of the option.

    :param lines: it may have several lines, and surrounding spaces.
    :param edges: it may have surrounding spaces.
    """
    fault = never_allowed(text)
    if fault or lines:
        return fault
    found = None if text.isprintable() else LINE_BREAKS.search(text)
    if found:
        return f"must be on one line, and contains {NAMES.get(found[0], 'a line separator')}"
    if not edges and text != text.strip():
        return "must not begin or end with a space"
    return None
