# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out one step: the writes, what was written as it was read back, and what to do when one of them goes wrong."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import errors
from ..base.identity import filled
from ..base.progress import pause
from ..client.base import ApiClient
from ..plan.checks import describe, mentioning
from ..plan.comparison import plan_again
from ..plan.documents import Document, Placed, canonical, merge, read, readable_part
from ..plan.items import ItemRequest, item_requests
from ..plan.secrecy import is_secret, told
from ..plan.steps import Policy, Step
from ..read.answers import read_fields
from ..read.site import Site
from ..read.waiting import PAUSES
from ..schema.reference import Endpoint
from .creation import ROUNDS, create, key_holders, tell_who_has_the_number
from .parts import write_parts
from .switches import write_switches
from .uploads import replace_file

POLL_SECONDS = 1.0


@dataclass(frozen=True)
class Applied:
    """What became of a step.

    :param step: what was done, or in check mode would be: another step than was planned where another run was faster.
    :param after: the object as it is now, or as it would be.
    """

    step: Step
    after: Document | None


def apply(site: Site, step: Step, *, check_mode: bool) -> Applied:
    """Carry out a step.

    :raises PortsipError: a write failed; what was written before stays, and a
        further run continues from there.
    """
    # Two tasks may exchange keys: a real run leaves it to the PBX whether that is possible.
    if step.action == "recreate" or (check_mode and step.action == "update" and step.resource.unique):
        _check_key_is_free(site, step)
    if check_mode or not step.changed:
        return Applied(step, step.after)
    write = {"create": _create, "update": _update, "remove": _remove, "recreate": _recreate}[step.action]
    try:
        done = write(site, step)
    except BaseException:  # also when the task's time is up in the middle of a write
        site.forget(step.resource)  # Whether it was written is not known.
        raise
    for gone in (step.before, *step.doubles):
        if gone is not None and (done.after is None or gone.get(step.resource.id_field) != done.after.get(step.resource.id_field)):
            site.remember(step.resource, gone.get(step.resource.id_field), None)
    if done.after is not None and step.resource.kind != "singleton":
        site.remember(step.resource, done.after[step.resource.id_field], done.after)
    return done


def _create(site: Site, step: Step) -> Applied:
    for _round in range(ROUNDS):
        found, origin = create(site, step)
        if found is None or origin == "own":
            return Applied(step, _checked(site, step, _with_the_rest(site, step, found)))
        # What a broken request has left behind holds the secrets that were sent; what another run has created may not.
        policy = replace(step.policy, recreate=False) if origin == "other" else Policy("on_create")
        again = plan_again(step, found, policy)
        with contextlib.suppress(errors.NotFound):  # It was removed meanwhile.
            done = apply(site, again, check_mode=False)
            return done if origin == "other" else Applied(step, done.after)
    raise errors.Conflict(f"{describe(step.resource, step.after or {})}: other runs remove it as soon as it exists.")


def _update(site: Site, step: Step) -> Applied:
    if step.resource.kind == "singleton":
        step = _write_singleton(site, step)
        return Applied(step, _checked(site, step, site.get(step.resource, step.identifier)))
    for double in step.doubles:
        with contextlib.suppress(errors.NotFound):
            _write_fields(site, replace(step, before=double))
    # One of several that were created at the same time may be taken back meanwhile.
    fleeting = step.desired.identifier is None and not step.resource.unique and step.resource.kind == "collection"
    try:
        _write_fields(site, step)
    except errors.NotFound:
        if not fleeting:
            raise
        return _again(site, step)
    # Another one where a field stands in its place that changes.
    identifier = (step.after or {}).get(step.resource.id_field, step.identifier)
    found = site.get(step.resource, identifier)
    return _again(site, step) if found is None and fleeting else Applied(step, _checked(site, step, found))


def _write_singleton(site: Site, step: Step) -> Step:
    """Write something of which there is one; where that is refused, and something else is to be written by now, write that.

    So it is with the order of a list in which another run creates or removes something.

    :returns: what was done in the end.
    """
    placing = any(isinstance(value, Placed) for value in step.desired.values.values())
    for number in range(ROUNDS):
        try:
            _write_fields(site, step)
        except (errors.Refused, errors.Conflict) as error:
            again = _planned_now(site, step)
            if again is None:
                raise
            if again.changed and again.update_body() == step.update_body():
                # An object of a list may have come and gone between the two requests, which shows nowhere.
                if not placing or isinstance(error, errors.Conflict) or number == ROUNDS - 1:
                    tell_who_has_the_number(site, step, error)
                    raise
                pause(PAUSES[number])
            step = again
            if step.changed:
                continue
        return step
    raise errors.Conflict(f"{step.what}: other runs change it at the same time. Run the playbook again when they have ended.")


def _planned_now(site: Site, step: Step) -> Step | None:
    """What is to be done about something of which there is one, as it is now; None where that can't be told."""
    with contextlib.suppress(errors.PortsipError):
        return plan_again(step, site.get(step.resource, step.identifier), step.policy)
    return None


def _again(site: Site, step: Step) -> Applied:
    """Carry out what is to be done now that the object is gone.

    :raises NotFound: its list still has it.
    """
    others = key_holders(site, step)
    if any(str(other[step.resource.id_field]) == str(step.identifier) for other in others):
        raise errors.NotFound(f"{describe(step.resource, step.before or {})} is listed, but cannot be written.")
    return apply(site, plan_again(step, others[0] if others else None, step.policy), check_mode=False)


def _write_fields(site: Site, step: Step) -> None:
    resource = step.resource
    if resource.parts:
        write_parts(site, step)
        return
    # All sessions first: one that can't be had must not leave half of a change.
    clients = {endpoint: site.endpoint_client(endpoint, step.before or {}) for endpoint in step.endpoints() if site.endpoint_client}
    if step.fields_of(None):
        site.client.update(resource.path_of(step.identifier, site.parents), step.update_body())
    _write_endpoints(step, clients)
    write_switches(site, step)
    _write_lists(site, step, step.identifier)


def _write_endpoints(step: Step, clients: Mapping[Endpoint, ApiClient]) -> None:
    for endpoint, client in clients.items():
        path = filled(endpoint.path, {"id": step.identifier})
        current = read(step.resource, read_fields(client, path, endpoint.fields)) if endpoint.readable else {}
        client.update(path, step.update_body(endpoint, current))


def _with_the_rest(site: Site, step: Step, created: Document | None) -> Document | None:
    """A new object with what can only be written now that it exists: fields that creation does not take, and lists below it.

    :raises PortsipError: something was refused; the text says that the object exists.
    """
    late = step.after_creation()
    if created is None or not (late or step.list_bodies() or item_requests(step)):
        return created
    identifier = created[step.resource.id_field]
    with mentioning([describe(step.resource, created)]):
        update = replace(step, action="update", before=created, fields=late)
        _write_endpoints(
            update, {endpoint: site.endpoint_client(endpoint, created) for endpoint in update.endpoints() if site.endpoint_client}
        )
        write_switches(site, update)
        _write_lists(site, step, identifier)
    return site.get(step.resource, identifier)


def _write_lists(site: Site, step: Step, identifier: Any) -> None:
    path = step.resource.path_of(identifier, site.parents)
    for below, body in step.list_bodies().items():
        site.client.update(path + below, body)
    written: list[str] = []
    with mentioning(written):
        for request in item_requests(step):
            _write_item(site, step, path, request)
            written.append(request.what)


def _write_item(site: Site, step: Step, path: str, request: ItemRequest) -> None:
    """Add an item to a list below an object, or take it away; that it is gone already is no error.

    :raises Refused: the item can't be added.
    :raises NotFound: the object itself is gone.
    """
    try:
        if request.removes:
            site.client.remove(path + request.path)
        else:
            site.client.update(path + request.path, None)
    except errors.NotFound as error:
        if request.removes:
            return
        if site.get(step.resource, path.rpartition("/")[2]) is None:
            raise
        raise errors.Refused(f"{request.option}: the PBX has no {request.item} that could be added.", **error.facts) from None


def _remove(site: Site, step: Step) -> Applied:
    resource = step.resource
    for identifier in (*(double.get(resource.id_field) for double in step.doubles), step.identifier):
        try:
            site.client.remove(resource.path_of(identifier, site.parents), step.desired.query)
        except errors.NotFound:
            # Gone already, or the path is wrong: only the first is fine.
            if site.get(resource, identifier) is not None:
                raise
    if resource.removal_is_asynchronous and site.wait_timeout:
        _wait_until_gone(site, step)
    return Applied(step, None)


def _wait_until_gone(site: Site, step: Step) -> None:
    begin = time.monotonic()
    what = describe(step.resource, step.before or {})
    while site.get(step.resource, step.identifier) is not None:
        waited = time.monotonic() - begin
        if waited > site.wait_timeout:
            message = (
                f"The PBX accepted the delete request for {what}, but the object still exists after {waited:.0f} seconds. "
                "Increase wait_timeout."
            )
            raise errors.UnexpectedAnswer(message, path=step.resource.path_of(step.identifier, site.parents))
        site.progress(f"waiting for the removal of {what}, {waited:.0f} seconds so far")
        time.sleep(min(POLL_SECONDS, 0.1 + waited / 4))


def _recreate(site: Site, step: Step) -> Applied:
    """Create the new object first where both can exist, so that a refusal loses nothing; with values that are unique they can't."""
    resource = step.resource
    if resource.upload is not None:
        return Applied(step, _checked(site, step, replace_file(site, step)))
    creation = replace(step, action="create")
    removal = replace(step, action="remove")
    exclusive = not set(resource.key) & set(step.fields) or bool(set(resource.also_unique) - set(step.fields))
    if exclusive and not resource.replaceable:
        _remove(site, removal)
        return Applied(step, _create(site, creation).after)
    created = _create(site, creation)
    _remove(site, removal)
    return Applied(step, created.after)


def _check_key_is_free(site: Site, step: Step) -> None:
    """:raises Conflict: the object would have the key of another one, and nothing says that an earlier task changes that."""
    resource = step.resource
    if set(resource.key) & set(step.fields):
        others = [other for other in key_holders(site, step) if str(other[resource.id_field]) != str(step.identifier)]
        if others:
            what = f"{describe(resource, step.after or {})} exists already (id {others[0][resource.id_field]})"
            site.tolerate(errors.Conflict(f"{what}. Nothing was written."))


def _checked(site: Site, step: Step, found: Document | None) -> Document | None:
    """Compare what was read back with what was wanted: a value that the PBX does not keep would change for ever."""
    resource = step.resource
    if found is None:
        raise errors.UnexpectedAnswer(f"{describe(resource, step.after or {})} was written, but cannot be read back.")
    if not resource.readable:
        return {**found, **step.desired.values}
    kept = merge(resource, found, step.desired.values)
    for name in step.fields:
        description = resource.field((name,))
        if not description.readable or name not in step.desired.values:
            continue
        told_back = readable_part(resource, kept.get(name), name)
        if canonical(resource, found.get(name), (name,)) != canonical(resource, told_back, (name,)):
            hidden = is_secret(resource, (name,)) or isinstance(found.get(name), (dict, list))
            now = "" if hidden else f" Its value is {told(resource, name, found.get(name))} now."
            site.warn(f"The API did not store {name} of {describe(resource, found)} as written.{now} A further run would change it again.")
    return found
