# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A queue agent and its places in queues (extension API).

These are the queues and agents of the extension API, not the call queues of
the PBX itself.
"""

from __future__ import annotations

from ..models.queue_agent import QueueAgent, QueueMembership
from ..resource import Field, Parent, Related, Resource

QUEUE_MEMBERSHIP = Resource(
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
    # Left out, they are 0 when written but read as 1: both are always sent.
    fields={"agent_id": Field(immutable=True), "level": Field(on_create=1), "position": Field(on_create=1)},
)

QUEUE_AGENT = Resource(
    name="agent",
    plural="agents",
    model=QueueAgent,
    level="extension",
    collection="/extension/{extension_id}/agent/",
    parents=(Parent("extension_id", type="int"),),
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    required=("name",),
    removal_query=("remove_from_queues",),
    related=(
        Related(
            "queues",
            QUEUE_MEMBERSHIP,
            parents={"queue": (), "type": ("local", "remote")},
            link="agent_id",
            mode="queues_mode",
            scope="queues_scope",
        ),
    ),
)
