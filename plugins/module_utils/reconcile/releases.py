# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the release of a PBX has to do with a refusal (PortSIP PBX REST API 22.2 to 22.8).

The release is asked for only then: an object that every release takes costs no request more.
"""

from __future__ import annotations

import re

from .. import errors
from ..client.base import ApiClient
from .documents import is_blank
from .plan import Step

STATUS = {"system": ("/admin/status", "/dealer/status"), "tenant": ("/tenant/status",)}
"""Where the release stands, by level: for an administrator, or else for a dealer."""


def numbers(release: str) -> tuple[int, ...]:
    """C(22.3.9.1720) -> C((22, 3)), by which releases compare; empty where it is none."""
    return tuple(int(part) for part in re.findall(r"\d+", release)[:2])


def explain(error: errors.Refused, client: ApiClient, step: Step) -> None:
    """Let the text of an error say which of the fields the PBX's release needs, or does not know.

    :param step: what was refused.
    """
    resource, after = step.resource, step.after or {}
    if not resource.needed_since and not resource.known_since:
        return
    release = _release(client, resource.level)
    own = numbers(release)
    if not own:
        return
    needed = [name for name, first in resource.needed_since.items() if own >= numbers(first) and is_blank(after.get(name))]
    unknown = [name for name, first in resource.known_since.items() if own < numbers(first) and not is_blank(after.get(name))]
    reasons = [f"{name} is needed from release {resource.needed_since[name]} on" for name in needed]
    reasons += [f"{name} is known from release {resource.known_since[name]} on" for name in unknown]
    if reasons:
        error.add(f"This PBX is of release {release}: {', '.join(reasons)}.")


def _release(client: ApiClient, level: str) -> str:
    """The release as the PBX tells it; empty where it does not."""
    for path in STATUS.get(level, ()):
        try:
            answer = client.get(path)
        except errors.PortsipError:
            continue
        if isinstance(answer, dict) and answer.get("version"):
            return str(answer["version"])
    return ""
