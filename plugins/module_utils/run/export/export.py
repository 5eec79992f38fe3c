# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One run of portsip_export, without Ansible: what is on a PBX becomes a document, and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ...base.findings import in_few_lines
from ...base.local_file import path_of
from ...errors import Ambiguous, InvalidInput
from ...read.names import Lists
from ..connection import Params, check_texts, connection_to
from ..context import Context, Result
from ..workspace import Workspace
from .building import Builder
from .files import Files, SecretsFile
from .former import Former
from .nodes import Node
from .outcome import Export
from .queues import read_queues
from .reading import Reader
from .selection import Selection, selection
from .system import read_system
from .tenants import chosen_tenants, read_tenants


@dataclass
class _Order:
    """What is asked for, checked.

    :ivar pbx: whether the PBX is read.
    :ivar extension: whether the extension API is read.
    """

    params: Params
    selection: Selection
    dest: Path | None
    secrets_file: SecretsFile | None
    former: Former = field(default_factory=Former)

    @property
    def pbx(self) -> bool:
        """Whether the PBX is read."""
        return self.selection.reads(("system",)) or self.selection.reads(("tenants",))

    @property
    def extension(self) -> bool:
        """Whether the extension API is read: it is asked for, or there is one."""
        asked = self.params.get("queues") or not self.pbx
        return self.selection.reads(("queues",)) and self.params.get("queues") != [] and bool(asked or self.params.get("extension_api_url"))


def run_export(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Read a PBX as a document, and keep the files of ``dest`` like it.

    :returns: ``changed``: whether files changed; ``definition``, ``secrets``, ``summary``, ``incomplete``, ``notes``, ``files``,
        ``stale`` and ``diff``.
    :raises InvalidInput: an option is not valid, or a file is in the way.
    :raises Ambiguous: objects have one name, and no document can tell them apart; nothing was written.
    :raises PortsipError: the APIs can't be read at all.
    """
    order = _order(params)
    with Workspace.lent(workspace) as workspace:
        roots, domains = _roots(order, context, workspace)
    export = Export(roots, params["secrets"], order.former)
    export.hide_secrets(context)
    files = Files(order.dest, order.former) if order.dest is not None else None
    if files is not None and domains is not None:
        files.look_for_stale(domains)
    return export.keep(files, order.secrets_file, context, remove_stale=bool(params.get("remove_stale")))


def _order(params: Params) -> _Order:
    """:raises InvalidInput: an option is not valid."""
    chosen = selection(params.get("only") or (), params.get("exclude") or ())
    for number, tenant in enumerate(params.get("tenants") or ()):
        check_texts({f"tenants[{number}]": tenant}, (f"tenants[{number}]",))
    dest = path_of(params["dest"]) if params.get("dest") else None
    if (params["secrets"] == "include") != bool(params.get("secrets_file")):
        missing = "is required with secrets=include" if params["secrets"] == "include" else "goes with secrets=include only"
        raise InvalidInput(f"secrets_file: {missing}")
    secrets_file = SecretsFile.of(params["secrets_file"], dest) if params.get("secrets_file") else None
    order = _Order(params, chosen, dest, secrets_file)
    for level, needed in (("system", order.pbx), ("extension", order.extension)):
        if needed:
            connection_to(level, params)  # type: ignore[arg-type]
    if dest is not None:
        order.former = Former.in_directory(dest)
        Files(dest, order.former).check()
    return order


def _roots(order: _Order, context: Context, workspace: Workspace) -> tuple[list[Node], set[str] | None]:
    """Everything that is exported, and the domains of all tenants where all were looked at.

    :raises Ambiguous: objects have one name, and no document can tell them apart.
    """
    lists, selected = Lists(), order.selection
    builder = Builder(selected, lists)
    reader = Reader(selected, lists)
    roots: list[Node] = []
    clashes: list[str] = []
    domains: set[str] | None = None
    if order.pbx:
        sessions = workspace.sessions("system", order.params)
        if selected.reads(("system",)):
            roots.append(read_system(sessions, reader))
            builder.build(roots[-1])
        if selected.reads(("tenants",)):
            tenants, domains = chosen_tenants(sessions, lists, order.params.get("tenants"), selected)
            for node, found in read_tenants(sessions, lists, tenants, selected, context.progress):
                roots += [node] if node is not None else []
                clashes += found
    if order.extension:
        queues = read_queues(workspace.sessions("extension", order.params).extension(), reader, lists, order.params)
        for node in queues:
            builder.build(node)
        roots += queues
    clashes = [*builder.clashes, *clashes]
    if clashes:
        raise Ambiguous(in_few_lines(clashes, "{count} names belong to several objects each; nothing was exported:"))
    return roots, domains
