# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What ansible-doc shows, and that real results are what it says they are."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from functional.every_module import MODULES, SUCCESSES, TASKS, TRIED, failing, furnish_extensions

from cases import preparation, prepare
from parity.variables import filled

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
OF_ANSIBLE = {"changed", "failed", "invocation", "warnings", "deprecations", "exception"}

WITHOUT_DIFF = ("_info", "_login", "_logout", "_test")


SHOWN: dict[tuple[str, ...], str] = {}
"""What ansible-doc has said, which takes seconds, by its arguments."""


def _documentation(playbooks: Playbooks, *arguments: str) -> str:
    if arguments not in SHOWN:
        SHOWN[arguments] = _shown(playbooks, *arguments)
    return SHOWN[arguments]


def _shown(playbooks: Playbooks, *arguments: str) -> str:
    command = ["ansible-doc", "--type", "module", *arguments, *(f"portsip.pbx.{name}" for name in MODULES)]
    done = subprocess.run(command, env=playbooks.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_ansible_doc_shows_every_module(bare_playbooks: Playbooks) -> None:
    structured = json.loads(_documentation(bare_playbooks, "--json"))
    assert sorted(structured) == [f"portsip.pbx.{name}" for name in MODULES] != []
    pages = re.split(r"^> MODULE ", _documentation(bare_playbooks), flags=re.MULTILINE)[1:]
    assert len(pages) == len(MODULES)
    for name, page in zip(MODULES, pages, strict=True):
        assert page.startswith(f"portsip.pbx.{name} ")
        shown = set(re.findall(r"^(?:-|=|\s*-)\s+(\w+)", page, flags=re.MULTILINE))
        assert set(structured[f"portsip.pbx.{name}"]["doc"]["options"]) <= shown
        for part in ("OPTIONS", "ATTRIBUTES", "NOTES", "SEE ALSO", "REQUIREMENTS", "AUTHOR", "EXAMPLES", "RETURN VALUES"):
            assert part in page, (name, part)
        # Markup that ansible-doc does not understand would stand there as it is written.
        assert not re.search(r"\b[OVEMPCBI]\([a-z_]", page), name


@pytest.fixture
def documented(bare_playbooks: Playbooks) -> dict[str, Json]:
    """Options and return values of each module, as documented."""
    return {name.rpartition(".")[2]: entry for name, entry in json.loads(_documentation(bare_playbooks, "--json")).items()}


def test_every_module_is_tried() -> None:
    assert sorted(TRIED) == MODULES


def test_results_are_what_the_documentation_says(playbooks: Playbooks, shared_simulator: Simulator, documented: dict[str, Json]) -> None:
    pbx = shared_simulator
    pbx.configure(later_release_fields=False)
    old = pbx.add_tenant("old.example.net", "Old")
    pbx.add_file(old, "welcome.wav")
    pbx.add_holiday(old, "Christmas")
    pbx.add_provider("Carrier", old)
    pair = trustme.CA().issue_cert("voice.example.net")
    certificate = {"certificate": pair.cert_chain_pems[0].bytes().decode(), "certificate_key": pair.private_key_pem.bytes().decode()}
    furnish_extensions(pbx)
    prepare(pbx, filled(preparation()))
    run = playbooks.run(SUCCESSES, "--diff", variables=certificate)
    assert run.names == TASKS

    complaints: list[str] = []
    returned: dict[str, set[str]] = {name: set() for name in TRIED}
    for task in TASKS:
        name = task.partition(",")[0]
        result = run.result(task)
        returned[name] |= set(result)
        # An object has, besides what is listed, the fields that its module can set.
        module = name.removesuffix("_info")
        fields = set(documented[module]["doc"]["options"]) if module in documented else set()
        complaints += _differences(task, _expected(documented[name]), result, fields, {"diff"} if name.endswith(WITHOUT_DIFF) else set())
    for name in TRIED:
        complaints += [f"{name}: {key} was never returned" for key in sorted(set(_expected(documented[name])) - returned[name])]
    assert complaints == []

    tasks = [{"name": name, f"portsip.pbx.{name}": failing(name)} for name in TRIED]
    failed = playbooks.run(tasks, ignore_errors=True, environment={"PORTSIP_RETRIES": "0"})
    assert failed.failed == TRIED
    for name in TRIED:
        described = {key: value for key, value in documented[name]["return"].items() if value["returned"] == "failure"}
        complaints += _differences(f"failed {name}", described, failed.result(name), set(), set())
    assert complaints == []


EMPTY = {"error", "incomplete", "notes", "stale"}
"""What is empty where nothing is amiss."""
NONE_YET = {("portsip_config", "moved_calls")}
"""Tasks whose result has an empty list, with its key: another task of the module fills it."""


def _expected(documented: Json) -> Json:
    """The return values that a module may have when it does not fail."""
    return {key: value for key, value in documented["return"].items() if not value["returned"].startswith("failure")}


def _differences(where: str, described: Json, result: Json, fields: set[str], never: set[str]) -> Iterator[str]:
    """Say what is documented and not there, there and not documented, or of another type."""
    for key, value in described.items():
        if value["returned"] in ("always", "success", "failure") and key not in result:
            yield f"{where}: {key} is documented and missing"
        if key in result:
            yield from _of_another_type(f"{where}.{key}", value, result[key])
    undocumented = set(result) - set(described) - OF_ANSIBLE - never
    if described.get("diff", {}).get("returned") == "when diff mode is on" and "diff" not in result:
        yield f"{where}: diff is missing"
    yield from (f"{where}: {key} is not documented" for key in sorted(undocumented))
    for key, value in described.items():
        inner = value.get("contains")
        # What comes under a condition, such as being asked for by name, comes in the run of another task.
        elsewhere = value["returned"] not in ("always", "success") and key not in result
        if not inner or key == "diff" or elsewhere:
            continue
        found = result.get(key)
        assert found or key in EMPTY or (where, key) in NONE_YET, (
            f"{where}: {key} is empty, so that nothing can be held against the documentation"
        )
        for item in found if isinstance(found, list) else [found]:
            listed = {**inner, **{name: {"returned": "perhaps"} for name in fields - set(inner)}}
            yield from _differences(f"{where}.{key}", listed, item, set(), set())


def _of_another_type(where: str, described: Json, value: Any) -> Iterator[str]:
    wanted = TYPES.get(described.get("type", ""))
    fits = value is None or wanted is None or (isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)))
    if not fits:
        yield f"{where}: is {type(value).__name__}, documented as {described['type']}"
