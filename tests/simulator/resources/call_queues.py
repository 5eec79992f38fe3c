# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Call queues (PortSIP PBX REST API 22.2); who does not exist cannot be an agent, and each agent of a queue has a status there."""

from __future__ import annotations

from ..described import described
from ..models.call_queue import QueueForwardRule
from ..numbering import check_member, with_display_name
from ..releases import since
from ..state import Row, World
from ..validation import Bool, Natural
from .files import check_file, with_file

_FILES = ("moh_prompt_file", "intro_prompt_file")
LOGGED_OUT = "LOGGED_OUT"
"""The status of an agent that nobody has logged in."""


def _check(world: World, tenant_id: str, row: Row) -> None:
    for prefix in _FILES:
        check_file(world, tenant_id, row, f"{prefix}_id")


def _present(world: World, tenant_id: str, view: Row) -> Row:
    for prefix in _FILES:
        view = with_file(world, tenant_id, view, prefix)
    return {name: value for name, value in view.items() if name != "agent_status"}


def _with_status(world: World, queue: Row, item: Row) -> Row:
    told = queue["agent_status"].get(item["extension_number"], {"status": LOGGED_OUT, "reason": None})
    return {**item, "status": told["status"], **({"reason": told["reason"]} if since(world.settings.release, "22.5") else {})}


CALL_QUEUES = described(
    "/call_queues",
    later={
        "22.3": {
            "enable_night_mode": Bool,
            "play_periodic_music": Bool,
            "play_periodic_music_interval": Natural,
            "enable_wrap_up": Bool,
            "wrap_up_time": Natural,
            "enable_exit_forward_rule": Bool,
            "exit_forward_rule": QueueForwardRule,
        },
        "22.6": {"enable_audio_recording": Bool},
        "22.8": {"allow_busy_agent_calls": Bool, "prompt_playback_delay": Natural},
    },
    write_only=("moh_prompt_file_id", "intro_prompt_file_id", "agent_status"),
    read_only={"agent_status": dict},
    check=_check,
    present=_present,
    checks={"agents": check_member},
    shows={"agents": with_display_name},
    shows_item={"agents": _with_status},
)
