# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the simulated extension API holds (extension API)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from .session import Account, Sessions

Kind = Literal["phone", "queue", "conference", "fax", "ivr"]
Row = dict[str, Any]
Rows = dict[Any, Row]

CLIENT = Account("sim-client", "Sim-Client-Secret-2026", "admin")

STANDARD_OPTIONS = ("start", "timeout", "invalid")

# The first id of each kind is the next one; none has anything to do with extension ids.
_FIRST_IDS = {
    "sounds": 3000,
    "agents": 5000,
    "events": 11000,
    "incoming_rules": 12000,
    "intervals": 13000,
    "contexts": 14000,
    "rules": 15000,
    "notifications": 16000,
    "users": 17000,
    "aliases": 18000,
    "faxes_out": 19000,
    "callbacks": 20000,
}

# How the tables of an extension are shown in the state: keyed by id, or as a list, whose order means something.
_BY_ID = (
    ("agents", "events", "intervals", "notifications", "users", "aliases", "registrations", "calls")
    + ("records", "voicemails", "faxes_in", "faxes_out", "chats", "conference_members")
)  # fmt: skip
_LISTED = ("incoming_rules", "queue_agents", "remote_queue_agents", "queue_members")


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a recording, a fax or a sound; those of a large one are made up when they are asked for."""

    name: str
    media_type: str
    given: bytes | None
    size: int

    @property
    def content(self) -> bytes:
        """All of it; one that was only given a size repeats its own name."""
        if self.given is not None:
            return self.given
        pattern = f"{self.name}\n".encode()
        return (pattern * (self.size // len(pattern) + 1))[: self.size]

    def dump(self) -> Row:
        """Return name, type, size and, of what was given, the checksum."""
        shown = {"name": self.name, "media_type": self.media_type, "size": self.size}
        return shown if self.given is None else {**shown, "sha256": hashlib.sha256(self.given).hexdigest()}


@dataclass
class Extension:
    """One extension: what its type has once (``settings``), tables of rows by id, and what was done to it (``actions``)."""

    fields: Row
    settings: Row | None = None
    ani: str | None = None
    tables: dict[str, Rows] = field(default_factory=lambda: defaultdict(dict))
    options: dict[int, dict[str, Rows]] = field(default_factory=dict)  # of a context: digits -> rules by id, in order
    conference_status: Row = field(default_factory=lambda: {"is_locked": False, "run_time": 0, "playing": None, "enter_sound": None})
    actions: list[Row] = field(default_factory=list)
    files: dict[tuple[str, Any], StoredFile] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Its id, which is its number in these tests."""
        return int(self.fields["id"])

    @property
    def type(self) -> str:
        """What it is: phone, queue, conference, fax or ivr."""
        return str(self.fields["type"])

    def add_context(self, row: Row) -> None:
        """Add a context with the options that every one has."""
        self.tables["contexts"][row["id"]] = row
        self.options[row["id"]] = {digits: {} for digits in STANDARD_OPTIONS}

    def menu_rules(self) -> Iterator[tuple[int, Row]]:
        """Yield the rules of all contexts, each with the id of its own."""
        for context, options in self.options.items():
            for rules in options.values():
                for rule in rules.values():
                    yield context, rule

    def dump(self) -> Row:
        """Return the extension as plain JSON, each list in its order."""
        shown = {kind: self.settings if self.type == kind else None for kind in ("phone", "queue", "conference", "fax")}
        tables: Row = {name: {str(key): row for key, row in self.tables[name].items()} for name in _BY_ID if name in self.tables}
        return {
            **self.fields,
            **shown,
            "ani": self.ani,
            "ivr": self._menu() if self.type == "ivr" else None,
            **{name: tables.get(name, {}) for name in _BY_ID},
            **{name: list(self.tables[name].values()) if name in self.tables else [] for name in _LISTED},
            "conference_status": self.conference_status if self.type == "conference" else None,
            "files": {f"{kind}/{key}": stored.dump() for (kind, key), stored in self.files.items()},
            "actions": self.actions,
        }

    def _menu(self) -> Row:
        contexts = {}
        for key, row in self.tables["contexts"].items():
            contexts[str(key)] = {**row, "options": {digits: list(rules.values()) for digits, rules in self.options[key].items()}}
        return {"settings": self.settings, "contexts": contexts}


class ExtensionState:
    """All extensions and what they share, the clients that may sign in, and their sessions."""

    def __init__(self) -> None:
        self.extensions: dict[int, Extension] = {}
        self.sounds: Rows = {}
        self.sound_files: dict[int, StoredFile] = {}
        self.slots: dict[int, str] = {}  # where calls are parked: slot -> call_api_id
        self.clients: list[Account] = []
        self.sessions = Sessions()
        self._last_ids = dict(_FIRST_IDS)

    def next_id(self, kind: str) -> int:
        """Return a new id of a kind of object."""
        self._last_ids[kind] += 1
        return self._last_ids[kind]

    def agent_exists(self, agent_id: int) -> bool:
        """Return whether any extension has this agent."""
        return any(agent_id in extension.tables["agents"] for extension in self.extensions.values())

    def forget_agent(self, agent_id: int) -> None:
        """Remove an agent from all queues."""
        for extension in self.extensions.values():
            for name in ("queue_agents", "remote_queue_agents"):
                extension.tables[name].pop(agent_id, None)

    def login_taken(self, login: str) -> bool:
        """Return whether any extension has a user of this login."""
        return any(row["login"] == login for extension in self.extensions.values() for row in extension.tables["users"].values())

    def dump(self) -> Row:
        """Return ``{extensions: {id: {agents, queue, queue_agents, ...}}, sounds, slots}``."""
        return {
            "extensions": {str(key): extension.dump() for key, extension in self.extensions.items()},
            "sounds": {str(key): row for key, row in self.sounds.items()},
            "slots": {str(slot): call for slot, call in self.slots.items()},
        }
