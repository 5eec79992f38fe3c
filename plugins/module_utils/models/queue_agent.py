# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid queue agent is (extension API, /extension/{extension_id}/agent/ and /queue/agents/)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field, field_validator
from .base import Wanted
from .types import Count, Seconds


class QueueMembership(Wanted):
    """An agent's place in a queue: the lowest level is called first, position is the order within it."""

    agent_id: int | None = None
    level: Count | None = None
    position: Count | None = None


class QueuePlace(Wanted):
    """A membership as it is given with an agent: which queue, which of its two lists, and the place there."""

    queue: Annotated[int, Field(ge=1)]
    type: Literal["local", "remote"] | None = None
    level: Count | None = None
    position: Count | None = None


class QueueAgent(Wanted):
    """An agent."""

    name: Annotated[str, Field(min_length=1)] | None = None
    status: Literal["available", "logged_out"] | None = None
    agent_sound_id: Count | None = None
    busy_delay_time: Seconds | None = None
    no_answer_delay_time: Seconds | None = None
    reject_delay_time: Seconds | None = None
    wrap_up_time: Seconds | None = None
    call_timeout: Seconds | None = None
    extra_params: str | None = None
    queues: list[QueuePlace] | None = None
    remove_from_queues: bool | None = None

    @field_validator("queues")
    @classmethod
    def _each_queue_once(cls, queues: list[QueuePlace] | None) -> list[QueuePlace] | None:
        places = [(membership.queue, membership.type or "local") for membership in queues or []]
        for place in places:
            if places.count(place) > 1:
                raise ValueError(f"queue {place[0]} ({place[1]}) stands in the list {places.count(place)} times")
        return queues
