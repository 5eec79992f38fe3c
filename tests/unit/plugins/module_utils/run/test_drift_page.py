# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The page of a drift report in a real browser, also one that is told to block scripts and styles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.browser import BLOCKING, shown
from ansible_collections.portsip.pbx.tests.unit.support.drift import hostile, one_of_each, rendered


@pytest.mark.parametrize("policy", ["", BLOCKING])
@pytest.mark.slow
def test_the_browser_shows_everything_and_runs_nothing(tmp_path: Path, policy: str) -> None:
    page = rendered(tmp_path, [one_of_each(), hostile()], forms=["html"])["html"]
    seen = shown(page, tmp_path / "profile", policy)
    assert set(seen.asked) <= {"/", "/favicon.ico"}
    assert not re.search(r"<script|<[^>]* on\w+=", seen.dom)
    # The parser of the browser has not repaired anything: as many elements as the page has.
    for element in ("details", "table", "tr", "code", "li"):
        assert len(re.findall(rf"<{element}[ >]", seen.dom)) == len(re.findall(rf"<{element}[ >]", page)) > 0
    for text in ("ring_time", "GET /holidays with 500", "alert(1)", "the PBX does not return it"):
        assert text in seen.dom
