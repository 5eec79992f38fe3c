# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rules for incoming calls and the times they hold at; what rules of any kind must agree with (extension API, incom_rule; interval)."""

from __future__ import annotations

from ..extension_call import Operation, Visit, bad
from ..extension_state import Row
from ..extension_table import Table, own_table
from ..models.extension_rules import IncomingRule, IncomingRuleUpdate, Interval

_CLIENT = {"client_id": 1, "dealer_id": None}


def check_caller(row: Row) -> None:
    """Refuse a rule that compares the caller with nothing; raises ApiError (400)."""
    if row["caller_id_action"] in ("matches", "not_matches") and row["caller_id"] is None:
        raise bad("caller_id", f"is required for {row['caller_id_action']}")


def check_sound(visit: Visit, row: Row, *names: str) -> None:
    """Refuse a sound that does not exist; raises ApiError (400)."""
    for name in names:
        if row[name] is not None and row[name] not in visit.state.sounds:
            raise bad(name, f"sound {row[name]} does not exist")


def check_interval(visit: Visit, row: Row) -> None:
    """Refuse an interval that the extension does not have; raises ApiError (400)."""
    if row["interval"] is not None and row["interval"] not in visit.extension.tables["intervals"]:
        raise bad("interval", f"interval {row['interval']} does not exist")


def _incoming(visit: Visit, row: Row) -> None:
    check_caller(row)
    check_sound(visit, row, "playfile_sound")
    check_interval(visit, row)
    if row["type"] == "cascade" and not row["cascade_numbers"]:
        raise bad("cascade_numbers", "is required for cascade")


def _in_use(visit: Visit, row: Row) -> None:
    rules = [*visit.extension.tables["incoming_rules"].values(), *(rule for _context, rule in visit.extension.menu_rules())]
    if users := [rule["id"] for rule in rules if rule["interval"] == row["id"]]:
        raise bad("interval_id", f"interval {row['id']} is used by the rules {users}")


INCOMING_RULES = Table(
    "/incom_rule/",
    IncomingRule,
    rows=own_table("incoming_rules"),
    item="rule_id",
    kind="incoming_rules",
    update=IncomingRuleUpdate,
    check=_incoming,
    ordered=True,
)
INTERVALS = Table(
    "/interval/",
    Interval,
    rows=own_table("intervals"),
    item="interval_id",
    kind="intervals",
    update=Interval,
    server=lambda visit: {"extension_id": visit.extension.id, **_CLIENT},
    removing=_in_use,
)


def operations() -> list[Operation]:
    """Return the operations on rules and intervals."""
    return INCOMING_RULES.operations() + INTERVALS.operations()
