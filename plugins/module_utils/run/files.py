# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One run of a file: objects of any kind may use the one that it replaces."""

from __future__ import annotations

from ..resources.pbx.file import FILE
from .connection import Params
from .context import Context, Result
from .single import run
from .workspace import Workspace


def run_file(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Make a file present or absent; see ``run``.

    :raises PortsipError: see ``run``.
    """
    from ..resources.registry import RESOURCES  # takes time, and is only needed here

    with Workspace.lent(workspace) as workspace:
        workspace.kinds = RESOURCES
        return run(FILE, params, context, workspace)
