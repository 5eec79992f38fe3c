# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading the PBX as a whole."""

from __future__ import annotations

from ...client.sessions import Sessions
from .former import ROOTS
from .nodes import Node
from .reading import Reader


def read_system(sessions: Sessions, reader: Reader) -> Node:
    """The PBX as a whole, with everything that is to be exported of it.

    :raises PortsipError: the PBX can't be reached.
    """
    root = Node(ROOTS["system"], ("system",), {}, {"system": sessions.system()}, ("",), ("system",))
    reader.complete(root)
    return root
