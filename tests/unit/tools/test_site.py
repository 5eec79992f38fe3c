"""The pages of the documentation site: nothing leads nowhere, and every page has a place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from checkout import project_files  # noqa: E402
from sitegen.layout import SECTIONS, navigation, pages, places, toctrees  # noqa: E402
from sitegen.links import Rewriter, anchors, links  # noqa: E402

FILES = {str(path) for path in project_files()}
FOLDERS = {str(parent) for path in project_files() for parent in path.parents}
PAGES = pages(project_files())


def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(PAGES))
def test_links_lead_somewhere(file: str) -> None:
    found = list(links(_text(file), file))
    assert [link.file for link in found if link.file not in FILES | FOLDERS] == []
    assert [link for link in found if link.anchor and link.file.endswith(".md") and link.anchor not in anchors(_text(link.file))] == []


def test_every_page_has_one_place() -> None:
    listed = places(navigation(ROOT), PAGES.values())
    assert all(listed.values())


@pytest.mark.parametrize("folder", ["tutorials", "how-to", "adr"])
def test_the_first_page_of_a_folder_lists_the_others(folder: str) -> None:
    (first,) = (name for name in ("index.md", "README.md") if (ROOT / "docs" / folder / name).exists())
    file = f"docs/{folder}/{first}"
    linked = {link.file for link in links(_text(file), file)}
    assert [path for path in PAGES if path.startswith(f"docs/{folder}/") and path != file and path not in linked] == []


def test_the_sections_that_move_are_in_the_readme() -> None:
    assert [title for title in SECTIONS if f"\n## {title}\n" not in _text("README.md")] == []


def test_the_readme_is_short() -> None:
    assert len(_text("README.md").splitlines()) <= 155


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"A": ["a", "a", "b/*"]}, "lists twice: a"),
        ({"A": ["a", "c", "b/*"]}, "lists what is no page: c"),
        ({"A": ["a"]}, "does not list: .*b/one, b/two"),
    ],
)
def test_a_navigation_that_is_not_complete_is_refused(entries: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        places(entries, ["a", "b/one", "b/two", "index"])


def test_a_star_stands_for_the_rest() -> None:
    entries = {"A": ["a"], "B": ["b/two", "b/*", "quick-start", "collections/index", "release-notes"]}
    listed = places(entries, ["a", "b/one", "b/two", "b/three", "index"])
    assert listed == {"A": ["a"], "B": ["b/two", "b/one", "b/three", "quick-start", "collections/index", "release-notes"]}
    assert "\n:caption: A\n\n/a\n```\n" in toctrees(listed)


def test_anchors_are_those_of_github() -> None:
    text = "# Errors & more\n\n## `error.kind`\n\n## In [git](x.md)\n\n```text\n# none\n```\n## Same\n## Same\n"
    assert anchors(text) == {"errors--more", "errorkind", "in-git", "same", "same-1"}


def test_links_become_those_of_the_site() -> None:
    rewriter = Rewriter(
        {"docs/a.md": "a", "roles/tenant/README.md": "roles/tenant", "README.md": "index"},
        {("README.md", "installation"): "quick-start"},
        "https://example.net/blob/main",
        {"portsip_ivr"},
        lambda module: f"collections/{module}_module.rst",
    )
    text = (
        "[role](../roles/tenant/README.md#tags) [file](../examples/x.yml)\n[install](../README.md#installation) [here](#top)\n"
        "![picture](images/p.svg) [out](https://example.org) `portsip_ivr` `portsip_none`\n# `portsip_ivr`\n```text\n[a](b.md)\n```\n"
    )
    assert rewriter.text(text, "docs/a.md", "a") == (
        "[role](/roles/tenant.md#tags) [file](https://example.net/blob/main/examples/x.yml)\n"
        "[install](/quick-start.md#installation) [here](#top)\n"
        "![picture](/images/p.svg) [out](https://example.org) [`portsip_ivr`](/collections/portsip_ivr_module.rst) `portsip_none`\n"
        "# `portsip_ivr`\n```text\n[a](b.md)\n```\n"
    )
