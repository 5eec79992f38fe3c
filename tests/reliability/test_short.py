# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The short run of the reliability suites: the same cases each time. The long one is ``make reliability``; see docs/reliability.md."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from reliability import answers, document_ends, documents, faults, inputs, kills, kinds, races, sentinels
from reliability.report import Broken, Report
from simulator import Simulator

SEED = 8


def _kept(report: Report) -> None:
    """Every promise held, and something was tried."""
    assert report.broken == []
    assert sum(report.counts.values()) > 0


def test_a_report_takes_no_promise_that_is_none() -> None:
    report = Report("faults")
    report.breaks("doubled", "how")
    assert report.broken == [Broken("doubled", "how")]
    with pytest.raises(ValueError):
        report.breaks("visible", "how")
    assert "doubled" in next(line for line in report.lines() if line.rstrip().endswith("1"))


@pytest.mark.parametrize(
    "module", ["portsip_ip_rule", "portsip_ivr", "portsip_user", "portsip_extension_interval", "portsip_extension_ivr"]
)
def test_an_object_is_created_changed_and_removed(module: str) -> None:
    assert set(kinds.kinds()[module].steps) == set(kinds.PHASES)


def test_one_fault_at_one_request(shared_simulator: Simulator, tmp_path: Path) -> None:
    _kept(faults.some(shared_simulator, tmp_path, 25, SEED))


def test_one_fault_in_a_document(shared_simulator: Simulator) -> None:
    _kept(documents.some_faults(shared_simulator, 5, SEED))


def test_threads_and_their_end(shared_simulator: Simulator, collections_path: Path) -> None:
    _kept(documents.alike(shared_simulator))
    _kept(document_ends.timeouts(shared_simulator, [0.4]))
    _kept(document_ends.kills(shared_simulator, collections_path, [0.5]))
    _kept(document_ends.kills(shared_simulator, collections_path, [0.3], signal.SIGTERM))


def test_broken_answers(shared_simulator: Simulator, tmp_path: Path) -> None:
    _kept(answers.some(shared_simulator, tmp_path, 25, SEED))


def test_hostile_options(shared_simulator: Simulator, tmp_path: Path) -> None:
    _kept(inputs.some(shared_simulator, tmp_path, 150, SEED))


def test_two_at_once(shared_simulator: Simulator, tmp_path: Path, collections_path: Path) -> None:
    _kept(races.creations(shared_simulator, tmp_path, collections_path, rounds=1))


def test_hosts_side_by_side(shared_simulator: Simulator, tmp_path: Path, collections_path: Path) -> None:
    _kept(races.shared(shared_simulator, tmp_path, collections_path, rounds=1))


def test_a_kill(tmp_path: Path, collections_path: Path) -> None:
    with Simulator() as pbx:
        _kept(kills.run(kills.Bench(pbx, tmp_path, collections_path, tasks=kills.FEW_TASKS), [0.5]))


def test_secrets_in_results(tmp_path: Path, collections_path: Path) -> None:
    _kept(sentinels.in_results(tmp_path, collections_path, every=8))


def test_pins_within_ids(tmp_path: Path, collections_path: Path) -> None:
    _kept(sentinels.pins_within_ids(tmp_path, collections_path, removed=6))
