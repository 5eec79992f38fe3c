# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts of reports: values on one line, and texts that do nothing where they are shown.

What a PBX returns may be hostile: markup, template expressions, control characters, marks that turn the direction of text.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from ...base.quotes import cut, escape

LONGEST_VALUE = 300
"""Characters of a value in a report for people."""
LONGEST_NAME = 200
"""Characters of the name of an object in such a report."""
INVISIBLE = re.compile("[\u00a0\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\uffff\U000e0000-\U000e007f]")
"""What takes no room, or looks like a space: two values could look the same; and what no XML contains."""
TEMPLATE = re.compile("{(?=[{%#])|(?<=[%#}])}")
"""A sign of what begins or ends an expression of Jinja2 or Liquid."""
NOTHING = "(none)"


def visible(text: str) -> str:
    r"""The text on one line, with everything that is not seen as ``\\x1b`` or ``\\u202e``."""
    one_line = escape(text).replace("\n", "\\n").replace("\t", "\\t")
    return INVISIBLE.sub(_code, one_line)


def _code(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def name_text(name: str) -> str:
    """The name of an object."""
    return cut(visible(name), LONGEST_NAME)


def note_text(note: str) -> str:
    """A message, on one line."""
    return visible(" ".join(note.split()))


def value_text(value: Any) -> str:
    """A value as JSON on one line, so that ``"1"`` and ``1`` are told apart; ``(none)`` for no value."""
    return NOTHING if value is None else cut(visible(json.dumps(value, ensure_ascii=False)), LONGEST_VALUE)


def in_html(text: str) -> str:
    """A text in HTML or XML, in an element or an attribute.

    A template engine that a page goes through finds no expression in it.
    """
    return TEMPLATE.sub(lambda match: f"&#{ord(match[0])};", html.escape(visible(text)))


def in_markdown(text: str, *, table: bool = False) -> str:
    """A text as code in Markdown, where it means nothing: no markup, no link, no mention of a person.

    Template expressions get a backslash, as code has no other way to take them apart.

    :param table: it stands in a cell of a table.
    """
    shown = TEMPLATE.sub(lambda match: f"{match[0]}\\" if match[0] == "{" else f"\\{match[0]}", visible(text))
    shown = shown.replace("|", "\\|") if table else shown
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if not shown.strip() or shown[:1] in "` " or shown[-1:] in "` " else ""
    return f"{fence}{edge}{shown}{edge}{fence}" if shown else NOTHING


def in_json(value: Any) -> str:
    """A value as JSON in ASCII, in which no template expression is found."""
    # Outside of texts, JSON has no such pair of signs that is not told apart by spaces.
    text = json.dumps(value, ensure_ascii=True, separators=(", ", ": "))
    return re.sub("{(?=[{%#])", "\\\\u007b", text)
