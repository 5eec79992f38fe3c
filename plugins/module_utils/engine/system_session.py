# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The session for what is done at the level of the system, but is no resource."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..client.pbx import PbxClient
from ..resources.system import NETWORK
from .options import Params
from .workspace import Workspace


@contextmanager
def system_session(params: Params, workspace: Workspace | None) -> Iterator[PbxClient]:
    """The session at the level of its user: the system, or a dealer; see L(Workspace.lent).

    :raises InvalidInput: the connection options are not complete.
    """
    with Workspace.lent(workspace) as room:
        # Any resource of the system stands for the place.
        yield room.sessions(NETWORK, params).system()
