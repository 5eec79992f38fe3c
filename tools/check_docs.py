"""The changelog's fragments, and the documentation of every plugin with all that it refers to.

Arguments go to ``antsibull-docs lint-collection-docs``: ``--skip-rstcheck`` leaves out the check of the pages made from the
documentation, which takes four times as long as all else.
"""

from __future__ import annotations

import sys

from checkout import SCRIPTS, collections_path, environment, run, snapshot


def main() -> None:
    """Leave with a failure when a tool finds anything."""
    with snapshot() as collection:
        env = environment(collections_path(collection))
        print("-- antsibull-changelog lint")
        run(SCRIPTS / "antsibull-changelog", "lint", cwd=collection, env=env)
        print("-- antsibull-docs lint-collection-docs")
        run(
            SCRIPTS / "antsibull-docs",
            "lint-collection-docs",
            "--plugin-docs",
            "--validate-collection-refs",
            "all",
            *sys.argv[1:],
            ".",
            cwd=collection,
            env=env,
        )


if __name__ == "__main__":
    main()
