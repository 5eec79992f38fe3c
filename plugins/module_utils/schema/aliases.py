# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Names of options that differ from the names of the API.

A field that refers to another object takes its name as well as its id, so the ending ``_id`` says the wrong thing: the option
is called ``prompt_file`` where the API has ``prompt_file_id``.  Both names are accepted wherever values are given; inside the
collection, in requests and in results, values have the names of the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .addresses import ADDRESSES
from .attribute import Attribute, attributes


def option_name(name: str, to: str) -> str:
    """The name of the option for a field or a parent.

    Where the API calls a kind by another word than PortSIP's guides (``provider`` for a trunk), the option has that of the guides.

    :param name: its name in the API.
    :param to: unique name of the resource that its value refers to; empty where it refers to nothing, so that the name stays.
    """
    if not to:
        return name
    *others, word = name.removesuffix("_id").split("_")
    called = ADDRESSES[to].path.rstrip("/").rpartition("/")[2].removesuffix("s")
    return "_".join([*others, to if word == called and word not in to.split("_") else word])


def refers_to(known: Attribute) -> str:
    """Unique name of the resource that a field refers to, empty where it refers to nothing."""
    return known.reference.to if known.reference else ""


def option_path(model: Any, location: tuple[Any, ...]) -> tuple[Any, ...]:
    """A path of fields in the names of options.

    :param location: names of the API, and positions in lists.
    """
    known = _attributes(model)
    path: tuple[str, ...] = ()
    shown: list[Any] = []
    for part in location:
        path = (*path, "*" if isinstance(part, int) else str(part))
        to = refers_to(known[path]) if path in known else ""
        shown.append(part if isinstance(part, int) else option_name(str(part), to))
    return tuple(shown)


def api_path(model: Any, path: str) -> str:
    """A dotted path through mappings, in the names of the API."""
    names: list[str] = []
    for name in path.split("."):
        names.append(next((known for known, alias in _aliases(model, tuple(names)) if alias == name), name))
    return ".".join(names)


def api_name(model: Any, path: tuple[str, ...], name: str) -> str:
    """The API's name of a field, by either of its names.

    :param path: of the mapping that has it, ``*`` standing for any item of a list.
    """
    return next((known for known, alias in _aliases(model, path) if alias == name), name)


def api_names(model: Any, values: Mapping[str, Any], place: str = "") -> tuple[dict[str, Any], list[str]]:
    """A copy of given values in the names of the API, and what is wrong: a text for each field that was given by both names.

    :param place: path of the mapping, with a dot at the end where it is not empty.
    """
    faults: list[str] = []
    return _renamed(model, values, (), place, faults), faults


def given_twice(place: str, alias: str, name: str) -> str:
    """The error text for an option that was given by both of its names."""
    return f"{place}{alias}: is mutually exclusive with {name}, which is another name of the same option"


def _renamed(model: Any, values: Any, path: tuple[str, ...], place: str, faults: list[str]) -> Any:
    if isinstance(values, list):
        prefix = place.removesuffix(".")
        return [_renamed(model, item, (*path, "*"), f"{prefix}[{number}].", faults) for number, item in enumerate(values)]
    if not isinstance(values, Mapping):
        return values
    known = {alias: name for name, alias in _aliases(model, path)}
    faults += [given_twice(place, alias, name) for alias, name in known.items() if alias in values and name in values]
    renamed = {}
    for given, value in values.items():
        name = known.get(given, given)
        renamed[name] = _renamed(model, value, (*path, str(name)), f"{place}{given}.", faults)
    return renamed


@lru_cache(maxsize=1024)
def _aliases(model: Any, path: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Fields of the mapping at a path whose option has another name, each with that name."""
    inside = {here[-1]: refers_to(known) for here, known in _attributes(model).items() if here[:-1] == path and here[-1] != "*"}
    return tuple((name, option_name(name, to)) for name, to in inside.items() if option_name(name, to) != name)


@lru_cache(maxsize=128)
def _attributes(model: Any) -> dict[tuple[str, ...], Attribute]:
    return dict(attributes(model))
