"""Every test of ``ansible-test sanity``, without an ignore file.

Some of them take nearly all of its time, and more with each kind. With ``--sample`` these look at a part of the files:

* pep8 at plugins/, with one generated module of each shape instead of all,
* pylint, validate-modules and ansible-doc at the same without module_utils/; ruff looks at all, and other checks read all pages,
* import at the same without module_utils/, which the others import.
"""

from __future__ import annotations

import fcntl
import pathlib
import re
import sys

from ansible_tests import HOME_CACHE, ansible_test, provide_pip
from checkout import ROOT, snapshot
from sample import UTILS, sample, to_import

SAMPLED = ("pylint", "pep8", "import", "validate-modules", "ansible-doc")
"""The tests that look at a part of the files."""


def main() -> None:
    """Leave with a failure when a test fails, is left out, or is told to ignore something."""
    sampling = sys.argv[1:] == ["--sample"]
    ignored = sorted(path.name for path in (ROOT / "tests" / "sanity").glob("ignore*"))
    if ignored:
        sys.exit(f"Ignore files are not for this collection: {', '.join(ignored)}")
    provide_pip()
    with snapshot() as collection:
        # The environments are shared by all checkouts of a user: one run at a time makes them.
        with (HOME_CACHE / "cache" / "portsip.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            print("-- ansible-test sanity --prime-venvs", flush=True)
            ansible_test(collection, "sanity", "--prime-venvs", show=False)
        output = ""
        for options in parts(collection) if sampling else [[]]:
            print(f"-- ansible-test sanity {' '.join(option for option in options if not option.endswith('.py'))}", flush=True)
            output += ansible_test(collection, "sanity", *options)
    skipped = re.findall(r"^WARNING: (?:.*[Ss]kipping|Required program).*$", output, re.MULTILINE)
    if skipped:
        sys.exit("Sanity tests were left out:\n" + "\n".join(skipped))


def parts(collection: pathlib.Path) -> list[list[str]]:
    """Return the arguments for each run of ansible-test that together do all tests, the slow ones for some files."""
    whole = [option for test in SAMPLED for option in ("--skip-test", test)]
    plugins = [path for path in sample(collection) if not path.startswith(UTILS)]
    named = [option for test in ("pylint", "validate-modules", "ansible-doc") for option in ("--test", test)]
    return [[*named, *plugins], ["--test", "pep8", *sample(collection)], ["--test", "import", *to_import(collection)], whole]


if __name__ == "__main__":
    main()
