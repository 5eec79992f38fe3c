# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the functional tests share: playbooks to run, with or without a PBX to run them against."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from functional.running import Playbooks, access

if TYPE_CHECKING:
    from simulator import Simulator


@pytest.fixture
def bare_playbooks(tmp_path: Path, ansible_environment: dict[str, str]) -> Playbooks:
    """Runs playbooks; nothing says where the PBX is."""
    return Playbooks(tmp_path, ansible_environment)


@pytest.fixture
def playbooks(tmp_path: Path, ansible_environment: dict[str, str], shared_simulator: Simulator) -> Playbooks:
    """Runs playbooks; environment variables lead to ``shared_simulator``."""
    return Playbooks(tmp_path, ansible_environment | access(shared_simulator))
