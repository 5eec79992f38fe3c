"""Build the documentation site: ``make site``. No network is needed, and a warning is a failure.

The pages are the Markdown files of the repository, a page for each kind of a document, the release notes, and what antsibull-docs
makes of every plugin and role. The site is then in ``.cache/site/html``.
"""

from __future__ import annotations

import importlib
import pathlib
import re
import shutil
import sys
import time

import yaml
from checkout import CACHE, ROOT, SCRIPTS, collections_path, environment, run, snapshot
from sitegen.document import Pages
from sitegen.layout import COLLECTION, HOME, QUICK_START, SECTIONS, navigation, pages, places, toctrees
from sitegen.links import Rewriter, anchors
from sitegen.pictures import with_pictures

SITE = CACHE / "site"
SOURCE, HTML = SITE / "source", SITE / "html"
SITEGEN = ROOT / "tools" / "sitegen"
RELEASE_NOTES = "release-notes"
CONTENTS = re.compile(r"^\.\. contents::.*\n(?:   :.*\n)*", re.MULTILINE)
DATE = "2000-01-01"
"""Stands for the day of a release that has not been made."""


def main() -> None:
    """Write the pages, and have Sphinx build them."""
    started = time.monotonic()
    shutil.rmtree(SITE / "source", ignore_errors=True)
    SOURCE.mkdir(parents=True)
    with snapshot() as collection:
        files = [path.relative_to(collection) for path in collection.rglob("*") if path.is_file() and ".git" not in path.parts]
        sys.path.insert(0, str(collections_path(collection)))
        write_pages(collection, pages(files))
        write_kinds()
        write_release_notes(collection)
        write_reference(collection)
    shutil.copytree(ROOT / "docs" / "images", SOURCE / "images")
    (SOURCE / "_static").mkdir()
    shutil.copy(SITEGEN / "site.css", SOURCE / "_static")
    shutil.copy(SITEGEN / "conf.py", SOURCE)
    shutil.rmtree(HTML, ignore_errors=True)
    options = ("--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto", "--doctree-dir", str(SITE / "doctrees"), "--fresh-env")
    run(sys.executable, "-m", "sphinx", *options, str(SOURCE), str(HTML))
    count = sum(1 for _page in HTML.rglob("*.html"))
    print(f"{HTML.relative_to(ROOT)}/index.html: {count} pages in {time.monotonic() - started:.0f} s")


def write_pages(collection: pathlib.Path, names: dict[str, str]) -> None:
    """The pages that are files of the repository.

    names: the page of each file.
    """
    texts = {file: (collection / file).read_text(encoding="utf-8") for file in names}
    sections = dict(_sections(texts["README.md"]))
    moved = {("README.md", anchor): page for title, page in SECTIONS.items() for anchor in anchors(sections[title])}
    modules = {path.stem for path in (collection / "plugins" / "modules").glob("portsip_*.py")}
    repository = yaml.safe_load((collection / "galaxy.yml").read_text(encoding="utf-8"))["repository"]
    rewriter = Rewriter(names, moved, f"{repository}/blob/main", modules, lambda name: module_page(name.removeprefix("portsip_")))
    for file, name in names.items():
        text = texts[file]
        if name == HOME:
            first = "".join(section for title, section in sections.items() if title in SECTIONS)
            write(QUICK_START, rewriter.text(f"# Quick start\n\n{first}", file, QUICK_START))
            text = "".join(section for title, section in sections.items() if title not in SECTIONS)
            text += "\n" + toctrees(places(navigation(collection), names.values()))
        write(name, with_pictures(rewriter.text(text, file, name)))


def _sections(text: str) -> list[tuple[str, str]]:
    """The sections of a page with their titles; what stands before the first one has an empty title."""
    parts = re.split(r"(?m)^(?=## )", text)
    return [("" if number == 0 else part.partition("\n")[0].removeprefix("## "), part) for number, part in enumerate(parts)]


def write_kinds() -> None:
    """A page for each kind of a document, and the list of them at the end of the page of documents."""
    kinds = importlib.import_module("ansible_collections.portsip.pbx.plugins.module_utils.schema.tree").DOCUMENT
    listed = []
    for name, text in Pages(ROOT, module_page).all(kinds):
        write(name, text)
        listed.append(name)
    home = SOURCE / "document.md"
    entries = "".join(f"/{name}\n" for name in listed)
    rows = "".join(f"- [`{_kind_of(name)}`](/{name}.md)\n" for name in listed)
    home.write_text(
        f"{home.read_text(encoding='utf-8')}\n## Every kind\n\n{rows}\n```{{toctree}}\n:hidden:\n\n{entries}```\n", encoding="utf-8"
    )


def _kind_of(name: str) -> str:
    title = (SOURCE / f"{name}.md").read_text(encoding="utf-8").partition("\n")[0]
    return title.removeprefix("# `").removesuffix("`")


def write_release_notes(collection: pathlib.Path) -> None:
    """The changelog with what is not released yet, as the version that galaxy.yml names."""
    version = yaml.safe_load((collection / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    program, env = SCRIPTS / "antsibull-changelog", environment(collections_path(collection))
    run(program, "release", "--version", version, "--date", DATE, "--update-existing", cwd=collection, env=env)
    text = (collection / "CHANGELOG.rst").read_text(encoding="utf-8")
    (SOURCE / f"{RELEASE_NOTES}.rst").write_text(without_contents(text), encoding="utf-8")


def write_reference(collection: pathlib.Path) -> None:
    """The pages of plugins and roles."""
    for path in collection.glob("roles/*/meta/argument_specs.yml"):
        specs = yaml.safe_load(path.read_text(encoding="utf-8"))
        # What a definition holds stands on the pages of the kinds.
        specs["argument_specs"].pop("definition", None)
        path.write_text(yaml.safe_dump(specs, sort_keys=False), encoding="utf-8")
    env = environment(collections_path(collection))
    options = ("--use-current", "--fail-on-error", "--squash-hierarchy", "--no-add-antsibull-docs-version", "--no-breadcrumbs")
    target = SOURCE / COLLECTION
    target.mkdir()
    run(SCRIPTS / "antsibull-docs", "collection", *options, "--dest-dir", str(target), "portsip.pbx", env=env)
    for page in target.glob("*.rst"):
        page.write_text(without_contents(page.read_text(encoding="utf-8")), encoding="utf-8")


def without_contents(text: str) -> str:
    """A page without its list of contents, which the theme has beside each page."""
    return CONTENTS.sub("", text)


def module_page(name: str) -> str:
    """The page of a module, by its name without ``portsip_``."""
    return f"{COLLECTION}/portsip_{name}_module.rst"


def write(name: str, text: str) -> None:
    """Write a page."""
    path = SOURCE / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
