# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out a step on a part of something that is read back as a whole once all of its parts are written.

So nothing is read back after a write, and what other runs have created at the same time is left to who reads the whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping

from .. import errors
from ..base.texts import normal
from ..plan.documents import Document, is_blank
from ..plan.steps import PartId, Step
from ..read.site import Site
from .creation import once


def write_part(site: Site, step: Step, known: Collection[PartId]) -> Document | None:
    """Make the write of a step.

    :param known: the parts that were there before, and those that were created since.
    :returns: the part as it is taken to be now, None where it is gone.
    :raises PortsipError: it was refused, or it is not known what became of it.
    """
    resource = step.resource
    if step.action == "create":
        body = step.create_body()
        return {**(step.after or {}), resource.id_field: _create(site, step, body, known)}
    path = resource.path_of(step.identifier, site.parents)
    if step.action == "update":
        site.client.update(path, step.update_body())
        return step.after
    with contextlib.suppress(errors.NotFound):  # Gone already, as after an attempt whose answer was lost.
        site.client.remove(path)
    return None


def _create(site: Site, step: Step, body: Document, known: Collection[PartId]) -> object:
    """The id of the new part."""
    resource = step.resource
    path = resource.where(site.parents)

    def look_up() -> Document | None:
        """The part that a request without an answer has created."""
        new = (item for item in site.all(resource) if (resource.name, str(item.get(resource.id_field))) not in known)
        return next((item for item in new if all(normal(item.get(name)) == normal(body.get(name)) for name in resource.key)), None)

    try:
        answer, left_behind = once(site.client, path, body, look_up, unique=resource.unique)
    except (errors.Refused, errors.Conflict):
        # The codes of a duplicate are not documented: any refusal may mean that another run was faster.
        left_behind = look_up() if resource.unique else None
        if left_behind is None:
            raise
        answer = None
    if isinstance(answer, Mapping) and not is_blank(answer.get(resource.id_field)):
        return answer[resource.id_field]
    created = left_behind or look_up()
    if created is None:
        raise errors.UnexpectedAnswer(f"{step.what} was created, but cannot be found.", method="POST", path=path)
    return created[resource.id_field]
