# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What an agent of a call queue does (PortSIP PBX REST API 22.2 to 22.5, /call_queues/{id}/agents/{agent_number})."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ... import errors
from ...base.identity import segment
from ...base.libraries import Field
from ...base.releases import numbers
from ...client.base import ApiClient
from ...read.numbers import is_name
from ...resources.pbx.call_queue import CALL_QUEUE
from ...run.connection import Params, check_texts
from ...run.context import Context, Result, tolerate_missing
from ...run.desired import checked
from ...run.places import open_site
from ...run.workspace import Workspace
from ...schema.addresses import ADDRESSES
from ...schema.model import Wanted
from ...schema.reference import NumberOf
from ...schema.types import ExtensionNumberOrName

REASON_SINCE = "22.3"
"""The first release in which a reason can be given; from 22.5 on the PBX returns it."""
NOT_LOGGED_IN = ("LOGGED_OUT", "OFFLINE")

Agent = dict[str, Any]


class AgentOrder(Wanted):
    """Who is to do what."""

    call_queue: Annotated[str, Field(min_length=1)]
    extension_number: Annotated[ExtensionNumberOrName, Field(min_length=1)]
    status: Literal["READY", "NOT_READY", "WRAP_UP", "LOGGED_IN", "LOGGED_OUT"]
    reason: Annotated[str, Field(min_length=1)] | None = None


def run_call_queue_agent_status(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Set the status of an agent in a queue, where it is another one.

    :returns: ``changed``, ``diff``, and ``call_queue_agent``: the agent as the PBX then returns it.
    :raises PortsipError: it can't be done.
    """
    wanted = checked(AgentOrder, params, "tenant")
    check_texts(params, ("tenant",))
    if wanted.get("reason") and wanted["status"] != "NOT_READY":
        raise errors.InvalidInput(f"reason: goes with status NOT_READY, not with {wanted['status']}")
    with Workspace.lent(workspace) as workspace:
        try:
            return _set(wanted, params, context, workspace)
        except errors.NotFound as error:
            tolerate_missing(error, context)
    after = {**_asked(wanted), "extension_number": wanted["extension_number"]}
    return _result(True, {}, after)


def _set(wanted: Agent, params: Params, context: Context, workspace: Workspace) -> Result:
    """:raises NotFound: there is no such tenant, queue or agent; without a status, as an earlier task may create it."""
    client = open_site(CALL_QUEUE, params, context, workspace).client
    references = workspace.references(client)
    queue = references.find(ADDRESSES[CALL_QUEUE.id], wanted["call_queue"], "call_queue", context.warn)
    number = wanted["extension_number"]
    if is_name(number):
        number = references.number(NumberOf(("user",)), number, "extension_number")
    path = f"{CALL_QUEUE.path_of(queue['id'], {})}/agents/{segment(number)}"
    before = _read(client, path, f"extension_number: {number} is no agent of the call queue {wanted['call_queue']!r}")
    if wanted.get("reason"):
        _check_release(workspace.releases.release(client, "tenant", CALL_QUEUE))
    if _is_as_wanted(before, wanted):
        return _result(False, before, before)
    if context.check_mode:
        asked = _asked(wanted)
        if wanted["status"] == "LOGGED_IN":
            at_once = client.get_object(CALL_QUEUE.path_of(queue["id"], {})).get("agent_auto_ready")
            asked = {"status": "READY" if at_once is not False else "NOT_READY"}
        return _result(True, before, {**before, "reason": None, **asked})
    client.update(path, _asked(wanted))
    told = _read(client, path, f"extension_number: {number} is no agent any more")
    return _result(True, before, {**_asked(wanted), **told})


def _read(client: ApiClient, path: str, missing: str) -> Agent:
    """The agent as the PBX returns it.

    :raises NotFound: there is none.
    """
    try:
        return client.get_object(path)
    except errors.NotFound as error:
        raise errors.NotFound(missing) from error


def _check_release(release: str) -> None:
    if release and numbers(release) < numbers(REASON_SINCE):
        raise errors.InvalidInput(f"reason: the PBX has release {release}, which takes it from {REASON_SINCE} on. Nothing was written.")


def _is_as_wanted(agent: Agent, wanted: Agent) -> bool:
    """Whether an agent does what is asked for; a reason counts as far as the PBX returns it."""
    if wanted["status"] == "LOGGED_IN":
        return agent.get("status") not in NOT_LOGGED_IN
    reason = wanted.get("reason")
    return bool(agent.get("status") == wanted["status"] and (reason is None or agent.get("reason", reason) == reason))


def _asked(wanted: Agent) -> Agent:
    return {name: wanted[name] for name in ("status", "reason") if wanted.get(name)}


def _result(changed: bool, before: Agent, after: Agent) -> Result:
    sides = [{name: agent[name] for name in ("status", "reason") if agent.get(name)} for agent in (before, after)]
    return {"changed": changed, "call_queue_agent": after, "diff": {"before": sides[0], "after": sides[1]}}
