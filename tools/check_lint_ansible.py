"""yamllint and ansible-lint (production profile, offline) over a copy of the checkout.

With ``--sample`` ansible-lint looks at the examples in the pages of the modules written by hand and of one generated module of each
shape, and leaves out examples/, which tests play.
"""

from __future__ import annotations

import pathlib
import sys

from checkout import collections_path, environment, run, snapshot
from sample import sample


def left_out(collection: pathlib.Path) -> list[str]:
    """Return what a sample does without, relative to the collection: examples, and modules and action plugins for their pages."""
    kept = set(sample(collection))
    found = (str(path.relative_to(collection)) for folder in ("modules", "action") for path in collection.glob(f"plugins/{folder}/*.py"))
    return ["examples/", *sorted(path for path in found if path not in kept)]


def main() -> None:
    """Leave with a failure when a tool finds anything."""
    sampling = sys.argv[1:] == ["--sample"]
    with snapshot() as collection:
        env = environment(collections_path(collection))
        print("-- yamllint")
        run(sys.executable, "-m", "yamllint", "--strict", ".", cwd=collection, env=env)
        print("-- ansible-lint")
        excluded = ["--exclude", *left_out(collection), "--"] if sampling else []
        run(sys.executable, "-m", "ansiblelint", "--strict", "--offline", "--nocolor", *excluded, cwd=collection, env=env)


if __name__ == "__main__":
    main()
