# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A call queue of the extension API, which is not one of the PBX itself (extension API, queue)."""

from __future__ import annotations

from ..models.queue import Queue
from ..resource import Dropped, Resource
from .extension import EXTENSION, OR_NO_WORD, sounds

QUEUE = Resource(
    name="queue",
    plural="queues",
    model=Queue,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/queue/",
    parents=EXTENSION,
    key=(),
    queries=False,
    dropped=(Dropped("sound", where="sound_type", equals="ring"),),
    fields={
        "agent_hangup_action": OR_NO_WORD,
        **sounds(
            "announce_sound",
            "no_agent_timeout_transfer_dst_sound",
            "start_sound",
            "agent_announce_sound",
            "quality_rate_sound",
            "timeout_transfer_dst_sound",
            "vm_greeting",
            "quality_rate_finish_sound",
            "sound",
            "exit_transfer_dst_sound",
        ),
    },
)
