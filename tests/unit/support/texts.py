# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a model takes a text of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin


def texts_in(model: Any) -> list[str]:
    """Paths of all options that hold a text, ``[]`` for an item of a list, ``{}`` for a value of a mapping."""
    return list(dict.fromkeys(_fields(model)))


def _fields(model: Any, prefix: str = "") -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield from _leaves(info.annotation, f"{prefix}{info.alias or name}")


def _leaves(annotation: Any, path: str) -> Iterator[str]:
    if annotation is str:
        yield path
    elif hasattr(annotation, "model_fields"):
        yield from _fields(annotation, f"{path}.")
    elif get_origin(annotation) is dict:
        yield from _leaves(get_args(annotation)[1], path + "{}")
    elif get_origin(annotation) is list:
        yield from _leaves(get_args(annotation)[0], f"{path}[]")
    else:
        for argument in get_args(annotation):
            yield from _leaves(argument, path)


def holding(path: str, value: Any) -> dict[str, Any]:
    """Options in which a value stands at a path of ``texts_in``."""
    for part in reversed(path.split(".")):
        name = part.rstrip("[]{}")
        value = {name: [value] if part.endswith("[]") else {"X-Name": value} if part.endswith("{}") else value}
    return dict(value)


def written(path: str) -> str:
    """The path as an error names it."""
    return path.replace("[]", "[0]").replace("{}", ".X-Name")
