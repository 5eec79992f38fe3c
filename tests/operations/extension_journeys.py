# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Journeys through the modules: between them they reach every operation of the extension API."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.portsip.pbx.tests.operations.journeys import of_case

from cases import cases

if TYPE_CHECKING:
    from simulator import Simulator

Go = Callable[..., dict[str, Any]]
"""Runs a module in check mode and for real, expects whether it changes anything (C(changed)), and answers its result."""
PHONE, FAX, CONFERENCE, MENU, QUEUE = ({"extension_id": number} for number in (201, 601, 701, 801, 901))
"""An extension of each type, which the simulator has from the beginning."""
NUMBER = "+493055501000"


def settings(pbx: Simulator, go: Go, directory: Path) -> None:
    """A phone, its number, a conference and a fax are read."""
    go("portsip_extension_info", False, **PHONE, subsets=["extension", "aliases", "phone", "ani", "sounds"])
    go("portsip_extension_info", False, **CONFERENCE, subsets=["conference"])
    go("portsip_extension_info", False, **FAX, subsets=["fax"])


def queue(pbx: Simulator, go: Go, directory: Path) -> None:
    """A queue is set up, gets agents of both types, tells how it fares, and loses them."""
    go("portsip_queue", True, **QUEUE, strategy="longest-idle-agent", sound_type="music", sound="Hold music")
    desk = {**PHONE, "name": "Desk"}
    both = [{"queue": 901, "level": 1, "position": 1}, {"queue": 901, "type": "remote", "level": 1, "position": 2}]
    agent = go("portsip_queue_agent", True, **desk, queues=both)["agent"]["id"]
    go("portsip_queue_agent", True, **desk, wrap_up_time=15, queues=[{**place, "level": 2} for place in both])
    go("portsip_queue_agent_info", False, **PHONE, queues=[901])
    go("portsip_extension_info", False, **PHONE, agent_id=agent, subsets=["agents", "agent"])
    status = ["queue_status", "queue_status_agents", "queue_status_members"]
    told = go("portsip_extension_info", False, **QUEUE, agent_id=agent, subsets=["queue", "queue_agents", "queue_agent", *status])
    assert [told["queue_agent"][kind]["level"] for kind in ("local", "remote")] == [2, 2]
    go("portsip_queue_agent", True, **desk, queues=both, queues_mode="remove")
    go("portsip_queue_agent", True, **desk, state="absent")


def incoming_rules(pbx: Simulator, go: Go, directory: Path) -> None:
    """Two rules come, one of them with an interval; they change, are put in order, are read, and go."""
    night = [{"start_time": "18:00:00", "end_time": "23:59:59"}]
    interval = go("portsip_extension_interval", True, **PHONE, name="Night", timezone="Europe/Berlin", conditions=night)["interval"]["id"]
    go("portsip_extension_interval", True, **PHONE, name="Night", timezone="Europe/Vienna")
    closed = go("portsip_extension_incoming_rule", True, **PHONE, name="Closed", type="voicemail", interval="Night")["incoming_rule"]["id"]
    go("portsip_extension_incoming_rule", True, **PHONE, name="Hidden", type="playfile", playfile_sound="Closed", position=1)
    go("portsip_extension_incoming_rule", True, **PHONE, name="Closed", enabled=False)
    go("portsip_extension_incoming_rule_order", True, **PHONE, rules=["Closed", "Hidden"])
    subsets = ["intervals", "interval", "incoming_rules", "incoming_rule", "incoming_rule_order"]
    go("portsip_extension_info", False, **PHONE, interval_id=interval, rule_id=closed, subsets=subsets)
    for name in ("Closed", "Hidden"):
        go("portsip_extension_incoming_rule", True, **PHONE, name=name, state="absent")
    go("portsip_extension_interval", True, **PHONE, name="Night", state="absent")


def reports(pbx: Simulator, go: Go, directory: Path) -> None:
    """Events and mail notifications come, change, are read, and go; a number of events at once."""
    call = {**PHONE, "event_type": "dial-in", "url": "https://crm.example.net/calls"}
    event = go("portsip_extension_event", True, **call, method="GET")["event"]["id"]
    go("portsip_extension_event", True, **call, method="POST")
    mail = {**PHONE, "event_type": "call_failed_mail"}
    notification = go("portsip_extension_notification", True, **mail, mail="noc@example.net")["notification"]["id"]
    go("portsip_extension_notification", True, **PHONE, id=str(notification), mail="night@example.net")
    subsets = ["events", "event", "notifications", "notification"]
    go("portsip_extension_info", False, **PHONE, event_id=event, notification_id=notification, subsets=subsets)
    go("portsip_extension_notification", True, **mail, mail="night@example.net", state="absent")
    go("portsip_extension_event", True, **call, state="absent")
    for kind in ("answer", "hangup"):
        go("portsip_extension_event", True, **PHONE, event_type=kind, url="https://crm.example.net/calls", method="GET")
    go("portsip_extension_event", True, **PHONE, state="absent", all=True)


def users(pbx: Simulator, go: Go, directory: Path) -> None:
    """A user comes and is read."""
    anna = {"name": "Anna Berg", "email": "anna@example.net", "password": "Anna-Secret-1"}
    user = go("portsip_extension_user", True, **PHONE, login="anna", **anna)["user"]["id"]
    go("portsip_extension_info", False, **PHONE, user_id=user, subsets=["users", "user"])


def menu(pbx: Simulator, go: Go, directory: Path) -> None:
    """A menu comes; its rules change, change places, and some go; it is read, and goes."""
    pbx.add_interval(801, "Office hours")
    play, put_through, end = (
        {"action": "play_sound", "sound": "Main menu"},
        {"action": "transfer", "transfer_dst": "201", "interval": "Office hours"},
        {"action": "hangup"},
    )

    def contexts(rules: list[dict[str, Any]], **fields: Any) -> list[dict[str, Any]]:
        return [{"name": "English", **fields, "options": [{"digits": "1", "rules": rules}]}]

    scheme = go("portsip_extension_ivr", True, **MENU, entry_context="English", lifetime=600, contexts=contexts([play, put_through, end]))
    context = scheme["ivr"]["contexts"][0]
    (rule, *_others) = next(option for option in context["options"] if option["digits"] == "1")["rules"]
    go("portsip_extension_ivr", True, **MENU, contexts=contexts([end, play, put_through], timeout=8000))
    go("portsip_extension_ivr", True, **MENU, contexts=contexts([end, {**play, "sound": "Closed"}]))
    place = {"context_id": context["id"], "option_digits": "1", "rule_id": rule["id"]}
    subsets = ["ivr", "ivr_scheme", "ivr_contexts", "ivr_context", "ivr_options", "ivr_rules", "ivr_rule", "ivr_rule_order"]
    go("portsip_extension_info", False, **MENU, **place, subsets=subsets)
    go("portsip_extension_ivr", True, **MENU, contexts=[{"name": "English", "options": []}])
    go("portsip_extension_ivr", True, **MENU, contexts=[])


def registrations(pbx: Simulator, go: Go, directory: Path) -> None:
    """Devices are looked at, one is dropped, then all others."""
    first, *_others = (pbx.add_registration(201) for _count in range(3))
    go("portsip_extension_info", False, subsets=["registrations"], extension_ids=[201, 202])
    go("portsip_extension_info", False, **PHONE, subsets=["registration"])
    go("portsip_extension_registration", True, **PHONE, registration_id=first)
    go("portsip_extension_registration", True, **PHONE, all=True)


def calls(pbx: Simulator, go: Go, directory: Path) -> None:
    """A call is made; others are looked at, held, parked, written down and ended."""
    go("portsip_extension_call", True, **PHONE, action="callback", src_num=["201"], dst_num=NUMBER)
    call = {**PHONE, "call_api_id": pbx.add_call(201)}
    go("portsip_extension_info", False, **call, subsets=["current_calls", "call"])
    go("portsip_extension_call", True, **call, action="hold")
    go("portsip_extension_call", True, **call, action="speech_to_text_start", direction="in", url="https://crm.example.net/words")
    go("portsip_extension_call", True, **call, action="valet_park")
    go("portsip_extension_call", True, **call, action="hangup")


def conference(pbx: Simulator, go: Go, directory: Path) -> None:
    """A conference is looked at and locked."""
    pbx.add_conference_member(701, 3)
    go("portsip_extension_info", False, **CONFERENCE, subsets=["conference_status"])
    go("portsip_extension_conference_control", True, **CONFERENCE, lock=True)


def chat(pbx: Simulator, go: Go, directory: Path) -> None:
    """The messages of a chat are marked as read, and deleted."""
    pbx.add_chat(201, "support")
    go("portsip_extension_chat", True, **PHONE, chat_id="support", action="read")
    go("portsip_extension_chat", True, **PHONE, chat_id="support", action="delete")


def files(pbx: Simulator, go: Go, directory: Path) -> None:
    """Recordings are listed; they, a message, a fax and a sound are saved, and a fax is sent."""
    recording = {**PHONE, "kind": "recording", "id": pbx.add_record(201)}
    message = {**PHONE, "kind": "voicemail", "id": pbx.add_voicemail(201)}
    (sound,) = go("portsip_extension_info", False, **PHONE, subsets=["sounds"], sound_filter={"title": ["Welcome"]})["sounds"]
    period = {"start_datetime": "2026-03-01 00:00:00", "end_datetime": "2026-04-01 00:00:00"}
    go("portsip_extension_info", False, **PHONE, **period, subsets=["records", "record_statistics"])

    basic = {"source": "password", "download_username": "sim-client", "download_password": "Sim-Client-Secret-2026"}
    go("portsip_extension_file", True, **recording, dest=str(directory / "recording.mp3"))
    go("portsip_extension_file", True, **recording, **basic, dest=str(directory / "again.mp3"))
    go("portsip_extension_file", True, **message, dest=str(directory / "message.mp3"))
    for stored in (recording, message):
        go("portsip_extension_file", False, **stored, url_only=True)
    fax = {**FAX, "kind": "fax", "id": pbx.add_fax_in(601)}
    go("portsip_extension_file", True, **fax, dest=str(directory / "fax.tiff"))
    go("portsip_extension_file", True, **PHONE, kind="sound", id=str(sound["id"]), dest=str(directory / "sound.mp3"))

    sent = go("portsip_extension_fax_send", True, **FAX, file=str(directory / "fax.tiff"), dst_num=NUMBER)
    go("portsip_extension_fax_send", True, **FAX, action="cancel", message_id=sent["fax"]["id"])


JOURNEYS: dict[str, Callable[[Simulator, Go, Path], None]] = {
    "settings of extensions": settings,
    "queue": queue,
    "incoming rules": incoming_rules,
    "reports": reports,
    "users": users,
    "menu": menu,
    "registrations": registrations,
    "calls": calls,
    "conference": conference,
    "chat": chat,
    "files": files,
    **{f"{name} case": of_case(case) for name, case in cases().items() if case.of_extension},
}
"""Name -> the journey."""
