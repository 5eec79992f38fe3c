# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of an export: their names, what happens to files that are there, and the file for secrets."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.files import file_name
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAINS = (
    CLINIC,
    "system",
    "SYSTEM2",
    "queues",
    ".hidden",
    "..",
    "a/b",
    "a%2Fb",
    "кли́ника.рф",
    "東京.jp",
    "a" * 280,
    "a" * 279 + "b",
    "東" * 100,
)


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with one tenant and one secret."""
    shared_simulator.add_ivr(shared_simulator.add_tenant(CLINIC), "8000", "Main")
    return shared_simulator


def run(pbx: Simulator, **options: Any) -> Outcome:
    """An export of the PBX alone."""
    return Task(pbx, "portsip_export", {"extension_api_url": None}).run(**options)


def test_each_domain_has_a_file_name_of_its_own() -> None:
    names = [file_name(domain) for domain in DOMAINS]
    assert len({name.casefold() for name in names}) == len(DOMAINS)
    assert names[0] == "clinic.example.net.yml"
    assert all(len(name.encode("utf-8")) <= 255 and "/" not in name and not name.startswith(".") for name in names)
    assert not {"system.yml", "queues.yml"} & set(names)
    assert "東京.jp.yml" in names


def test_a_file_that_was_renamed_is_kept(pbx: Simulator, tmp_path: Path) -> None:
    run(pbx, dest=str(tmp_path))
    (tmp_path / f"{CLINIC}.yml").rename(tmp_path / "main clinic.yml")
    again = run(pbx, dest=str(tmp_path))
    assert (again.changed, sorted(path.name for path in tmp_path.iterdir())) == (False, ["main clinic.yml", "system.yml"])


def test_a_file_keeps_the_line_for_the_editor(pbx: Simulator, tmp_path: Path) -> None:
    """The schema may be at hand, and a line before it is no reason to take the file for another one."""
    run(pbx, dest=str(tmp_path))
    path = tmp_path / f"{CLINIC}.yml"
    line, text = path.read_text(encoding="utf-8").split("\n", 1)
    assert line.startswith("# yaml-language-server: $schema=https://")
    path.write_text(f"# yaml-language-server: $schema=../portsip.schema.json\n{text}", encoding="utf-8")
    assert not run(pbx, dest=str(tmp_path)).changed
    path.write_text(f"# Our main clinic\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert run(pbx, dest=str(tmp_path)).changed
    assert path.read_text(encoding="utf-8") == f"# yaml-language-server: $schema=../portsip.schema.json\n{text}"


def test_a_file_keeps_its_mode(pbx: Simulator, tmp_path: Path) -> None:
    run(pbx, dest=str(tmp_path))
    path = tmp_path / f"{CLINIC}.yml"
    path.chmod(0o640)
    path.write_text(path.read_text(encoding="utf-8").replace("Clinic", "Another name"), encoding="utf-8")
    outcome = run(pbx, dest=str(tmp_path))
    assert [item["path"] for item in outcome.result["files"] if item["changed"]] == [str(path)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert outcome.result["diff"]["before"].keys() == outcome.result["diff"]["after"].keys() == {str(path)}


def test_a_file_that_is_no_yaml_any_more_is_not_overwritten(pbx: Simulator, tmp_path: Path) -> None:
    """What the user has written in place of secrets would be lost."""
    run(pbx, dest=str(tmp_path))
    path = tmp_path / f"{CLINIC}.yml"
    broken = path.read_text(encoding="utf-8") + "  - [\n"
    path.write_text(broken, encoding="utf-8")
    outcome = run(pbx, dest=str(tmp_path))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert (outcome.calls, path.read_text(encoding="utf-8")) == ([], broken)
    assert str(outcome.error).startswith(f"dest: '{path}'")


def test_a_directory_is_created_and_nothing_else_can_be_one(pbx: Simulator, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for dest in ("file", "none/pbx"):
        outcome = run(pbx, dest=str(tmp_path / dest))
        assert isinstance(outcome.error, errors.InvalidInput)
        assert outcome.calls == []
    assert run(pbx, dest=str(tmp_path / "pbx")).changed


SECRETS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a file that is there": (lambda at: at / "there.yml", "exists already"),
    "a link to nothing": (lambda at: at / "link.yml", "exists already"),
    "a file inside of dest": (lambda at: at / "pbx" / "vault.yml", "inside of dest"),
    "a file below dest": (lambda at: at / "pbx" / "vault" / "vault.yml", "inside of dest"),
    "a file that a link leads into dest": (lambda at: at / "in" / "vault.yml", "inside of dest"),
    "a directory that is not there": (lambda at: at / "none" / "vault.yml", "there is no directory"),
}


@pytest.mark.parametrize(("place", "text"), SECRETS.values(), ids=SECRETS.keys())
def test_secrets_go_into_a_new_file_outside_of_the_export(pbx: Simulator, tmp_path: Path, place: Callable[[Path], Path], text: str) -> None:
    (tmp_path / "there.yml").write_text("mine")
    (tmp_path / "link.yml").symlink_to(tmp_path / "nothing.yml")
    (tmp_path / "pbx" / "vault").mkdir(parents=True)
    (tmp_path / "in").symlink_to(tmp_path / "pbx")
    outcome = run(pbx, dest=str(tmp_path / "pbx"), secrets="include", secrets_file=str(place(tmp_path)))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert str(outcome.error).startswith("secrets_file: ")
    assert text in str(outcome.error)
    assert outcome.calls == []
    assert (tmp_path / "there.yml").read_text() == "mine"
    assert not (tmp_path / "nothing.yml").exists()


def test_the_file_for_secrets_is_readable_by_its_owner_alone(pbx: Simulator, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert run(pbx, secrets="include", secrets_file=str(tmp_path / "vault.yml")).changed
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault.yml").stat().st_mode) == 0o600


def test_a_secret_that_the_api_never_shows_is_left_to_be_filled_in(pbx: Simulator, tmp_path: Path) -> None:
    pbx.add_dealer("northern", "Dealer-Pass-1")
    outcome = run(pbx, secrets="include", secrets_file=str(tmp_path / "vault.yml"))
    hidden = [item for item in outcome.result["secrets"] if not item["readable"]]
    assert [(item["path"], item["placeholder"]) for item in hidden] == [
        ("system.dealers[0].password", "{{ vault_system_dealer_northern_password }}")
    ]
    text = (tmp_path / "vault.yml").read_text(encoding="utf-8")
    assert "# vault_system_dealer_northern_password: " in text
    assert "Dealer-Pass-1" not in text
