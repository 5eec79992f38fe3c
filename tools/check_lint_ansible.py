"""yamllint and ansible-lint (production profile, offline) over a copy of the checkout."""

from __future__ import annotations

import sys

from checkout import collections_path, environment, run, snapshot


def main() -> None:
    """Leave with a failure when a tool finds anything."""
    with snapshot() as collection:
        env = environment(collections_path(collection))
        print("-- yamllint")
        run(sys.executable, "-m", "yamllint", "--strict", ".", cwd=collection, env=env)
        print("-- ansible-lint")
        run(sys.executable, "-m", "ansiblelint", "--strict", "--offline", "--nocolor", cwd=collection, env=env)


if __name__ == "__main__":
    main()
