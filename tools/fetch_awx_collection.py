"""Fetch the collection awx.awx into .cache/awx, for the test that runs the role awx with its real modules.

The community bundle on PyPI has it, among a hundred others; only awx.awx is unpacked.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from checkout import CACHE

BUNDLE = "ansible>=12,<13"
INSIDE = "ansible_collections/awx/awx/"
PLACE = CACHE / "awx"


def main() -> None:
    """Leave with a failure when the bundle can't be had, or has no such collection."""
    if (PLACE / INSIDE / "MANIFEST.json").is_file():
        return
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", directory, BUNDLE], check=True)
        (wheel,) = Path(directory).glob("*.whl")
        with zipfile.ZipFile(wheel) as bundle:
            names = [name for name in bundle.namelist() if name.startswith(INSIDE)]
            if f"{INSIDE}MANIFEST.json" not in names:
                sys.exit(f"{wheel.name} has no awx.awx")
            bundle.extractall(PLACE, names)


if __name__ == "__main__":
    main()
