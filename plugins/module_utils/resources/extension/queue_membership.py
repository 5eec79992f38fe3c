# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The places of agents in queues (extension API, queue/agents)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.resource import Resource
from ...schema.types import Count, Id


class QueueMembership(Wanted):
    """An agent's place in a queue: the lowest level is called first, position is the order within it."""

    agent_id: Id | None = option(
        immutable=True,
    )
    level: Count | None = option(
        on_create=1,
    )
    position: Count | None = option(
        on_create=1,
    )


class QueuePlace(Wanted):
    """A membership as it is given with an agent: which queue, which of its two lists, and the place there."""

    queue: Id = option(
        "Id of the queue's extension.",
        required=True,
    )
    type: Literal["local", "remote"] | None = option(
        "Kind of place. V(local) is used when it is left out.",
        choices={
            "local": "The agent is reached on an extension.",
            "remote": "The agent is reached on an outside number.",
        },
    )
    level: Count | None = option(
        "Level of the agent, at least 0. Agents of the lowest level are called first. On a new place it is V(1) when "
        "left out. An existing membership keeps its level.",
    )
    position: Count | None = option(
        "Order within the level, at least 0. On a new place it is V(1) when left out. An existing membership keeps its level.",
    )


QUEUE_MEMBERSHIP = Resource(
    id="queue_membership",
    name="queue_membership",
    plural="queue_memberships",
    model=QueueMembership,
    level="extension",
    collection="/extension/{queue}/queue/agents/{type}/",
    key=("agent_id",),
    unique=True,
    id_field="agent_id",
    paged=False,
    queries=False,
)
