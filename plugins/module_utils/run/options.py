# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""From option values to sessions and wanted objects; everything is checked before the first request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from .. import errors
from ..base.identity import id_fault
from ..base.progress import caution
from ..base.texts import fault_in
from ..client.extension import ExtensionCredentials
from ..client.pbx import PbxCredentials
from ..client.sessions import Sessions
from ..plan.secrecy import is_secret
from ..plan.steps import Desired
from ..schema.address import Level
from ..schema.aliases import api_path, option_name
from ..schema.model import HIDDEN, has_field, validate, validate_unknown
from ..schema.resource import Resource
from ..transport.http_transport import HttpSettings
from ..transport.http_url import check_url, host_of, is_loopback
from .extra import with_extra

Params = Mapping[str, Any]
PASSWORDS = ("api_password", "extension_client_secret")
CONNECTION_SECRETS = (*PASSWORDS, "api_token", "extension_token")
CONNECTION_TEXTS = ("api_url", "api_username", "api_domain", "extension_api_url", "extension_client_id", *CONNECTION_SECRETS)
Credentials = TypeVar("Credentials", PbxCredentials, ExtensionCredentials)

RANGES = {
    "timeout": (1, 86400, " seconds"),
    "retries": (0, 100, ""),
    "rate_limit_wait": (0, 86400, " seconds"),
    "wait_timeout": (0, 86400, " seconds"),
}
"""Least and most of the options that say how requests are made, with their unit."""


def required(options: Sequence[str]) -> str:
    """``a, b: are required``, as the beginning of an error text."""
    return f"{', '.join(options)}: {'is' if len(options) == 1 else 'are'} required"


def http_settings(params: Params, level: Level = "system") -> HttpSettings:
    """How requests to the API of a level are made.

    :raises InvalidInput: a number is out of its range, or a text of the connection has a control character or spaces around it.
    """
    check_texts(params, CONNECTION_TEXTS, secret=CONNECTION_SECRETS, edges=PASSWORDS)
    for name, (least, most, unit) in RANGES.items():
        value = params.get(name)
        if value is not None and not least <= value <= most:
            raise errors.InvalidInput(f"{name}: {value} is not allowed, it must be between {least} and {most}{unit}")
    for name in ("ca_path", "extension_ca_path", "client_cert", "client_key"):
        if "\n" in (params.get(name) or "") or "-----BEGIN" in (params.get(name) or ""):
            raise errors.InvalidInput(f"{name}: must be the path of a file, not its content")
    if params.get("client_key") and not params.get("client_cert"):
        raise errors.InvalidInput("client_cert: is required where client_key is given")
    names = ("validate_certs", "ca_path", "client_cert", "client_key", "use_proxy", "timeout", "retries", "rate_limit_wait")
    given = {name: params[name] for name in names if params.get(name) is not None}
    if level == "extension" and params.get("extension_ca_path"):
        given["ca_path"] = params["extension_ca_path"]
    return HttpSettings(**given)


def pbx_access(params: Params) -> tuple[str, PbxCredentials]:
    """URL and credentials of the PBX.

    :raises InvalidInput: they are not complete.
    """
    return _url(params, "api_url", "https://pbx.example.net:8887/api"), _credentials(params, "api", PbxCredentials)


def extension_access(params: Params) -> tuple[str, ExtensionCredentials]:
    """URL and credentials of the extension API.

    :raises InvalidInput: they are not complete.
    """
    return _url(params, "extension_api_url", "https://HOST"), _credentials(params, "extension", ExtensionCredentials)


def _url(params: Params, option: str, example: str) -> str:
    if not params.get(option):
        raise errors.InvalidInput(f"{option}: is required, such as {example} (or the environment variable PORTSIP_{option.upper()})")
    url = str(params[option])
    check_url(url, option)
    return url


def caution_unencrypted(option: str, url: str) -> None:
    """Warn where whoever is between here and another host can read the credentials."""
    if url.lower().startswith("http:") and not is_loopback(url):
        caution(
            f"{option}: begins with http://, so that the credentials go to {host_of(url).partition('//')[2]} unencrypted. Use https://, "
            "with ca_path where its certificate is signed by an authority of your own."
        )


def _credentials(params: Params, prefix: str, kind: type[Credentials]) -> Credentials:
    """Those of one API, whose options are called like their fields, with a prefix."""
    credentials = kind(**{field.name: params.get(f"{prefix}_{field.name}") or None for field in fields(kind)})
    credentials.check()
    return credentials


def access(level: Level, params: Params) -> tuple[Any, ...]:
    """Where the API of a level is, with which credentials and settings; equal for what may share a session.

    :raises InvalidInput: the connection options are not complete.
    """
    place = extension_access(params) if level == "extension" else pbx_access(params)
    return (level == "extension", *place, http_settings(params, level))


def sessions_for(level: Level, params: Params) -> Sessions:
    """The sessions with the API of a level; none is opened yet.  Warns where they are not encrypted.

    :raises InvalidInput: the connection options are not complete.
    """
    settings = http_settings(params, level)
    if level == "extension":
        extension = extension_access(params)
        caution_unencrypted("extension_api_url", extension[0])
        return Sessions(settings, extension=extension)
    pbx = pbx_access(params)
    caution_unencrypted("api_url", pbx[0])
    return Sessions(settings, pbx=pbx)


def checked(model: Any, params: Params, level: Level) -> dict[str, Any]:
    """The options that were given for something that is no object.

    Those of the connection are checked too, so that nothing is left to complain about later, in check mode neither.

    :param model: pydantic model of the options; none of them is secret.
    :raises InvalidInput: names each option at fault.
    """
    values = validate(model, {name: params[name] for name in model.model_fields if params.get(name) is not None}, lambda path: False)
    access(level, params)
    return values


def given(resource: Resource, params: Params) -> dict[str, Any]:
    """The values that were given for an object by its options, not yet checked."""
    return {name: _given(value) for name, value in params.items() if name in resource.options and value is not None}


def desired_from(resource: Resource, params: Params, warn: Callable[[str], None] = lambda text: None) -> Desired:
    """The wanted object.

    :param params: the module's options in the names of the API; an option that is None was not given.
    :param warn: called with what may be wrong about a value that is allowed.
    :raises InvalidInput: names every option at fault.
    """
    check_place(resource, params)
    options = resource.options
    extra = validate_unknown("extra", params.get("extra") or {}, lambda path: is_secret(resource, path))
    values = validate(resource.model, given(resource, params), lambda path: is_secret(resource, path), warn)
    unset = {path: api_path(resource.model, path) for path in params.get("unset") or ()}
    desired = Desired(
        values=with_extra(resource, values, extra),
        unset=tuple(unset.values()),
        absent=params.get("state") == "absent",
        identifier=identifier_in(params),
    )
    _check_unset(resource, desired, unset, options | frozenset(extra))
    missing = [name for name in resource.key if name not in values]
    if missing and desired.identifier is None:
        raise errors.InvalidInput(f"{required(missing)} to say which {resource.name.replace('_', ' ')} is meant (or id)")
    return desired


def check_place(resource: Resource, params: Params, *others: str) -> None:
    """Check the options that say where an object is.

    :param others: names of further options that hold one text.
    :raises InvalidInput: one of them is no text that names anything.
    """
    called = {option_name(parent.option, parent.to): params.get(parent.option) for parent in resource.parents}
    check_texts({**params, **called}, ("tenant", *called, *others))


def check_texts(params: Params, names: Iterable[str], *, secret: Collection[str] = (), edges: Collection[str] = ()) -> None:
    """Check options that each hold one text.

    :param secret: those whose value is not shown.
    :param edges: those that may have surrounding spaces.
    :raises InvalidInput: one has a control character, or spaces around it.
    """
    for name in names:
        value = params.get(name)
        fault = fault_in(value, edges=name in edges) if isinstance(value, str) else None
        if fault:
            shown = HIDDEN if name in secret else f"{value!r} is not allowed, it"
            raise errors.InvalidInput(f"{name}: {shown} {fault}")


def identifier_in(params: Params) -> str | None:
    """The option ``id``.

    :raises InvalidInput: it can't be the id of anything.
    """
    if params.get("id") is None:
        return None
    identifier = str(params["id"])
    fault = id_fault(identifier)
    if fault:
        raise errors.InvalidInput(f"id: {identifier!r} is not allowed, it {fault}")
    return identifier


def _check_unset(resource: Resource, desired: Desired, unset: Mapping[str, str], options: frozenset[str]) -> None:
    """:param unset: paths as they were given, each with the path in the names of the API."""
    for dotted, named in unset.items():
        path = named.split(".")
        if path[0] in resource.key or path[0] in resource.required:
            raise errors.InvalidInput(f"unset: {dotted!r} is not allowed, {path[0]} can't be empty")
        if _stands_in(desired.values, path):
            raise errors.InvalidInput(f"unset: {dotted!r} is given as an option too")
        for names in resource.renamed_in.items():
            if named in names and any(name in desired.values for name in names):
                raise errors.InvalidInput(f"unset: {dotted!r} is the same setting as {' and '.join(set(names) - {named})}, which is given")
        if path[0] not in options or (path[0] in resource.options and not has_field(resource.model, path)):
            raise errors.InvalidInput(f"unset: {dotted!r} is not a field of {resource.name.replace('_', ' ')}")


def _stands_in(values: Any, path: list[str]) -> bool:
    name, *rest = path
    return isinstance(values, Mapping) and name in values and (not rest or _stands_in(values[name], rest))


def _given(value: Any) -> Any:
    """What was really given: suboptions that were left out arrive as None."""
    if isinstance(value, Mapping):
        return {name: _given(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_given(item) for item in value]
    return value
