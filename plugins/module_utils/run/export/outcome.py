# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What comes of an export: the document, the files, and what the user is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...base.local_file import text_of
from ...base.yaml_text import Encrypted
from ..context import Context, Result
from .files import Files, SecretsFile
from .former import ROOTS, Former
from .nodes import Node
from .rendering import Renderer
from .secrets import Mode, Secrets, settled

ENCRYPTED = "(encrypted inline)"
"""Stands in place of a text that is encrypted with C(!vault) in the list of secrets."""


class Export:
    """Everything that was read, as a document.

    :param roots: the system, the tenants, the queues.
    :param former: what an earlier export has left.
    """

    def __init__(self, roots: Sequence[Node], mode: Mode, former: Former) -> None:
        self._secrets = Secrets(mode)
        self._renderer = Renderer(self._secrets, former)
        self._former = former
        pending = self._rendered(roots)
        self._texts = self._secrets.texts()
        self.document: dict[str, Any] = settled(pending, self._texts)

    def _rendered(self, roots: Sequence[Node]) -> dict[str, Any]:
        document: dict[str, Any] = {}
        for name, root in ROOTS.items():
            nodes = [node for node in roots if node.kinds == (name,)]
            if root.kind.single:
                found: Any = self._renderer.root(nodes[0], name) if nodes else {}
            else:
                found = []
                for node in nodes:
                    entry = self._renderer.entry(node, f"{name}[{len(found)}]")
                    found += [entry] if entry else []
            document.update({name: found} if found else {})
        return document

    def hide_secrets(self, context: Context) -> None:
        """Search what is quoted from an API for the values of secrets."""
        for secret in self._secrets.found:
            if secret.value is not None:
                context.add_secret(str(secret.value))

    def keep(self, files: Files | None, secrets_file: SecretsFile | None, context: Context, *, remove_stale: bool) -> Result:
        """Write the files, where this is not check mode; the result of the run.

        :raises InvalidInput: a file can't be written.
        """
        going = files.stale if files is not None and remove_stale else []
        if files is not None:
            files.add(self.document)
            files.check()
            if files.stale and not going:
                names = ", ".join(map(text_of, files.stale))
                context.warn(f"dest: the PBX no longer has the tenants of {names}. Remove these files, or set remove_stale to true.")
        result = self._told(files, context, remove_stale=remove_stale)
        result["changed"] = bool(secrets_file is not None or going or (files is not None and files.changed))
        if not context.check_mode:
            if secrets_file is not None:
                secrets_file.write(self._secrets.file_text(self._texts))
            if files is not None:
                files.write()
                files.remove(going)
        return result

    def _told(self, files: Files | None, context: Context, *, remove_stale: bool) -> Result:
        notes = [(note["kind"] == "unreadable", {"path": note["path"], "message": note["message"]}) for note in self._renderer.notes]
        incomplete = [note for unreadable, note in notes if unreadable]
        if incomplete:
            first = f"{incomplete[0]['path']}: {incomplete[0]['message']}"
            context.warn(f"The export is incomplete, {len(incomplete)} parts could not be read. The first: {first}")
        secrets = [
            {
                "placeholder": ENCRYPTED if isinstance(self._texts[secret], Encrypted) else str(self._texts[secret]),
                "path": secret.path,
                "readable": secret.value is not None,
            }
            for secret in self._secrets.found
        ]
        summary = {
            "complete": not incomplete,
            "objects": self._renderer.count,
            "tenants": len(self.document.get("tenants", ())),
            "queues": len(self.document.get("queues", ())),
            "secrets": len(secrets),
            "unreadable": self._renderer.unreadable,
        }
        return {
            "definition": _plain(self.document),
            "secrets": secrets,
            "summary": summary,
            "incomplete": incomplete,
            "notes": [note for unreadable, note in notes if not unreadable],
            "files": [{"path": text_of(path), "changed": path in files.changed} for path in sorted(files.wanted)] if files else [],
            "stale": [text_of(path) for path in files.stale] if files else [],
            "diff": files.difference(removing=remove_stale) if files else {"before": {}, "after": {}},
        }


def _plain(value: Any) -> Any:
    """A copy with texts of no special kind."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
