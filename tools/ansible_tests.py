"""Run ansible-test in a copy of the checkout, without network and without a false success."""

from __future__ import annotations

import fcntl
import importlib.util
import pathlib
import re
import subprocess
import sys

from checkout import PYTHON_VERSION, SCRIPTS, collections_path, environment, run_read

# ansible-test keeps its own virtual environments and their pip here, for all checkouts of a user.
HOME_CACHE = pathlib.Path("~/.ansible/test").expanduser()

# Stands in for get-pip.py, which ansible-test would load from a host of Ansible's own: runs a pip wheel from its file.
GET_PIP = """\
import sys
sys.path.insert(0, {wheel!r})
from pip._internal.cli.main import main
arguments = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
sys.exit(main(["install", "--upgrade", "--force-reinstall", *arguments]))
"""


def pip_versions() -> list[str]:
    """Return the pip versions with which the installed ansible-test makes its environments.

    They stand in its function ``get_venv_packages`` and nowhere in its interface.
    """
    package = importlib.util.find_spec("ansible_test")
    assert package is not None and package.submodule_search_locations
    source = pathlib.Path(package.submodule_search_locations[0], "_internal", "python_requirements.py").read_text(encoding="utf-8")
    function = re.search(r"^def get_venv_packages\(.*?(?=^def )", source, re.MULTILINE | re.DOTALL)
    versions = re.findall(r"pip='([0-9.]+)'", function.group()) if function else []
    if not versions:
        sys.exit("This ansible-test does not say which pip it wants: tools/ansible_tests.py has to learn where it does.")
    return sorted(set(versions))


def provide_pip() -> None:
    """Put what ansible-test needs for installing pip where it looks before it downloads."""
    cache = HOME_CACHE / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "portsip.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for version in pip_versions():
            script = cache / f"get_pip_{version.replace('.', '_')}.py"
            if script.exists():
                continue
            print(f"-- fetching pip {version} for ansible-test")
            download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(cache)]
            subprocess.run([*download, f"pip=={version}"], check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            script.write_text(GET_PIP.format(wheel=str(next(cache.glob(f"pip-{version}-*.whl")))), encoding="utf-8")


def ansible_test(collection: pathlib.Path, command: str, *options: str, show: bool = True) -> str:
    """Run an ansible-test command on this machine with the running interpreter's version; return its output.

    collection: a directory as :func:`checkout.snapshot` yields it; show: as in :func:`checkout.run_read`.
    Leaves when the command fails, or tested nothing.
    """
    arguments = [command, "--local", "--python", PYTHON_VERSION, "--color", "no", *options]
    output = run_read(SCRIPTS / "ansible-test", *arguments, cwd=collection, env=environment(collections_path(collection)), show=show)
    if "All targets skipped" in output:
        sys.exit(f"ansible-test {command} found nothing to test.")
    return output
