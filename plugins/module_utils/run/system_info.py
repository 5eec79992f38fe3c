# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is known of the whole system, and of the dealer who signs in (PortSIP PBX REST API 22.2, /admin/status, /dealer/status)."""

from __future__ import annotations

from typing import Any

from ..base.secret_names import redacted
from ..client.pbx import PbxClient
from ..plan.documents import Document
from ..read.parallel import parallel_map
from ..read.site import Site
from ..resources.pbx.certificate import CERTIFICATE
from ..resources.pbx.dealer_self import DEALER_SELF
from ..resources.pbx.im_server import IM_SERVER
from ..resources.pbx.license import LICENSE
from ..resources.pbx.network import NETWORK
from ..resources.pbx.notification import NOTIFICATION
from ..resources.pbx.sbc import SBC
from ..resources.pbx.settings import SETTINGS
from ..schema.resource import Resource
from .connection import Params
from .context import Context, Result, presented
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

    :returns: ``changed`` false, and ``system``: each part under its name, and the ``version`` where the status is read.
    :raises PortsipError: it can't be read.
    """
    names = list(dict.fromkeys(params["subset"]))
    with system_session(params, workspace) as client:
        parts = parallel_map(lambda name: _part(client, name, context), names, AT_ONCE)
    system: dict[str, Any] = dict(zip(names, parts, strict=True))
    if STATUS in system:
        system["version"] = (system[STATUS] or {}).get("version")
    return {"changed": False, "system": system}


def run_dealer_self_info(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read the dealer who signs in, and how many of what he has.

    :returns: ``changed`` false, ``dealer`` and ``status``.
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
