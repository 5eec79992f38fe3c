# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Secrets among the settings of an extension: a password that can't be read back, and PINs that can."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator


def _settings(pbx: Simulator, extension: int, noun: str) -> dict[str, Any]:
    row: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension)][noun]
    return row


def test_password_of_a_phone(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    task = Task(pbx, "portsip_extension_phone", {"extension_id": 201})

    def stored() -> Any:
        return _settings(pbx, 201, "phone")["password"]

    tried = task.run(check=True, password="Phone-Secret-1")
    assert (tried.changed, pbx.writes()) == (True, [])
    for secret in ("Phone-Secret-1", "Phone-Secret-1", "Phone-Secret-2"):
        done = task.run(password=secret)
        assert done.changed, "nobody can tell whether it differs"
        assert "Phone-Secret" not in shown(done)
        assert stored() == secret
    task.still(password="Phone-Secret-3", update_password="on_create")
    done = task.settle(hangup_timeout=45)
    assert "password" not in done.bodies[0]
    assert stored() == "Phone-Secret-2", "what can't be read is not blanked"


PINS = [(201, "phone", "conference_pin"), (201, "phone", "replace_pin"), (701, "conference", "pin"), (701, "conference", "moderator_pin")]


@pytest.mark.parametrize(("extension", "noun", "option"), PINS)
def test_pins_are_compared_and_hidden(shared_simulator: Simulator, extension: int, noun: str, option: str) -> None:
    pbx = shared_simulator
    task = Task(pbx, f"portsip_extension_{noun}", {"extension_id": extension})
    for pin in ("840271", "517390"):
        done = task.settle(**{option: pin})
        assert _settings(pbx, extension, noun)[option] == pin
        assert pin not in shown(done)
        assert option not in done.result[noun]
    read = task.still()
    assert "517390" not in shown(read)
    assert "517390" in read.context.secrets
    task.settle(**{option: ""})
    assert _settings(pbx, extension, noun)[option] is None
