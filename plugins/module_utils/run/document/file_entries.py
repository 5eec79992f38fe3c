# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Local files that values name by their paths: each is a file of the tenant, as if it stood in its list of files.

So it is uploaded once for all that name it, before them, and replaced where it differs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ...base.findings import Finding
from ...base.texts import normal
from ...errors import InvalidInput
from ...plan.steps import Desired
from ...schema.tree import FILES
from ..local_files import named_files, with_source
from .entries import Entry, Reading


def add_files(reading: Reading) -> None:
    """Add an entry for each local file that others name, and note what can't be told apart."""
    given = {(entry.owner, normal(str(entry.values.get("name")))): entry for entry in reading.entries if entry.kind_path[-1] == FILES}
    added: dict[tuple[Entry | None, str], Entry] = {}
    for entry in [entry for entry in reading.entries if not entry.absent]:
        tenant = entry.tenant
        if tenant is None or not entry.part.module:
            continue
        for named in named_files(entry.part.resource, entry.values):
            path = entry.path_of(f"{entry.path}.{named.option}")
            name = named.reference.named(named.value)
            known = given.get((tenant, normal(name))) or added.get((tenant, normal(name)))
            if known is None:
                part = next(part for part in tenant.part.parts if part.name == FILES)
                values = {"name": name, "src": named.value, **({"check_audio": True} if named.reference.audio else {})}
                known = Entry(part, (*tenant.kind_path, FILES), path, values, tenant, by_name=True)
                added[tenant, normal(name)] = known
            elif _place(known.values.get("src")) != _place(named.value):
                other = f"src {known.values['src']}" if known.values.get("src") else "no src"
                text = f"{named.value} is a local file with the name {name}, and {known.path} has {other}; give both the same path"
                reading.findings.append(Finding(path, text))
            known.named_in.append(entry.kind_path)
    reading.entries += added.values()


def _place(path: object) -> str:
    return os.path.normpath(str(path)) if path else ""


def check_files(entries: Iterable[Entry]) -> Iterator[Finding]:
    """What is wrong with the local files of entries: they are looked at where the run takes place, before its first request."""
    for entry in entries:
        if entry.part.module and entry.part.resource.upload is not None and not entry.absent:
            try:
                with_source(entry.part.resource, Desired(entry.values))
            except InvalidInput as error:
                yield entry.finding(str(error))
