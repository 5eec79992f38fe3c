# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One event of an extension, or none of them any more (extension API, event)."""

from __future__ import annotations

from .. import errors
from ..plan.steps import Desired, Step
from ..resources.extension.extension_event import EVENT
from .connection import Params
from .context import Context, Result, keep_secret
from .places import open_site
from .single import run
from .workspace import Workspace


def run_extension_event(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make one event as its options say, or with ``all`` remove every event of the extension at once.

    :returns: as ``run``; with ``all``, ``before`` of the diff has a list of the events.
    :raises InvalidInput: ``all`` is given along with what describes one event, or without ``state`` absent.
    :raises PortsipError: see ``run``.
    """
    if not params.get("all"):
        return run(EVENT, params, context, workspace)
    if params.get("state") != "absent":
        raise errors.InvalidInput("all: can only be used with state absent")
    given = [name for name in ("id", *EVENT.own_fields, "unset", "extra") if params.get(name) is not None]
    if given:
        raise errors.InvalidInput(f"all: removes every event of the extension, and is mutually exclusive with {', '.join(given)}")
    with Workspace.lent(workspace) as workspace:
        site = open_site(EVENT, params, context, workspace)
        events = site.all(EVENT)
        for event in events:
            keep_secret(EVENT, event, context)
        if events and not context.check_mode:
            site.forget(EVENT)
            site.client.remove(EVENT.where(site.parents))
    gone = [Step(EVENT, "remove", Desired({}, absent=True), before=event).diff()["before"] for event in events]
    diff = {"before": {"events": gone} if gone else {}, "after": {}}
    return {"changed": bool(events), EVENT.name: None, "diff": diff}
