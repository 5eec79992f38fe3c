# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What an object must have to be written, what the API takes from it, and how the user is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..base.secret_names import redacted_text
from ..errors import InvalidInput, PortsipError
from ..schema.resource import Resource
from .documents import Document, is_blank
from .keys import telling
from .secrecy import told


@contextmanager
def mentioning(written: Sequence[str]) -> Iterator[None]:
    """Say in a failure what was written before it.

    :param written: what each was about, in words; may grow while this is open.
    """
    try:
        yield
    except PortsipError as error:
        if written:
            error.add(f"Written before, and still in place: {', '.join(written)}. The next run continues from there.")
        raise


def describe(resource: Resource, document: Document) -> str:
    """What an object is called in texts: ``ivr 8001``, ``transport UDP 5060``."""
    return " ".join([resource.name.replace("_", " "), *key_words(resource, document)])


def key_words(resource: Resource, document: Document) -> list[str]:
    """The values of an object's key, as texts show them."""
    return [redacted_text(str(document[name])) for name in telling(resource, document) if not is_blank(document.get(name))]


def check_required(resource: Resource, target: Document, text: str) -> None:
    """Check that an object has what it can't be without.

    :param text: of the failure, with ``{}`` where the missing fields are named.
    :raises InvalidInput: something is missing.
    """
    missing = [name for name in resource.required if is_blank(target.get(name))]
    if missing:
        raise InvalidInput(text.format(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'}"))


def check_complete(resource: Resource, target: Document) -> None:
    """Check the rules that span the fields of a whole object.

    :raises InvalidInput: one is broken.
    """
    if resource.complete is not None:
        try:
            resource.complete(target)
        except ValueError as error:
            raise InvalidInput(f"{describe(resource, target)}: {error}") from None


def dropped(resource: Resource, target: Document, wanted: Document) -> Document:
    """What the API will empty by itself in an object like this.

    :raises InvalidInput: such a field is wanted to have a value.
    """
    rules = [rule for rule in resource.dropped if target.get(rule.where) == rule.equals and not is_blank(target.get(rule.field))]
    for rule in rules:
        if not is_blank(wanted.get(rule.field)):
            raise InvalidInput(
                f"{rule.field}: the API clears it where {rule.where} is {rule.equals}; change {rule.where} too, or leave {rule.field} out"
            )
    return {rule.field: None for rule in rules}


def cannot_change(resource: Resource, fixed: list[str], current: Document, target: Document) -> str:
    """The text of a failure to change the fields ``fixed``, and what can be done about it."""
    changes = ", ".join(
        f"{name} from {told(resource, name, current.get(name))} to {told(resource, name, target.get(name))}" for name in fixed
    )
    lost = f" The new object does not keep {resource.lost_on_recreate}" if resource.lost_on_recreate else ""
    return f"The API can't change {changes}. Set recreate to true to remove {describe(resource, current)} and create it again.{lost}"
