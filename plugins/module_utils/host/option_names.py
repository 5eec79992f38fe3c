# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options that have two names: that of the argument spec, and that of the API, which is its alias there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InvalidInput
from ..schema.aliases import given_twice

Spec = Mapping[str, Any]


def check_names(spec: Spec, given: Any, place: str = "") -> None:
    """Check that no option is given by both of its names, at any depth.

    :param spec: argument spec.
    :param given: the options as they were given; what is no mapping is left to others.
    :param place: path of the mapping, with a dot at the end where it is not empty.
    :raises InvalidInput: one is; names it.
    """
    if not isinstance(given, Mapping):
        return
    for name, option in spec.items():
        names = [each for each in (name, *option.get("aliases", ())) if each in given]
        if len(names) > 1:
            raise InvalidInput(given_twice(place, names[0], names[1]))
        if "options" not in option or not names:
            continue
        value = given[names[0]]
        items = {f"{place}{names[0]}.": value}
        if isinstance(value, list):
            items = {f"{place}{names[0]}[{number}].": item for number, item in enumerate(value)}
        for path, item in items.items():
            check_names(option["options"], item, path)


def with_api_names(spec: Spec, params: Any) -> Any:
    """A copy of checked options in which each has the name of the API alone.

    Ansible leaves an option that was given by its alias under both names.
    """
    if isinstance(params, list):
        return [with_api_names(spec, item) for item in params]
    if not isinstance(params, Mapping):
        return params
    renamed = {}
    api = {name: option["aliases"][0] for name, option in spec.items() if option.get("aliases")}
    for name, value in params.items():
        if name in api.values():
            continue
        inside = spec.get(name, {}).get("options")
        renamed[api.get(name, name)] = with_api_names(inside, value) if inside else value
    return renamed
