"""The checkout as Ansible's tools want it: at ``ansible_collections/portsip/pbx``, and an environment without surprises."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
SCRIPTS = pathlib.Path(sys.executable).parent
PYTHON_VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"

# Settings of whoever calls make that would change what the checks see. GIT_DIR and its kin are there inside a hook.
FOREIGN = ("ANSIBLE_", "MOLECULE_", "PORTSIP_", "GALAXY_IMPORTER_")
BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where it is set, each of the many processes of a run would compile the collection, and rewrite the tests' assertions, anew."""
FOREIGN_GIT = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}


def environment(collections: pathlib.Path | None = None, **more: str) -> dict[str, str]:
    """Return the environment variables for a tool: those of the caller without foreign settings, and the project's.

    collections: the directory that holds ``ansible_collections``, when the tool is to find the collection there.
    """
    variables = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN) and name not in {*FOREIGN_GIT, BYTECODE}}
    variables |= {
        "PATH": os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", os.defpath)]),
        "VIRTUAL_ENV": str(SCRIPTS.parent),
        "HOME": os.environ.get("HOME") or str(pathlib.Path.home()),
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "NO_COLOR": "1",
        "PYTHONPYCACHEPREFIX": str(CACHE / "bytecode"),
        "PYTHONUNBUFFERED": "1",
        "ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"),
        "ANSIBLE_HOME": str(CACHE / "ansible"),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_DEVEL_WARNING": "false",
        "MOLECULE_GLOB": "extensions/molecule/*/molecule.yml",
    }
    if collections:
        variables["ANSIBLE_COLLECTIONS_PATH"] = str(collections)
    # Ansible refuses to start in a locale without UTF-8.
    locale = variables.get("LC_ALL") or variables.get("LC_CTYPE") or variables.get("LANG") or "C"
    if not locale.lower().replace("-", "").endswith("utf8"):
        variables["LC_ALL"] = "C.UTF-8"
    return variables | more


def git(*arguments: str, cwd: pathlib.Path | None = None) -> str:
    """Run git and return its output. A checkout that belongs to another user, as in CI, is accepted.

    :raises subprocess.CalledProcessError: when git fails.
    """
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(
        command, cwd=cwd or ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, text=True
    ).stdout


def project_files() -> list[pathlib.PurePath]:
    """Return the files of the checkout, relative to it: those that git tracks and new ones that it does not ignore."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    return [pathlib.PurePath(name) for name in listed if name and (ROOT / name).is_file()]


@contextlib.contextmanager
def snapshot() -> Iterator[pathlib.Path]:
    """Yield the collection's directory in a temporary copy of the checkout, a git repository of its own.

    ansible-test takes a collection only at ``ansible_collections/portsip/pbx``, and through a symbolic link it finds
    no files to test and calls that a success.
    """
    with tempfile.TemporaryDirectory(prefix="portsip-") as directory:
        collection = pathlib.Path(directory).resolve() / "ansible_collections" / "portsip" / "pbx"
        for name in project_files():
            target = collection / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target, follow_symlinks=False)
        git("init", "--quiet", cwd=collection)
        git("add", "--all", cwd=collection)
        yield collection


def collections_path(collection: pathlib.Path) -> pathlib.Path:
    """Return the directory that holds ``ansible_collections`` for a collection's directory."""
    return collection.parents[2]


def linked_collections() -> pathlib.Path:
    """Return a collections path that stays, in which the collection is a link to the checkout; made when missing."""
    link = CACHE / "collections" / "ansible_collections" / "portsip" / "pbx"
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        link.symlink_to(ROOT)
    return collections_path(link)


def run(
    *command: str | os.PathLike[str], cwd: pathlib.Path = ROOT, env: dict[str, str] | None = None, accepted: tuple[int, ...] = ()
) -> None:
    """Run a command with its output where ours goes, and leave with its status when it fails.

    accepted: further statuses that are none of a failure.
    """
    sys.stdout.flush()
    status = subprocess.run(command, cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL, check=False).returncode
    if status and status not in accepted:
        sys.exit(f"failed with status {status}: {' '.join(map(str, command))}")


def run_read(*command: str | os.PathLike[str], cwd: pathlib.Path, env: dict[str, str], show: bool = True) -> str:
    """Run a command like :func:`run`, and return what it wrote to both outputs, for those that hide a failure there.

    show: whether to pass the output on as it comes; without, it is shown only when the command fails.
    """
    sys.stdout.flush()
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if show:
                print(line, end="", flush=True)
    if process.returncode:
        if not show:
            print("".join(lines), end="")
        sys.exit(f"failed with status {process.returncode}: {' '.join(map(str, command))}")
    return "".join(lines)
