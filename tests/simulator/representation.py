# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How stored objects look in an answer."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args, get_origin

from .settings import Settings
from .validation import Body

NOTE = "x_release_note"


def rendered(row: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return an object as the PBX answers it: blanks in the configured way, fields of a later release added."""
    answer = _blanks(row, settings.blank_as) or _blanks(row, "empty")  # an answer without any field would be none
    if settings.later_release_fields:
        answer[NOTE] = {"since": "99.1", "text": "unknown to older clients"}
    return answer


def _blanks(row: dict[str, Any], blank_as: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            answer[key] = _blanks(value, blank_as)
        elif value is None or value == []:
            if blank_as != "absent":
                answer[key] = None if blank_as == "null" else _empty(key)
        elif isinstance(value, list):
            answer[key] = [_blanks(item, blank_as) if isinstance(item, dict) else item for item in value]
        else:
            answer[key] = value
    return answer


def _empty(key: str) -> Any:
    texts, lists = _kinds()
    if key in lists:
        return []
    return "" if key in texts or key.endswith(("_name", "_url")) else None


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the text fields and of the list fields of all body models."""
    texts, lists, pending = set(), set(), list(Body.__subclasses__())
    while pending:
        model = pending.pop()
        pending.extend(model.__subclasses__())
        for name, field in model.model_fields.items():
            kinds = set(_flat(field.annotation))
            if list in kinds:
                lists.add(field.alias or name)
            elif str in kinds:
                texts.add(field.alias or name)
    return frozenset(texts), frozenset(lists)


def _flat(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is list:
        return [list]
    if origin is Literal:
        return [type(value) for value in get_args(annotation)]
    arguments = get_args(annotation)
    return [kind for argument in arguments for kind in _flat(argument)] if arguments else [annotation]
