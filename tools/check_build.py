"""Build the tarball, install it as an execution environment does, read every module's documentation there, import it as Galaxy does."""

from __future__ import annotations

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from checkout import ROOT, SCRIPTS, collections_path, environment, run, run_read, snapshot

REQUIREMENTS = ROOT / "requirements.txt"
"""What the modules need, wherever they run."""


def build(destination: pathlib.Path) -> pathlib.Path:
    """Build the collection from a copy of the checkout; return the tarball's path."""
    with snapshot() as collection:
        run(SCRIPTS / "ansible-galaxy", "collection", "build", "--output-path", destination, cwd=collection)
    return next(destination.glob("portsip-pbx-*.tar.gz"))


def install_in_image(tarball: pathlib.Path, destination: pathlib.Path) -> pathlib.Path:
    """Do what the image of ``docs/awx/execution-environment.yml`` does with the tarball; return where the collection is then.

    The build context is made by ansible-builder. An image needs a container engine, so that its steps are done here: the collection is
    installed by the context's own requirements, and is asked for the Python libraries that it needs.
    """
    image = destination / "image"
    image.mkdir()
    shutil.copy2(ROOT / "docs" / "awx" / "execution-environment.yml", image)
    shutil.copy2(tarball, image / "portsip-pbx.tar.gz")
    run(SCRIPTS / "ansible-builder", "create", cwd=image)
    installed = destination / "installed"
    command = (SCRIPTS / "ansible-galaxy", "collection", "install", "--offline", "-r", "requirements.yml", "-p", installed)
    run(*command, cwd=image / "context" / "_build", env=environment(installed))
    needed = run_read(SCRIPTS / "ansible-builder", "introspect", installed, cwd=image, env=environment(), show=False)
    missing = [name for name in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if name[:1].isalpha() and name not in needed]
    if missing:
        sys.exit(f"an image would lack {', '.join(missing)}; ansible-builder introspect says:\n{needed}")
    return installed / "ansible_collections" / "portsip" / "pbx"


def read_documentation(collection: pathlib.Path) -> None:
    """Have ansible-doc show every module of the installed collection; leave when it cannot, or misses one."""
    modules = {f"portsip.pbx.{path.stem}" for path in (collection / "plugins" / "modules").glob("portsip_*.py")}
    if not modules:
        print("NOTE: no module to document yet")
        return
    command = [SCRIPTS / "ansible-doc", "--type", "module", "--json", *sorted(modules)]
    path = collections_path(collection)
    answer = subprocess.run(
        command, cwd=path, env=environment(path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False
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
        print("-- ansible-builder create, and what the image does then")
        collection = install_in_image(tarball, work)
        print("-- ansible-doc")
        read_documentation(collection)
        print("-- galaxy-importer")
        import_like_galaxy(tarball, work)


if __name__ == "__main__":
    main()
