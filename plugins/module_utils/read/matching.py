# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Fields that can't be read, but leave evidence in what can."""

from __future__ import annotations

from collections.abc import Callable

from ..client.answers import Item
from ..plan.documents import Document, inside, is_blank
from ..schema.address import Address
from ..schema.resource import Resource


def matched(resource: Resource, desired: Document, current: Document, referred_to: Callable[[Address, str], Item | None]) -> Document:
    """The current object, completed with fields that can't be read but leave evidence.

    A field such as ``prompt_file_id`` is written as an id and comes back as
    the name and size of the file: where these are those of the wanted
    file, the field has the wanted value.

    :param referred_to: the object of an address that has an id, as far as it was looked up.
    """
    completed = dict(current)
    for path, known in resource.fields.items():
        if not known.matched_by:
            continue
        part, _dot, name = path.rpartition(".")
        there, wanted = inside(completed, part), inside(desired, part).get(name)
        shown = next(iter(known.matched_by))
        if is_blank(there.get(shown)):
            continue
        referred = referred_to(known.reference.address, str(wanted)) if known.reference else None
        fits = referred is not None and all(there.get(one) == referred.get(own) for one, own in known.matched_by.items())
        held = wanted if fits else str(there[shown])
        completed.update({part: {**there, name: held}} if part else {name: held})
    return completed
