# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What drift costs: requests, sessions, and the order of what is compared side by side."""

from __future__ import annotations

from itertools import accumulate

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import drift as drift_module
from ansible_collections.portsip.pbx.tests.unit.support.drift_runs import Drift
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls


def requests_for(drift: Drift, count: int) -> list[str]:
    """The requests for some tenants, after which no session is left."""
    drift.pbx.reset()
    for number in range(count):
        domain = f"t{number:02}.example.net"
        drift.pbx.add_action_url(drift.pbx.add_ivr(drift.pbx.add_tenant(domain, f"T{number}"), "8000", "Main"), "look up")
        ivr = {"extension_number": "8000", "name": "Main", "action_urls": [{"name": "look up"}]}
        drift.write({"tenants": [{"domain": domain, "name": f"T{number}", "ivrs": [ivr]}]}, f"{domain}.yml")
    result = drift.run()
    assert result["totals"]["unchanged"] == 3 * count
    assert drift.pbx.state()["sessions"] == 0
    return calls(drift.pbx)


def test_requests_grow_with_the_tenants_alone(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "PARALLEL", 1)
    counts = [len(requests_for(drift, count)) for count in (2, 3, 23)]
    each = counts[1] - counts[0]
    assert counts[2] - counts[1] == each * 20
    assert each <= 9, calls(drift.pbx)[-2 * each :]
    # A tenant's session ends before the next one begins.
    opened = [{LOGIN: 1, REVOKE: -1}.get(call, 0) for call in calls(drift.pbx)]
    assert max(accumulate(opened)) == 2


@pytest.mark.slow
def test_sections_side_by_side_are_told_in_their_order(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "BATCH", 4)
    requests_for(drift, 10)
    drift.pbx.add_tenant("t03b.example.net")
    drift.write({"tenants": [{"domain": "t03b.example.net", "ivrs": [{"extension_number": "8000"}]}]}, "t03b.example.net.yml")
    beside = drift.run()
    assert [section["name"] for section in beside["summary"]] == sorted(section["name"] for section in beside["summary"])
    assert beside["totals"]["missing"] == 1
    monkeypatch.setattr(drift_module, "PARALLEL", 1)
    assert drift.run() == beside
    assert drift.pbx.state()["sessions"] == 0


def test_of_very_many_sections_those_with_findings_are_told(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "MOST_SUMMARIES", 3)
    requests_for(drift, 5)
    for number in (3, 4):
        drift.write({"tenants": [{"domain": f"t{number:02}.example.net", "name": "Other"}]}, f"t{number:02}.example.net.yml")
    result = drift.run()
    assert [section["name"][:3] for section in result["summary"]] == ["t00", "t03", "t04"]
    assert (result["totals"]["sections"], result["totals"]["differs"]) == (5, 2)


def test_an_interrupted_comparison_signs_out_and_leaves_no_report(drift: Drift) -> None:
    requests_for(drift, 12)
    (drift.dest / "drift.json").unlink()
    left = iter(range(40))

    def check() -> None:
        if next(left, None) is None:
            raise errors.Interrupted("nobody waits")

    with pytest.raises(errors.Interrupted), stopped_by(check):
        drift.run()
    assert list(drift.dest.iterdir()) == []
    assert drift.pbx.state()["sessions"] == 0
