# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is to be done about one object, from what was read of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

from .. import errors
from ..plan.comparison import plan_one
from ..plan.documents import Document
from ..plan.index import Index
from ..plan.steps import Desired, Policy, Step
from ..schema.resource import Resource
from .lookup import find_current, look_up, tell_of_doubles, told_by_list
from .site import Site


def plan_object(site: Site, resource: Resource, desired: Desired, policy: Policy, complete: Callable[[Document], Document]) -> Step:
    """What is to be done about one object.

    A remembered list is enough to see that nothing is to be done; before a
    write, what it rests on is looked at again.

    :param complete: adds to a current object what the API does not tell.
    :raises PortsipError: see ``plan_one``.
    :raises Conflict: the object can't stand beside the others of its collection.
    """
    step = _planned(site, resource, desired, policy, complete)
    if resource.check_siblings is not None and step.changed and step.after is not None:
        own = str(step.after.get(resource.id_field))
        listed = site.all(resource) if site.details is None else site.listed(resource)
        others = [item for item in listed if str(item.get(resource.id_field)) != own]
        try:
            resource.check_siblings(step.after, others)
        except ValueError as error:
            site.tolerate(errors.Conflict(f"{error}. Nothing was written."))
    return step


def _planned(site: Site, resource: Resource, desired: Desired, policy: Policy, complete: Callable[[Document], Document]) -> Step:
    """What is to be done about the object, whatever else there is beside it."""
    seen = look_up(site, resource, desired, renew=False)
    found = seen.document
    if found is not None and not seen.doubles and _is_told(site, resource, desired, policy):
        step = _step(site, resource, desired, found, policy, complete)
        if not step.changed:
            return step
    current = found if desired.identifier is not None or found is None else site.whole(resource, found)
    gone = found is not None and current is None
    if seen.doubles:
        tell_of_doubles(site, resource, desired, [found or {}, *seen.doubles])
    if seen.fresh and not gone:
        return replace(_step(site, resource, desired, current, policy, complete), doubles=seen.doubles)
    # What is remembered may show that nothing is to be done; nothing else, a failure neither, rests on it.
    with contextlib.suppress(errors.PortsipError):
        step = _step(site, resource, desired, current, policy, complete)
        if not (step.changed or gone):
            return step
    if found is not None:
        current = _again(site, resource, desired, found, current)
    else:
        listing = site.listings.get(site.client, resource.where(site.parents))
        current = None if listing is not None and listing.fresh else find_current(site, resource, desired)
    return _step(site, resource, desired, current, policy, complete)


def _is_told(site: Site, resource: Resource, desired: Desired, policy: Policy) -> bool:
    """Whether the list tells all that is wanted of an object, where nobody asks for the rest of it."""
    if site.details is None or desired.absent or desired.identifier is not None:
        return False
    kept = {name for name in desired.values if policy.update_password == "on_create" and not resource.field((name,)).readable}
    return told_by_list(resource, {*desired.values, *(path.partition(".")[0] for path in desired.unset)} - kept)


def _again(site: Site, resource: Resource, desired: Desired, found: Document, current: Document | None) -> Document | None:
    """The object that a remembered list told of, as it is now.

    :param current: what was just read, where the list has only some of the fields.
    """
    identifier = found[resource.id_field]
    if not resource.summary:
        current = site.get(resource, identifier)
    site.remember(resource, identifier, current)
    if current is not None and Index(resource, [current]).find(desired) is not None:
        return current
    # It is gone or has another key now: another object may have taken its place.
    return find_current(site, resource, desired)


def _step(
    site: Site,
    resource: Resource,
    desired: Desired,
    current: Document | None,
    policy: Policy,
    complete: Callable[[Document], Document],
) -> Step:
    """What is to be done about an object that is now like this, ``current`` without what the API does not tell."""
    if current is None and desired.identifier is not None:
        Index(resource).find(desired)
    step = plan_one(resource, desired, complete(current) if current is not None else None, policy)
    return replace(step, within=site.within)
