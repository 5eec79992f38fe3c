# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each command of README.md and docs/tenants.md, as it is written there, in its order: in a fresh HOME, in a fresh clone.

Without the tests marked long those of README.md alone are run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from functional.every_module import MODULES
from functional.newcomer import IN_ANOTHER_TERMINAL, PAGES, commands, followed_once

if TYPE_CHECKING:
    from functional.newcomer import Outcome

COMMANDS = commands()
IN_README = len(commands(PAGES[:1]))
"""How many of them come first."""
CLINICS = "saguaro-clinics.example.net"


@pytest.fixture(scope="session")
def outcomes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """What came of the commands, up to the first that failed; the workers of pytest-xdist share one run."""
    base = tmp_path_factory.getbasetemp()
    mine = (item for item in request.session.items if item.path == Path(__file__))
    pages = PAGES if any(item.get_closest_marker("long") for item in mine) else PAGES[:1]
    return followed_once(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base, pages)


def _of(outcomes: list[Outcome], *words: str) -> list[Outcome]:
    """The outcomes of the commands with all these words."""
    found = [outcome for outcome in outcomes if all(word in outcome.command for word in words)]
    asked = sum(all(word in command for word in words) for command in COMMANDS)
    assert asked, f"the pages have no command with {' and '.join(words)}"
    if len(found) < asked:
        pytest.skip(f"not run, because this failed: {outcomes[-1].command}")
    return found


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, id=f"{number + 1}: {command}", marks=() if number < IN_README else pytest.mark.long)
        for number, command in enumerate(COMMANDS)
    ],
)
def test_command_succeeds(number: int, outcomes: list[Outcome]) -> None:
    if number >= len(outcomes):
        pytest.skip(f"not run, because this failed: {outcomes[-1].command}")
    outcome = outcomes[number]
    assert outcome.command == COMMANDS[number]
    assert outcome.returncode == 0, outcome.output
    if outcome.command.startswith("ansible-playbook") and "--list-tags" not in outcome.command:
        assert set(re.findall(r" (?:failed|unreachable)=(\d+)", outcome.output)) == {"0"}, outcome.output
        changes = "--check" not in outcome.command and sum(int(number) for number in re.findall(r" changed=(\d+)", outcome.output))
        assert bool(outcome.written) is bool(changes)


def test_a_newcomer_is_shown_the_essentials() -> None:
    assert COMMANDS[0] == "make demo"
    assert IN_ANOTHER_TERMINAL in COMMANDS
    assert len([command for command in COMMANDS if command.startswith("ansible-playbook")]) >= 10


def test_demo_fits_on_a_screen(outcomes: list[Outcome]) -> None:
    (demo,) = _of(outcomes, "make demo")
    lines = demo.output.splitlines()
    assert len(lines) <= 45
    assert max(len(line) for line in lines) <= 100
    assert re.search(r"^First run +created 1 tenant, .*12 receptionists, .* s, \d+ requests, \d+ writes$", demo.output, re.M | re.S)
    assert re.search(r"^Second run +nothing to change; \d+ s, \d+ requests, no writes$", demo.output, re.M)


def test_installation_offers_every_module(outcomes: list[Outcome]) -> None:
    (listing,) = _of(outcomes, "ansible-doc -l")
    assert sorted(set(re.findall(r"^portsip\.pbx\.(\w+)", listing.output, re.M))) == MODULES


def test_simulator_shows_the_credentials_that_the_pages_use(outcomes: list[Outcome]) -> None:
    (simulator,) = _of(outcomes, IN_ANOTHER_TERMINAL)
    exported = {name: value for command in COMMANDS for name, value in re.findall(r"\b(PORTSIP_(?!.*URL)\w+)=(\S+)", command)}
    assert len(exported) == 4
    assert [name for name, value in exported.items() if f"{name}={value}" not in simulator.output] == []


def test_secrets_are_encrypted_and_used(outcomes: list[Outcome]) -> None:
    dry, first, second = _of(outcomes, "ansible-playbook practice.yml")
    assert dry.files["practice_secrets.yml"].startswith("$ANSIBLE_VAULT;")
    assert "+name: Harbour Dental Practice" in dry.output.replace('"', "").replace("    ", "")
    assert (dry.domains, first.domains) == ([], ["practice.example.net"])
    assert "changed=2 " in first.output
    assert "changed=0 " in second.output


@pytest.mark.long
def test_whole_tenant_is_provisioned_after_a_look(outcomes: list[Outcome]) -> None:
    dry, real, *_more = _of(outcomes, "clinics.yml")
    assert [CLINICS in outcome.domains for outcome in (dry, real)] == [False, True]


@pytest.mark.long
def test_settings_of_ansible_shorten_the_output(outcomes: list[Outcome]) -> None:
    for outcome in _of(outcomes, "--tags agents"):
        assert "ok=" in outcome.output
        assert re.findall(r"^(?:ok|skipping): .*", outcome.output, re.M) == []


@pytest.mark.long
def test_limit_selects_a_tenant(outcomes: list[Outcome]) -> None:
    present = [[f"{name}.example.net" in outcome.domains for name in ("harbour", "hillside")] for outcome in _of(outcomes, "tenants.yml")]
    assert present == [[True, False], [True, True], [True, False]]
