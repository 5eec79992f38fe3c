# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The session for what is done through the extension API, but is no resource."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from ..client.extension import ExtensionClient
from ..resources.queue_agent import QUEUE_AGENT
from .options import Params
from .workspace import Workspace


@contextmanager
def extension_session(params: Params, workspace: Workspace | None) -> Iterator[ExtensionClient]:
    """The session with the extension API; see L(Workspace.lent).

    :raises InvalidInput: the connection options are not complete.
    """
    with Workspace.lent(workspace) as room:
        # Any resource of the extension API stands for the place.
        yield room.sessions(QUEUE_AGENT, params).extension()


def below_extension(params: Params, path: str, **parts: Any) -> str:
    """The path of something that belongs to an extension.

    :param path: below the extension, with placeholders for I(parts).
    """
    filled = path.format(**{name: quote(str(value), safe="") for name, value in parts.items()})
    return f"/extension/{params['extension_id']}/{filled}"
