# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Somebody who follows a tutorial or a how-to: saves its files and types its commands, in their order, in a fresh directory.

``docs/writing-pages.md`` says what such a page may contain.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from simulator import Simulator

CHECKOUT = Path(__file__).parents[2]
CLONE = "portsip.pbx"
"""Directory with a clone of the repository, in the reader's home."""
PORT = "8887"
"""Of the first simulated PBX, as the pages have it."""
FOLDERS = ("tutorials", "how-to")
OTHERS = ("docs/porting.md", "docs/inventory.md")
"""Further pages that are followed."""
SIMULATOR = "make simulator"
NOT_RUN = ("git clone ", "make venv", "python3 -m venv ", "python3 -m pip ", "ansible-galaxy collection ")
"""Commands that install something. The commands of README.md do the same, and are run."""
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)\n(?P<body>.*?)^ *```$|^ *<!-- (?P<word>run|excerpt|fails|file)(?:: (?P<text>.*?))? -->$",
    re.MULTILINE | re.DOTALL,
)
NAME = re.compile(r"\A(?:---\n)?# (?P<path>[\w./-]*\.[\w.]+)(?P<end>, at the end)?\n")
PATIENCE = 180


class NotAPage(AssertionError):
    """A page does not keep the rules of ``docs/writing-pages.md``."""


@dataclass(frozen=True)
class Save:
    """A file to save, or a text to add at its end."""

    path: str
    text: str
    at_end: bool = False


@dataclass(frozen=True)
class Excerpt:
    """A part of a file that there is."""

    text: str


@dataclass(frozen=True)
class Command:
    """A command to type.

    :param shown: the lines that the page shows of its output.
    :param fails: whether it is to fail.
    :param elsewhere: not on the page, but done by the reader: in an editor, or in the web portal.
    """

    text: str
    shown: tuple[str, ...] = ()
    fails: bool = False
    elsewhere: bool = False


Step = Save | Excerpt | Command


def pages() -> list[str]:
    """The pages that are followed, as paths in the repository."""
    found = [path for folder in FOLDERS for path in sorted((CHECKOUT / "docs" / folder).glob("*.md")) if path.stem != "index"]
    return [*(str(path.relative_to(CHECKOUT)) for path in found), *OTHERS]


def steps(text: str) -> list[Step]:
    """What there is to do on a page.

    :param text: of the page, Markdown.
    :raises NotAPage: a block is neither a command, a file, an excerpt nor a mere text.
    """
    return list(_steps(text))


def _steps(text: str) -> Iterator[Step]:
    word, argument = "", ""
    for found in BLOCK.finditer(text):
        if found["word"] == "run":
            yield Command(found["text"], elsewhere=True)
            continue
        if found["word"]:
            word, argument = found["word"], found["text"] or ""
            continue
        body = textwrap.dedent(found["body"])
        if found["language"] == "console":
            yield from _commands(body, fails=word == "fails")
        elif word == "file":
            yield Save(argument, body)
        elif word == "excerpt":
            yield Excerpt(body)
        elif name := NAME.match(body):
            yield Save(name["path"], body[name.end() :] if name["end"] else body, at_end=bool(name["end"]))
        elif found["language"] not in ("text", "mermaid"):
            raise NotAPage(f"This block names no file and is no excerpt:\n{body}")
        word, argument = "", ""


def _commands(body: str, *, fails: bool) -> Iterator[Command]:
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    if parts[0].strip():
        raise NotAPage(f"Output without a command:\n{parts[0]}")
    for number, part in enumerate(parts[1:], 1):
        typed = re.match(r"(?:.*\\\n)*.*\n", part)
        assert typed is not None
        shown = tuple(line.strip() for line in part[typed.end() :].splitlines() if line.strip() not in ("", "…"))
        yield Command(re.sub(r"  +# .*", "", typed[0]).strip(), shown, fails and number == len(parts) - 1)


def unseen(shown: tuple[str, ...], output: str) -> list[str]:
    """The lines that a page shows and that the output does not have after the lines before. ``…`` stands for anything."""
    lines = iter([line.strip() for line in output.splitlines()])
    patterns = [re.compile(".*".join(re.escape(part) for part in line.split("…"))) for line in shown]
    for number, pattern in enumerate(patterns):
        if not any(pattern.fullmatch(line) for line in lines):
            return list(shown[number:])
    return []


class Reader:
    """Follows a page, with a home, a clone of the repository in it, and a shell whose variables last.

    :param directory: empty; gets the home.
    :param environment: of the shell.
    :param start: starts a simulated PBX of a release, None for the usual one. It is called for each ``make simulator``.
    """

    def __init__(self, directory: Path, environment: dict[str, str], start: Callable[[str | None], Simulator]) -> None:
        self.home, self.work, self._exported = directory / "reader", directory / "reader" / "work", directory / "exported.sh"
        self.work.mkdir(parents=True)
        (self.home / CLONE).symlink_to(CHECKOUT, target_is_directory=True)
        self._exported.touch()
        # The reader has no settings of Ansible, so that an ansible.cfg of the page counts.
        self._environment = {name: value for name, value in environment.items() if name != "ANSIBLE_CONFIG"} | {
            "HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": str(self.home / ".gitconfig"),
            "GIT_AUTHOR_NAME": "Reader",
            "GIT_AUTHOR_EMAIL": "reader@example.net",
            "GIT_COMMITTER_NAME": "Reader",
            "GIT_COMMITTER_EMAIL": "reader@example.net",
        }
        self._start = start
        self.simulators: dict[str, Simulator] = {}

    def follow(self, todo: list[Step]) -> None:
        """Do all steps.

        :raises AssertionError: a command fails, or does not fail where it should, or prints something else than the page shows.
        """
        for step in todo:
            if isinstance(step, Save):
                self._save(step)
            elif isinstance(step, Excerpt):
                assert self._has(step.text), f"No file has this part:\n{step.text}"
            elif step.text.startswith(SIMULATOR):
                self._simulate(step.text)
            elif not step.text.startswith(NOT_RUN):
                self._type(step)

    def _save(self, file: Save) -> None:
        path = self.work / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if file.at_end else ""
        path.write_text(before + self._at_ports(file.text), encoding="utf-8")

    def _has(self, text: str) -> bool:
        wanted = [line.strip() for line in self._at_ports(text).splitlines() if line.strip() not in ("", "---", "…", "# …")]
        for path in self.work.rglob("*.*"):
            if path.is_file() and ".git" not in path.parts:
                lines = iter([line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()])
                if all(line in lines for line in wanted):
                    return True
        return False

    def _simulate(self, command: str) -> None:
        given = dict(word.split("=", 1) for word in shlex.split(command)[2:])
        self.simulators[given.get("PORT", PORT)] = self._start(given.get("RELEASE"))

    def _type(self, command: Command) -> None:
        script = self._at_ports(command.text)
        process = subprocess.run(
            ["bash", "-c", f". {self._exported}\n{script}\nstatus=$?\nexport -p > {self._exported}\nexit $status\n"],
            cwd=self.work,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        output = self._as_shown(process.stdout)
        assert (process.returncode != 0) is command.fails, f"$ {command.text}\nended with {process.returncode}\n{output}"
        missing = unseen(command.shown, output)
        assert not missing, f"$ {command.text}\ndoes not print {missing[0]!r}, but:\n{output}"

    def _at_ports(self, text: str) -> str:
        for port, simulator in self.simulators.items():
            text = text.replace(f"http://127.0.0.1:{port}", simulator.url)
        return text

    def _as_shown(self, text: str) -> str:
        for port, simulator in self.simulators.items():
            text = text.replace(simulator.url, f"http://127.0.0.1:{port}")
        return text.replace(str(self.home), "~")


def environment(ansible_environment: dict[str, str]) -> dict[str, str]:
    """The environment of a reader: nothing that a page does not say, but where the programs and the collection are.

    :param ansible_environment: the fixture of this name.
    """
    return ansible_environment | {"LANG": "C.UTF-8", "PAGER": "cat", "COLUMNS": "160"}


def loaded(step: Save) -> Any:
    """What a file of YAML holds, with Ansible's own tags as plain texts.

    :raises yaml.YAMLError: it is none.
    """

    class Loader(yaml.SafeLoader):
        pass

    def text(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
        return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None

    Loader.add_multi_constructor("!", text)
    return list(yaml.load_all(step.text, Loader=Loader))
