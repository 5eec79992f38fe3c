# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A queue agent and its places in queues (extension API).

These are the queues and agents of the extension API, not the call queues of
the PBX itself.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field, field_validator, model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.relations import Parent
from ...schema.resource import Related, Resource
from ...schema.types import Id, IdOrZero, LongText, Seconds
from .queue_membership import QUEUE_MEMBERSHIP, QueuePlace


class QueueAgent(Wanted):
    """An agent."""

    name: Annotated[str, Field(min_length=1)] | None = option(
        "Name of the agent. Required unless O(id) is given. Given together with O(id), it is the name the agent gets.",
        "The API allows several agents with the same name on one extension. Such a name is an error that lists their ids.",
    )
    status: Literal["available", "logged_out"] | None = option(
        "Whether the agent takes calls. Where agents log in and out by phone, do not set it here, otherwise each run "
        "resets it. The API uses V(available) when it is left out on creation.",
        choices={
            "available": "The agent takes calls.",
            "logged_out": "The agent takes no calls.",
        },
    )
    agent_sound_id: IdOrZero | None = option(
        "Id of the sound that is played to the agent.",
    )
    busy_delay_time: Seconds | None = option(
        "Seconds before an agent who does not want to be disturbed is tried again. The API uses 10 when it is left out on creation.",
    )
    no_answer_delay_time: Seconds | None = option(
        "Seconds before an agent who did not answer is tried again. The API uses 10 when it is left out on creation.",
    )
    reject_delay_time: Seconds | None = option(
        "Seconds before an agent who rejected a call is tried again. The API uses 10 when it is left out on creation.",
    )
    wrap_up_time: Seconds | None = option(
        "Seconds an agent has after a call before the next one. The API uses 0 when it is left out on creation.",
    )
    call_timeout: Seconds | None = option(
        "Seconds a call rings at the agent. The API uses 60 when it is left out on creation.",
    )
    extra_params: LongText | None = option(
        "Further parameters as the operator of the API gives them. An empty string clears the field.",
    )
    queues: list[QueuePlace] | None = option(
        "Places in queues, each queue and type once. O(queues_mode) defines what happens to these, and to places that are not listed.",
        "With O(state=absent) it is not used; see O(remove_from_queues).",
    )
    queues_mode: Literal["merge", "replace", "remove"] | None = option(
        "How O(queues) is applied. V(merge) is used when it is left out.",
        "In each mode, only places of this agent are changed, and with O(state=present) the agent is created where it does not exist.",
        choices={
            "merge": "The agent has the places that are listed; others remain unchanged.",
            "remove": (
                "The agent has none of the places that are listed; others remain unchanged. Level and position are not used "
                "then. A place the agent does not have is no error, and a queue that does not exist is a warning."
            ),
            "replace": (
                "The agent has the places that are listed and no others in the queues that are looked through. These are the "
                "queues in O(queues), with both types of places, and those in O(queues_scope), which is then required. New "
                "places are created before old ones are removed."
            ),
        },
    )
    queues_scope: list[Id] | None = option(
        "Ids of the extensions of further queues to look through with O(queues_mode=replace), and required with it. An "
        "empty list means no other queues than those in O(queues).",
        "The API cannot be asked which queues an agent is in. A place in a queue that is neither in O(queues) nor here "
        "remains, without a message. List every queue that the agent may be in, such as all queues of the customer.",
        "Each queue takes two requests to look through, which count towards the API's hourly limit.",
    )
    remove_from_queues: bool | None = option(
        "Whether an agent that is removed with O(state=absent) loses its places in queues too. With V(false) the queues keep "
        "places of an agent that does not exist.",
        default=True,
    )

    @field_validator("queues")
    @classmethod
    def _each_queue_once(cls, queues: list[QueuePlace] | None) -> list[QueuePlace] | None:
        places = [(membership.queue, membership.type or "local") for membership in queues or []]
        for place in places:
            if places.count(place) > 1:
                raise ValueError(f"duplicate queue {place[0]} ({place[1]})")
        return queues

    @model_validator(mode="after")
    def _mode_has_what_it_needs(self) -> QueueAgent:
        replaces = self.queues_mode == "replace"
        if self.queues_mode in ("replace", "remove") and self.queues is None:
            raise ValueError(f"queues is required where queues_mode is {self.queues_mode}")
        if replaces and self.queues_scope is None:
            raise ValueError(
                "queues_scope is required where queues_mode is replace, because the API can't be asked which queues an agent is in: "
                "list the queues to look through besides those in queues, or give an empty list"
            )
        if self.queues_scope is not None and not replaces:
            raise ValueError("queues_scope goes with queues_mode replace only")
        return self


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
    page=Page(
        requires="an application of the extension API whose access covers the extensions of the agent and of the queues",
        requests="C(GET), C(POST), C(PUT) and C(DELETE) of C(/extension/{queue}/queue/agents/local/) and "
        "C(/extension/{queue}/queue/agents/remote/) for O(queues)",
        summary="Create, change and remove agents of the extension API and their places in queues",
        description=(
            "Creates, changes or removes one queue agent of the extension API, together with its memberships in queues.",
            "An agent belongs to an extension, the agent's own, and is found there by its O(name), or by its O(id). Its places "
            "in queues belong to the extensions of the queues.",
            "These agents and queues are B(not) the call queues of PortSIP PBX's own REST API (C(/call_queues)), which this module does "
            "not touch.",
        ),
        notes=("Agent and places are written one after the other. A run that failed in between is completed by the next one.",),
        seealso=("queue",),
        options={
            "extension_id": {
                "description": [
                    (
                        "Id of the agent's own extension. This is the id of the extension in the extension API, not the number that is "
                        "dialled."
                    ),
                ],
                "type": "int",
                "required": True,
            },
        },
        returned=(
            "The agent after the run; in check mode, as it would be after the run, with every option of this module that is "
            "a field of it under its own name. Null after O(state=absent). A field without a value is null.",
        ),
        returns={
            "extension_id": {
                "description": "Id of the agent's own extension.",
                "returned": "when the agent exists",
                "type": "int",
                "sample": 201,
            },
            "queues": {
                "description": "The places in the queues that O(queues) lists, none of them with O(queues_mode=remove).",
                "returned": "when O(queues) is given",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "level": {
                        "description": "Level of the agent.",
                        "returned": "always",
                        "sample": 1,
                        "type": "int",
                    },
                    "position": {
                        "description": "Order within the level.",
                        "returned": "always",
                        "sample": 1,
                        "type": "int",
                    },
                    "queue": {
                        "description": "Id of the queue's extension.",
                        "returned": "always",
                        "sample": 901,
                        "type": "int",
                    },
                    "type": {
                        "description": "Kind of place, V(local) or V(remote).",
                        "returned": "always",
                        "sample": "local",
                        "type": "str",
                    },
                },
            },
        },
        samples={
            "busy_delay_time": 10,
            "call_timeout": 25,
            "name": "Reception Northside 1",
            "no_answer_delay_time": 10,
            "reject_delay_time": 10,
            "status": "available",
            "wrap_up_time": 15,
        },
    ),
    info_page=Page(
        requests="C(GET /extension/{queue}/queue/agents/local/) and C(GET /extension/{queue}/queue/agents/remote/) for O(queues)",
        summary="Read agents of the extension API and their places in queues",
        description=(
            "Reads one or all queue agents that belong to an extension, in the extension API.",
            "These agents and queues are B(not) the call queues of PortSIP PBX's own REST API (C(/call_queues)).",
        ),
        options={
            "extension_id": {
                "description": [
                    (
                        "Id of the agents' own extension. This is the id of the extension in the extension API, not the number that is "
                        "dialled."
                    ),
                ],
                "type": "int",
                "required": True,
            },
            "queues": {
                "description": [
                    (
                        "Ids of the extensions of queues. The places of the agents in these queues are returned too; the API "
                        "has no list of all queues of an agent."
                    ),
                ],
                "type": "list",
                "elements": "int",
            },
        },
        returns={
            "queues": {
                "description": "The places in the queues that O(queues) lists.",
                "returned": "when O(queues) is given",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "level": {
                        "description": "Level of the agent.",
                        "returned": "always",
                        "sample": 1,
                        "type": "int",
                    },
                    "position": {
                        "description": "Order within the level.",
                        "returned": "always",
                        "sample": 1,
                        "type": "int",
                    },
                    "queue": {
                        "description": "Id of the queue's extension.",
                        "returned": "always",
                        "sample": 901,
                        "type": "int",
                    },
                    "type": {
                        "description": "Kind of place, V(local) or V(remote).",
                        "returned": "always",
                        "sample": "local",
                        "type": "str",
                    },
                },
            },
        },
    ),
)
