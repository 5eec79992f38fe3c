# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a run asks of whoever runs it, and what it gives: warnings, secrets, results."""

from __future__ import annotations

from typing import Any, Protocol

from ..errors import NotFound
from ..plan.documents import Document, is_blank, readable_part
from ..plan.secrecy import secrets_in, shown
from ..schema.resource import Resource

Result = dict[str, Any]


class Context(Protocol):
    """What a run asks of whoever runs it."""

    check_mode: bool

    def warn(self, text: str) -> None:
        """Tell the user something that does not stop the run."""

    def progress(self, text: str) -> None:
        """Tell the user how far long work is."""

    def add_secret(self, value: str) -> None:
        """Search what is quoted from an API for the value, so that it is not shown."""


def tolerate_missing(error: NotFound, context: Context, *, absent: bool = False) -> None:
    """Go on, with a warning, without something that does not exist, where that is no error.

    :param absent: the object is to be gone.
    :raises NotFound: it is one: in a real run in which the object is to be there, or where the API itself did not find a path.
    """
    if error.status is not None or not (absent or context.check_mode):
        raise error
    outcome = "nothing to remove" if absent else "assuming an earlier task creates it (check mode)"
    context.warn(f"{error} {outcome.capitalize()}." if str(error).endswith((".", "?")) else f"{error}; {outcome}.")


def presented(resource: Resource, document: Document | None, context: Context) -> Document | None:
    """An object for a result: every readable field of it, null where it is blank, and no secret.

    Its secrets are kept out of what is quoted from an API, too.
    """
    if document is None:
        return None
    keep_secret(resource, document, context)
    hidden = {name for name in resource.own_fields if not resource.field((name,)).readable}
    hidden |= {known.id_as for known in resource.named_back.values()}
    identity = {} if resource.kind == "singleton" else {resource.id_field: None}
    told = (name for name in resource.own_fields if not resource.field((name,)).only_when_given and name not in resource.parts)
    fields = {**identity, **dict.fromkeys(told), **document}
    fields.update(dict.fromkeys(name for name in resource.defaulted if name in fields and is_blank(fields.get(name))))
    fields.update({name: readable_part(resource, fields[name], name) for name in resource.parts if name in fields})
    derived = dict(resource.derive(document)) if resource.derive else {}
    return {**dict(shown(resource, {name: value for name, value in fields.items() if name not in hidden})), **derived}


def keep_secret(resource: Resource, document: Any, context: Context) -> None:
    """Search what is quoted from an API for the secret values of a document."""
    for value in secrets_in(resource, document):
        context.add_secret(value)
