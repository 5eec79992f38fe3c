# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writing what happens at extensions, and no one configures: calls, registrations, recordings, faxes, chats, conferences."""

from __future__ import annotations

import itertools
from typing import Any

from .extension_state import Extension, Row, StoredFile
from .state import World

_RECORD_TEXTS = """
    to_username source_number result hangup_time_gmt to_domain calls_result from_username calls_hangup_disposition
    ani_number application ext_number_reg hangup_cause hangup_disposition init_time_gmt source_domain dest_domain
    from_domain call_uuid extension_type did_domain from_screen_name extension_name dest_number did_number
"""
_CALL_TEXTS = """
    answer_time_gmt called_did called_extension callback_id caller_extension caller_id_name record_uuid
"""


class ActivitySeeder:
    """The helpers ``add_*`` for what goes on. Fields left out get plausible values; an unknown field raises TypeError."""

    _world: World

    def _at(self, extension_id: int) -> Extension:
        return self._world.extension.extensions[extension_id]

    def _name(self, extension_id: int, table: str, given: str | None, prefix: str) -> str:
        """Return the id given, or the first free one: the same ones after each start."""
        taken = self._at(extension_id).tables[table]
        return given or next(name for count in itertools.count(1) if (name := f"{prefix}-{extension_id}-{count}") not in taken)

    def _store(self, extension_id: int, table: str, key: Any, usual: Row, fields: Row) -> None:
        if unknown := set(fields) - set(usual):
            raise TypeError(f"{table} have no {', '.join(sorted(unknown))}")
        self._at(extension_id).tables[table][key] = {**usual, **fields}

    def add_registration(self, extension_id: int, registration_id: str | None = None, **fields: Any) -> str:
        """Register a device at an extension."""
        key = self._name(extension_id, "registrations", registration_id, "registration")
        usual: Row = {
            "registration_id": key,
            "contact_address": f"sip:{extension_id}@192.0.2.10:5060",
            "real_address": "192.0.2.10:5060",
            "device": "Desk phone",
            "expires": 120,
        }
        self._store(extension_id, "registrations", key, usual, fields)
        return key

    def add_call(self, extension_id: int, call_api_id: str | None = None, **fields: Any) -> str:
        """Let a phone have a call."""
        key = self._name(extension_id, "calls", call_api_id, "call")
        usual: Row = {
            **dict.fromkeys(_CALL_TEXTS.split()),
            "call_api_id": key,
            "call_flow": "in",
            "caller_id_number": "+49301234567",
            "called_number": str(extension_id),
            "extension_id": extension_id,
            "init_time_gmt": "2026-03-02 10:00:00.250",
            "real_call": True,
            "state": "active",
            "speech_to_text": {},
        }
        self._store(extension_id, "calls", key, usual, fields)
        return key

    def add_queue_member(self, queue_id: int, number: str, state: str = "waiting", **fields: Any) -> str:
        """Let somebody wait in a queue; the state is waiting, trying or answered."""
        key = self._name(queue_id, "queue_members", None, "waiting")
        usual: Row = {
            "call_api_id": key,
            "number": number,
            "state": state,
            "wait_time": 30,
            "joined_datetime": "2026-03-02 10:00:00",
            "serving_agent": None,
        }
        self._store(queue_id, "queue_members", key, usual, fields)
        return key

    def add_conference_member(self, extension_id: int, member_id: int, number: str = "201", **fields: Any) -> int:
        """Let somebody take part in a conference."""
        usual: Row = {"member_id": member_id, "number": number, "mute": False, "deaf": False}
        self._store(extension_id, "conference_members", member_id, usual, fields)
        return member_id

    def add_chat(self, extension_id: int, chat_id: str, texts: list[str] | tuple[str, ...] = ("Hello",), read: bool = False) -> str:
        """Add a chat with messages."""
        messages = [{"text": text, "read": read} for text in texts]
        self._store(extension_id, "chats", chat_id, {"id": chat_id, "messages": messages}, {})
        return chat_id

    def _put_file(self, extension_id: int, kind: str, key: str, name: str, media_type: str, content: Any, size: int) -> StoredFile:
        given = content.encode() if isinstance(content, str) else content
        stored = StoredFile(name, media_type, given, size if given is None else len(given))
        self._at(extension_id).files[kind, key] = stored
        return stored

    def add_record(
        self,
        extension_id: int,
        record_uuid: str | None = None,
        start: str = "2026-03-02 10:00:05",
        content: str | bytes | None = None,
        size: int = 4096,
        **fields: Any,
    ) -> str:
        """Add a recording that began at ``start``; without content it has so many bytes, which cost no memory until read."""
        key = self._name(extension_id, "records", record_uuid, "record")
        stored = self._put_file(extension_id, "record", key, f"{key}.mp3", "audio/mpeg", content, size)
        usual: Row = {
            **dict.fromkeys(_RECORD_TEXTS.split()),
            "record_uuid": key,
            "start_time_gmt": f"{start}.125",
            "duration": 60,
            "flow": "in",
            "record_file_size": stored.size,
            "extension_id": extension_id,
            "extension_group_owner_id": None,
            "client_owner_id": 1,
        }
        self._store(extension_id, "records", key, usual, fields)
        return key

    def add_voicemail(self, extension_id: int, record_uuid: str | None = None, content: str | bytes | None = None, size: int = 4096) -> str:
        """Add a voice message."""
        key = self._name(extension_id, "voicemails", record_uuid, "voicemail")
        self._put_file(extension_id, "voicemail", key, f"{key}.mp3", "audio/mpeg", content, size)
        self._store(extension_id, "voicemails", key, {"record_uuid": key}, {})
        return key

    def add_fax_in(self, extension_id: int, fax_uuid: str | None = None, content: str | bytes | None = None, size: int = 4096) -> str:
        """Let a fax come in."""
        key = self._name(extension_id, "faxes_in", fax_uuid, "fax")
        self._put_file(extension_id, "fax_in", key, f"{key}.tiff", "image/tiff", content, size)
        self._store(extension_id, "faxes_in", key, {"fax_uuid": key}, {})
        return key

    def add_fax_out(self, extension_id: int, dst_num: str, status: str = "queued", **fields: Any) -> int:
        """Let a fax be on its way; the status is queued, cancelled, failed or sent."""
        key = self._world.extension.next_id("faxes_out")
        usual: Row = {"id": key, "dst_num": dst_num, "status": status, "datetime": "2026-03-02 10:00:00", "filename": "letter.pdf"}
        self._store(extension_id, "faxes_out", key, usual, fields)
        return key

    def set_sound_file(self, sound_id: int, content: str | bytes | None = None, size: int = 4096) -> None:
        """Write the file of a sound."""
        given = content.encode() if isinstance(content, str) else content
        name = str(self._world.extension.sounds[sound_id]["filename"])
        self._world.extension.sound_files[sound_id] = StoredFile(name, "audio/mpeg", given, size if given is None else len(given))

    def set_conference_status(self, extension_id: int, **fields: Any) -> None:
        """Write ``is_locked``, ``run_time`` (seconds), ``playing`` (the id of a sound) or ``enter_sound`` of a conference."""
        status = self._at(extension_id).conference_status
        if unknown := set(fields) - set(status):
            raise TypeError(f"conferences have no {', '.join(sorted(unknown))}")
        status |= fields
