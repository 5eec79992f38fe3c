# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A loop, and time that passes at will."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop

if TYPE_CHECKING:
    from simulator import Simulator


@pytest.fixture
def loop(simulator: Simulator) -> Iterator[Loop]:
    """A loop over IP rules."""
    items = Loop(simulator)
    yield items
    items.workspace.close()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Lets time pass: ``later(6)`` is six seconds later."""
    real, passed = time.monotonic, [0.0]

    def pass_by(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: real() + passed[0])
    yield pass_by
