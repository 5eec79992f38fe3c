# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The module portsip_validate: checks a document or a role's definition as a whole, before anything is done about it."""

from __future__ import annotations

from ..resources.registry import RESOURCES
from .connection import Params
from .context import Context, Result
from .document.check import read_definition, read_document
from .workspace import Workspace


def run_validate(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Check a document or a definition; no request is made.

    :returns: ``changed`` false; ``entries``: how many entries each part has, by its path; of a document ``references``: what it
        refers to and does not create.
    :raises InvalidInput: something is wrong; tells the first findings, and how many there are, and has all of them.
    """
    kind, definition = params["kind"], params["definition"]
    name = "document" if kind == "document" else f"{kind}_definition"
    reading = read_document(definition) if kind == "document" else read_definition(kind, definition, name)
    reading.check(name)
    # Of a role, the modules say themselves what is about one object.
    for text in (*reading.between, *(reading.warnings if kind == "document" else ())):
        context.warn(text)
    result: Result = {"changed": False, "entries": reading.counts}
    if kind == "document":
        result["references"] = [
            {"path": named.path, "kind": RESOURCES[named.to].name if named.to in RESOURCES else named.to, "name": str(named.value)}
            for named in reading.named_elsewhere
        ]
    return result
