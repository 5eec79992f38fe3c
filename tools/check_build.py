"""Build the tarball, install it in an empty place, read every module's documentation there, import it as Galaxy does."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from checkout import ROOT, SCRIPTS, environment, run, run_read, snapshot


def build(destination: pathlib.Path) -> pathlib.Path:
    """Build the collection from a copy of the checkout; return the tarball's path."""
    with snapshot() as collection:
        run(SCRIPTS / "ansible-galaxy", "collection", "build", "--output-path", destination, cwd=collection)
    return next(destination.glob("portsip-pbx-*.tar.gz"))


def install(tarball: pathlib.Path, destination: pathlib.Path) -> pathlib.Path:
    """Install the tarball below a directory; return where the collection is then."""
    # Without the path in the environment an installation elsewhere is taken for this one, and nothing is installed.
    env = environment(destination)
    run(SCRIPTS / "ansible-galaxy", "collection", "install", "--offline", tarball, "-p", destination, cwd=destination, env=env)
    return destination / "ansible_collections" / "portsip" / "pbx"


def read_documentation(collection: pathlib.Path, destination: pathlib.Path) -> None:
    """Have ansible-doc show every module of the installed collection; leave when it cannot, or misses one."""
    modules = {f"portsip.pbx.{path.stem}" for path in (collection / "plugins" / "modules").glob("portsip_*.py")}
    if not modules:
        print("NOTE: no module to document yet")
        return
    command = [SCRIPTS / "ansible-doc", "--type", "module", "--json", *sorted(modules)]
    answer = subprocess.run(
        command, cwd=destination, env=environment(destination), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False
    )
    shown = json.loads(answer.stdout or "{}")
    bad = sorted(modules - {name for name, parts in shown.items() if (parts.get("doc") or {}).get("options") is not None})
    if answer.returncode or bad:
        sys.exit(f"ansible-doc failed with status {answer.returncode}; modules without documentation: {', '.join(bad) or 'none'}")
    print(f"{len(modules)} modules documented")


def import_like_galaxy(tarball: pathlib.Path, destination: pathlib.Path) -> None:
    """Run Galaxy's own import over the tarball; leave when it fails, warns or reports an error."""
    env = environment(GALAXY_IMPORTER_CONFIG=str(ROOT / "tools" / "galaxy-importer.cfg"))
    output = run_read(sys.executable, "-m", "galaxy_importer.main", tarball, cwd=destination, env=env)
    complaints = re.findall(r"^(?:WARNING|ERROR|CRITICAL): .*$", output, re.MULTILINE)
    if complaints or "Importer processing completed successfully" not in output:
        sys.exit("galaxy-importer is not content:\n" + "\n".join(complaints))


def main() -> None:
    """Leave with a failure when a step fails."""
    with tempfile.TemporaryDirectory(prefix="portsip-build-") as directory:
        work = pathlib.Path(directory).resolve()
        print("-- ansible-galaxy collection build")
        tarball = build(work)
        print("-- ansible-galaxy collection install --offline")
        collection = install(tarball, work)
        print("-- ansible-doc")
        read_documentation(collection, work)
        print("-- galaxy-importer")
        import_like_galaxy(tarball, work)


if __name__ == "__main__":
    main()
