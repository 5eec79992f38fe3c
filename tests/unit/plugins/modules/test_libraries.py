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

SCRIPT = """
import json, sys, types
state, wanted = sys.argv[1], json.loads(sys.argv[2])
if state == "old pydantic":
    sys.modules["pydantic"] = types.ModuleType("pydantic")
    for name in "AfterValidator BaseModel BeforeValidator ConfigDict Field ValidationError field_validator model_validator".split():
        setattr(sys.modules["pydantic"], name, type(name, (), {}))
else:
    for name in state.split():
        sys.modules[name] = None
from ansible_collections.portsip.pbx.tests.unit.support.modules import NAMES, module, run
found = {}
for name in NAMES:
    module(name)
    if name in wanted:
        found[name] = run(name, wanted[name]).result
print(json.dumps(found))
"""
WANTED: dict[str, Any] = {
    "portsip_ip_rule": {
        "api_url": "http://127.0.0.1:9/api",
        "api_token": "token-1",
        "cidr": "10.0.0.0/24",
        "extra": {"x_secret": "geheim-1"},
    },
    "portsip_tenant_info": {"api_url": "http://127.0.0.1:9/api", "api_token": "token-1"},
    "portsip_login": {"api_url": "http://127.0.0.1:9/api", "api_username": "admin", "api_password": "geheim-2"},
}


@pytest.mark.parametrize(
    ("state", "library"),
    [("requests", "requests"), ("pydantic", "pydantic"), ("requests pydantic", "requests"), ("old pydantic", "pydantic")],
)
def test_a_missing_library_is_said(state: str, library: str, collections_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(collections_path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, state, json.dumps(WANTED)], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    for result in json.loads(done.stdout).values():
        assert result["failed"] is True
        assert f"({library})" in result["msg"]
        assert result["error"] == {"kind": "library", "status": None, "code": None, "detail": None, "method": None, "path": None}
        assert "geheim" not in json.dumps(result)
    assert set(json.loads(done.stdout)) == set(WANTED)
