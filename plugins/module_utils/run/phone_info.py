# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Phones as the PBX sees them, and the templates it knows (PortSIP PBX REST API 22.2, /phones and /phone_models)."""

from __future__ import annotations

from typing import Any

from .. import errors
from ..base.identity import filled
from ..base.secret_names import redacted
from ..client.answers import Item
from ..client.pbx import PbxClient
from ..schema.forms import mac
from ..schema.model import Wanted
from ..schema.types import Mac
from .connection import Params
from .context import Context, Result
from .desired import checked
from .workspace import Workspace, tenant_session

PHONES = "/phones"
MODELS = "/phone_models"


class PhoneQuery(Wanted):
    """Which phones, or which template."""

    mac: Mac | None = None
    filename: str | None = None


def run_phone_info(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the subsets that are asked for.

    :returns: ``changed`` false, and each subset under its name.
    :raises PortsipError: it can't be read.
    """
    query = checked(PhoneQuery, params, "tenant")
    subset = list(dict.fromkeys(params["subset"]))
    result: dict[str, Any] = {"changed": False}
    with tenant_session(params, workspace) as client:
        if "phones" in subset:
            result["phones"] = _phones(client, query.get("mac"))
        if "phone_models" in subset:
            result["phone_models"] = _models(client, query.get("filename"))
    return result


def _phones(client: PbxClient, address: str | None) -> list[Item]:
    """Every phone, or the one with an address, without the passwords and PINs that the PBX tells."""
    if address is not None:
        try:
            return [_shown(client.get_object(filled(f"{PHONES}/{{mac}}", {"mac": address})))]
        except errors.NotFound:
            pass  # The PBX may spell the address in another way.
    phones = [_shown(phone) for phone in client.list_all(PHONES, paged=False)]
    return [phone for phone in phones if address is None or phone.get("mac") == address]


def _shown(phone: Item) -> Item:
    return {**redacted(phone), "mac": mac(phone.get("mac"))}


def _models(client: PbxClient, filename: str | None) -> list[Item]:
    """Every model, or the one template with all that it allows; none where there is no such template."""
    if filename is None:
        return client.list_all(MODELS, paged=False)
    try:
        return [client.get_object(filled(f"{MODELS}/{{filename}}", {"filename": filename}))]
    except errors.NotFound:
        return []
