# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IP rules of the PBX as a file (PortSIP PBX REST API 22.2, /ip_filters/export)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from .. import errors
from .options import Params
from .run import Context, Result
from .system_session import system_session
from .workspace import Workspace

PATH = "/ip_filters/export"
MODE = 0o600
"""Of a new file, where no mode is given."""


def run_ip_rule_export(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Write the export into a file where its content differs; the file is replaced as a whole or not at all.

    :returns: C(changed), C(diff), C(dest), C(checksum) (SHA-256) and C(size).
    :raises PortsipError: it can't be read or written.
    """
    dest = Path(params["dest"])
    mode = _mode(params.get("mode"))
    before = _present(dest)
    with system_session(params, workspace) as client:
        content = client.download(PATH)
    try:
        current_mode = dest.stat().st_mode & 0o7777 if before is not None else None
        changed = before != content or (mode is not None and mode != current_mode)
        if changed and not context.check_mode:
            _replace(dest, content, mode if mode is not None else current_mode if current_mode is not None else MODE)
    except OSError as error:
        raise errors.InvalidInput(f"dest: {params['dest']!r} can't be written: {error.strerror}") from None
    diff = {side: _text(data) for side, data in (("before", before), ("after", content))}
    headers = {f"{side}_header": str(dest) for side in diff}
    return {
        "changed": changed,
        "diff": {**diff, **headers},
        "dest": str(dest),
        "checksum": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }


def _mode(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"0[0-7]{3}", text):
        raise errors.InvalidInput(
            f'mode: {text!r} is not allowed, it must be four octal digits in quotes that begin with 0, such as "0640"'
        )
    return int(text, 8)


def _present(dest: Path) -> bytes | None:
    """The content of the file, None where there is none.

    :raises InvalidInput: it can be no file.
    """
    if dest.is_dir():
        raise errors.InvalidInput(f"dest: {str(dest)!r} is a directory; give the path of a file")
    if not dest.parent.is_dir():
        raise errors.InvalidInput(f"dest: there is no directory {str(dest.parent)!r}")
    try:
        return dest.read_bytes() if dest.exists() else None
    except OSError as error:
        raise errors.InvalidInput(f"dest: {str(dest)!r} can't be read: {error.strerror}") from None


def _replace(dest: Path, content: bytes, mode: int) -> None:
    """Write next to the file, then put it in its place: a link stays a link."""
    place = dest.resolve()
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _text(content: bytes | None) -> str:
    """The content for a diff, as far as it is text."""
    try:
        return (content or b"").decode("utf-8")
    except UnicodeDecodeError:
        return f"(binary, SHA-256 {hashlib.sha256(content or b'').hexdigest()})\n"
