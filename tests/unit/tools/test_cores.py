"""The tarball on each ansible-core: which these are, and what is a failure."""

from __future__ import annotations

import importlib
import pathlib
import re
import sys
from types import ModuleType

import pytest
import yaml

from simulator import Simulator

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool."""
    monkeypatch.syspath_prepend(str(CHECKOUT / "tools"))
    return importlib.import_module("check_cores")


def test_each_supported_core_is_tried(cores: ModuleType) -> None:
    jobs = yaml.safe_load((CHECKOUT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    assert list(cores.CORES) == [entry["core"] for entry in jobs["parity"]["strategy"]["matrix"]["include"]]
    runtime = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["requires_ansible"] == f">={next(iter(cores.CORES))}.0"


def test_the_playbook_is_that_of_the_page(cores: ModuleType) -> None:
    page = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    files = cores.playbook_files(page)
    (play,) = yaml.safe_load(files["practice.yml"])
    assert [next(key for key in task if key != "name") for task in play["tasks"]] == [
        "portsip.pbx.portsip_tenant",
        "portsip.pbx.portsip_ivr",
    ]
    assert cores.ADDRESS in files["practice.yml"]
    with pytest.raises(cores.Failed, match="does not have the files"):
        cores.playbook_files(page.replace("# practice_secrets.yml", "# other.yml"))


def _faked(cores: ModuleType, monkeypatch: pytest.MonkeyPatch, *outputs: str) -> None:
    """Have the tool believe in an environment, and in runs that print these outputs and write nothing."""
    answers = iter(["installed", *outputs])
    monkeypatch.setattr(cores, "python_of", lambda _core: pathlib.Path(sys.executable))
    monkeypatch.setattr(cores.Installation, "_run", lambda _self, *_command: next(answers))


def test_a_run_that_leaves_nothing_on_the_pbx_is_a_failure(
    cores: ModuleType, monkeypatch: pytest.MonkeyPatch, shared_simulator: Simulator, tmp_path: pathlib.Path
) -> None:
    _faked(cores, monkeypatch, "ok=2 changed=2 ", "ok=2 changed=0 ")
    with pytest.raises(cores.Failed, match="the PBX has"):
        cores.try_on("2.19", tmp_path, shared_simulator)


def test_a_second_run_that_changes_something_is_a_failure(
    cores: ModuleType, monkeypatch: pytest.MonkeyPatch, shared_simulator: Simulator, tmp_path: pathlib.Path
) -> None:
    tenant = shared_simulator.add_tenant("practice.example.net")
    shared_simulator.add_ivr(tenant, "8000", "Front desk")
    _faked(cores, monkeypatch, "ok=2 changed=2 ", "ok=2 changed=1 ")
    with pytest.raises(cores.Failed, match="the second run has changed something"):
        cores.try_on("2.19", tmp_path, shared_simulator)


def test_a_failure_on_one_core_is_told_after_all_were_tried(
    cores: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path
) -> None:
    def try_on(core: str, *_others: object) -> None:
        if core == "2.17":
            raise cores.Failed("it does not work")

    monkeypatch.setattr(cores, "try_on", try_on)
    with pytest.raises(SystemExit, match=r"^The tarball does not work on ansible-core 2\.17\.$"):
        cores.try_all(tmp_path, ["2.17", "2.18"])
    assert re.findall(r"^ansible-core (\S+): (\w+)", capsys.readouterr().out, re.MULTILINE) == [("2.17", "it"), ("2.18", "installed")]


@pytest.mark.long
def test_the_first_playbook_runs_from_the_tarball(
    cores: ModuleType, monkeypatch: pytest.MonkeyPatch, shared_simulator: Simulator, tmp_path: pathlib.Path
) -> None:
    """On the ansible-core that runs this test; ``make cores`` does it on all of them."""
    monkeypatch.setattr(cores, "python_of", lambda _core: pathlib.Path(sys.executable))
    cores.try_on("2.19", cores.build(tmp_path), shared_simulator)
    (tenant,) = shared_simulator.state()["tenants"].values()
    assert tenant["domain"] == "practice.example.net"
