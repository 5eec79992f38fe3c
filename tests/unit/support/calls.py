# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tenants made at random, and a second way to find where a call ends: one moment, one step at a time, nothing shared with the plugins.

Sources: PortSIP PBX REST API 22.2 and PortSIP's knowledge base (inbound rules, outbound rules, night mode, virtual receptionists, ring
groups, call queues, extension call routing).
"""

from __future__ import annotations

import datetime
import random
import re
from dataclasses import dataclass
from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STATUSES = ("available", "busy", "dnd", "away", "lunch", "trip", "offline")
FIRST_DID = 493055501000
POOL = f"{FIRST_DID}-{FIRST_DID + 199}"
HOLIDAYS = ("New Year", "Easter", "Founders Day", "Winter break")


def hours(rng: random.Random) -> dict[str, Any]:
    """A week with none to two shifts a day."""
    week: dict[str, Any] = {}
    for day in DAYS:
        sort = rng.randrange(4)
        if sort == 0:
            week[day] = {"enabled": False}
        elif sort == 1:
            week[day] = {"enabled": True}
        else:
            times = sorted(rng.sample(range(0, 96), 2 * (sort - 1)))
            texts = [f"{time // 4:02d}:{time % 4 * 15:02d}" for time in times]
            week[day] = {"enabled": True, "ranges": [{"from": texts[at], "to": texts[at + 1]} for at in range(0, len(texts), 2)]}
    return week


def tenant(rng: random.Random, size: int = 4, dids: int = 8) -> dict[str, Any]:
    """A tenant of so many objects of each kind, with rules that lead anywhere, also in circles and to nobody."""
    numbers = [f"{start + number}" for start in (1000, 7000, 7100, 7900, 8000) for number in range(size)]
    users, groups, queues, boxes, ivrs = (numbers[at * size : (at + 1) * size] for at in range(5))

    def target(*actions: str) -> dict[str, Any]:
        action = rng.choice((*("FORWARD_TO_NUMBER",) * 4, "FORWARD_TO_VOICEMAIL", "HANGUP", *actions))
        if action == "FORWARD_TO_NUMBER":
            number = rng.choice([*numbers, *numbers, "9999", "+4930123456", "+4989765432", f"+{FIRST_DID + rng.randrange(dids)}", "777"])
            return {"action": action, "number": number}
        return {"action": action, "number": rng.choice([*users, *boxes])} if action == "FORWARD_TO_VOICEMAIL" else {"action": action}

    def maybe(odds: float, fields: dict[str, Any]) -> dict[str, Any]:
        return fields if rng.random() < odds else {}

    def by_hours(*actions: str) -> dict[str, Any]:
        own = {"mode": "CUSTOM", **hours(rng)} if rng.random() < 0.5 else {"mode": "GLOBAL"}
        feast = {"holidays": rng.sample(HOLIDAYS, rng.randrange(1, 3)), **maybe(0.9, {"holiday_forward_rule": target(*actions)})}
        return {
            "office_hours": own,
            **maybe(0.95, {"office_hours_forward_rule": target(*actions)}),
            **maybe(0.9, {"non_office_hours_forward_rule": target(*actions)}),
            **maybe(0.5, feast),
        }

    def night(*actions: str) -> dict[str, Any]:
        return {**maybe(0.15, {"enable_night_mode": True}), **maybe(0.8, {"night_mode_forward_rule": target(*actions)})}

    def user(number: str) -> dict[str, Any]:
        rules = {
            f"{status}_{time}_forward_rule": target(*(("RING_ANYWAY",) * 3 if status in STATUSES[:2] else ()))
            for status in STATUSES
            for time in ("office_hours", "non_office_hours")
            if rng.random() < 0.25
        }
        rules |= {f"{status}_no_answer_forward_rule": target() for status in STATUSES[:2] if rng.random() < 0.7}
        exception = {
            "caller_id": rng.choice(["0049**", "1000-1002"]),
            "type": rng.choice(["ALL_HOURS", "SPECIFIC_HOURS", "OUTSIDE_SPECIFIC_HOURS"]),
            "hours": hours(rng),
            **target("RING_ANYWAY"),
        }
        return {
            "extension_number": number,
            "display_name": f"User {number}",
            **rules,
            **maybe(0.3, {"custom_forward_rules": [exception]}),
            **maybe(0.3, {"office_hours": {"mode": "CUSTOM", **hours(rng)}}),
            **maybe(0.3, {"global_holidays": rng.sample(HOLIDAYS, 1)}),
            **maybe(0.1, {"enabled": False}),
            **maybe(0.1, {"enable_dnd": True}),
        }

    def team(number: str, *actions: str) -> dict[str, Any]:
        members = rng.sample(users, rng.randrange(0, min(3, size) + 1))
        return {
            "extension_number": number,
            "name": f"Team {number}",
            "agents": [{"extension_number": member} for member in members],
            **maybe(0.85, {"no_answer_forward_rule": target(*actions)}),
            **night(*actions),
        }

    def receptionist(number: str) -> dict[str, Any]:
        return {
            "extension_number": number,
            "name": f"Menu {number}",
            "custom_forward_rules": [{"user_input": key, **by_hours("REPEAT", "DISA")} for key in rng.sample("123", rng.randrange(0, 4))],
            **maybe(0.9, {"timeout_forward_rule": {"timeout": 10, "repeat_times": 1, **target("REPEAT")}}),
            **maybe(0.2, {"exclude_list": ["1000-1001"]}),
            **night(),
        }

    inbound = [
        {"name": f"Rule {did}", "trunk": "Line", "did_numbers": str(FIRST_DID + did), **by_hours()}
        for did in range(dids)
        if rng.random() < 0.9
    ]
    inbound += [
        {"name": "Masked", "trunk": "Line", "did_numbers": str(FIRST_DID), "cid_number_mask": ["0049**"], **by_hours()},
        {
            "name": "Direct",
            "trunk": "Line",
            "did_numbers": f"{FIRST_DID + 100}-{FIRST_DID + 100 + size - 1}",
            "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": f"{users[0]}-{users[-1]}"},
            "non_office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": f"{users[0]}-{users[-1]}"},
        },
    ]
    outbound = [
        {
            "name": f"Out {number}",
            "priority": number * 10,
            **maybe(0.5, {"number_prefix": rng.sample(["+49", "+4930", "9"], 1)}),
            **maybe(0.3, {"number_length": ["11"]}),
            **maybe(0.3, {"number_mask": [f"{users[0]}-{users[-1]}"]}),
            **maybe(0.4, {"office_hours": {"mode": "CUSTOM", **hours(rng)}}),
            **maybe(0.3, {"holidays": rng.sample(HOLIDAYS, 1)}),
            "routes": [{"trunk": "Line", "enabled": rng.random() < 0.9}, {"trunk": "Line", "enabled": rng.random() < 0.9}],
        }
        for number in range(3)
    ]
    return {
        "domain": "random.example.net",
        "office_hours": hours(rng),
        **maybe(0.1, {"enable_night_mode": True}),
        "trunks": [{"name": "Line", "did_numbers": [POOL]}],
        "holidays": [
            {"name": "New Year", "every_year": True, "consecutive": False, "month_start": 1, "day_start": 1},
            {
                **{"name": "Easter", "every_year": False, "consecutive": True, "year_start": 2027, "month_start": 3, "day_start": 26},
                **{"hour_start": 12, "minute_start": 30, "year_end": 2027, "month_end": 3, "day_end": 29},
            },
            {
                **{"name": "Founders Day", "every_year": True, "consecutive": False, "month_start": 5, "day_start": 20},
                **{"hour_start": 9, "minute_start": 15, "hour_end": 13, "minute_end": 0},
            },
            {
                **{"name": "Winter break", "every_year": True, "consecutive": True, "month_start": 12, "day_start": 30},
                **{"month_end": 1, "day_end": 2, "hour_end": 23, "minute_end": 59},
            },
        ],
        "users": [user(number) for number in users],
        "ring_groups": [team(number, "REPEAT") for number in groups],
        "call_queues": [{**team(number), **maybe(0.3, {"wait_when_no_agents_online": True})} for number in queues],
        "shared_voicemails": [{"extension_number": number, "name": f"Box {number}"} for number in boxes],
        "ivrs": [receptionist(number) for number in ivrs],
        "inbound_rules": inbound,
        "outbound_rules": outbound,
    }


@dataclass(frozen=True)
class Told:
    """What a call is like."""

    caller: str = ""
    keys: tuple[str, ...] = ()
    status: tuple[tuple[str, str], ...] = ()
    answered: bool = True


class Walker:
    """Where calls of a tenant end at one moment, by the rules in the order in which the guide gives them."""

    def __init__(self, definition: dict[str, Any], moment: datetime.datetime) -> None:
        self.tenant, self.moment = definition, moment
        self.kinds = {
            entry["extension_number"]: (kind, entry)
            for kind in ("users", "ring_groups", "call_queues", "shared_voicemails", "ivrs")
            for entry in definition[kind]
        }

    def ends(self, did: str, told: Told) -> tuple[str, str]:
        """Kind and number of where a call to a number of the trunk ends."""
        place: tuple[str, str, str] = ("did", did, "")
        keys = list(told.keys)
        been: set[tuple[tuple[str, str, str], int]] = set()
        while True:
            if (place, len(keys)) in been:
                return "loop", place[1]
            been.add((place, len(keys)))
            after = getattr(self, f"at_{place[0]}", lambda *_: None)(place, told, keys)
            if after is None:
                return {"ringing": "user", "gone": "outside"}.get(place[0], place[0]), place[1]
            place = after

    def at_did(self, place: tuple[str, str, str], told: Told, _keys: list[str]) -> Any:
        rules = [rule for rule in self.tenant["inbound_rules"] if self.inside(place[1], [rule["did_numbers"]])]
        fitting = [rule for rule in rules if rule.get("cid_number_mask") and self.inside(told.caller, rule["cid_number_mask"])]
        fitting += [rule for rule in rules if not rule.get("cid_number_mask")]
        if not fitting:
            return ("no_rule", place[1], "")
        forward = self.by_hours(fitting[0]) or {}
        if "-" in forward.get("number", ""):
            first = int(forward["number"].split("-")[0])
            forward = {**forward, "number": str(first + int(place[1]) - int(fitting[0]["did_numbers"].split("-")[0]))}
        return self.led(forward, place)

    def at_ivr(self, place: tuple[str, str, str], _told: Told, keys: list[str]) -> Any:
        entry = self.kinds[place[1]][1]
        if self.night(entry):
            return self.led(entry.get("night_mode_forward_rule"), place)
        if not keys:
            return None
        key = keys.pop(0)
        if key == "timeout":
            return self.led(entry.get("timeout_forward_rule"), place)
        for rule in entry["custom_forward_rules"]:
            if rule["user_input"] == key:
                return self.led(self.by_hours(rule), place)
        if key in self.kinds and not self.inside(key, entry.get("exclude_list", [])):
            return self.number(key, place)
        return place

    def at_ring_group(self, place: tuple[str, str, str], told: Told, _keys: list[str]) -> Any:
        entry = self.kinds[place[1]][1]
        if self.night(entry):
            return self.led(entry.get("night_mode_forward_rule"), place)
        agents = [agent for agent in entry["agents"] if self.kinds[agent["extension_number"]][1].get("enabled", True)]
        waits = entry.get("wait_when_no_agents_online", False)
        offline = all(dict(told.status).get(agent["extension_number"]) == "offline" for agent in agents)
        if not told.answered or (offline and not waits):
            return self.led(entry.get("no_answer_forward_rule"), place)
        return None

    at_call_queue = at_ring_group

    def at_user(self, place: tuple[str, str, str], told: Told, _keys: list[str]) -> Any:
        entry = self.kinds[place[1]][1]
        if entry.get("enabled") is False:
            return ("unanswered", place[1], "")
        status = dict(told.status).get(place[1], "available")
        for rule in entry.get("custom_forward_rules", []):
            inside = rule["type"] == "ALL_HOURS" or self.open(rule["hours"]) == (rule["type"] == "SPECIFIC_HOURS")
            if inside and self.inside(told.caller, [rule["caller_id"]]):
                return ("ringing", place[1], "") if rule["action"] == "RING_ANYWAY" else self.led(rule, place)
        dnd = entry.get("enable_dnd", False)
        at_work = self.open(self.hours_of(entry.get("office_hours"))) and not self.feast(entry.get("global_holidays", []))
        time = "office_hours" if at_work else "non_office_hours"
        rule = entry.get(f"{'dnd' if dnd else status}_{time}_forward_rule")
        if rule and rule["action"] != "RING_ANYWAY":
            return self.led(rule, place)
        if dnd:
            return ("voicemail", place[1], "")
        if rule is None and status != "available":
            return ("unanswered", place[1], "")
        return self.ringing(place[1], told, status)

    def at_ringing(self, place: tuple[str, str, str], told: Told, _keys: list[str]) -> Any:
        return self.ringing(place[1], told, "available" if dict(told.status).get(place[1], "available") == "available" else "")

    def ringing(self, number: str, told: Told, status: str) -> Any:
        if told.answered or not status:
            return None
        rule = self.kinds[number][1].get(f"{status}_no_answer_forward_rule")
        return self.led(rule, ("user", number, "")) if rule else ("unanswered", number, "")

    def at_outside(self, place: tuple[str, str, str], _told: Told, _keys: list[str]) -> Any:
        number, source = place[1:]
        fitting = [
            rule
            for rule in sorted(self.tenant["outbound_rules"], key=lambda rule: rule["priority"])
            if number.startswith(tuple(rule.get("number_prefix", [""])))
            and ("number_length" not in rule or str(len(number)) in rule["number_length"])
            and ("number_mask" not in rule or self.inside(source, rule["number_mask"]))
        ]
        if not fitting:
            return ("no_route", number, "")
        rule = fitting[0]
        closed = ("office_hours" in rule and not self.open(rule["office_hours"])) or self.feast(rule.get("holidays", []))
        if closed or not any(route["enabled"] for route in rule["routes"]):
            return ("no_route", number, "")
        plain = number.removeprefix("+")
        return ("did", plain, "") if self.inside(plain, [POOL]) else ("gone", number, "")

    def led(self, rule: Any, place: tuple[str, str, str]) -> tuple[str, str, str]:
        action = (rule or {}).get("action")
        if action is None:
            return ("nowhere", "", "")
        if action == "HANGUP":
            return ("hangup", "", "")
        if action == "DISA":
            return ("dial_out", "", "")
        if action == "REPEAT":
            return place
        number = rule.get("number") or place[1]
        if action == "FORWARD_TO_VOICEMAIL" and self.kinds[number][0] == "users":
            return ("voicemail", number, "")
        return self.number(number, place)

    def number(self, number: str, place: tuple[str, str, str]) -> tuple[str, str, str]:
        if number in self.kinds:
            kind = {"users": "user", "ring_groups": "ring_group", "call_queues": "call_queue", "ivrs": "ivr"}
            return (kind.get(self.kinds[number][0], "shared_voicemail"), number, "")
        if number == "777":
            return ("service", number, "")
        return ("outside", number, place[1] if place[1] in self.kinds else "") if number.startswith("+") else ("missing", number, "")

    def by_hours(self, entry: dict[str, Any]) -> Any:
        if self.feast(entry.get("holidays", [])):
            return entry.get("holiday_forward_rule")
        opened, closed = entry.get("office_hours_forward_rule"), entry.get("non_office_hours_forward_rule")
        return opened if self.open(self.hours_of(entry.get("office_hours"))) else closed

    def hours_of(self, given: Any) -> Any:
        return given if given and given["mode"] == "CUSTOM" else self.tenant["office_hours"]

    def open(self, week: dict[str, Any]) -> bool:
        day = week[DAYS[self.moment.weekday()]]
        if not day["enabled"]:
            return False
        now = f"{self.moment:%H:%M}"
        return "ranges" not in day or any(span["from"] <= now < span["to"] for span in day["ranges"])

    def night(self, entry: dict[str, Any]) -> bool:
        return bool(entry.get("enable_night_mode") or self.tenant.get("enable_night_mode"))

    def feast(self, names: list[str]) -> bool:
        """Whether it is one of some holidays of ``HOLIDAYS``, as they are written in ``tenant``."""
        now = f"{self.moment:%m-%d %H:%M}"
        year = self.moment.year
        known = {
            "New Year": now.startswith("01-01"),
            "Easter": year == 2027 and "03-26 12:30" <= now < "03-30",
            "Founders Day": "05-20 09:15" <= now < "05-20 13:00",
            "Winter break": now >= "12-30" or now < "01-03",
        }
        return any(known[name] for name in names)

    @staticmethod
    def inside(number: str, masks: list[str]) -> bool:
        for mask in masks:
            first, _dash, last = mask.partition("-")
            if last and number.isdecimal() and int(first) <= int(number) <= int(last):
                return True
            if not last and re.fullmatch(mask.replace("*", r"\d"), number):
                return True
        return False


def moments(rng: random.Random, count: int) -> list[datetime.datetime]:
    """Moments of the year from 2026-11-30 on, most of them at or beside the hours and holidays of ``tenant``."""
    start = datetime.datetime(2026, 11, 30)
    feasts = [
        datetime.datetime(*date) for date in ((2026, 12, 30), (2027, 1, 1), (2027, 1, 2), (2027, 3, 26), (2027, 3, 29), (2027, 5, 20))
    ]
    found = []
    for _number in range(count):
        day = rng.choice(feasts) if rng.random() < 0.4 else start + datetime.timedelta(days=rng.randrange(364))
        found.append(day + datetime.timedelta(minutes=15 * rng.randrange(96) + rng.choice((0, 0, 1, 14))))
    return found
