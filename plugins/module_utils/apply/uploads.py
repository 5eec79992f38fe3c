# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Making files, and putting a new one in the place of an old one: uploaded, given to whatever uses the old one, and only then it goes."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from .. import errors
from ..base.source_file import SourceFile
from ..client.uploads import upload
from ..plan.checks import describe
from ..plan.documents import Document, inside
from ..plan.steps import Desired, Step
from ..read.file_users import FileUser, users_of
from ..read.lookup import matching_objects
from ..read.site import Site
from ..read.waiting import patiently


def upload_file(site: Site, step: Step) -> str:
    """Upload the local file of a step; the id of the new object.

    :raises InvalidInput: the local file is another one than was planned with.
    :raises PortsipError: it was refused, or it is not known whether it arrived.
    """
    resource = step.resource
    made = resource.upload
    if made is None:
        raise ValueError(f"{resource.id}: is not made by an upload")
    wanted = step.after or {}
    source = SourceFile.at(step.desired.values[made.source], made.source, check_audio=False)
    if source.size != wanted[made.size]:
        raise errors.InvalidInput(f"{made.source}: has changed while the task ran: it had {wanted[made.size]} bytes, and has {source.size}")
    key = Desired({name: wanted.get(name) for name in resource.key}, absent=True)
    before = {str(item[resource.id_field]) for item in matching_objects(site, resource, key)}

    def look_up() -> str | None:
        """The file that a request without an answer has made."""
        found = (item for item in matching_objects(site, resource, key) if str(item[resource.id_field]) not in before)
        return next((str(item[resource.id_field]) for item in found if item.get(made.size) == source.size), None)

    return upload(
        site.client, made.path, str(wanted[resource.key[0]]), source, lambda: patiently(look_up, lambda identifier: identifier is not None)
    )


def replace_file(site: Site, step: Step) -> Document | None:
    """Put a new file in the place of the current one; the new one.

    :raises PortsipError: something was refused; then the current one stays, and the text says what is done.
    """
    resource, old = step.resource, step.before or {}
    users = list(users_of(site, old))  # what can't be read is said before anything is written
    identifier = upload_file(site, step)
    created = patiently(lambda: site.get(resource, identifier), lambda found: found is not None)
    what = describe(resource, step.after or {})
    try:
        for user in users:
            link(user, identifier)
    except errors.PortsipError as error:
        error.add(f"The new {what} is there, and the old one with the id {step.identifier} stays, as something still uses it.")
        raise
    with contextlib.suppress(errors.NotFound):
        site.client.remove(resource.path_of(step.identifier, site.parents))
    return created


def link(user: FileUser, identifier: str) -> None:
    """Let an object use another file.

    :raises PortsipError: it was refused.
    """
    if user.known.id_as:
        _link_anew(user, identifier)
        return
    resource, site, (part, _dot, name) = user.resource, user.site, user.field.rpartition(".")
    values: Document = {name: identifier}
    if part:
        values = {part: values}
        after = {**user.document, part: {**inside(user.document, part), name: identifier}}
        body = Step(resource, "update", Desired(values), before=user.document, after=after, fields=(part,)).part_body(part)
        site.client.update(resource.parts[part], body)
        return
    step = Step(resource, "update", Desired(values), before=user.document, after={**user.document, **values}, fields=(name,))
    endpoint = user.known.endpoint
    if endpoint is not None:
        site.client.update(endpoint.path, step.update_body(endpoint, user.document))
        return
    site.client.update(resource.path_of(step.identifier, site.parents), replace(step, within=site.within).update_body())


def _link_anew(user: FileUser, identifier: str) -> None:
    """Create an object again, from another file, and remove it then: the API has no way to change it."""
    resource, site, old = user.resource, user.site, user.document
    path = resource.where(site.parents)
    new = site.client.create(path, {user.known.id_as: identifier})
    if not isinstance(new, dict) or new.get(resource.id_field) in (None, ""):
        raise errors.UnexpectedAnswer(f"The PBX answered POST {path} without an id.", method="POST", path=path)
    for field, known in resource.fields.items():
        if known.switch is not None and old.get(field):
            site.client.update(resource.path_of(new[resource.id_field], site.parents) + known.switch.on, None)
    with contextlib.suppress(errors.NotFound):
        site.client.remove(resource.path_of(old[resource.id_field], site.parents))
