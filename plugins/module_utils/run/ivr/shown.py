# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IVR for a diff: names in place of the ids of contexts, and nothing that is only the API's default (extension API, ivr).

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...plan.documents import Document, canonical, is_blank
from ...plan.secrecy import masked_parts
from ...resources.extension.extension_ivr_context import IVR_CONTEXT, STANDARD_OPTIONS
from ...resources.extension.extension_ivr_rule import IVR_RULE
from .planner import SchemePlan

Names = Mapping[Any, Any]
"""Names of contexts by their ids."""

CONTEXTS = ("entry_context", "context")
"""Fields that hold the id of a context."""


def scheme_diff(plan: SchemePlan, *, contexts: bool) -> dict[str, Document]:
    """``before`` and ``after`` of a run; equal where nothing changes.

    :param contexts: whether these are part of what is wanted.
    """
    diff = plan.settings.diff()
    for side, found in (("before", plan.before), ("after", plan.after)):
        names = {context["id"]: context.get("name") for context in found}
        diff[side] = {name: _named(name, value, names) for name, value in diff[side].items()}
        if contexts and found:
            by_name = sorted(found, key=lambda context: str(context.get("name")))
            diff[side]["contexts"] = [_shown(context, names) for context in by_name]
    before, after = diff["before"].get("contexts"), diff["after"].get("contexts")
    for side, contexts_, other, note in (("before", before, after, "(to be replaced)"), ("after", after, before, "(new)")):
        if contexts_ is not None:
            diff[side]["contexts"] = masked_parts(contexts_, other, note, ("name", "digits"))
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
    """The name of the context that a field leads to, or else its value as it is."""
    return names.get(value, value) if name in CONTEXTS else value
