# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every operation of the administration API is reached by a module, and the documentation tells by which."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.operations import table
from ansible_collections.portsip.pbx.tests.operations.journeys import JOURNEYS
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> table.Reached:
    """What all journeys together reach."""
    noted = table.Reached()
    for name, (journey, release) in JOURNEYS.items():
        with Simulator(release=release) as pbx:

            def go(module: str, changes: bool, _pbx: Simulator = pbx, _name: str = name, **options: Any) -> dict[str, Any]:
                outcome = Task(_pbx, module, options).run()
                assert outcome.error is None, f"{_name}: {module}: {outcome.error}"
                assert outcome.changed is changes, f"{_name}: {module}: {outcome.result}"
                noted.note(outcome.calls, module, _name)
                return outcome.result

            journey(pbx, go, tmp_path_factory.mktemp("journey"))
    return noted


def test_every_operation_is_reached(reached: table.Reached) -> None:
    operations = table.described()
    assert len(operations) == 78
    assert [operation for operation in operations if operation not in reached.modules] == []


def test_the_documentation_tells_by_which_module(reached: table.Reached) -> None:
    written = table.table(reached)
    if os.environ.get("PORTSIP_WRITE_OPERATIONS"):
        Path(table.TABLE).write_text(written, encoding="utf-8")
    assert table.TABLE.read_text(encoding="utf-8") == written


def test_an_operation_is_told_from_one_of_the_same_form() -> None:
    assert table.operation_of("POST /api/tenants/switch") == "POST /tenants/switch"
    assert table.operation_of("POST /api/tenants/7") == "POST /tenants/{id}"
    assert table.operation_of("POST /api/tenants/7/destroy") == "POST /tenants/{id}/destroy"
    assert table.operation_of("GET /api/unheard/of") is None
