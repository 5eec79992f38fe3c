# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IP rules of the PBX as a file (PortSIP PBX REST API 22.2, /ip_filters/export)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from ...base.local_file import Content, Replacement, bytes_of, check_dest, check_owner, has_other_mode, mode_of, path_of, text_of
from ...run.connection import Params
from ...run.context import Context, Result
from ...run.workspace import Workspace, system_session

PATH = "/ip_filters/export"


def run_ip_rule_export(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Write the export into a file where its content differs; the file is replaced as a whole or not at all.

    :returns: ``changed``, ``diff``, ``dest``, ``checksum`` (SHA-256) and ``size``.
    :raises PortsipError: it can't be read or written.
    """
    dest = path_of(params["dest"])
    mode = mode_of(params.get("mode"))
    before = _present(dest)
    with system_session(params, workspace) as client:
        content = client.download(PATH)
    changed = before != content or has_other_mode(dest, mode)
    if changed and context.check_mode:
        check_owner(dest)
    elif changed:
        with Replacement(dest) as new:
            new.write(content)
            new.put(mode)
    diff = {side: _text(data) for side, data in (("before", before), ("after", content))}
    headers = {f"{side}_header": text_of(dest) for side in diff}
    return {
        "changed": changed,
        "diff": {**diff, **headers},
        "dest": text_of(dest),
        **asdict(Content.of(content)),
    }


def _present(dest: Path) -> bytes | None:
    """The content of the file, None where there is none.

    :raises InvalidInput: it can be no file.
    """
    check_dest(dest)
    return bytes_of(dest)


def _text(content: bytes | None) -> str:
    """The content for a diff, as far as it is text."""
    try:
        return (content or b"").decode("utf-8")
    except UnicodeDecodeError:
        return f"(binary, SHA-256 {Content.of(content or b'').checksum})\n"
