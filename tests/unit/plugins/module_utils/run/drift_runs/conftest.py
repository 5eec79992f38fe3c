# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the tests of drift share: runs against a simulated PBX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.drift_runs import Drift

if TYPE_CHECKING:
    from simulator import Simulator


@pytest.fixture
def drift(shared_simulator: Simulator, tmp_path: Path) -> Drift:
    """Runs against a PBX with nothing in it."""
    return Drift(shared_simulator, tmp_path)
