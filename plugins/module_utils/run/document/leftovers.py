# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values that only stand for something: templates that Ansible did not evaluate, and texts shown in place of secrets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ...base.findings import Finding

OMITTED = re.compile(r"__omit_place_holder__[0-9a-f]{40}")
"""What Ansible puts in place of an omitted value, before core 2.19 also inside of lists."""
TEMPLATE = re.compile(r"\{\{|\{%|\{#")
"""What begins a template, a statement or a comment of Jinja."""
VARIABLE = re.compile(r"\s*\{\{\s*(?P<name>[A-Za-z_]\w*(?:(?:\.\w+)|(?:\[[\w'\"]+\]))*)\s*\}\}\s*")
"""A template that is one variable, whose name is no secret."""
SHOWN_INSTEAD = ("********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "$encrypted$")
"""What Ansible and AWX show in place of a secret."""


def without_omitted(value: Any) -> Any:
    """A copy without what was omitted, at any depth, and without keys that are null: they were not given."""
    if isinstance(value, Mapping):
        kept = {name: item for name, item in value.items() if item is not None and not is_omitted(item)}
        return {str(name): without_omitted(item) for name, item in kept.items()}
    if isinstance(value, list):
        return [without_omitted(item) for item in value if not is_omitted(item)]
    return value


def is_omitted(value: Any) -> bool:
    """Whether a value is what Ansible writes for ``omit``."""
    return isinstance(value, str) and OMITTED.fullmatch(value) is not None


class Leftovers:
    """What is left in the values of an entry.

    :param literal: paths of values that mean their braces.
    """

    def __init__(self, literal: Collection[str] = ()) -> None:
        self._literal = literal

    def find(self, values: Mapping[str, Any], path: str) -> list[Finding]:
        """One finding for each value.

        :param path: of the entry that has the values.
        """
        return [Finding(f"{path}.{where}", self._said(text, where)) for where, text in _texts(values, "") if self._said(text, where)]

    def _said(self, text: str, where: str) -> str:
        if text.strip() in SHOWN_INSTEAD:
            return (
                f"{text.strip()} is what Ansible or AWX shows in place of a secret, not the secret itself; give the secret, for example "
                "by a variable encrypted with ansible-vault, or leave the option out"
            )
        if not TEMPLATE.search(text) or any(_covers(one, where) for one in self._literal):
            return ""
        return f"{_not_evaluated(text)}. If the braces are meant literally, add {_in_lists(where)!r} to the option literal of this entry"

    @staticmethod
    def of_structure(value: Any) -> str:
        """What is wrong with a text in place of a list or a mapping, empty where it is no template."""
        return _not_evaluated(value) if isinstance(value, str) and TEMPLATE.search(value) else ""


def _not_evaluated(text: str) -> str:
    variable = VARIABLE.fullmatch(text)
    name = variable["name"] if variable else ""
    what = f"the template {{{{ {name} }}}}" if name else "a template"
    if name.startswith("vault_"):
        return f"contains {what}, which was not evaluated: define {name}, in a variable file rather than in the extra variables of a launch"
    return (
        f"contains {what}, which Ansible did not evaluate: templates in the extra variables of a launch (AWX), in values marked !unsafe "
        "and in what lookups read are not evaluated. Keep it in a variable file"
    )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a value with its path; a key that is a template counts too."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            here = f"{path}.{name}" if path else str(name)
            if TEMPLATE.search(str(name)):
                yield here, str(name)
            if here != "literal":
                yield from _texts(item, here)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path, value


def _in_lists(where: str) -> str:
    """A path without positions, as ``literal`` has it: ``menu[0].url`` is ``menu.*.url``."""
    return re.sub(r"\[\d+\]", ".*", where)


def _covers(literal: str, where: str) -> bool:
    """Whether a path of ``literal`` is that of a value, or of what contains it."""
    plain = _in_lists(where)
    return plain == literal or plain.startswith(f"{literal}.")
