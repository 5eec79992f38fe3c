# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options as YAML handed them over, looked at before Ansible brings them into the types of the argument spec.

YAML reads ``0100`` as the number 64, ``508_294`` as 508294 and ``yes`` as a boolean.  Where an option takes text, Ansible
makes text of these, and nothing shows what was written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from ansible.module_utils.common.validation import check_type_dict

from ..errors import InvalidInput
from .option_names import check_names

Spec = Mapping[str, Any]
Found = tuple[str, str, Any]
"""The path of a value as a user writes it, its type by the spec, and the value."""

MOST_NAMED = 5
"""How many options a warning names."""
BITS = 64
"""No API here has longer whole numbers."""
TEXT = ("str", "path")


def check_raw(spec: Spec, given: Any, identifiers: Collection[str], warn: Callable[[str], None]) -> None:
    """Refuse what can't be meant, and warn of what may be something else than was written.

    :param spec: argument spec.
    :param given: the options before they are checked against it.
    :param identifiers: dotted names of options that take an id, which may be a number.
    :param warn: called with what may be wrong; without values, which may be secret.
    :raises InvalidInput: an option is given by both of its names, something else stands for a mapping, a boolean for a text, or a
        number is none that fits.
    """
    for path, expected, item in _misshapen(spec, given):
        raise InvalidInput(f"{path}: given as {_kind_of(item)}, not as {expected}.{_hint(path, item)}")
    check_names(spec, given)
    found = list(_values(spec, given))
    booleans = [path for path, kind, value in found if kind in (*TEXT, "int", "float") and isinstance(value, bool)]
    if booleans:
        what = "text" if all(kind in TEXT for path, kind, _value in found if path in booleans) else "text or a number"
        raise InvalidInput(
            f"{_listed(booleans)}: given as a boolean, not as {what}. YAML reads yes, no, on, off, true and false as booleans; "
            "put text in quotes."
        )
    for path, kind, value in found:
        if kind in ("int", "float") and not _fits(value, whole=kind == "int"):
            raise InvalidInput(f"{path}: the number given is too large, or no number at all; it must fit in {BITS} bits")
    numbers = [path for path, kind, value in found if kind in TEXT and _is_number(value) and _name(path) not in identifiers]
    if numbers:
        warn(
            f"{_listed(numbers)}: given as a number, not as text. YAML drops leading zeros, plus signs and underscores, and reads "
            "0100 as 64. Put the value in quotes."
        )


def _misshapen(spec: Spec, given: Any, place: str = "") -> Iterator[Found]:
    """Where the spec has a mapping, or a list of mappings, and something else stands: path, what it should be, and what stands there."""
    for alias, option, value in _options(spec, given):
        path = f"{place}.{alias}" if place else str(alias)
        kind, elements = option.get("type", "str"), option.get("elements")
        if kind == "list" and elements == "dict":
            if not isinstance(value, list):
                yield path, "a list of mappings", value
                continue
            items = {f"{path}[{number}]": item for number, item in enumerate(value)}
        else:
            items = {path: value} if kind == "dict" else {}
        for each, item in items.items():
            if not _is_mapping(item):
                yield each, "a mapping", item
            elif "options" in option:
                yield from _misshapen(option["options"], item, each)


def _is_mapping(value: Any) -> bool:
    """Whether Ansible takes a value for a mapping, as it does a text of JSON or of ``key=value``."""
    if value is None or isinstance(value, Mapping):
        return True
    try:
        return isinstance(value, str) and isinstance(check_type_dict(value), Mapping)
    except TypeError:
        return False


def _kind_of(value: Any) -> str:
    """What a value is, without the value, which may be secret."""
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "text" if isinstance(value, str) else "a mapping" if isinstance(value, Mapping) else "a list"


def _hint(path: str, value: Any) -> str:
    """How to give lists and mappings on a command line, where they arrive as text."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("[", "{"):
        return ""
    name = path.partition(".")[0].partition("[")[0]
    return f" On a command line, give all options as one JSON text: -a '{{\"{name}\": ...}}'."


def _options(spec: Spec, given: Any) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """Each option that is given and that the spec has: its name as given, its spec and its value."""
    if not isinstance(given, Mapping):
        return
    names = {alias: name for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
    for alias, value in given.items():
        option = spec.get(names.get(alias, ""))
        if option is not None and value is not None:
            yield str(alias), option, value


def _values(spec: Spec, given: Any, place: str = "") -> Iterator[Found]:
    """Every single value for which the spec has a type."""
    for alias, option, value in _options(spec, given):
        path = f"{place}.{alias}" if place else str(alias)
        kind = option.get("type", "str")
        if kind == "list":
            items = value if isinstance(value, list) else [value]
            paths = [f"{path}[{number}]" for number in range(len(items))] if isinstance(value, list) else [path]
            kind = option.get("elements", "raw")
        else:
            items, paths = [value], [path]
        for each, item in zip(paths, items, strict=True):
            if "options" in option:
                yield from _values(option["options"], item, each)
            elif "choices" not in option:  # Ansible itself takes a boolean for the choice yes or no
                yield each, kind, item


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _fits(value: Any, *, whole: bool) -> bool:
    """Whether a number, or a text that is one, is finite and not absurd; what is no number is Ansible's to refuse."""
    try:
        number = float(value) if isinstance(value, (int, float, str)) else 0.0
    except OverflowError:
        return False
    except ValueError:
        return True
    return math.isfinite(number) and (not whole or abs(number) < 2.0 ** (BITS - 1))


def _name(path: str) -> str:
    """``menu[2].digits`` -> ``menu.digits``."""
    return ".".join(part.partition("[")[0] for part in path.split("."))


def _listed(paths: list[str]) -> str:
    more = f" and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else ""
    return ", ".join(paths[:MOST_NAMED]) + more
