# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter that lists the local files of a definition."""

from __future__ import annotations

from typing import Any

from ansible_collections.portsip.pbx.plugins.filter.local_files import FilterModule

local_files = FilterModule().filters()["local_files"]


def test_files_that_prompts_name() -> None:
    """Each once, and not those that are entries of their own or are on the PBX."""
    definition: dict[str, Any] = {
        "domain": "clinic.example.net",
        "files": [{"name": "closed.wav", "src": "files/closed.wav"}],
        "ivrs": {
            "defaults": {"prompt_file": "files/welcome.wav"},
            "items": [
                {"extension_number": "8000"},
                {"extension_number": "8001", "transfer_prompt_file_id": "files/closed.wav"},
                {"extension_number": "8002", "prompt_file": "night.wav"},
                {"extension_number": "8003", "prompt_file": "files/gone.wav", "state": "absent"},
            ],
        },
    }
    assert local_files(definition) == [{"name": "welcome.wav", "src": "files/welcome.wav"}]
    assert local_files({"domain": "clinic.example.net"}) == []
