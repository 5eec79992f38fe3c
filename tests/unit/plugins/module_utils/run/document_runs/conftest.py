# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the tests of runs of documents share: a PBX with a trunk and a dealer, and runs against it."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """An empty PBX with a trunk and a dealer."""
    shared_simulator.add_provider("Carrier")
    shared_simulator.add_dealer("reseller", "Dealer-Pass-1")
    return shared_simulator


@pytest.fixture
def documents(pbx: Simulator) -> Documents:
    """Runs against it."""
    return Documents(pbx)
