# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is known of the whole system, and of the dealer who signs in (PortSIP PBX REST API 22.2, /admin/status, /dealer/status)."""

from __future__ import annotations

from typing import Any

from ..client.pbx import PbxClient
from ..reconcile.documents import Document
from ..reconcile.site import Site
from ..resource import Resource
from ..resources.dealer import DEALER_SELF
from ..resources.product import CERTIFICATE, LICENSE
from ..resources.settings import NOTIFICATION, SETTINGS
from ..resources.system import IM_SERVER, NETWORK, SBC
from ..secret_names import redacted
from .options import Params
from .parallel import side_by_side
from .run import Context, Result, presented
from .workspace import Workspace, system_session

PARTS: dict[str, Resource] = {
    "network": NETWORK,
    "settings": SETTINGS,
    "notification": NOTIFICATION,
    "sbc": SBC,
    "im_server": IM_SERVER,
    "license": LICENSE,
    "certificate": CERTIFICATE,
}
STATUS = "status"
AT_ONCE = 4


def run_system_info(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the parts of the system that are asked for.

    :returns: C(changed) false, and C(system): each part under its name, and the C(version) where the status is read.
    :raises PortsipError: it can't be read.
    """
    names = list(dict.fromkeys(params["subset"]))
    with system_session(params, workspace) as client:
        parts = side_by_side(lambda name: _part(client, name, context), names, AT_ONCE)
    system: dict[str, Any] = dict(zip(names, parts, strict=True))
    if STATUS in system:
        system["version"] = (system[STATUS] or {}).get("version")
    return {"changed": False, "system": system}


def run_dealer_self_info(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the dealer who signs in, and how many of what he has.

    :returns: C(changed) false, C(dealer) and C(status).
    :raises PortsipError: it can't be read.
    """
    with system_session(params, workspace) as client:
        dealer = _read(client, DEALER_SELF, context)
        return {"changed": False, "dealer": dealer, "status": redacted(client.get_object("/dealer/status"))}


def _part(client: PbxClient, name: str, context: Context) -> Document | None:
    if name != STATUS:
        return _read(client, PARTS[name], context)
    return dict(redacted(client.get_object("/admin/status")))


def _read(client: PbxClient, resource: Resource, context: Context) -> Document | None:
    return presented(resource, Site(client).get(resource, None), context)
