# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid queue agent is (extension API, /extension/{extension_id}/agent/ and /queue/agents/)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field, field_validator, model_validator
from .base import Wanted
from .types import Count, Id, IdOrZero, LongText, Seconds


class QueueMembership(Wanted):
    """An agent's place in a queue: the lowest level is called first, position is the order within it."""

    agent_id: Id | None = None
    level: Count | None = None
    position: Count | None = None


class QueuePlace(Wanted):
    """A membership as it is given with an agent: which queue, which of its two lists, and the place there."""

    queue: Id
    type: Literal["local", "remote"] | None = None
    level: Count | None = None
    position: Count | None = None


class QueueAgent(Wanted):
    """An agent."""

    name: Annotated[str, Field(min_length=1)] | None = None
    status: Literal["available", "logged_out"] | None = None
    agent_sound_id: IdOrZero | None = None
    busy_delay_time: Seconds | None = None
    no_answer_delay_time: Seconds | None = None
    reject_delay_time: Seconds | None = None
    wrap_up_time: Seconds | None = None
    call_timeout: Seconds | None = None
    extra_params: LongText | None = None
    queues: list[QueuePlace] | None = None
    queues_mode: Literal["merge", "replace", "remove"] | None = None
    queues_scope: list[Id] | None = None
    remove_from_queues: bool | None = None

    @field_validator("queues")
    @classmethod
    def _each_queue_once(cls, queues: list[QueuePlace] | None) -> list[QueuePlace] | None:
        places = [(membership.queue, membership.type or "local") for membership in queues or []]
        for place in places:
            if places.count(place) > 1:
                raise ValueError(f"queue {place[0]} ({place[1]}) stands in the list {places.count(place)} times")
        return queues

    @model_validator(mode="after")
    def _mode_has_what_it_needs(self) -> QueueAgent:
        replaces = self.queues_mode == "replace"
        if self.queues_mode in ("replace", "remove") and self.queues is None:
            raise ValueError(f"queues is needed where queues_mode is {self.queues_mode}")
        if replaces and self.queues_scope is None:
            raise ValueError(
                "queues_scope is needed where queues_mode is replace, because the API can't be asked which queues an agent is in: "
                "list the queues to look through besides those in queues, or give an empty list"
            )
        if self.queues_scope is not None and not replaces:
            raise ValueError("queues_scope goes with queues_mode replace only")
        return self
