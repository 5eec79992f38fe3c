# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The operations of the extension API, each made ready to be probed or read."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator import Simulator

from .clients import Answer, ExtensionClient
from .target import Target

_COUNT = itertools.count(1000)
_OWN = "/extension/{extension_id}"
_PERIOD = "start_datetime=2026-01-01 00:00:00&end_datetime=2026-12-31 23:59:59".replace(" ", "%20")
_CASCADE = {"cascade_numbers": [{"delay": 5, "number": "202"}], "caller_id": "^49"}

# What creation completes by defaults of the description, and answers.
CREATED = frozenset(
    f"{_OWN}/{path}" for path in ("agent/", "incom_rule/", "ivr/context/", "ivr/context/{context_id}/options/{option_digits}/rules/")
)


@dataclass(frozen=True)
class Scene:
    """A PBX with one of everything that paths and bodies name."""

    agent: int
    interval: int
    incoming_rule: int
    context: int
    rule: int
    menu_interval: int
    ids: dict[str, Any]

    def path(self, shape: str) -> str:
        """Return the path of one of the things of the scene."""
        path = shape.replace("{extension_id}", _number(shape)).replace("{option_digits}", "5")
        ids = {**self.ids, "agent_id": self.agent, "interval_id": self.interval, "context_id": self.context}
        ids["rule_id"] = self.rule if "/ivr/" in shape else self.incoming_rule
        ids["id"] = ids["event" if "/event/" in shape else "notification"]
        ids["record_uuid"] = ids["voicemail" if "/voicemail/" in shape else "record"]
        for name, value in ids.items():
            path = path.replace(f"{{{name}}}", str(value))
        return path


def _number(shape: str) -> str:
    """Return an extension of the type that an operation is about."""
    types = {"/queue/": "901", "/ivr/": "801", "/conference/": "701", "/fax/": "601"}
    return next((number for part, number in types.items() if part in shape), "201")


def prepare(pbx: Simulator) -> Scene:
    """Add one of everything."""
    agent = pbx.add_agent(201, "Target")
    pbx.add_queue_agent(901, agent)
    pbx.add_queue_agent(901, agent, remote=True)
    pbx.add_queue_member(901, "+49301234567")
    context, interval = pbx.add_context(801, "Target"), pbx.add_interval(201, "Target")
    pbx.add_conference_member(701, 1)
    ids = {
        "event": pbx.add_event(201),
        "notification": pbx.add_mail_notification(201, "noc@example.com"),
        "user_id": pbx.add_extension_user(201, "target"),
        "registration_id": pbx.add_registration(201),
        "call_api_id": pbx.add_call(201),
        "chat_id": pbx.add_chat(201, "chat-1"),
        "record": pbx.add_record(201),
        "voicemail": pbx.add_voicemail(201),
        "sound_id": 3001,
        "fax_uuid": pbx.add_fax_in(601),
        "message_id": pbx.add_fax_out(601, "+49301234567"),
    }
    rule = pbx.add_incoming_rule(201, "Target", "voicemail", **_CASCADE)
    words = [{"to_option": "5", "transcription": "yes|no"}]
    menu_rule = pbx.add_context_rule(801, context, "5", caller_id="^49", voice_helper_rules=words, voice_helper_digits_max=4)
    return Scene(agent, interval, rule, context, menu_rule, pbx.add_interval(801, "Menu"), ids)


def reader(pbx: Simulator, operation: str) -> tuple[ExtensionClient, str]:
    """Return a client and the path of an operation that reads; with a query where it needs one."""
    shape = operation.split()[1]
    path = prepare(pbx).path(shape)
    return ExtensionClient(pbx).sign_in(), f"{path}?{_PERIOD}" if shape.endswith(("/record/", "/record/stats/")) else path


def _bases(pbx: Simulator) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what each body has to say, by operation."""
    hours = {"name": "Probe", "timezone": "Europe/Paris", "conditions": [{"start_dow": 2, "end_dow": 6}]}
    rules = f"{_OWN}/ivr/context/{{context_id}}/options/"
    return {
        f"POST {_OWN}/agent/": lambda: {"name": f"Agent {next(_COUNT)}"},
        f"POST {_OWN}/queue/agents/local/": lambda: {"agent_id": pbx.add_agent(202, "Member")},
        f"POST {_OWN}/queue/agents/remote/": lambda: {"agent_id": next(_COUNT)},
        f"PUT {_OWN}/ani/": lambda: {"ani_number": "4930"},
        f"POST {_OWN}/callback/": lambda: {"src_num": ["201"], "dst_num": "202"},
        f"PUT {_OWN}/current_calls/{{call_api_id}}": lambda: {"action": "hold", "send_dst": "202"},
        f"PUT {_OWN}/speech_to_text/{{call_api_id}}": lambda: {"action": "start", "direction": "in"},
        f"POST {_OWN}/event/": lambda: {"url": "https://crm.example.com", "event_type": "answer", "method": "GET"},
        f"POST {_OWN}/mail_notification/": lambda: {"mail": "noc@example.com", "event_type": "call_failed_mail"},
        f"POST {_OWN}/user/extension/": lambda: {"name": "U", "login": f"u{next(_COUNT)}", "password": "p", "email": "u@example.com"},
        f"POST {_OWN}/incom_rule/": lambda: {"type": "hangup", **_CASCADE},
        f"POST {_OWN}/interval/": lambda: dict(hours),
        f"PUT {_OWN}/interval/{{interval_id}}": lambda: dict(hours),
        f"POST {_OWN}/ivr/context/": lambda: {"name": f"C{next(_COUNT)}"},
        f"POST {rules}": lambda: {"digits": str(next(_COUNT))},
        f"POST {rules}{{option_digits}}/rules/": lambda: {"action": "hangup", "caller_id": "^49"},
    }


def make(pbx: Simulator, operation: str) -> Target:
    """Return the target of an operation on a PBX as new."""
    client, scene = ExtensionClient(pbx).sign_in(), prepare(pbx)
    method, shape = operation.split()
    path = scene.path(shape)
    menu = "/ivr/" in shape
    values: dict[str, Any] = {
        "agent_id": pbx.add_agent(203, "Fresh"),
        "member_id": 1,
        "play_file": 3001,
        "order_position": "1",
        "rules_ids": [scene.rule if menu else scene.incoming_rule],
    }
    if "rule" in shape:
        sounds = dict.fromkeys(("sound", "playfile_sound", "record_digits_sound"), 3002)
        values |= {**sounds, "interval": scene.menu_interval if menu else scene.interval, "context": pbx.add_context(801, "Other")}
    if menu:
        values["entry_context"] = scene.context

    def read(answer: Answer) -> dict[str, Any]:
        if operation == f"POST {_OWN}/callback/" or not answer.content:
            return dict(pbx.state()["extension"]["extensions"][_number(shape)]["actions"][-1])
        return _as_written(answer.json())

    base = _bases(pbx).get(operation, dict)
    return Target(lambda body: client.request(method, path, body), read, base, 201 if method == "POST" else 200, values=values)


def _as_written(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer in the terms of its body: two numbers come back as texts, one text under another name."""
    numbers = {name: int(answer[name]) for name in ("record_digits_max", "voice_helper_digits_max") if answer.get(name) is not None}
    return {**answer, **numbers, **({"ani_number": answer["default"]} if "default" in answer else {})}
