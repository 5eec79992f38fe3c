"""Links between Markdown files: where they lead, and what they are on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

CODE = re.compile(r"^( *)(```+)[^\n]*\n.*?^\1\2 *$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\3(?!`)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?P<head>!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\()(?P<target>[^()\s]+)(?P<tail>(?:\s+\"[^\"]*\")?\))")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//")
MODULE = re.compile(r"(?<![\[`])`(portsip_\w+)`(?![\]`])")


@dataclass(frozen=True)
class Link:
    """A link to another file of the repository, or to a heading.

    :param file: path in the repository of what it leads to.
    :param anchor: of the heading, without ``#``; empty where there is none.
    """

    file: str
    anchor: str


def links(text: str, file: str) -> Iterator[Link]:
    """The links of a page that lead into the repository.

    file: the path of the page.
    """
    for found in LINK.finditer(without_code(text)):
        if link := resolved(found["target"], file):
            yield link


def resolved(target: str, file: str) -> Link | None:
    """Where a link leads that stands in a file; None for one that leads elsewhere."""
    if ELSEWHERE.match(target):
        return None
    path, _sign, anchor = target.partition("#")
    return Link(posixpath.normpath(PurePosixPath(file).parent / path) if path else file, anchor)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site give them."""
    found: list[str] = []
    for heading in HEADING.findall(CODE.sub(lambda code: "" if code[2] else code[0], text)):
        plain = LINK.sub(lambda link: link["head"].lstrip("!")[1:-2], heading)
        slug = re.sub(r"[^\w\- ]", "", plain.replace("`", "").replace("*", "").lower()).replace(" ", "-")
        found.append(slug if slug not in found else f"{slug}-{sum(one == slug for one in found)}")
    return set(found)


def without_code(text: str) -> str:
    """The text with nothing where code was, so that what looks like a link there is none."""
    return CODE.sub("", text)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed but blocks of code."""
    parts, end = [], 0
    for code in CODE.finditer(text):
        if code[2]:
            parts += [change(text[end : code.start()]), code[0]]
            end = code.end()
    return "".join([*parts, change(text[end:])])


class Rewriter:
    """Makes of the links of the repository's files those of the site.

    :param pages: the page of each file.
    :param page_of_anchor: pages of sections of a file that stand elsewhere than the file, by file and anchor.
    :param repository: address of what is no page, without a slash at the end.
    :param modules: modules that have a page; their names become links.
    :param module_page: the page of a module.
    """

    def __init__(
        self,
        pages: Mapping[str, str],
        page_of_anchor: Mapping[tuple[str, str], str],
        repository: str,
        modules: Collection[str],
        module_page: Callable[[str], str],
    ) -> None:
        self._pages = pages
        self._page_of_anchor = page_of_anchor
        self._repository = repository
        self._modules = modules
        self._module_page = module_page

    def text(self, text: str, file: str, page: str) -> str:
        """A page's text, as it stands on the site."""
        return outside_code(text, lambda part: self._named(LINK.sub(lambda found: self._link(found, file, page), part)))

    def _link(self, found: re.Match[str], file: str, page: str) -> str:
        link = resolved(found["target"], file)
        if link is None:
            return found[0]
        if found["head"].startswith("!"):
            return f"{found['head']}/{link.file.removeprefix('docs/')}{found['tail']}"
        name = self._page_of_anchor.get((link.file, link.anchor)) or self._pages.get(link.file)
        anchor = f"#{link.anchor}" if link.anchor else ""
        if name is None:
            return f"{found['head']}{self._repository}/{link.file}{anchor}{found['tail']}"
        return f"{found['head']}{'' if name == page else f'/{name}.md'}{anchor or ('' if name != page else '#')}{found['tail']}"

    def _named(self, text: str) -> str:
        """The text with links from the names of modules, but in headings and in the texts of links."""

        def linked(found: re.Match[str]) -> str:
            return f"[{found[0]}](/{self._module_page(found[1])})" if found[1] in self._modules else found[0]

        lines = text.split("\n")
        return "\n".join(line if line.startswith("#") else MODULE.sub(linked, line) for line in lines)
