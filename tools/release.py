"""Make a release: ``python tools/release.py 0.2.0``, which is ``make release VERSION=0.2.0``.

What ``make test`` shortens has to pass as a whole first, but for the tests. Then the version goes into galaxy.yml, the
fragments become the changelog, the tarball is built, installed elsewhere, imported the way Galaxy does and tried on each ansible-core,
and only then is everything committed and tagged. Nothing is pushed or published.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from check_build import build, import_like_galaxy, install_in_image, read_documentation
from check_cores import try_all
from checkout import ROOT, SCRIPTS, git, run

GALAXY = ROOT / "galaxy.yml"
VERSION_LINE = re.compile(r"^version: (\S+)$", re.MULTILINE)
SEMANTIC = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?")


def check(version: str) -> None:
    """Leave where a release of this version cannot be made from this checkout."""
    match = SEMANTIC.fullmatch(version)
    if not match:
        sys.exit(f"{version!r} is not a semantic version such as 0.2.0")
    if git("status", "--porcelain"):
        sys.exit("the checkout has changes that are not committed")
    if f"v{version}" in git("tag", "--list").split():
        sys.exit(f"v{version} is tagged already")
    released = [SEMANTIC.fullmatch(tag.removeprefix("v")) for tag in git("tag", "--list", "v*").split()]
    newest = max((tuple(map(int, found.groups()[:3])) for found in released if found), default=(0, 0, 0))
    if tuple(map(int, match.groups()[:3])) < newest:
        sys.exit(f"{version} is older than the newest release, {'.'.join(map(str, newest))}")
    if not any((ROOT / "changelogs" / "fragments").glob("*.y*ml")):
        sys.exit("changelogs/fragments is empty: there is nothing to release")


def main() -> None:
    """Make the release, or leave the checkout as it was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("--dest", type=Path, default=ROOT, help="directory for the tarball")
    arguments = parser.parse_args()
    check(arguments.version)
    for whole in ("check_sanity.py", "check_docs.py", "check_integration.py", "check_lint_ansible.py", "check_molecule.py"):
        run(sys.executable, ROOT / "tools" / whole)
    try:
        GALAXY.write_text(VERSION_LINE.sub(f"version: {arguments.version}", GALAXY.read_text(encoding="utf-8")), encoding="utf-8")
        run(SCRIPTS / "antsibull-changelog", "release", "--version", arguments.version, cwd=ROOT)
        with tempfile.TemporaryDirectory(prefix="portsip-release-") as directory:
            work = Path(directory).resolve()
            tarball = build(work)
            read_documentation(install_in_image(tarball, work))
            import_like_galaxy(tarball, work)
            try_all(tarball)
            kept = Path(shutil.copy2(tarball, arguments.dest))
    except BaseException:
        git("checkout", "--", ".")
        git("clean", "-fdq", "changelogs", "CHANGELOG.rst")
        raise
    git("add", "-A", "galaxy.yml", "changelogs", "CHANGELOG.rst")
    git("commit", "-m", f"Release {arguments.version}")
    git("tag", "-a", f"v{arguments.version}", "-m", f"portsip.pbx {arguments.version}")
    print(f"Release {arguments.version} is committed and tagged, and {kept} is checked. To publish it:")
    print(f"  git push origin main v{arguments.version}")
    print(f"  ansible-galaxy collection publish {kept}")


if __name__ == "__main__":
    main()
