# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options that a module does not have, found before Ansible checks the others.

Ansible's own message lists all options of the module, which are more than 60; this one names the option that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible.module_utils.common.validation import check_type_dict

from ..base.findings import in_few_lines
from ..base.nearest import did_you_mean
from ..errors import InvalidInput

Spec = Mapping[str, Any]

LONGEST = 100
"""Characters of a name that are shown."""
SHORT_LIST = 8
"""A mapping with no more keys than this has all of them named."""


def refuse_unknown(spec: Spec, given: Any, action: str) -> None:
    """Refuse options, and keys inside of options, that the argument spec does not have.

    :param given: the options as they were given, without those that Ansible itself adds.
    :param action: the module's name, with or without the collection.
    :raises InvalidInput: with the path of each such option, and the known one that is near.
    """
    found = [f"{path}: unknown {kind}{meant}" for path, kind, meant in _unknown(spec, given, "")]
    if found:
        all_options = f"ansible-doc portsip.pbx.{action.rpartition('.')[2]} shows all options"
        found[0] += f" ({all_options})"
        raise InvalidInput(in_few_lines(found, "{count} options are unknown:"))


def _unknown(spec: Spec, given: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Path, what it is, and what was meant."""
    if not isinstance(given, Mapping):
        return
    options = {alias: option for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
    for name, value in given.items():
        path = f"{place}.{name}" if place else str(name)
        if name not in options:
            path = path if len(path) <= LONGEST else f"{path[:LONGEST]}…"
            yield path, "key" if place else "option", _meant(str(name), options)
            continue
        inner = options[name].get("options")
        if inner:
            for each, item in _items(options[name], value, path):
                yield from _unknown(inner, _mapping(item), each)


def _items(option: Mapping[str, Any], value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The mappings that an option holds, with their paths."""
    if option.get("type") != "list":
        yield path, value
    elif isinstance(value, list):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(value))


def _mapping(value: Any) -> Any:
    """What Ansible makes of a text of JSON or of ``key=value``; anything else as it is."""
    try:
        return check_type_dict(value) if isinstance(value, str) else value
    except TypeError:
        return value


def _meant(name: str, options: Mapping[str, Any]) -> str:
    meant = did_you_mean(name, options)
    if meant:
        return f"; {meant}"
    if len(options) <= SHORT_LIST:
        return f"; allowed are {', '.join(sorted(options))}"
    return "; fields that this collection does not know yet go into extra" if "extra" in options else ""
