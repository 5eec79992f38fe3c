# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the documentation of the actions, files and information of the extension API shows works, and results are what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.extension_subsets import SUBSETS
from ansible_collections.portsip.pbx.tests.unit.support.extension import CONFERENCE, FAX, MENU, PHONE, QUEUE
from ansible_collections.portsip.pbx.tests.unit.support.modules import module
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

CALL, CHAT, FILE, RECORD = "5f1c-07", "9b1f40c2", "letter.pdf", "5f1c07"
CASES: list[tuple[str, dict[str, Any]]] = [
    ("portsip_extension_call", {"extension_id": PHONE, "action": "callback", "src_num": ["201"], "dst_num": "202"}),
    ("portsip_extension_call", {"extension_id": PHONE, "action": "transfer", "call_api_id": CALL, "send_dst": "777"}),
    ("portsip_extension_call", {"extension_id": PHONE, "action": "hangup", "call_api_id": "nobody"}),
    ("portsip_extension_call", {"extension_id": PHONE, "action": "valet_slots", "call_api_id": CALL}),
    ("portsip_extension_conference_control", {"extension_id": CONFERENCE, "lock": True, "member_id": 3}),
    ("portsip_extension_fax_send", {"extension_id": FAX, "file": FILE, "dst_num": "+493055501000"}),
    ("portsip_extension_fax_send", {"extension_id": FAX, "action": "retry", "message_id": 19001}),
    ("portsip_extension_chat", {"extension_id": PHONE, "chat_id": CHAT, "action": "read"}),
    ("portsip_extension_chat", {"extension_id": PHONE, "chat_id": CHAT, "action": "delete"}),
    ("portsip_extension_registration", {"extension_id": PHONE, "all": True}),
    ("portsip_extension_file", {"extension_id": PHONE, "kind": "recording", "id": RECORD, "dest": "saved.mp3"}),
    ("portsip_extension_file", {"extension_id": PHONE, "kind": "recording", "id": RECORD, "url_only": True}),
    *(
        ("portsip_extension_info", {"extension_id": extension, "subsets": [name], "start_datetime": "2026-01-01 00:00:00"})
        for names, extension in (
            (("agents", "aliases", "ani", "current_calls", "events", "extension", "incoming_rules"), PHONE),
            (("incoming_rule_order", "intervals", "notifications", "phone", "record_statistics", "records"), PHONE),
            (("registration", "registrations", "sounds", "users"), PHONE),
            (("conference", "conference_status"), CONFERENCE),
            (("fax",), FAX),
            (("ivr", "ivr_contexts", "ivr_scheme"), MENU),
            (("queue", "queue_agents", "queue_status", "queue_status_agents", "queue_status_members"), QUEUE),
        )
        for name in names
    ),
]
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}


@pytest.fixture
def pbx(shared_simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """A PBX that has what the documentation speaks of."""
    pbx = shared_simulator
    pbx.configure(later_release_fields=False)
    pbx.add_call(PHONE, CALL)
    pbx.add_chat(PHONE, CHAT)
    pbx.add_record(PHONE, RECORD, start="2026-11-20 12:00:00")
    pbx.add_registration(PHONE)
    pbx.add_conference_member(CONFERENCE, 3)
    pbx.add_fax_out(FAX, "+493055501000", status="failed")
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).write_bytes(b"%PDF")
    return pbx


def _differences(where: str, described: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Say what is documented and not there, there and not documented, or of another type."""
    yield from (f"{where}.{name} is not documented" for name in found if name not in described)
    for name, entry in described.items():
        if entry["returned"] in ("always", "success") and name not in found:
            yield f"{where}.{name} is missing"
        if found.get(name) is None:
            continue
        kind = TYPES.get(entry["type"])
        if kind is not None and not _is_of(kind, found[name]):
            yield f"{where}.{name} is {type(found[name]).__name__}, documented as {entry['type']}"
        if entry["type"] == "list":
            wrong = [item for item in found[name] if not isinstance(item, TYPES[entry["elements"]])]
            yield from (f"{where}.{name} holds {item!r}" for item in wrong)
        if "contains" in entry:
            yield from _differences(f"{where}.{name}", entry["contains"], found[name])


def _is_of(kind: type, value: Any) -> bool:
    """Whether a value has just this type: to Python a truth value is a number too."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(("name", "options"), CASES)
def test_results_are_what_the_documentation_says(name: str, options: dict[str, Any], check: bool, pbx: Simulator) -> None:
    if "start_datetime" in options:
        options = {**options, "end_datetime": "2027-01-01 00:00:00"}
    done = Task(pbx, name, options).run(check=check)
    assert done.error is None
    described = {key: value for key, value in yaml.safe_load(module(name).RETURN).items() if value["returned"] != "failure"}
    found = {key: value for key, value in done.result.items() if key != "changed"}
    assert list(_differences(name, described, found)) == []


MODULES = sorted({name for name, _options in CASES})


@pytest.mark.parametrize("name", MODULES)
def test_samples_are_of_the_documented_type(name: str) -> None:
    def samples(described: Mapping[str, Any]) -> Iterator[str]:
        for key, entry in described.items():
            if entry.get("sample") is not None and entry["type"] in TYPES and not _is_of(TYPES[entry["type"]], entry["sample"]):
                yield key
            yield from samples(entry.get("contains", {}))

    assert list(samples(yaml.safe_load(module(name).RETURN))) == []


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str, pbx: Simulator, tmp_path: Path) -> None:
    """Each example of a task of this collection, with what a template would have found in its place."""
    places = {"/srv/documents": str(tmp_path), "prices.pdf": FILE, "/srv/recordings": str(tmp_path)}
    found = {"{{ item.call_api_id }}": CALL, "{{ item.record_uuid }}": RECORD}
    shown = 0
    for example in yaml.safe_load(module(name).EXAMPLES):
        ((action, given),) = [(key, value) for key, value in example.items() if "." in key]
        if not action.startswith("portsip.pbx."):
            continue
        options = {option: found.get(value, value) if isinstance(value, str) else value for option, value in given.items()}
        for option, value in options.items():
            for old, new in {**places, **{key: str(item) for key, item in found.items()}}.items():
                options[option] = value = value.replace(old, new) if isinstance(value, str) else value
        own = {option: value for option, value in options.items() if not option.startswith(("extension_api", "extension_client"))}
        done = Task(pbx, action.rpartition(".")[2], own).run()
        assert done.error is None, example["name"]
        shown += action.endswith(name)
    assert shown


def test_the_endpoints_are_those_of_the_subsets() -> None:
    notes = " ".join(yaml.safe_load(module("portsip_extension_info").DOCUMENTATION)["notes"])
    renamed = {"event_id": "id", "notification_id": "id"}
    for subset in SUBSETS.values():
        for path in (subset.path, subset.by_order, *subset.parts.values()):
            for own, theirs in renamed.items():
                path = path.replace(f"{{{own}}}", f"{{{theirs}}}")
            assert f"C(GET {path})" in notes or not path
