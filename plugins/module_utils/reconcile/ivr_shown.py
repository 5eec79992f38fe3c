# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IVR for a diff: names in place of ids, and nothing that is only the API's default (extension API, ivr).

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..resources.extension_ivr import IVR_CONTEXT, IVR_RULE, STANDARD_OPTIONS
from .documents import Document, canonical, is_blank
from .ivr_scheme import SchemePlan

Names = Mapping[str, Mapping[Any, Any]]
"""Names by id, for each kind of thing."""

KINDS = {
    "entry_context": "context",
    "context": "context",
    "vm_greeting": "sound",
    "sound": "sound",
    "record_digits_sound": "sound",
    "interval": "interval",
}
"""Fields that hold the id of something with a name, and what that is."""


def scheme_diff(plan: SchemePlan, names: Names, *, contexts: bool) -> dict[str, Document]:
    """C(before) and C(after) of a run; equal where nothing changes.

    :param names: of sounds and intervals, as far as they are known.
    :param contexts: whether these are part of what is wanted.
    """
    diff = plan.settings.diff()
    for side, found in (("before", plan.before), ("after", plan.after)):
        called = {**names, "context": {context["id"]: context.get("name") for context in found}}
        diff[side] = {name: _named(name, value, called) for name, value in diff[side].items()}
        if contexts and found:
            by_name = sorted(found, key=lambda context: str(context.get("name")))
            diff[side]["contexts"] = [_shown(context, called) for context in by_name]
    return diff


def _shown(context: Document, names: Names) -> Document:
    fields = {name: context[name] for name in IVR_CONTEXT.own_fields if not is_blank(context.get(name))}
    options = [
        {"digits": option["digits"], "rules": [_shown_rule(rule, names) for rule in option["rules"]]}
        for option in sorted(context["options"], key=lambda option: str(option["digits"]))
        # These are always there; without rules they do nothing.
        if option["rules"] or option["digits"] not in STANDARD_OPTIONS
    ]
    return {**fields, "options": options}


def _shown_rule(rule: Document, names: Names) -> Document:
    said = [name for name in IVR_RULE.own_fields if canonical(IVR_RULE, rule.get(name), (name,)) is not None]
    return {name: _named(name, rule[name], names) for name in said}


def _named(name: str, value: Any, names: Names) -> Any:
    """The name of what a field refers to, or else its value as it is."""
    return names.get(KINDS.get(name, ""), {}).get(value, value) if name in KINDS else value
