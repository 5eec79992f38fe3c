# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each: changed, left alone, cleared; each in check mode first, each again."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LOGIN = "POST /oauth/token"

SINGLE = {
    "portsip_queue": (901, "queue"),
    "portsip_extension_phone": (201, "phone"),
    "portsip_extension_conference": (701, "conference"),
    "portsip_extension_fax": (601, "fax"),
}
"""An extension with the settings of a module, and their noun."""


def _settings(pbx: Simulator, extension: int, noun: str) -> dict[str, Any]:
    row: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension)][noun]
    return row


def _task(pbx: Simulator, module: str) -> Task:
    return Task(pbx, module, {"extension_id": SINGLE[module][0]})


@pytest.mark.parametrize("module", SINGLE)
def test_an_extension_without_such_settings(shared_simulator: Simulator, module: str) -> None:
    noun = SINGLE[module][1]
    cleared = {"queue": "exit_key", "phone": "geo_list", "conference": "max_members", "fax": "fax_mailto"}[noun]
    for extension in (999, 801):
        error = Task(shared_simulator, module, {"extension_id": extension}).fails(unset=[cleared])
        assert isinstance(error, NotFound)
        assert error.path == f"/extension/{extension}/{noun}/"


SOUNDS = [
    ("portsip_queue", "announce_sound"),
    ("portsip_queue", "vm_greeting"),
    ("portsip_queue", "quality_rate_finish_sound"),
    ("portsip_extension_phone", "hold_music"),
    ("portsip_extension_phone", "announce_sound_upon_incoming_call"),
    ("portsip_extension_conference", "enter_sound"),
    ("portsip_extension_fax", "fax_out_greeting"),
]


@pytest.mark.parametrize(("module", "option"), SOUNDS)
def test_sounds_by_title_and_by_id(shared_simulator: Simulator, module: str, option: str) -> None:
    pbx = shared_simulator
    extension, noun = SINGLE[module]
    identifier = pbx.add_sound("Evening")
    task = _task(pbx, module)
    sounds = f"GET /api/ver1.0/extension/{extension}/sound/"

    done = task.settle(**{option: "Evening"})
    assert done.calls[1] == sounds
    assert done.result[noun][option] == identifier
    assert done.bodies[0][option] == identifier
    assert _settings(pbx, extension, noun)[option] == identifier
    assert task.still(**{option: str(identifier)}).calls.count(sounds) == 1, "an id is looked up too"

    task.settle(**{option: ""})
    assert _settings(pbx, extension, noun)[option] is None
    task.settle(**{option: str(identifier)})
    task.settle(unset=[option])
    assert _settings(pbx, extension, noun)[option] is None


def test_titles_are_looked_up_in_one_list(shared_simulator: Simulator) -> None:
    done = _task(shared_simulator, "portsip_queue").settle(sound="Hold music", start_sound="Welcome", vm_greeting="Closed")
    assert [call for call in done.calls if "/sound/" in call] == ["GET /api/ver1.0/extension/901/sound/"]


def test_titles_that_name_no_sound_or_several(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    ids = [pbx.add_sound("Twice"), pbx.add_sound("Twice")]
    task = _task(pbx, "portsip_queue")
    error = task.fails(sound="Nowhere")
    assert isinstance(error, NotFound)
    assert "sound: there is no sound with the title or id 'Nowhere'" in str(error)
    error = task.fails(sound="Twice")
    assert isinstance(error, Ambiguous)
    assert all(str(identifier) in str(error) for identifier in ids)


def test_a_sound_among_many(shared_simulator: Simulator) -> None:
    shared_simulator.configure(extension_per_page=10, extension_per_page_max=20)
    identifier = [shared_simulator.add_sound(f"Sound {number}") for number in range(70)][-1]
    _task(shared_simulator, "portsip_queue").settle(sound="Sound 69", sound_type="music")
    assert _settings(shared_simulator, 901, "queue")["sound"] == identifier


def test_a_queue_that_rings_has_no_sound(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    sound = pbx.add_sound("Evening")
    task = _task(pbx, "portsip_queue")
    task.settle(sound_type="music", sound="Evening")

    done = task.settle(sound_type="ring")
    assert done.context.warnings == []
    assert done.result["diff"]["before"]["sound"] == sound
    assert "sound" not in done.result["diff"]["after"]
    assert done.result["queue"]["sound"] is None
    assert _settings(pbx, 901, "queue")["sound"] is None

    assert isinstance(task.fails(requests=[], sound_type="ring", sound="Evening"), InvalidInput)
    error = task.fails(sound="Evening")
    assert isinstance(error, InvalidInput)
    assert "sound_type is ring" in str(error)
    task.still(sound="")
    task.settle(sound_type="music", sound=str(sound))


@pytest.mark.parametrize(
    ("module", "option", "other"),
    [
        ("portsip_queue", "agent_hangup_action", "quality_rate"),
        ("portsip_extension_phone", "record_stereo", "no"),
        ("portsip_extension_phone", "record_format", "mp3"),
    ],
)
@pytest.mark.parametrize("blank_as", ["null", "absent"])
def test_the_word_none(shared_simulator: Simulator, module: str, option: str, other: str, blank_as: str) -> None:
    pbx = shared_simulator
    pbx.configure(blank_as=blank_as)
    extension, noun = SINGLE[module]
    task = _task(pbx, module)
    task.still(**{option: "None"})
    task.settle(**{option: other})
    done = task.settle(**{option: "None"})
    assert done.bodies[0][option] == "None"
    assert done.result[noun][option] == "None"
    assert _settings(pbx, extension, noun)[option] == "None"
    pbx.set_extension(extension, **{option: None})
    task.still(**{option: "None"})


def test_words_that_yaml_takes_for_others(shared_simulator: Simulator) -> None:
    task = _task(shared_simulator, "portsip_extension_phone")
    task.settle(record_stereo=True)
    assert _settings(shared_simulator, 201, "phone")["record_stereo"] == "yes"


def test_senders_of_faxes_are_a_set(shared_simulator: Simulator) -> None:
    task = _task(shared_simulator, "portsip_extension_fax")
    task.settle(email_to_fax_accept=["anna@example.net", "bert@example.net"])
    task.still(email_to_fax_accept=["bert@example.net", "anna@example.net"])
    task.settle(email_to_fax_accept=["bert@example.net"])
    assert _settings(shared_simulator, 601, "fax")["email_to_fax_accept"] == ["bert@example.net"]
    task.settle(email_to_fax_accept=[])
    assert not _settings(shared_simulator, 601, "fax")["email_to_fax_accept"]


def test_ani(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    path = "/api/ver1.0/extension/201/ani/"
    task = Task(pbx, "portsip_extension_ani", {"extension_id": 201})
    assert task.still().result["ani"]["ani_number"] is None
    done = task.settle(ani_number="+15550100")
    assert done.calls == [LOGIN, f"GET {path}", f"PUT {path}", f"GET {path}"]
    assert done.bodies == [{"ani_number": "+15550100"}]
    assert done.result["ani"]["ani_number"] == "+15550100"
    assert "default" not in done.result["ani"]
    task.settle(ani_number="+15550199")
    assert pbx.state()["extension"]["extensions"]["201"]["ani"] == "+15550199"
    assert isinstance(task.fails(requests=[], ani_number=""), InvalidInput)
    assert isinstance(task.fails(requests=[], unset=["ani_number"]), InvalidInput)


REFUSED = [
    ("portsip_queue", {"max_wait_time": -1}, "max_wait_time"),
    ("portsip_queue", {"vm_mailto": "sales"}, "vm_mailto"),
    ("portsip_queue", {"unset": ["colour"]}, "colour"),
    ("portsip_queue", {"unset": ["sound"], "sound": "1"}, "sound"),
    ("portsip_extension_phone", {"static_reg_address": "192.0.2.10"}, "static_reg_address"),
    ("portsip_extension_phone", {"static_reg_address": "192.0.2.10:0"}, "static_reg_address"),
    ("portsip_extension_phone", {"static_reg_address": "2001:db8::1:5060"}, "static_reg_address"),
    ("portsip_extension_phone", {"hangup_timeout": -1}, "hangup_timeout"),
    ("portsip_extension_conference", {"max_members": -1}, "max_members"),
]


@pytest.mark.parametrize(("module", "options", "named"), REFUSED)
def test_settings_that_are_not_valid(shared_simulator: Simulator, module: str, options: dict[str, Any], named: str) -> None:
    error = _task(shared_simulator, module).fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)


def test_addresses_of_phones(shared_simulator: Simulator) -> None:
    task = _task(shared_simulator, "portsip_extension_phone")
    for address in ("192.0.2.10:5060", "[2001:db8::1]:5061", "phone.example.net:5060", ""):
        task.settle(static_reg_address=address)


@pytest.mark.parametrize("url", ["pbx.example.net", "ftp://pbx.example.net", "https://"])
def test_an_address_that_is_none_is_shown_as_it_was_given(url: str, shared_simulator: Simulator) -> None:
    error = _task(shared_simulator, "portsip_queue").fails(requests=[], extension_api_url=url)
    assert f"extension_api_url: {url!r} is not a URL" in str(error)
