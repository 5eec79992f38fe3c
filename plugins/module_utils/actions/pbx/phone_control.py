# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Phones that fetch their configuration again, or start again (PortSIP PBX REST API 22.2, /phones)."""

from __future__ import annotations

from typing import Literal

from ... import errors
from ...base.identity import filled
from ...client.pbx import PbxClient
from ...run.connection import Params
from ...run.context import Context, Result, tolerate_missing
from ...run.desired import checked
from ...run.workspace import Workspace, tenant_session
from ...schema.forms import mac
from ...schema.model import Wanted
from ...schema.types import Mac

PHONES = "/phones"


class PhoneOrder(Wanted):
    """What a phone, or all of them, is to do."""

    action: Literal["reprovision", "reboot"]
    mac: Mac | None = None
    all: bool | None = None


def run_phone_control(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Have a phone, or all phones of a tenant, do something, unless in check mode.

    :returns: ``changed``, ``done``, ``summary``, and ``phone``: what was asked for.
    :raises PortsipError: the PBX does not know the phone, or it can't be asked.
    """
    order = checked(PhoneOrder, params, "tenant")
    action, address = order["action"], order.get("mac")
    if (address is None) is not order.get("all", False):
        raise errors.InvalidInput("mac, all: one of these is required, and no more than one")
    if address is None and action == "reboot":
        raise errors.InvalidInput("all: cannot be used with action=reboot; the PBX restarts one phone at a time")
    try:
        with tenant_session(params, workspace) as client:
            if context.check_mode:
                _look_for(client, address, context)
            elif address is None:
                client.create(f"{PHONES}/reprovision", None)
            else:
                _tell(client, address, action)
    except errors.NotFound as error:
        tolerate_missing(error, context)
    does = f"{action} {'all phones' if address is None else f'the phone {address}'}"
    summary = f"Nothing was sent. The PBX would be asked to {does}." if context.check_mode else f"The PBX was asked to {does}."
    phone = {"action": action, "mac": address}
    return {"changed": True, "done": not context.check_mode, "summary": summary, "phone": phone}


def _tell(client: PbxClient, address: str, action: str) -> None:
    """Ask for it by the address in normal form, and where the PBX does not find that, as it spells it itself.

    :raises NotFound: the PBX does not know the phone.
    """
    try:
        client.create(_path(address, action), None)
    except errors.NotFound as error:
        spelled = _own_spelling(client, address)
        if spelled in (None, address):
            raise errors.NotFound(f"mac: the PBX knows no phone {address} in this tenant", **error.facts) from None
        client.create(_path(str(spelled), action), None)


def _look_for(client: PbxClient, address: str | None, context: Context) -> None:
    """Warn of a phone that the PBX does not know: an earlier task may assign it by the real run."""
    if address is None:
        return
    try:
        client.get(filled(f"{PHONES}/{{mac}}/assignee", {"mac": address}))
    except errors.NotFound:
        if _own_spelling(client, address) is None:
            context.warn(f"mac: the PBX knows no phone {address} in this tenant. Assuming an earlier task assigns it (check mode).")


def _own_spelling(client: PbxClient, address: str) -> str | None:
    """The address as the PBX spells it, None where it has no such phone."""
    phones = client.list_all(PHONES, paged=False)
    return next((str(phone["mac"]) for phone in phones if mac(phone.get("mac")) == address), None)


def _path(address: str, action: str) -> str:
    return filled(f"{PHONES}/{{mac}}/{action}", {"mac": address})
