# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension: documents to wish for, and what the simulated extension API holds."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator import Simulator

Json = dict[str, Any]
EXTENSION = 801
IVR = f"/api/ver1.0/extension/{EXTENSION}/ivr/"
LOGIN = "POST /oauth/token"
READ = f"GET {IVR}scheme/"
STANDARD = ("start", "timeout", "invalid")
USUAL = {
    "final": True,
    "call_status": "any",
    "caller_id_action": "any",
    "hangup_cause": "normal",
    "is_simple_transfer": False,
    "call_interactive_method": "GET",
    "max_rate": 5,
    "voice_helper_classic_term": True,
}
"""Fields of a rule that nobody gave (extension API, ivr context rules, defaults)."""


def context(name: str, options: dict[str, list[Json]] | None = None, **fields: Any) -> Json:
    """A wanted context; without ``options`` they are left out."""
    # Copies, as options come from JSON: two items of them are never one object.
    listed = [{"digits": digits, "rules": [copy.deepcopy(rule) for rule in rules]} for digits, rules in (options or {}).items()]
    return {"name": name, **fields, **({} if options is None else {"options": listed})}


def jump(name: str, **fields: Any) -> Json:
    """A rule that leads to a context."""
    return {"action": "jump_to_context", "context": name, **fields}


def menu(pbx: Simulator) -> Json:
    """All that the API holds of the IVR: ``settings``, and ``contexts`` by id."""
    held: Json = pbx.state()["extension"]["extensions"][str(EXTENSION)]["ivr"]
    return held


def contexts(pbx: Simulator) -> dict[str, dict[str, list[Json]]]:
    """Name -> digits -> rules in their order: what was said of each, contexts and sounds by name; only options with rules."""
    held = menu(pbx)["contexts"]
    assert len({row["name"] for row in held.values()}) == len(held), "a name came twice"
    names = {row["id"]: row["name"] for row in held.values()}
    sounds = {row["id"]: row["title"] for row in pbx.state()["extension"]["sounds"].values()}

    def said(rule: Json) -> Json:
        shown = {key: value for key, value in rule.items() if key != "id" and value not in (None, [], False) or key == "final"}
        shown = {key: value for key, value in shown.items() if USUAL.get(key) != value}
        for key, of in (("context", names), ("sound", sounds), ("record_digits_sound", sounds)):
            if key in shown:
                shown[key] = of[shown[key]]
        return shown

    return {
        row["name"]: {digits: [said(rule) for rule in rules] for digits, rules in row["options"].items() if rules} for row in held.values()
    }


def wanted(document: list[Json]) -> dict[str, dict[str, list[Json]]]:
    """What ``contexts`` should tell of a document in which everything goes by name."""
    return {
        entry["name"]: {option["digits"]: option["rules"] for option in entry.get("options", []) if option["rules"]} for entry in document
    }


def counted(calls: list[str]) -> dict[str, int]:
    """How often each kind of request was made: ``{'POST context': 2}``."""
    counts: dict[str, int] = {}
    for call in calls:
        verb, _blank, path = call.partition(" ")
        parts = path.removeprefix(IVR).rstrip("/").split("/") if path.startswith(IVR) else [path.rstrip("/").rpartition("/")[2]]
        kind = next((part for part in reversed(parts) if part in ("scheme", "order", "rules", "options", "context")), parts[0] or "ivr")
        counts[f"{verb} {kind}"] = counts.get(f"{verb} {kind}", 0) + 1
    return counts


HANGUP = {"action": "hangup"}
MAIL = {"action": "voicemail"}
TO_SALES = {"action": "transfer", "transfer_dst": "201 202", "transfer_timeout": 20, "final": False}
WELCOME = {"action": "play_sound", "sound": "Welcome"}

MENU = [
    context("English", {"start": [WELCOME], "1": [TO_SALES, MAIL], "2": [jump("Deutsch")]}, timeout=8000, description="First"),
    context("Deutsch", {"#": [jump("English", context_option="1")], "invalid": [HANGUP]}),
]
"""Two contexts that lead to each other, in which everything goes by name."""
