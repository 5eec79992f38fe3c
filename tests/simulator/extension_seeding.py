# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writing the state of the extension API directly, without its checks: what a test wants to find there."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .extension_activity import ActivitySeeder
from .extension_state import Extension, ExtensionState, Kind, Row
from .extension_table import Part, Table
from .routes.extension_ivr import CONTEXTS, MENU_RULES, SETTINGS
from .routes.extension_rules import INCOMING_RULES, INTERVALS
from .routes.extension_settings import AGENTS, EVENTS, NOTIFICATIONS, PHONE, QUEUE, SINGLES, USERS
from .state import World, copied

PHONES = range(201, 221)
FAXES = range(601, 604)
CONFERENCES = range(701, 704)
MENUS = range(801, 804)
QUEUES = range(901, 906)
SEEDED: tuple[tuple[Kind, range], ...] = (
    ("phone", PHONES),
    ("fax", FAXES),
    ("conference", CONFERENCES),
    ("ivr", MENUS),
    ("queue", QUEUES),
)
SOUNDS = ("Welcome", "Main menu", "Hold music", "Closed", "Goodbye")  # ids from 3001 on
SETTINGS_OF: Mapping[str, Part] = {part.only or "": part for part in (*SINGLES, PHONE, QUEUE, SETTINGS)}


class ExtensionSeeder(ActivitySeeder):
    """The helpers ``add_*`` and ``set_*`` for the extension API; each returns the new id where there is one.

    Fields left out get the defaults of the API. Values are taken as they are, but a field that an object does not have
    raises TypeError, and an extension that does not exist raises LookupError.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def _state(self) -> ExtensionState:
        return self._world.extension

    def seed_extensions(self) -> None:
        """Add sounds, and some extensions of each type; every phone has an alias."""
        for title in SOUNDS:
            self.add_sound(title)
        for kind, ids in SEEDED:
            for number in ids:
                self.add_extension(number, kind)
        for number in PHONES:
            self.add_alias(number, f"30555{number}")

    def _add_row(self, where: int, table: Table, name: str, fields: Row, **fixed: Any) -> int:
        extension = self._state.extensions[where]
        row = _filled({**table.fresh(), **fixed}, name, fields)
        key = self._state.next_id(table.kind or name)
        extension.tables[name][key] = {"id": key, **row}
        return key

    def add_extension(self, id: int, type: Kind = "phone", **fields: Any) -> int:
        """Add an extension: a phone, a queue, a conference, a fax or an interactive menu."""
        usual = {
            "name": str(id),
            "label": None,
            "status": "active",
            "domain": "sim.example.net",
            "dial_rule_limit": None,
            "extra_params": None,
            "extension_group_id": None,
            "caller_id_name": None,
            "client_id": 1,
            "dial_rule_id": None,
            "message_did": None,
            "create_date": "2026-01-15 09:30:00",
            "ani_rfc3325": False,
            "did_as_transfer_caller_id": None,
        }
        row = {"id": id, "type": type, **usual, **fields}
        self._state.extensions[id] = Extension(row, settings=copied(SETTINGS_OF[type].fresh()))
        return id

    def set_extension(self, extension_id: int, **fields: Any) -> None:
        """Write settings of an extension: those of its phone, queue, conference, fax or menu, or its ``ani``."""
        extension = self._state.extensions[extension_id]
        if "ani" in fields:
            extension.ani = fields.pop("ani")
        extension.settings = _filled(extension.settings or {}, extension.type, fields)

    def add_agent(self, extension_id: int, name: str, **fields: Any) -> int:
        """Add an agent to an extension."""
        return self._add_row(extension_id, AGENTS, "agents", {"name": name, **fields}, extension_id=extension_id)

    def add_queue_agent(self, queue_id: int, agent_id: int, level: int = 0, position: int = 0, remote: bool = False) -> None:
        """Put an agent into a queue."""
        members = self._state.extensions[queue_id].tables["remote_queue_agents" if remote else "queue_agents"]
        members[agent_id] = {"agent_id": agent_id, "level": level, "position": position}

    def add_event(
        self, extension_id: int, event_type: str = "dial-in", url: str = "https://crm.example.com/call", method: str = "GET"
    ) -> int:
        """Add an event."""
        return self._add_row(extension_id, EVENTS, "events", {"event_type": event_type, "url": url, "method": method})

    def add_incoming_rule(self, extension_id: int, name: str | None, type: str = "voicemail", **fields: Any) -> int:
        """Add a rule for incoming calls, as the last."""
        return self._add_row(extension_id, INCOMING_RULES, "incoming_rules", {"name": name, "type": type, **fields})

    def add_interval(self, extension_id: int, name: str, conditions: list[Row] | None = None, timezone: str = "Europe/Berlin") -> int:
        """Add an interval; without conditions it is the working days from 9 to 17."""
        week = {"start_dow": 2, "end_dow": 6, "start_time": "09:00:00", "end_time": "17:00:00"}
        entries = [{**_CONDITION, **entry} for entry in ([week] if conditions is None else conditions)]
        owner = {"extension_id": extension_id, "client_id": 1, "dealer_id": None}
        return self._add_row(extension_id, INTERVALS, "intervals", {"name": name, "timezone": timezone, "conditions": entries}, **owner)

    def add_mail_notification(self, extension_id: int, mail: str, event_type: str = "call_failed_mail") -> int:
        """Add a notification."""
        return self._add_row(extension_id, NOTIFICATIONS, "notifications", {"mail": mail, "event_type": event_type})

    def add_extension_user(self, extension_id: int, login: str, password: str = "User-Pass-1", **fields: Any) -> int:
        """Add a user of an extension."""
        usual = {"name": login.title(), "email": f"{login}@example.net"}
        return self._add_row(
            extension_id, USERS, "users", {"login": login, "password": password, **usual, **fields}, extension_id=extension_id
        )

    def add_context(self, extension_id: int, name: str, **fields: Any) -> int:
        """Add a context, with its standard options, to a menu."""
        key = self._add_row(extension_id, CONTEXTS, "contexts", {"name": name, **fields})
        extension = self._state.extensions[extension_id]
        extension.add_context(extension.tables["contexts"][key])
        return key

    def add_context_rule(self, extension_id: int, context_id: int, digits: str, action: str = "hangup", **fields: Any) -> int:
        """Add a rule to an option of a context, as the last; the option too, if it is not there."""
        row = _filled(MENU_RULES.fresh(), "rules", {"action": action, **fields})
        del row["order_position"]
        key = self._state.next_id("rules")
        self._state.extensions[extension_id].options[context_id].setdefault(digits, {})[key] = {"id": key, **row}
        return key

    def add_sound(self, title: str, **fields: Any) -> int:
        """Add a sound, which all extensions may play; titles need not differ."""
        key = self._state.next_id("sounds")
        usual = {"title": title, "filename": f"{key}.mp3", "client_id": 1, "dealer_id": None}
        self._state.sounds[key] = {"id": key, **_filled(usual, "sounds", fields)}
        self.set_sound_file(key)
        return key

    def add_alias(self, extension_id: int, name: str, **fields: Any) -> int:
        """Add a further name of an extension."""
        key = self._state.next_id("aliases")
        usual = {"name": name, "domain": "sim.example.net", "comment": None, "create_date": "2026-01-15 09:30:00"}
        row = {"id": key, "extension_id": extension_id, **_filled(usual, "aliases", fields)}
        self._state.extensions[extension_id].tables["aliases"][key] = row
        return key


_CONDITION = dict.fromkeys(
    ("start_dow", "end_dow", "start_mday", "end_mday", "start_time", "end_time", "month")
    + ("start_datetime", "end_datetime", "sched_start_date", "sched_active_days", "sched_skip_days")
)  # fmt: skip


def _filled(row: Row, name: str, fields: Row) -> Row:
    """Return a row with fields put in; raises TypeError for one that it does not have."""
    if unknown := set(fields) - set(row):
        raise TypeError(f"{name} have no {', '.join(sorted(unknown))}")
    return {**row, **copy.deepcopy(fields)}
