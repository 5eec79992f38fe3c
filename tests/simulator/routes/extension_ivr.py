# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Interactive menus: settings, contexts, their options, and the rules of each in their order (extension API, ivr)."""

from __future__ import annotations

from ..call import Answer
from ..extension_call import GONE, OWN, Operation, Visit, bad, missing
from ..extension_state import STANDARD_OPTIONS, Row, Rows
from ..extension_table import Single, Table, own_table, put_in_order
from ..models.extension_ivr import Context, ContextUpdate, IvrSettings, Option, Rule, RuleUpdate
from .extension_rules import check_caller, check_interval, check_sound

CONTEXT = "/ivr/context/"
OPTIONS = f"{CONTEXT}{{context_id}}/options/"
RULES = f"{OPTIONS}{{option_digits}}/rules/"


def _check_context(visit: Visit, row: Row, name: str) -> None:
    if row[name] is not None and row[name] not in visit.extension.tables["contexts"]:
        raise bad(name, f"context {row[name]} does not exist")


def _check_settings(visit: Visit, row: Row) -> None:
    _check_context(visit, row, "entry_context")


def _context(visit: Visit) -> Row:
    return visit.find(visit.extension.tables["contexts"], "context_id")


def _options(visit: Visit) -> dict[str, Rows]:
    return visit.extension.options[_context(visit)["id"]]


def _rules(visit: Visit) -> Rows:
    rules = _options(visit).get(visit.path["option_digits"])
    if rules is None:
        raise missing()
    return rules


def _add_options(visit: Visit, row: Row) -> None:
    visit.extension.add_context(row)


def _remove_context(visit: Visit, row: Row) -> None:
    """Refuse to leave a jump without its target; jumps of the context's own go with it."""
    key = row["id"]
    if visit.extension.settings and visit.extension.settings["entry_context"] == key:
        raise bad("context_id", f"context {key} is the entry context")
    if jumps := [rule["id"] for home, rule in visit.extension.menu_rules() if rule["context"] == key and home != key]:
        raise bad("context_id", f"the rules {jumps} jump to context {key}")
    del visit.extension.options[key]


def _position(visit: Visit, row: Row) -> int | None:
    """Return the place, from 0, that a new rule asks for; raises ApiError (400) for one beyond the end."""
    text = row["order_position"]
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= len(_rules(visit)) + 1):
        raise bad("order_position", "must be a position from 1 to one more than there are rules")
    return int(text) - 1


def _check_rule(visit: Visit, row: Row) -> None:
    check_caller(row)
    check_sound(visit, row, "sound", "record_digits_sound")
    check_interval(visit, row)
    _check_context(visit, row, "context")
    if "id" not in row:
        _position(visit, row)


def _place(visit: Visit, row: Row) -> None:
    """Move a new rule, which is the last, to where it wants to be."""
    rows = _rules(visit)
    position = _position(visit, row)
    del row["order_position"]
    if position is not None:
        others = [key for key in rows if key != row["id"]]
        put_in_order(rows, [*others[:position], row["id"], *others[position:]])


def _shown_rule(visit: Visit, row: Row) -> Row:
    """Two numbers are answered as texts (ivr, rules)."""
    texts = {name: None if row[name] is None else str(row[name]) for name in ("record_digits_max", "voice_helper_digits_max")}
    return {**row, **texts}


SETTINGS = Single("/ivr/", IvrSettings, "ivr", check=_check_settings)
CONTEXTS = Table(
    CONTEXT,
    Context,
    "ivr",
    rows=own_table("contexts"),
    item="context_id",
    kind="contexts",
    update=ContextUpdate,
    placed=_add_options,
    removing=_remove_context,
)
MENU_RULES = Table(
    RULES,
    Rule,
    "ivr",
    rows=_rules,
    item="rule_id",
    kind="rules",
    update=RuleUpdate,
    usual={"voice_helper_classic_term": True, "max_rate": 5},
    reset={"is_simple_transfer": False},
    check=_check_rule,
    placed=_place,
    answer=_shown_rule,
    ordered=True,
)


def _list_options(visit: Visit) -> list[Row]:
    return [visit.shown({"digits": digits}) for digits in _options(visit)]


def _add_option(visit: Visit) -> Answer:
    options, digits = _options(visit), visit.given()["digits"]
    if digits in options:
        raise bad("digits", f"{digits} is there already")
    options[digits] = {}
    return Answer(201, visit.shown({"digits": digits}))


def _remove_option(visit: Visit) -> Answer:
    _rules(visit)
    if visit.path["option_digits"] in STANDARD_OPTIONS:
        raise bad("option_digits", "every context has this option")
    del _options(visit)[visit.path["option_digits"]]
    return GONE


def _scheme(visit: Visit) -> Row:
    """Return the settings and the whole tree below them."""
    contexts = []
    for key, row in visit.extension.tables["contexts"].items():
        options = [
            {"digits": digits, "rules": [MENU_RULES.shown(visit, rule) for rule in rules.values()]}
            for digits, rules in visit.extension.options[key].items()
        ]
        contexts.append({**CONTEXTS.shown(visit, row), "options": options})
    return {**visit.shown(visit.extension.settings or {}), "contexts": contexts}


def operations() -> list[Operation]:
    """Return the operations on menus."""
    make, options = [*SETTINGS.operations(), *CONTEXTS.operations(), *MENU_RULES.operations()], OWN + OPTIONS
    return [
        *make,
        Operation("GET", options, _list_options, only="ivr"),
        Operation("POST", options, _add_option, body=Option, only="ivr"),
        Operation("DELETE", f"{options}{{option_digits}}", _remove_option, only="ivr"),
        Operation("GET", f"{OWN}/ivr/scheme/", _scheme, only="ivr"),
    ]
