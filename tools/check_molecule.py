"""The molecule scenarios of the collection, in a copy of the checkout: all of them, or with ``--sample`` the default one.

What the others play is played by tests/functional, too.
"""

from __future__ import annotations

import sys
import tempfile

from checkout import collections_path, environment, run, snapshot


def main() -> None:
    """Leave with a failure when a scenario fails."""
    with snapshot() as collection, tempfile.TemporaryDirectory(prefix="portsip-molecule-") as directory:
        scenarios = sorted(path.parent.name for path in collection.glob("extensions/molecule/*/molecule.yml"))
        if not scenarios:
            print("NOTE: no molecule scenario to run yet")
            return
        arguments = ["--scenario-name", "default"] if sys.argv[1:] == ["--sample"] else ["--all"]
        print(f"-- molecule test {' '.join(arguments)}, of {', '.join(scenarios)}")
        # The scenarios' state must not meet that of another run: molecule names it after the project's directory alone.
        env = environment(collections_path(collection), ANSIBLE_HOME=directory, XDG_CACHE_HOME=directory)
        run(sys.executable, "-m", "molecule", "test", *arguments, cwd=collection, env=env)


if __name__ == "__main__":
    main()
