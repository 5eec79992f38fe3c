# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""All cases on one PBX, as one play runs them: what one prepares or creates is in no other's way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cases import cases, preparation, prepare
from parity.variables import filled
from simulator import Simulator

from .support.task import Task


@pytest.mark.slow
def test_all_cases_on_one_pbx(shared_simulator: Simulator, tmp_path: Path) -> None:
    """Each creates its object, and what all of them made is exported without a difference."""
    prepare(shared_simulator, filled(preparation()))
    errors = {}
    for name, case in cases().items():
        if not case.of_extension:
            outcome = Task(shared_simulator, case.module).run(**filled(case.creation))
            if outcome.error is not None:
                errors[name] = str(outcome.error)
    assert errors == {}
    exported = Task(shared_simulator, "portsip_export").run(tenants=["Clinic"], dest=str(tmp_path))
    assert (exported.error, exported.result["incomplete"]) == (None, [])
    told = Task(shared_simulator, "portsip_drift").run(path=str(tmp_path), fail_on="drift")
    assert told.error is None, told.error


def _what(step: dict[str, Any]) -> tuple[Any, ...]:
    """What an object is known by, whichever case prepares it."""
    return (
        step["call"],
        step.get("collection"),
        next((step[name] for name in ("extension_number", "name", "domain") if name in step), None),
    )


def test_an_object_has_the_same_id_in_all_cases() -> None:
    """So that what one of them expects holds where all are played on one PBX."""
    ids = {_what(step): step["id"] for step in preparation() if "id" in step}
    given = [(name, step) for name, case in cases().items() for step in case.prepare if "id" in step]
    assert [(name, step) for name, step in given if ids.get(_what(step)) != step["id"]] == []
