# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The PBXs of an inventory: how each is reached, which of its tenants are read, and what its hosts are told of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
FLEET = Module({**{name: CONNECTION[name] for name in CONNECTION_NAMES}, **READING}, run_fleet)
"""What is done for each PBX."""
ADVICE = {
    ConnectionFailed.kind: "Check api_url and the network, and run it again.",
    AuthenticationFailed.kind: "Check the credentials of the inventory (PORTSIP_USERNAME, PORTSIP_PASSWORD) and the role of the account.",
    Refused.kind: "Check filter and search: which fields can be filtered depends on the release of the PBX.",
}
ADVICE_OTHERWISE = "Run it again, and look at the PBX where that does not help."
CACHE_FORMAT = 1
"""Changes whenever what is cached has another form."""


@dataclass(frozen=True)
class PbxSource:
    """One PBX of an inventory.

    :ivar place: of its options, for error texts: ``pbxs[0].``, or nothing.
    :ivar options: those of ``FLEET``.
    :ivar connection: how a play reaches the PBX, without secrets and without what comes from the environment, but for the address.
    :ivar variables: of its hosts, as the user has written them.
    """

    place: str
    name: str
    options: Mapping[str, Any]
    connection: Mapping[str, Any]
    variables: Mapping[str, Any]

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return str(self.options.get("api_url") or "").rstrip("/")

    @property
    def cache_key(self) -> str:
        """Differs for each PBX, for each account, and for each selection of tenants. No credential can be found from it."""
        token = self.options.get("api_token")
        account = [hashlib.sha256(str(token).encode()).hexdigest()] if token else [self.options.get(name) for name in CREDENTIALS[::2]]
        selection = {name: self.options.get(name) for name in READING if name != "parallel"}
        told = json.dumps([CACHE_FORMAT, self.url, account, selection], sort_keys=True, default=str)
        return f"portsip_tenants_{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def pbx_sources(options: Mapping[str, Any], config: Mapping[str, Any], evaluated: Callable[[Any], Any]) -> list[PbxSource]:
    """The PBXs that an inventory's file describes.

    :param options: of the plugin, from file and environment.
    :param config: the file.
    :param evaluated: evaluates templates.
    :raises PluginFailed: an option is not known, or two PBXs have one name.
    """
    entries = options.get("pbxs")
    if not entries:
        return [_source("", {}, options, config, evaluated)]
    sources = [_source(f"pbxs[{number}].", entry, options, config, evaluated) for number, entry in enumerate(entries)]
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
    return {name: found[name] for name in ("release", "tenants")}


def _source(
    place: str, entry: Mapping[str, Any], options: Mapping[str, Any], config: Mapping[str, Any], evaluated: Callable[[Any], Any]
) -> PbxSource:
    if place:
        if not isinstance(entry, Mapping):
            raise PluginFailed(f"{place.rstrip('.')}: must be a mapping", InvalidInput.kind)
        check_known(entry, (*CONNECTION_NAMES, *READING, "name", "variables"), PAGE, place)
    own = {str(name): to_builtin(evaluated(value)) for name, value in entry.items() if name != "variables"}
    given = {name: options.get(name) for name in (*CONNECTION_NAMES, *READING)}
    if any(own.get(name) for name in CREDENTIALS):
        given.update(dict.fromkeys(CREDENTIALS))
    shared = {name: to_builtin(evaluated(value)) for name, value in given.items() if value is not None}
    merged = {**shared, **{name: value for name, value in own.items() if value is not None and name != "name"}}
    url = str(merged.get("api_url") or "")
    written = {name for name in (*config, *own) if name in CONNECTION_NAMES and name not in CONNECTION_SECRETS and name in merged}
    connection = {name: merged[name] for name in CONNECTION_NAMES if name in written or (name == "api_url" and url)}
    name = str(own.get("name") or evaluated(options.get("name") or "") or host_of(url).partition("//")[2])
    variables = {**(options.get("variables") or {}), **(entry.get("variables") or {})}
    return PbxSource(place, name, merged, connection, variables)
