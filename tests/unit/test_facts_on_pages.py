# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What pages state about the project is what the project has: kinds of errors, releases, renamed modules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import yaml
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base import libraries

from simulator.releases import Release

CHECKOUT = Path(__file__).resolve().parents[2]


def _text(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


def _kinds(base: type[errors.PortsipError]) -> Iterator[str]:
    yield base.kind
    for error in base.__subclasses__():
        yield from _kinds(error)


def test_each_kind_of_error_has_its_cause_and_what_helps() -> None:
    sections = dict(re.findall(r"(?ms)^## `(\w+)`\n(.*?)(?=^## |\Z)", _text("docs/errors.md")))
    assert set(sections) == set(_kinds(errors.PortsipError))
    assert [kind for kind, text in sections.items() if not ("**Cause:**" in text and "**What helps:**" in text)] == []


def test_the_keys_of_an_error_are_described() -> None:
    (table,) = re.findall(r"(?ms)^\| key of `error` .*?\n\n", _text("docs/errors.md"))
    described = set(re.findall(r"`(\w+)`", "".join(re.findall(r"(?m)^\|([^|]*)\|", table)))) - {"error"}
    assert described == set(errors.InvalidInput("text", findings=[{"path": "", "message": ""}]).as_result())


def test_the_support_matrix_is_what_ci_runs() -> None:
    jobs = yaml.safe_load(_text(".github/workflows/ci.yml"))["jobs"]
    run = [(entry["core"], entry["python"]) for entry in jobs["parity"]["strategy"]["matrix"]["include"]]
    assert re.findall(r"(?m)^\| (2\.\d+) \| (3\.\d+) \|$", _text("docs/support-matrix.md")) == run
    oldest = yaml.safe_load(_text("meta/runtime.yml"))["requires_ansible"]
    assert oldest == f">={run[0][0]}.0"
    assert f"ansible-core {run[0][0]} and newer" in _text("README.md")


def test_the_releases_of_the_pbx_are_those_that_are_simulated() -> None:
    releases = get_args(Release)
    named = f"{', '.join(releases[:-1])} and {releases[-1]}"
    assert f"| PortSIP PBX | {named} |" in _text("docs/support-matrix.md")
    assert f"PortSIP PBX {named}," in _text("README.md")


def test_the_oldest_python_and_libraries_are_named() -> None:
    oldest = re.findall(r'target-version = "py3(\d+)"', _text("pyproject.toml"))[0]
    for page in ("README.md", "docs/support-matrix.md"):
        assert f"Python 3.{oldest} and newer" in _text(page)
        assert [name for name, release in libraries.NEEDED.items() if f"`{name}` {release} or newer" not in _text(page)] == []


def test_the_porting_guide_has_every_renamed_module() -> None:
    routing = yaml.safe_load(_text("meta/runtime.yml"))["plugin_routing"]["modules"]
    renamed = {old: re.findall(r"portsip\.pbx\.(\w+)", entry["tombstone"]["warning_text"])[0] for old, entry in routing.items()}
    assert dict(re.findall(r"(?m)^\| `(portsip_\w+)` \| `(portsip_\w+)` \|$", _text("docs/porting.md"))) == renamed
