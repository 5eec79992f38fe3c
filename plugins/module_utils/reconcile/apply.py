# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out a plan: the writes, and what to do when one of them goes wrong.

Here, and in L(writes) for plans of many writes that build on each other, check mode is decided, and nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .. import errors
from ..client.base import ApiClient
from ..identity import filled
from .answers import read_fields
from .checks import describe
from .documents import Document, canonical, is_blank, merge, read
from .plan import Desired, Policy, Step, plan_one
from .secrecy import is_secret, told
from .site import Site

POLL_SECONDS = 1.0


def apply(site: Site, step: Step, *, check_mode: bool) -> Document | None:
    """Carry out a step: the object as it is afterwards, or as it would be.

    :raises PortsipError: a write failed; what was written before stays, and a
        further run goes on from there.
    """
    if step.action == "recreate":
        _check_key_is_free(site, step)
    if check_mode or not step.changed:
        return step.after
    write = {"create": _create, "update": _update, "remove": _remove, "recreate": _recreate}[step.action]
    try:
        after = write(site, step)
    except BaseException:  # also when the task's time is up in the middle of a write
        site.forget(step.resource)  # Whether it was written is not known.
        raise
    if step.identifier is not None:
        site.remember(step.resource, step.identifier, None)
    if after is not None and step.resource.kind != "singleton":
        site.remember(step.resource, after[step.resource.id_field], after)
    return after


def _create(site: Site, step: Step) -> Document | None:
    resource = step.resource
    known = (step.after or {}).get(resource.id_field) if resource.kind == "assignment" else None
    path = resource.where(site.parents) if known is None else resource.path_of(known, site.parents)
    answer, left_behind = create_once(site.client, path, step.create_body() or None, lambda: _created(site, step))
    if left_behind is not None:
        return _bring_about(site, step, left_behind)
    identifier = answer.get(resource.id_field) if isinstance(answer, dict) and known is None else known
    found = _created(site, step) if is_blank(identifier) else site.get(resource, identifier)
    return _checked(site, step, found)


def create_once(client: ApiClient, path: str, body: Document | None, look_up: Callable[[], Document | None]) -> tuple[Any, Document | None]:
    """Create below I(path), and where the answer is lost, look before it is tried again: that could double the object.

    :param look_up: the object if it exists, None if it does not.
    :returns: the API's answer, and what a request without an answer has left behind: one of both is None.
    :raises PortsipError: it could not be created, or this is not known.
    """
    attempts = client.transport.settings.retries + 1
    for attempt in range(attempts):
        try:
            return client.create(path, body), None
        except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
            if not error.delivered:
                raise
            client.transport.pause(attempt)
            found = look_up()
            if found is not None:
                return None, found
            if attempt == attempts - 1:
                raise
    raise AssertionError("unreachable")


def _created(site: Site, step: Step) -> Document | None:
    return site.find(step.resource, Desired({name: (step.after or {}).get(name) for name in step.resource.key}, absent=True))


def _bring_about(site: Site, step: Step, found: Document) -> Document | None:
    """Make an object that a broken creation left behind into what it was to be."""
    identifier = str(found[step.resource.id_field])
    repair = plan_one(step.resource, replace(step.desired, identifier=identifier), found, Policy("on_create"))
    return apply(site, repair, check_mode=False) if repair.changed else found


def _update(site: Site, step: Step) -> Document | None:
    resource = step.resource
    # All sessions first: one that can't be had must not leave half of a change.
    clients = {endpoint: site.endpoint_client(endpoint, step.before or {}) for endpoint in step.endpoints() if site.endpoint_client}
    if step.fields_of(None):
        site.client.update(resource.path_of(step.identifier, site.parents), step.update_body())
    for endpoint, client in clients.items():
        path = filled(endpoint.path, {"id": step.identifier})
        current = read(resource, read_fields(client, path, endpoint.fields)) if endpoint.readable else {}
        client.update(path, step.update_body(endpoint, current))
    return _checked(site, step, site.get(resource, step.identifier))


def _remove(site: Site, step: Step) -> None:
    resource = step.resource
    try:
        site.client.remove(resource.path_of(step.identifier, site.parents), site.query)
    except errors.NotFound:
        # Gone already, or the path is wrong: only the first is fine.
        if site.get(resource, step.identifier) is not None:
            raise
    if resource.removal_is_asynchronous and site.wait_timeout:
        _wait_until_gone(site, step)


def _wait_until_gone(site: Site, step: Step) -> None:
    begin = time.monotonic()
    what = describe(step.resource, step.before or {})
    while site.get(step.resource, step.identifier) is not None:
        waited = time.monotonic() - begin
        if waited > site.wait_timeout:
            message = f"The PBX took the order to remove {what}, but it is still there after {waited:.0f} seconds. Raise wait_timeout."
            raise errors.UnexpectedAnswer(message, path=step.resource.path_of(step.identifier, site.parents))
        site.progress(f"waiting for the removal of {what}, {waited:.0f} seconds so far")
        time.sleep(min(POLL_SECONDS, 0.1 + waited / 4))


def _recreate(site: Site, step: Step) -> Document | None:
    """Create the new object first where both can exist, so that a refusal loses nothing."""
    resource = step.resource
    creation = replace(step, action="create")
    removal = replace(step, action="remove")
    if not set(resource.key) & set(step.fields):
        _remove(site, removal)
        return _create(site, creation)
    created = _create(site, creation)
    _remove(site, removal)
    return created


def _check_key_is_free(site: Site, step: Step) -> None:
    """:raises Conflict: the new object would have the key of another one."""
    resource = step.resource
    if set(resource.key) & set(step.fields):
        other = _created(site, step)
        if other is not None:
            what = f"{describe(resource, step.after or {})} exists already (id {other[resource.id_field]})"
            raise errors.Conflict(f"{what}. Nothing was written.")


def _checked(site: Site, step: Step, found: Document | None) -> Document | None:
    """Compare what was read back with what was wanted: a value that the PBX does not keep would change for ever."""
    resource = step.resource
    if found is None:
        raise errors.UnexpectedAnswer(f"{describe(resource, step.after or {})} was written, but can't be read back.")
    if not resource.readable:
        return {**found, **step.desired.values}
    kept = merge(resource, found, step.desired.values)
    for name in step.fields:
        description = resource.field((name,))
        if not description.readable or name not in step.desired.values:
            continue
        if canonical(resource, found.get(name), (name,)) != canonical(resource, kept.get(name), (name,)):
            hidden = is_secret(resource, (name,)) or isinstance(found.get(name), (dict, list))
            now = "" if hidden else f" It holds {told(resource, name, found.get(name))} now."
            site.warn(f"The API did not keep {name} of {describe(resource, found)} as written.{now} A further run would change it again.")
    return found
