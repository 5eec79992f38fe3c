# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a library is missing, a module says so, in place of a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.doc_fragments import http_options
from ansible_collections.portsip.pbx.plugins.module_utils.base import libraries

SCRIPT = """
import json, sys, types
state, wanted = sys.argv[1], json.loads(sys.argv[2])
if "==" in state:  # an old release, which has only some of the names
    library, release = state.split("==")
    if library == "pydantic":
        sys.modules[library] = types.ModuleType(library)
        sys.modules[library].VERSION = release
        sys.modules[library].BaseModel = type("BaseModel", (), {})
    else:
        __import__(library).__version__ = release
else:
    for name in state.split():
        sys.modules[name] = None
from ansible_collections.portsip.pbx.tests.unit.support.modules import NAMES, module, run
found = {}
for name in NAMES if sys.argv[3:] else wanted:
    module(name)
    if name in wanted:
        found[name] = run(name, wanted[name]).result
print(json.dumps(found))
"""
EACH_IMPORTED = ("requests pydantic", "pydantic==1.10.13")
"""Where nothing is there, and where a library lacks some names; what is missing in the other states is missing there, too."""
WANTED: dict[str, Any] = {
    "portsip_ip_rule": {
        "api_url": "http://127.0.0.1:9/api",
        "api_token": "token-1",
        "cidr": "10.0.0.0/24",
        "extra": {"x_secret": "geheim-1"},
    },
    # Options that follow from the fields of the resource, which takes pydantic to know.
    "portsip_transport": {"api_url": "http://127.0.0.1:9/api", "api_token": "token-1", "protocol": "UDP", "port": 5060, "recreate": True},
    "portsip_dealer": {"api_url": "http://127.0.0.1:9/api", "api_token": "token-1", "name": "Reseller", "update_password": "on_create"},
    "portsip_tenant_info": {"api_url": "http://127.0.0.1:9/api", "api_token": "token-1"},
    "portsip_login": {"api_url": "http://127.0.0.1:9/api", "api_username": "admin", "api_password": "geheim-2"},
}


@pytest.mark.parametrize(
    ("state", "library"),
    [("requests", "requests"), ("pydantic", "pydantic"), ("requests pydantic", "requests")],
)
@pytest.mark.slow
def test_a_missing_library_is_said(state: str, library: str, collections_path: Path) -> None:
    assert_all_say((f"({library})",), state, collections_path)


@pytest.mark.parametrize(
    ("state", "needed"),
    [
        ("pydantic==1.10.13", "2.5"),
        pytest.param("pydantic==2.4.2", "2.5", marks=pytest.mark.long),
        pytest.param("pydantic==2", "2.5", marks=pytest.mark.long),
        ("requests==2.9.2", "2.28"),
        pytest.param("requests==1.0b1", "2.28", marks=pytest.mark.long),
    ],
)
@pytest.mark.slow
def test_a_library_that_is_too_old_is_said_with_both_releases(state: str, needed: str, collections_path: Path) -> None:
    library, release = state.split("==")
    words = f"{library} {release} is installed, and {needed} or newer is required"
    assert_all_say((words, f"pip install '{library}>={needed}'"), state, collections_path)


def test_a_release_that_is_just_new_enough_is_taken(collections_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(collections_path)}
    code = "import requests; requests.__version__ = '2.28.0'\n"
    code += "from ansible_collections.portsip.pbx.plugins.module_utils.base import libraries as l"
    subprocess.run([sys.executable, "-c", f"{code}\nassert not l.MISSING, l.MISSING"], env=environment, check=True, timeout=60)


def test_one_lower_bound_is_named_everywhere() -> None:
    root = Path(__file__).resolve().parents[4]
    for library, release in libraries.NEEDED.items():
        assert f"{library}>={release}\n" in (root / "requirements.txt").read_text(encoding="utf-8")
        assert f"- {library} >= {release} on the host" in http_options.ModuleDocFragment.DOCUMENTATION
        assert f"`{library}` {release} or newer" in (root / "README.md").read_text(encoding="utf-8")


def assert_all_say(words: tuple[str, ...], state: str, collections_path: Path) -> None:
    """Every module can be imported in the states of ``EACH_IMPORTED``, and in each state those of ``WANTED`` say what is missing."""
    environment = {**os.environ, "PYTHONPATH": str(collections_path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, state, json.dumps(WANTED), *(["all"] if state in EACH_IMPORTED else [])],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    for result in json.loads(done.stdout).values():
        assert result["failed"] is True
        assert [text for text in words if text not in result["msg"]] == []
        assert result["error"] == {"kind": "library", "status": None, "code": None, "detail": None, "method": None, "path": None}
        assert "geheim" not in json.dumps(result)
    assert set(json.loads(done.stdout)) == set(WANTED)
