# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every operation of both APIs is reached by a module, and the documentation tells by which."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.operations import extension_journeys, journeys, table
from ansible_collections.portsip.pbx.tests.unit.support.direct import answering
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

APIS = (table.PBX, table.EXTENSION)
RELEASE = "22.3"
"""The release beside which the extension API stands; it has none of its own."""


def _walk(api: table.Api, all_journeys: dict[str, tuple[Callable[..., None], str]], directory: Path) -> table.Reached:
    """What all journeys together reach of an API."""
    noted = table.Reached(api)
    for name, (journey, release) in all_journeys.items():
        with Simulator(release=release) as pbx, answering(pbx):

            def go(module: str, changes: bool | str, _pbx: Simulator = pbx, _name: str = name, **options: Any) -> dict[str, Any]:
                for check in (True, False):
                    outcome = Task(_pbx, module, options).run(check=check)
                    noted.note(outcome.calls, module, _name)
                    if isinstance(changes, str) and not check:
                        assert changes in str(outcome.error), f"{_name}: {module}: {outcome.error}"
                        continue
                    assert outcome.error is None, f"{_name}: {module}: {outcome.error}"
                    assert outcome.changed is bool(changes), f"{_name}: {module}: {outcome.result}"
                    assert not (check and _pbx.writes()), f"{_name}: {module}"
                return outcome.result

            place = directory / name.replace(" ", "_")
            place.mkdir()
            journey(pbx, go, place)
    return noted


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> dict[table.Api, table.Reached]:
    """What the journeys reach of each API."""
    of_extensions = {name: (journey, RELEASE) for name, journey in extension_journeys.JOURNEYS.items()}
    return {
        table.PBX: _walk(table.PBX, journeys.JOURNEYS, tmp_path_factory.mktemp("pbx")),
        table.EXTENSION: _walk(table.EXTENSION, of_extensions, tmp_path_factory.mktemp("extension")),
    }


@pytest.mark.parametrize("api", APIS, ids=lambda api: api.recorded)
def test_every_operation_is_reached(api: table.Api, reached: dict[table.Api, table.Reached]) -> None:
    assert api.operations
    assert reached[api].missing() == []


def test_the_documentation_tells_by_which_module(reached: dict[table.Api, table.Reached]) -> None:
    written = table.document(reached.values())
    if os.environ.get("PORTSIP_WRITE_OPERATIONS"):
        Path(table.TABLE).write_text(written, encoding="utf-8")
    assert table.TABLE.read_text(encoding="utf-8") == written


def test_an_operation_is_told_from_one_of_the_same_form() -> None:
    assert table.PBX.operation_of("POST /api/tenants/switch") == "POST /tenants/switch"
    assert table.PBX.operation_of("POST /api/tenants/7") == "POST /tenants/{id}"
    assert table.PBX.operation_of("POST /api/tenants/7/destroy") == "POST /tenants/{id}/destroy"
    assert table.PBX.operation_of("GET /api/unheard/of") is None
    whole, own = "/extension/registration/", "/extension/{extension_id}/registration/"
    assert table.EXTENSION.operation_of(f"GET /api/ver1.0{whole}") == f"GET {whole}"
    assert table.EXTENSION.operation_of("GET /api/ver1.0/extension/201/registration/") == f"GET {own}"
    assert table.EXTENSION.operation_of("GET /api/ver1.0/extension/201/record/stats/") == "GET /extension/{extension_id}/record/stats/"


def test_an_operation_that_no_module_reaches_is_told() -> None:
    reached = table.Reached(table.EXTENSION)
    assert reached.missing() == table.EXTENSION.operations
    reached.note(["GET /api/ver1.0/extension/201/ani/", "POST /oauth/token"], "portsip_extension_ani", "settings of extensions")
    assert [operation for operation in table.EXTENSION.operations if operation not in reached.missing()] == [
        "GET /extension/{extension_id}/ani/"
    ]
    assert f"1 of {len(table.EXTENSION.operations)} operations." in reached.section()
