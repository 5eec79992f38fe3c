# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files in the role ``tenant``: listed ones, local prompts, greetings and music; what is not named goes, and what prompts need stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sounds import path_of

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

TENANT = {"domain": "clinics.example.net", "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}


def _provision(playbooks: Playbooks, definition: dict[str, Any], *arguments: str) -> Run:
    variables = {"tenant_definition": {**TENANT, **definition}, "tenant_exclusive": ["files", "user_greetings", "musics"]}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=variables))


@pytest.mark.long
def test_files_and_greetings_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"], created_at="2026-01-01T08:00:00.000Z")
    pbx.add_user(tenant, extension_number="2001", display_name="Anna Berg")
    pbx.add_file(tenant, "unmanaged.wav")
    for name in ("welcome", "night"):
        shutil.copy(path_of("welcome.wav"), tmp_path / f"{name}.wav")
    user = {"extension_number": "2001", "greetings": [{"file": f"{tmp_path}/night.wav", "enabled": True}]}
    ivr = {"extension_number": "8000", "name": "Reception", "pin": "284193", "prompt_file": f"{tmp_path}/welcome.wav"}
    music: dict[str, Any] = {"enabled": True, "musics": [{"file": f"{tmp_path}/night.wav"}]}
    definition = {"files": [{"name": "closed.wav", "src": path_of("welcome.wav")}], "users": [user], "ivrs": [ivr], "music_on_hold": music}

    _provision(playbooks, definition, "--check")
    assert pbx.writes() == []
    _provision(playbooks, definition)
    found = pbx.state()["tenants"][tenant]
    names = {key: file["name"] for key, file in found["files"].items()}
    assert sorted(names.values()) == ["closed.wav", "night.wav", "welcome.wav"]
    assert [names[one["prompt_file_id"]] for one in found["ivrs"].values()] == ["welcome.wav"]
    (person,) = found["users"].values()
    assert [(names[one["file_id"]], one["enabled"]) for one in person["greetings"].values()] == [("night.wav", True)]
    assert [names[one["file_id"]] for one in found["musics"].values()] == ["night.wav"]
    pbx.clear_log()
    assert _provision(playbooks, definition).recap["changed"] == 0
    assert pbx.writes() == []
    user["greetings"] = []
    music["musics"] = []
    _provision(playbooks, definition)
    (person,) = pbx.state()["tenants"][tenant]["users"].values()
    assert person.get("greetings", {}) == {}
    assert "musics" not in pbx.state()["tenants"][tenant]
    assert sorted(file["name"] for file in pbx.state()["tenants"][tenant]["files"].values()) == ["closed.wav", "welcome.wav"]
