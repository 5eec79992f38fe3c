"""Every test of ``ansible-test sanity``, without an ignore file.

pylint takes most of its time. With paths as arguments, such as ``plugins/``, it looks at these alone.
"""

from __future__ import annotations

import fcntl
import re
import sys

from ansible_tests import HOME_CACHE, ansible_test, provide_pip
from checkout import ROOT, snapshot


def main() -> None:
    """Leave with a failure when a test fails, is left out, or is told to ignore something."""
    paths = sys.argv[1:]
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
        for options in (["--test", "pylint", *paths], ["--skip-test", "pylint"]) if paths else ([],):
            print(" ".join(("-- ansible-test sanity", *options)), flush=True)
            output += ansible_test(collection, "sanity", *options)
    skipped = re.findall(r"^WARNING: (?:.*[Ss]kipping|Required program).*$", output, re.MULTILINE)
    if skipped:
        sys.exit("Sanity tests were left out:\n" + "\n".join(skipped))


if __name__ == "__main__":
    main()
