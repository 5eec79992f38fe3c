"""Which file of the repository is which page of the site, and in which order the pages stand."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import yaml

HOME = "index"
QUICK_START = "quick-start"
SECTIONS = {"Try it": QUICK_START, "Installation": QUICK_START, "First playbook": QUICK_START}
"""Sections of README.md that stand on a page of their own. The rest is the first page of the site."""
OTHERS = {
    "README.md": HOME,
    "CONTRIBUTING.md": "contributing",
    "benchmarks/README.md": "benchmarks/index",
    "benchmarks/RESULTS.md": "benchmarks/results",
}
COLLECTION = "collections"
"""Directory of the pages that antsibull-docs makes."""
MADE = (f"{COLLECTION}/index", "release-notes")
"""Pages without a file in the repository."""
TITLES = {
    f"{COLLECTION}/index": "Plugins and roles",
    "benchmarks/results": "Figures",
    "release-notes": "Release notes",
    "schema/README": "JSON Schema",
    "awx": "AWX",
    "document": "The document, every kind",
}
"""Shorter titles for the navigation."""
NAVIGATION = PurePosixPath("docs/navigation.yml")

Navigation = dict[str, list[str]]


def pages(files: Iterable[pathlib.PurePath]) -> dict[str, str]:
    """The page of each file: its path in the repository, and the name of the page, which is its path on the site without ending.

    files: all files of the repository, relative to it.
    """
    found = {}
    for file in sorted(map(str, files)):
        path = PurePosixPath(file)
        if path.suffix != ".md":
            continue
        if path.parts[0] == "docs":
            found[file] = str(path.relative_to("docs").with_suffix(""))
        elif path.parts[0] in ("roles", "examples") and path.name == "README.md":
            found[file] = str(path.parent) if len(path.parts) > 2 else f"{path.parent}/index"
        elif file in OTHERS:
            found[file] = OTHERS[file]
    return found


def navigation(root: pathlib.Path) -> Navigation:
    """The captions of the site, each with its entries: names of pages, and folders with a star."""
    loaded: Navigation = yaml.safe_load((root / NAVIGATION).read_text(encoding="utf-8"))
    return loaded


def places(entries: Mapping[str, list[str]], names: Iterable[str]) -> dict[str, list[str]]:
    """The pages under each caption, a folder with a star replaced by its pages that no entry names.

    :raises ValueError: an entry stands for no page, a page is listed twice, or one is not listed.
    """
    there = {*names, QUICK_START, *MADE} - {HOME}
    named = [entry for listed in entries.values() for entry in listed if not entry.endswith("/*")]
    twice = sorted({entry for entry in named if named.count(entry) > 1})
    if twice:
        raise ValueError(f"{NAVIGATION} lists twice: {', '.join(twice)}")
    if missing := sorted(set(named) - there):
        raise ValueError(f"{NAVIGATION} lists what is no page: {', '.join(missing)}")
    found = {caption: list(_listed(listed, there, set(named))) for caption, listed in entries.items()}
    if left := sorted(there - {name for listed in found.values() for name in listed}):
        raise ValueError(f"{NAVIGATION} does not list: {', '.join(left)}")
    return found


def _listed(entries: Iterable[str], there: set[str], named: set[str]) -> Iterator[str]:
    for entry in entries:
        if entry.endswith("/*"):
            yield from sorted(name for name in there - named if str(PurePosixPath(name).parent) == entry.removesuffix("/*"))
        else:
            yield entry


def toctrees(listed: Mapping[str, list[str]]) -> str:
    """The navigation, as the first page of the site has it."""
    parts = []
    for caption, names in listed.items():
        entries = [f"{TITLES[name]} </{name}>" if name in TITLES else f"/{name}" for name in names]
        parts.append("\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *entries, "```\n"]))
    return "\n".join(parts)
