# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The PBXs of an inventory: how each is reached, which of its tenants are read, and what its hosts are told of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..module_utils.base.texts import normal
from ..module_utils.base.yaml_files import TEMPLATE
from ..module_utils.errors import AuthenticationFailed, ConnectionFailed, InvalidInput, MissingLibrary, Refused
from ..module_utils.host.definition import HTTP_OPTIONS, PBX_OPTIONS, Module, Spec
from ..module_utils.run.connection import CONNECTION_SECRETS
from ..module_utils.run.fleet import INCLUDED, run_fleet
from ..module_utils.transport.http_url import host_of
from .plugin_run import CONNECTION, PluginFailed, check_known, run_in_plugin
from .to_builtin import to_builtin

PAGE = "-t inventory portsip.pbx.tenants"
CONNECTION_NAMES = (*PBX_OPTIONS, *HTTP_OPTIONS)
CREDENTIALS = ("api_username", "api_password", "api_domain", "api_token")
"""They go together: a PBX that has one of its own takes none from elsewhere."""
READING: Spec = {
    "filter": {"type": "str"},
    "search": {"type": "str"},
    "where": {"type": "dict"},
    "include": {"type": "list", "elements": "str", "choices": list(INCLUDED)},
    "parallel": {"type": "int", "default": 8},
}
ALL_DOMAINS: Spec = {"all_domains": {"type": "bool", "default": False}}
FLEET = Module({**{name: CONNECTION[name] for name in CONNECTION_NAMES}, **READING, **ALL_DOMAINS}, run_fleet)
"""What is done for each PBX."""
ADVICE = {
    ConnectionFailed.kind: "Check api_url and the network, and run it again.",
    AuthenticationFailed.kind: "Check the credentials of the inventory (PORTSIP_USERNAME, PORTSIP_PASSWORD) and the role of the account.",
    Refused.kind: "Check filter and search: which fields can be filtered depends on the release of the PBX.",
}
ADVICE_OTHERWISE = "Run it again, and look at the PBX where that does not help."
ENDING = ".yml"
SECRETS_ENDING = "_secrets"
OTHER_DOCUMENTS = ("queues", "system")
"""Files beside those of tenants in a directory of documents."""
CACHE_FORMAT = 1
"""Changes whenever what is cached has another form."""


@dataclass(frozen=True)
class PbxSource:
    """One PBX of an inventory.

    :ivar place: of its options, for error texts: ``pbxs[0].``, or nothing.
    :ivar options: those of ``FLEET``.
    :ivar connection: how a play reaches the PBX, without secrets and without what comes from the environment, but for the address.
    :ivar variables: of its hosts, as the user has written them.
    :ivar tenants_path: the directory with files of tenants that it is to have, empty for none.
    """

    place: str
    name: str
    options: Mapping[str, Any]
    connection: Mapping[str, Any]
    variables: Mapping[str, Any]
    tenants_path: str

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return str(self.options.get("api_url") or "").rstrip("/")

    @property
    def cache_key(self) -> str:
        """Differs for each PBX, for each account, and for each selection of tenants. No credential can be found from it."""
        token = self.options.get("api_token")
        account = [hashlib.sha256(str(token).encode()).hexdigest()] if token else [self.options.get(name) for name in CREDENTIALS[::2]]
        selection = {name: self.options.get(name) for name in (*READING, *ALL_DOMAINS) if name != "parallel"}
        told = json.dumps([CACHE_FORMAT, self.url, account, selection], sort_keys=True, default=str)
        return f"portsip_tenants_{hashlib.sha256(told.encode()).hexdigest()[:32]}"


@dataclass(frozen=True)
class InventoryFile:
    """What an inventory's file says.

    :ivar options: of the plugin, from file and environment.
    :ivar config: the file.
    :ivar directory: that the file is in.
    :ivar evaluated: evaluates templates.
    """

    options: Mapping[str, Any]
    config: Mapping[str, Any]
    directory: str
    evaluated: Callable[[Any], Any]


def pbx_sources(file: InventoryFile) -> list[PbxSource]:
    """The PBXs that an inventory's file describes.

    :raises PluginFailed: an option is not known, options do not fit together, or two PBXs have one name.
    """
    entries = file.options.get("pbxs")
    if not entries:
        return [_source("", {}, file)]
    if file.options.get("tenants_path"):
        raise PluginFailed("tenants_path: give it in the entries of pbxs, as it says which PBX is to have the tenants", InvalidInput.kind)
    sources = [_source(f"pbxs[{number}].", entry, file) for number, entry in enumerate(entries)]
    for number, source in enumerate(sources):
        for other in sources[:number]:
            if source.name == other.name:
                text = f"{source.place}name: {source.name!r} is the name of {other.place.rstrip('.')}, too; give each PBX a name of its own"
                raise PluginFailed(text, InvalidInput.kind)
    return sources


def read_fleet(source: PbxSource) -> dict[str, Any]:
    """The tenants of a PBX, read now; see ``run_fleet``.

    :raises PluginFailed: they could not be read, or not all of them; says what to do.
    """
    try:
        found = run_in_plugin(FLEET, source.options, "tenants")
    except PluginFailed as error:
        if error.kind in (InvalidInput.kind, MissingLibrary.kind):
            raise PluginFailed(f"{source.place}{error}", error.kind) from None
        advice = ADVICE.get(error.kind, ADVICE_OTHERWISE)
        text = f"The tenants of the PBX {source.name!r} ({source.url}) could not all be read: {error} {advice} No tenant became a host."
        raise PluginFailed(text, error.kind) from None
    return {name: found[name] for name in ("release", "tenants", "domains")}


def same_pbx(connection: Any, source: PbxSource) -> bool:
    """Whether the connection options that hosts are given lead to the PBX that they are of, as far as that can be told.

    :param connection: the variable, which another source of the inventory may have set, with templates too.
    """
    url = connection.get("api_url") if isinstance(connection, Mapping) else None
    return not isinstance(url, str) or bool(TEMPLATE.search(url)) or url.rstrip("/") == source.url


def awaited(source: PbxSource, domains: Sequence[str]) -> list[str]:
    """The domains of tenants that have a file, and that the PBX does not have.

    :param domains: those that it has.
    :raises PluginFailed: the directory can't be read.
    """
    if not source.tenants_path:
        return []
    try:
        files = sorted(path.name for path in Path(source.tenants_path).iterdir())
    except OSError as error:
        text = f"{source.place}tenants_path: {source.tenants_path} can't be read: {error.strerror}"
        raise PluginFailed(text, InvalidInput.kind) from None
    known = {normal(domain).casefold() for domain in domains}
    stems = [name.removesuffix(ENDING) for name in files if name.endswith(ENDING) and not name.startswith(".")]
    stems = [stem for stem in stems if not stem.endswith(SECRETS_ENDING) and stem not in OTHER_DOCUMENTS]
    return [stem for stem in stems if normal(stem).casefold() not in known]


def _source(place: str, entry: Mapping[str, Any], file: InventoryFile) -> PbxSource:
    if place:
        if not isinstance(entry, Mapping):
            raise PluginFailed(f"{place.rstrip('.')}: must be a mapping", InvalidInput.kind)
        check_known(entry, (*CONNECTION_NAMES, *READING, "name", "variables", "tenants_path"), PAGE, place)
    options = file.options
    own = {str(name): to_builtin(file.evaluated(value)) for name, value in entry.items() if name != "variables"}
    given = {name: options.get(name) for name in (*CONNECTION_NAMES, *READING)}
    if any(own.get(name) for name in CREDENTIALS):
        given.update(dict.fromkeys(CREDENTIALS))
    shared = {name: to_builtin(file.evaluated(value)) for name, value in given.items() if value is not None}
    merged = {**shared, **{name: value for name, value in own.items() if value is not None and name not in ("name", "tenants_path")}}
    url = str(merged.get("api_url") or "")
    written = {name for name in (*file.config, *own) if name in CONNECTION_NAMES and name not in CONNECTION_SECRETS and name in merged}
    connection = {name: merged[name] for name in CONNECTION_NAMES if name in written or (name == "api_url" and url)}
    name = str(own.get("name") or file.evaluated(options.get("name") or "") or host_of(url).partition("//")[2])
    variables = {**(options.get("variables") or {}), **(entry.get("variables") or {})}
    path = str(own.get("tenants_path") or file.evaluated(options.get("tenants_path") or ""))
    if path:
        if merged.get("filter") or merged.get("search"):
            reason = "what these leave out would seem to be missing; use where"
            raise PluginFailed(f"{place}tenants_path: cannot go with filter or search, as {reason}", InvalidInput.kind)
        merged["all_domains"] = True
        path = str(Path(file.directory, Path(path).expanduser()))
    return PbxSource(place, name, merged, connection, variables, path)
