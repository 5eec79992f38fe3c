# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension, however the API tells of it, and whatever it does not keep or say."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import NotFound
from ansible_collections.portsip.pbx.tests.unit.support.ivr import (
    EXTENSION,
    HANGUP,
    IVR,
    LOGIN,
    MENU,
    READ,
    TO_SALES,
    WELCOME,
    context,
    contexts,
    jump,
    menu,
    wanted,
)
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

Json = dict[str, Any]


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR 801."""
    return Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})


@pytest.mark.parametrize("mode", ["partial", "replace"])
@pytest.mark.parametrize("blank", ["null", "empty", "absent"])
def test_however_the_api_says_nothing(mode: str, blank: str, shared_simulator: Simulator) -> None:
    shared_simulator.configure(update_mode=mode, blank_as=blank)
    task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})
    task.settle(contexts=[context("Empty")])
    task.settle(contexts=MENU, lifetime=5)
    keep = menu(task.pbx)["contexts"]
    task.settle(contexts=[context("English", timeout=1), context("Deutsch")], sleep_time=5)
    first = next(iter(keep))
    assert menu(task.pbx)["contexts"] == {**keep, first: {**keep[first], "timeout": 1}}
    assert menu(task.pbx)["settings"]["lifetime"] == 5
    assert contexts(task.pbx) == wanted(MENU)
    changed = [context("English", {"start": [WELCOME], "1": [{**TO_SALES, "final": True}, HANGUP], "2": [jump("Deutsch")]}), MENU[1]]
    task.settle(contexts=changed)
    said = {"action": "transfer", "transfer_dst": "201 202", "transfer_timeout": 20}
    assert contexts(task.pbx)["English"]["1"] == [said, HANGUP]
    task.settle(contexts=[])


def test_a_scheme_that_does_not_tell_all(task: Task) -> None:
    pbx = task.pbx
    task.run(contexts=MENU)
    ids = list(menu(pbx)["contexts"])
    for told in ("null", "[1]", '[{"id": 1}]', '[{"id": 1, "name": "English", "timeout": 1, "options": [{"digits": "1"}]}]'):
        pbx.inject("GET", "/ivr/scheme/", status=200, body=f'{{"lifetime": 600, "contexts": {told}}}')
        outcome = task.run(contexts=[{**entry} for entry in MENU])
        assert not outcome.changed
        assert outcome.calls[:4] == [LOGIN, READ, f"GET {IVR}context/", f"GET {IVR}context/{ids[0]}/options/"]
        assert outcome.calls[4] == f"GET {IVR}context/{ids[0]}/options/start/rules/"
        assert [entry["id"] for entry in outcome.result["ivr"]["contexts"]] == [int(key) for key in ids]


def test_what_the_api_does_not_keep_is_said(task: Task) -> None:
    pbx = task.pbx
    task.run(contexts=MENU)
    stored = '{"id": 1}'
    pbx.inject("PUT", "/context/", status=200, body=stored)
    outcome = task.run(contexts=[context("English", timeout=1), context("Deutsch")])
    (warning,) = outcome.context.warnings
    assert "did not store these as written: context 'English'." in warning


def test_words_that_lead_nowhere_are_a_warning(task: Task) -> None:
    rule = {"action": "voice_helper", "voice_helper_rules": [{"to_option": "9", "transcription": "operator"}]}
    outcome = task.run(contexts=[context("Main", {"start": [rule]})])
    assert outcome.changed
    assert any("'9'" in text for text in outcome.context.warnings)


def test_no_secret_is_shown(task: Task) -> None:
    asked = {"action": "call_interactive", "call_interactive_url": "https://crm:Menu-Secret-1@crm.example.net/"}
    done = task.settle(contexts=[context("Main", {"1": [asked]})], vm_mailto="a@example.net")
    assert "Menu-Secret-1" in done.context.secrets
    assert "Menu-Secret-1" in task.run(lifetime=1).context.secrets
    assert "Sim-Client-Secret-2026" not in shown(done)


@pytest.mark.parametrize("extension", [201, 999])
def test_an_extension_without_an_ivr(extension: int, shared_simulator: Simulator) -> None:
    error = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": extension}).fails(contexts=[])
    assert isinstance(error, NotFound)
    assert error.path == f"/extension/{extension}/ivr/scheme/"


def test_fields_of_a_later_release(task: Task) -> None:
    error = task.fails(requests=[], contexts=[], extra={"lifetime": 3})
    assert "is an option of the module" in str(error)
    outcome = task.run(extra={"later": 1})
    assert outcome.error is not None, "the API has its say"
    assert outcome.bodies[0]["later"] == 1
