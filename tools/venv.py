"""Make the virtual environment, or bring it up to date: ``python tools/venv.py requirements-dev.txt``.

Runs with any Python 3.11 or newer and the standard library only, before anything else is there. What was installed
is noted inside the environment, so that it is done once, and again when a requirements file changes.

Environment: VENV (directory, default .venv), PYTHON (when set, the environment has to be of that interpreter's
version), ANSIBLE_CORE (a version specifier, such as ``~=2.18.0``).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def included_files(requirements: pathlib.Path) -> list[pathlib.Path]:
    """Return a requirements file and the files it includes with ``-r``, deepest last."""
    found = [requirements]
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found += included_files(requirements.parent / line[3:].strip())
    return found


def digest(requirements: pathlib.Path, core: str) -> str:
    """Return what identifies an installation: the requirements and the choice of ansible-core."""
    content = [file.read_text(encoding="utf-8") for file in included_files(requirements)]
    return hashlib.sha256(json.dumps([content, core]).encode()).hexdigest()


def interpreter_version(python: pathlib.Path) -> tuple[int, ...] | None:
    """Return the (major, minor) version of an interpreter, None when it does not run."""
    try:
        answer = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, check=False, text=True)
    except OSError:
        return None
    return tuple(int(part) for part in answer.stdout.split()) or None


def outdated(python: pathlib.Path, notes: dict[str, str]) -> bool:
    """Tell whether the environment has to be created again: it moved, does not run, or is not of the version asked for."""
    version = interpreter_version(python)
    if version is None or version < (3, 11):
        return True
    # The scripts in a virtual environment name its directory.
    if notes.get("directory", str(python.parent.parent)) != str(python.parent.parent):
        return True
    return bool(os.environ.get("PYTHON")) and version != sys.version_info[:2]


def run_logged(command: list[str], log: pathlib.Path) -> None:
    """Run a command with its output in a file; show the end of it and leave when it fails."""
    with log.open("w", encoding="utf-8") as output:
        status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False).returncode
    if status:
        print(*log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:], sep="\n", file=sys.stderr)
        sys.exit(f"Setting up the virtual environment failed: {' '.join(command)}")


def main() -> None:
    """Install the requirements file named in the first argument, unless that was done before."""
    requirements = ROOT / sys.argv[1]
    venv = ROOT / os.environ.get("VENV", ".venv")
    core = os.environ.get("ANSIBLE_CORE", "")
    python, notes_file, log = venv / "bin" / "python", venv / "installed.json", ROOT / ".cache" / "logs" / "venv.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / ".cache" / "venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        notes: dict[str, str] = json.loads(notes_file.read_text(encoding="utf-8")) if notes_file.exists() else {}
        if outdated(python, notes):
            print(f"Making the virtual environment {venv} with Python {sys.version.split()[0]}.", flush=True)
            shutil.rmtree(venv, ignore_errors=True)
            run_logged([sys.executable, "-m", "venv", str(venv)], log)
            notes = {}
        if notes.get(requirements.name) == digest(requirements, core):
            return
        print(f"Installing {requirements.name} (once, about a minute) ...", flush=True)
        started = time.monotonic()
        command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-r", str(requirements)]
        run_logged(command + ([f"ansible-core{core}"] if core else []), log)
        notes |= {"directory": str(venv)} | {file.name: digest(file, core) for file in included_files(requirements)}
        notes_file.write_text(json.dumps(notes, indent=2) + "\n", encoding="utf-8")
        print(f"Installed {requirements.name} in {time.monotonic() - started:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
