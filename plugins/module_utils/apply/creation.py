# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Creating an object exactly once, although answers get lost and other runs create the same object at the same time.

Neither API has a way to create an object only where its key is free. So the key is listed again after a creation: of
several objects the one with the lowest id stays, and a run removes only the one that it has created itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeVar

from .. import errors
from ..base.identity import filled
from ..base.quotes import escape
from ..base.writes import write_had_no_effect
from ..client.base import ApiClient
from ..plan.checks import describe
from ..plan.documents import Document, is_blank
from ..plan.index import id_order
from ..plan.steps import Desired, Step
from ..read.lookup import matching_objects
from ..read.numbers import NUMBER, holder
from ..read.site import Site
from ..read.waiting import patiently
from .uploads import upload_file

Found = TypeVar("Found")
Origin = Literal["own", "other", "unknown"]
"""Who has created an object: this run, another one, or one of both, where an answer was lost."""
ROUNDS = 5
"""How often an object is created again after another run has removed the one that was to stay."""

ANSWERED_FAILURE = (500, 503)
"""Statuses of a server that has failed by itself, and is done with the request; behind a gateway it may still be at it."""
GATEWAY_TIMEOUT = 504
GIVING_WAY = 2
"""In how many of these rounds it is taken back in favour of an object with a higher id that stays."""


def once(
    client: ApiClient, path: str, body: Document | None, look_up: Callable[[], Found | None], *, unique: bool
) -> tuple[Any, Found | None]:
    """Create below ``path``, and where the answer is lost, look before it is tried again: that could double the object.

    Where no answer came in time, the API may still be at work on it, and looking now proves nothing: it is waited for, and not
    tried again, unless the API itself refuses a second one.

    :param look_up: what exists of it, None if nothing does.
    :param unique: the API refuses a second object with the same key.
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
            late = not unique and _came_too_late(error)
            found = patiently(look_up, lambda found: found is not None) if late else look_up()
            if found is not None:
                return None, found
            if error.status in ANSWERED_FAILURE:
                write_had_no_effect()
            if late:
                error.add("Whether it was created, or still is going to be, is not known. Run the playbook again a little later.")
            if late or attempt == attempts - 1:
                raise
    raise AssertionError("unreachable")


def _came_too_late(error: errors.ConnectionFailed | errors.UnexpectedAnswer) -> bool:
    """Whether the API, or what is behind a proxy of it, may still be at work."""
    return error.late if isinstance(error, errors.ConnectionFailed) else error.status == GATEWAY_TIMEOUT


def create(site: Site, step: Step) -> tuple[Document | None, Origin]:
    """Create an object so that there is only one with its key.

    :returns: the object of the key as it is now, None where it cannot be read back, and who has created it.
    :raises PortsipError: it was refused, and no other run has created it.
    """
    resource = step.resource
    known = (step.after or {}).get(resource.id_field) if resource.kind == "assignment" else None
    path = resource.where(site.parents) if known is None else resource.path_of(known, site.parents)
    for number in range(ROUNDS):
        try:
            if resource.upload is not None:
                answer, left_behind = {resource.id_field: upload_file(site, step)}, None
            else:
                answer, left_behind = once(
                    site.client, path, step.create_body() or None, lambda: key_holders(site, step) or None, unique=resource.unique
                )
        except (errors.Refused, errors.Conflict) as error:
            # The codes of a duplicate are not documented: any refusal may mean that another run was faster.
            with contextlib.suppress(errors.PortsipError):
                others = key_holders(site, step)
                if others:
                    return others[0], "other"
            tell_who_has_the_number(site, step, error)
            error.add(_who_has_the_key(site, step))
            raise
        identifier = answer.get(resource.id_field) if isinstance(answer, Mapping) and known is None else known
        if left_behind is not None or is_blank(identifier):
            # Which of several is this run's own is not known, so that none is removed.
            only = left_behind if left_behind and _is_one(left_behind) else patiently(lambda: key_holders(site, step), _is_one)
            return _first(only), "own" if left_behind is None and _is_one(only) else "unknown"
        if resource.unique or resource.kind != "collection" or not resource.searchable:
            return _read_back(site, step, identifier), "own"
        stays = _settled(site, step, identifier, give_way=number < GIVING_WAY)
        if stays is not None:
            return stays, "own" if str(stays[resource.id_field]) == str(identifier) else "other"
    raise errors.Conflict(
        f"{describe(resource, step.after or {})}: several runs create it at the same time, and {ROUNDS} attempts failed. "
        "Run the playbook again when the other runs have ended."
    )


def tell_who_has_the_number(site: Site, step: Step, error: errors.PortsipError) -> None:
    """Let a refusal say what has an extension number that the object was to get, where another object of the tenant has it."""
    for number in _new_numbers(step) if step.resource.level == "tenant" else ():
        found = holder(site.client, number)
        if found is not None:
            error.add(f"The {NUMBER} {number} belongs to {found}.")


def _new_numbers(step: Step) -> Iterator[str]:
    """The extension numbers that an object, or a part of it, is to get and does not have yet."""
    after, before = step.after or {}, step.before or {}
    for name in ("", *step.fields):
        new, old = (document.get(name) if name else document for document in (after, before))
        number = new.get(NUMBER) if isinstance(new, Mapping) else None
        if isinstance(number, str) and not (isinstance(old, Mapping) and old.get(NUMBER) == number):
            yield number


def _who_has_the_key(site: Site, step: Step) -> str:
    """What the API tells of the key of an object that it has refused, empty where it tells nothing."""
    told = step.resource.key_told
    if told is not None:
        with contextlib.suppress(errors.PortsipError, KeyError):
            answer = site.client.get(filled(told.path, step.after or {}))
            if isinstance(answer, Mapping):
                return told.text.format_map({name: escape(str(value)) for name, value in answer.items() if not is_blank(value)})
    return ""


def _read_back(site: Site, step: Step, identifier: Any) -> Document | None:
    """What was just created: an API may need a moment until it finds it."""
    return patiently(lambda: site.get(step.resource, identifier), lambda found: found is not None)


def _settled(site: Site, step: Step, own: Any, *, give_way: bool) -> Document | None:
    """The one object that stays of all that have the key; None where none is left, because each run took back its own.

    A run that finds an object with a lower id than its own takes its own back. Ids need not grow, though: a run that has
    listed the key before, and has ended, leaves an object with a higher id. So the run with the lowest id waits for the
    others, and takes its own back where they stay. It does so a few times only, or all might take theirs back for ever.

    :param own: the id of the one that this run has created.
    :param give_way: whether it is taken back for one with a higher id that stays.
    :raises UnexpectedAnswer: it cannot be read back.
    """
    resource = step.resource

    def ids(found: list[Document]) -> list[str]:
        return [str(item[resource.id_field]) for item in found]

    found = patiently(lambda: key_holders(site, step, own), lambda found: str(own) in ids(found))
    if str(own) not in ids(found):
        lonely = site.get(resource, own)
        if lonely is None:
            raise errors.UnexpectedAnswer(f"{describe(resource, step.after or {})} was written, but cannot be read back.")
        return lonely
    if ids(found)[0] == str(own):
        if give_way and not _is_one(found):
            found = patiently(lambda: key_holders(site, step, own), _is_one)
        if not give_way or _is_one(found):
            return found[0]
    with contextlib.suppress(errors.NotFound):
        site.client.remove(resource.path_of(own, site.parents), step.desired.query)
    # The run with the lowest id may be at its own wait, and take its object back at the end of it: this waits for longer.
    found = patiently(lambda: key_holders(site, step), _is_settled)
    return _first(found if _is_settled(found) else patiently(lambda: key_holders(site, step), _is_settled))


def key_holders(site: Site, step: Step, own: Any = None) -> list[Document]:
    """The whole objects with the key of the new one, looked up now, the lowest id first.

    :param own: the id of one that counts, however the API has written its key.
    """
    resource = step.resource
    key = Desired({name: (step.after or {}).get(name) for name in resource.identifying}, absent=True)
    found = [site.whole(resource, item) for item in matching_objects(site, resource, key, own)]
    for name in resource.told_apart:
        found = [item for item in found if item is not None and item.get(name) == (step.after or {}).get(name, item.get(name))]
    return sorted((item for item in found if item is not None), key=lambda item: id_order(item[resource.id_field]))


def _is_one(found: list[Document]) -> bool:
    return len(found) == 1


def _is_settled(found: list[Document]) -> bool:
    return len(found) <= 1


def _first(found: list[Document]) -> Document | None:
    return found[0] if found else None
