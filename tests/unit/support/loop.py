# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A loop against one PBX: the items of a task as the controller runs them, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.run.workspace import Workspace
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.engine import Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator


class Loop:
    """The items of one task's loop, one after the other."""

    def __init__(self, pbx: Simulator, resource: Resource = IP_RULE, **common: Any) -> None:
        self.pbx = pbx
        self.resource = resource
        self.common = {**connection(pbx), "timeout": 5, "retries": 0, **common}
        self.workspace = Workspace(keep=True)

    def item(self, **options: Any) -> dict[str, Any]:
        """The result of one item."""
        return run(self.resource, {**self.common, **options}, Recorder(), self.workspace)

    def calls(self) -> list[str]:
        """The requests since the last time."""
        found = calls(self.pbx)
        self.pbx.clear_log()
        return found
