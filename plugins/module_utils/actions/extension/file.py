# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of an extension (extension API: record, voicemail, fax/in and sound), saved on the host that runs the module.

What the API calls a file never changes: a recording has an id of its own.  So
a file that is there is taken to be the right one, unless something speaks
against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import errors
from ...base.local_file import (
    Content,
    Replacement,
    check_dest,
    check_owner,
    content_of,
    has_other_mode,
    mode_of,
    path_of,
    set_mode,
    text_of,
)
from ...client.extension import ExtensionClient
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, extension_session
from ...schema.extension_requests import FileOrder
from ...transport.http_files import Sink
from .action import below_extension
from .download import Arriving, Looked, peek

SOURCES: dict[str, dict[str, str]] = {
    "recording": {"api": "record/{id}", "password": "record/{id}/download/", "storage": "record/{id}/storage_url/"},
    "voicemail": {"api": "voicemail/{id}", "storage": "voicemail/{id}/storage_url/"},
    "fax": {"api": "fax/in/{id}"},
    "sound": {"api": "sound/{id}/download/"},
}
"""Where a file of each kind comes from: with the token, with a password, or at the address that the API names."""
ADDRESS_NAMES = ("record_url", "storage_url", "url")


@dataclass(frozen=True)
class _Order:
    """What is asked for, checked."""

    kind: str
    source: str
    path: str
    dest: Path
    mode: int | None
    force: bool
    known: Mapping[str, Any]

    def fits(self, facts: Mapping[str, Any]) -> str | None:
        """What speaks against a content being that of the file, None where nothing does.

        :param facts: of the content; one that is None is not known.
        """
        for name, wanted in self.known.items():
            found = facts[name]
            if None not in (wanted, found) and found != wanted:
                return f"its {name} is {found}, not {wanted}"
        return None


def run_extension_file(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Save a file, or tell the address at which it is stored.

    :returns: ``changed``, ``diff``, ``dest``, ``checksum`` (SHA-256, null in check mode where it is not known) and ``size``;
        or ``changed`` false and ``url``.
    :raises PortsipError: it can't be read or written; a file that was there is then still there.
    """
    values = checked(FileOrder, params, "extension")
    if params["url_only"]:
        return _address_only(params, values, context, workspace)
    order = _order(params, values)
    current = content_of(order.dest)
    wrong_mode = has_other_mode(order.dest, order.mode)
    if current is not None and not order.force and order.fits(_facts(current)) is None:
        if wrong_mode and order.mode is not None and not context.check_mode:
            set_mode(order.dest, order.mode)
        return _result(order, current, _facts(current), changed=wrong_mode)
    with extension_session(params, workspace) as client:
        fetch = _way(client, order, params)
        after = _announced(fetch, order, current) if context.check_mode else _save(fetch, order, current, wrong_mode=wrong_mode)
    if context.check_mode and after != _facts(current):
        check_owner(order.dest)
    return _result(order, current, after, changed=wrong_mode or after != _facts(current))


def _order(params: Params, values: Mapping[str, Any]) -> _Order:
    kind, source = params["kind"], params["source"]
    if source not in SOURCES[kind]:
        raise errors.InvalidInput(f"source: {source!r} is not allowed, a {kind} comes from {' or '.join(SOURCES[kind])}")
    password = [name for name in ("download_username", "download_password") if params.get(name)]
    if source == "password" and len(password) < 2:
        raise errors.InvalidInput("download_username, download_password: are required with source=password")
    if not params.get("dest"):
        raise errors.InvalidInput("dest: is required, or url_only")
    dest = path_of(params["dest"])
    check_dest(dest)
    return _Order(
        kind,
        source,
        below_extension(values, SOURCES[kind][source], id=values["id"]),
        dest,
        mode_of(params.get("mode")),
        bool(params["force"]),
        {"checksum": _checksum(values.get("checksum")), "size": values.get("size")},
    )


def _checksum(text: str | None) -> str | None:
    if text is None:
        return None
    bare = text.strip().lower().removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", bare):
        raise errors.InvalidInput(f"checksum: {text!r} is not allowed, it must be a SHA-256 of 64 hexadecimal digits, such as sha256:9f86…")
    return bare


def _way(client: ExtensionClient, order: _Order, params: Params) -> Callable[[Sink], None]:
    """How the file is read."""
    if order.source == "password":
        return lambda sink: client.fetch_with_password(order.path, sink, params["download_username"], params["download_password"])
    if order.source == "storage":
        url = _address(client, order.path)
        return lambda sink: client.fetch_from_storage(url, sink, params.get("storage_hosts") or ())
    return lambda sink: client.fetch(order.path, sink)


def _address_only(params: Params, values: Mapping[str, Any], context: Context, workspace: Workspace | None) -> Result:
    kind = params["kind"]
    if "storage" not in SOURCES[kind]:
        stored = " or ".join(name for name, sources in SOURCES.items() if "storage" in sources)
        raise errors.InvalidInput(f"url_only: is not possible with kind={kind}, only with {stored}")
    if params.get("dest"):
        raise errors.InvalidInput("dest: is mutually exclusive with url_only")
    with extension_session(params, workspace) as client:
        address = client.named_address(_address(client, below_extension(values, SOURCES[kind]["storage"], id=values["id"])))
    if address.username is not None:
        context.warn("The address of the file has a user name and a password, which url leaves out; save the file with source=storage.")
    return {"changed": False, "url": address.url}


def _address(client: ExtensionClient, path: str) -> str:
    """The address at which a file is stored; the API's description does not say in which field it comes.

    :raises UnexpectedAnswer: there is none in the answer.
    """
    answer = client.get(path)
    candidates = [answer.get(name) for name in ADDRESS_NAMES] + list(answer.values()) if isinstance(answer, dict) else [answer]
    for candidate in candidates:
        if isinstance(candidate, str) and re.match(r"https?://", candidate):
            return candidate
    raise client.without("an address", path)


def _announced(fetch: Callable[[Sink], None], order: _Order, current: Content | None) -> dict[str, Any]:
    """What the file would be, as far as this can be told without saving it."""
    if current is not None and order.force:
        looked = Looked(order.path)
        fetch(looked)
        return _whole(order, _facts(looked.content))
    facts = _whole(order, {"checksum": None, "size": peek(fetch, order.path).size})
    return {name: order.known[name] if found is None else found for name, found in facts.items()}


def _save(fetch: Callable[[Sink], None], order: _Order, current: Content | None, *, wrong_mode: bool) -> dict[str, Any]:
    """Read the file, and put it in its place where it differs from what is there; its facts."""
    with Replacement(order.dest) as new:
        arriving = Arriving(order.path, new)
        fetch(arriving)
        facts = _whole(order, _facts(arriving.content))
        if arriving.content != current or wrong_mode:
            new.put(order.mode)
    return facts


def _whole(order: _Order, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a content that is, as far as they tell, that of the file.

    :raises UnexpectedAnswer: it is not the file that is meant.
    """
    problem = "it is empty" if facts["size"] == 0 else order.fits(facts)
    if problem is None:
        return facts
    message = f"The {order.kind} is not valid: {problem}. {text_of(order.dest)!r} was not changed."
    raise errors.UnexpectedAnswer(message, delivered=False, method="GET", path=order.path)


def _facts(content: Content | None) -> dict[str, Any]:
    return {} if content is None else {"checksum": content.checksum, "size": content.size}


def _result(order: _Order, before: Content | None, after: dict[str, Any], *, changed: bool) -> Result:
    headers = {f"{side}_header": text_of(order.dest) for side in ("before", "after")}
    diff = {"before": _facts(before), "after": after}
    return {"changed": changed, "diff": {**diff, **headers}, "dest": text_of(order.dest), **after}
