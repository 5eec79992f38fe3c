"""ruff (rules and format) and mypy, configured in pyproject.toml."""

from __future__ import annotations

import sys

from checkout import ROOT, environment, linked_collections, run

# Packages with complete annotations, and the directory below which each is imported.
TYPED = {
    "ansible_collections.portsip.pbx.plugins.module_utils": "plugins/module_utils",
    "ansible_collections.portsip.pbx.plugins.plugin_utils": "plugins/plugin_utils",
    "simulator": "tests/simulator",
    "awx_api": "tests/awx_api",
}


def main() -> None:
    """Leave with a failure when a tool finds anything."""
    print("-- ruff check")
    run(sys.executable, "-m", "ruff", "check", ".")
    print("-- ruff format --check")
    run(sys.executable, "-m", "ruff", "format", "--check", ".")
    print("-- mypy")
    packages = [option for package, path in TYPED.items() if any((ROOT / path).rglob("*.py")) for option in ("-p", package)]
    places = f"{linked_collections()}:{ROOT / 'tests'}:{ROOT / 'tools'}"
    run(sys.executable, "-m", "mypy", *packages, "-m", "check", env=environment(MYPYPATH=places))


if __name__ == "__main__":
    main()
