# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Registrations of an extension's devices (extension API: GET and DELETE /registration/, DELETE /registration/{registration_id})."""

from __future__ import annotations

import contextlib
from typing import Any

from ... import errors
from ...client.extension import ExtensionClient
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import RegistrationOrder
from .action import below_extension

ALL = "registration/"
ONE = "registration/{registration_id}"


def run_registration(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Drop one registration, or all, where there are any.

    :returns: ``changed``, ``diff``, and ``registration``: the extension, what is registered then, and what was dropped.
    :raises PortsipError: it can't be done.
    """
    values = checked(RegistrationOrder, params, "extension")
    one = values.get("registration_id")
    if bool(one) == bool(params["all"]):
        raise errors.InvalidInput(
            "registration_id, all: exactly one of these is required, the id of a registration or all=true for every one of the extension"
        )
    with extension_session(params, workspace) as client:
        before = _registered(client, below_extension(values, ALL))
        dropped = [item for item in before if one is None or str(item.get("registration_id")) == one]
        if dropped and not context.check_mode:
            path = below_extension(values, ALL) if one is None else below_extension(values, ONE, registration_id=one)
            # Gone meanwhile is as good.
            with contextlib.suppress(errors.NotFound):
                client.remove(path)
    left = [item for item in before if item not in dropped]
    return {
        "changed": bool(dropped),
        "registration": {"extension_id": values["extension_id"], "registered": bool(left), "registrations": left, "dropped": dropped},
        "diff": {"before": {"registrations": before}, "after": {"registrations": left}},
    }


def _registered(client: ExtensionClient, path: str) -> list[dict[str, Any]]:
    """The registrations of an extension.

    :raises UnexpectedAnswer: the answer holds none, not even an empty list.
    """
    answer = client.get(path)
    found = (answer.get("registrations") or []) if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise client.without("registrations", path)
    return found
