# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who is meant: which object a text names, and ids as part of a path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ..errors import UnexpectedAnswer
from .texts import fault_in, never_allowed, normal

DOMAIN = re.compile(r"[^\s.]+([.\u3002\uff0e\uff61][^\s.]+)+\.?")
"""Labels with periods between them, of which IDNA (RFC 3490, section 3.1) knows four; more than a PBX takes for a domain."""


def is_domain(text: str) -> bool:
    """Whether a text is a domain: labels with periods between them."""
    return DOMAIN.fullmatch(normal(text)) is not None


def meanings(
    items: Iterable[Mapping[str, Any]], ways: Sequence[str], value: Any, any_case: Sequence[str] = (), never_domain: Sequence[str] = ()
) -> list[tuple[str, list[Any]]]:
    """Which objects a value names, by the first field first; the first entry is what it means.

    :param ways: fields that it is compared with, by precedence.
    :param any_case: fields that are the same in any case of letters.
    :param never_domain: fields that a domain is not compared with.
    :returns: field and objects, only fields of which there is an object.
    """
    text = normal(str(value))
    found: dict[str, list[Any]] = {way: [] for way in ways if not (way in never_domain and is_domain(text))}
    for item in items:
        for way, same in found.items():
            held = item.get(way)
            if held is None or held == "":
                continue
            held = normal(str(held))
            if held == text or (way in any_case and held.casefold() == text.casefold()):
                same.append(item)
    return [(way, same) for way, same in found.items() if same]


def id_fault(identifier: str) -> str | None:
    """What is wrong with an id that is given as an option, None where nothing is: to follow on the name of the option."""
    if "/" in identifier or "\\" in identifier:
        return "must not contain a slash"
    return _no_segment(identifier) or fault_in(identifier)


def segment(value: Any) -> str:
    """An id as one segment of a path; ids are opaque, so nothing in them may act as a path.

    :raises UnexpectedAnswer: it can't be one; the ids of options were checked before.
    """
    text = str(value)
    fault = _no_segment(text)
    if fault:
        raise UnexpectedAnswer(f"The API answered with the id {text!r}, which {fault}.", delivered=False)
    return quote(text, safe="=")


def _no_segment(text: str) -> str | None:
    """What is wrong with a text as a segment of a path, in which ``.`` and ``..`` lead to another place."""
    if not text:
        return "must not be empty"
    return never_allowed(text) if text.strip(".") else "must be an id"


def filled(path: str, values: Mapping[str, Any]) -> str:
    """A path with the ids that its placeholders stand for.

    :raises UnexpectedAnswer: see ``segment``.
    """
    names = re.findall(r"{(\w+)}", path)
    return path.format(**{name: segment(values[name]) for name in names})
