# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each tutorial, followed from its first to its last step on a simulated PBX, and what can be seen of each how-to without a run."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from functional.guides import CHECKOUT, Command, Excerpt, NotAPage, Reader, Save, Step, environment, loaded, pages, steps, unseen

from simulator import Simulator

PAGES = pages()
FOLLOWED = [page for page in PAGES if "/how-to/" not in page]
"""How-tos begin on a PBX that is in use: test_how_to.py follows them."""
IN_THE_GATE = ("docs/tutorials/awx.md",)
"""Pages that make test follows; the others, which use what other tests of make test use, too, are followed by make long."""
LEFT_OUT = ("--check", "awx/drift.yml")
"""Words of commands without which a page can be followed. make test leaves them out, make long types them."""
PROGRAMS = {
    *("ansible", "ansible-doc", "ansible-inventory", "ansible-playbook", "ansible-runner", "ansible-vault", "make", "git", "python3"),
    *("cat", "cd", "cp", "curl", "echo", "export", "grep", "head", "ls", "mkdir", "mv", "openssl", "printf", "rm", "sed", "umask"),
}


def _text(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


@pytest.fixture
def reader(tmp_path: Path, ansible_environment: dict[str, str], shared_simulator: Simulator) -> Iterator[Reader]:
    """Somebody with an empty directory; the first simulated PBX that they start is shared by all tests of a process."""
    with contextlib.ExitStack() as others:
        free = [shared_simulator]

        def start(release: str | None) -> Simulator:
            if release is None and free:
                return free.pop()
            return others.enter_context(Simulator(release=release or "22.3"))  # type: ignore[arg-type]

        yield Reader(tmp_path, environment(ansible_environment), start)


def _shorter(page: str) -> list[Step]:
    return [step for step in steps(_text(page)) if not isinstance(step, Command) or not any(word in step.text for word in LEFT_OUT)]


@pytest.mark.parametrize("page", IN_THE_GATE)
def test_tutorial_can_be_followed(page: str, reader: Reader) -> None:
    reader.follow(_shorter(page))


@pytest.mark.long
@pytest.mark.parametrize("page", [page for page in FOLLOWED if page not in IN_THE_GATE or _shorter(page) != steps(_text(page))])
def test_page_can_be_followed(page: str, reader: Reader) -> None:
    reader.follow(steps(_text(page)))


@pytest.mark.parametrize("page", PAGES)
def test_page_says_all_that_is_needed(page: str) -> None:
    """What can be seen without a run: files of YAML are YAML, and programs and the variables of playbooks exist."""
    for step in steps(_text(page)):
        if isinstance(step, Save) and step.path.endswith((".yml", ".yaml")) and not step.at_end:
            assert loaded(step), step.path
        elif isinstance(step, Command) and not step.elsewhere:
            words = shlex.split(step.text.replace("\\\n", ""))
            program = next(word for word in words if not re.fullmatch(r"[A-Z_]+=.*", word))
            assert program.lstrip("(") in PROGRAMS, step.text
            for playbook in (word for word in words if re.fullmatch(r"portsip\.pbx\.\w+", word)):
                _assert_playbook_takes(playbook.rpartition(".")[2], words)


def _assert_playbook_takes(name: str, words: list[str]) -> None:
    path = CHECKOUT / "playbooks" / f"{name}.yml"
    if not path.exists():
        return
    given = [found[1] for word in words if (found := re.match(r"(\w+)=", word)) and found[1].islower()]
    unknown = [variable for variable in given if variable not in path.read_text(encoding="utf-8")]
    own = [variable for variable in unknown if variable.startswith(f"{name}_")]
    assert own == [], f"{name} has no such variables"


def test_steps_of_a_page() -> None:
    page = (
        "Save:\n\n```yaml\n---\n# a/b.yml\nx: 1\n```\n\n<!-- run: sed -i s/1/2/ a/b.yml -->\n\n<!-- excerpt -->\n```yaml\nx: 2\n```\n"
        "```yaml\n# a/b.yml, at the end\ny: 3\n```\n<!-- file: c.csv -->\n```text\nname\n```\n"
        "<!-- fails -->\n```console\n$ first \\\n    more  # why\nTotal: … users\n…\n$ second\n```\n```text\nnot a step\n```\n"
    )
    assert steps(page) == [
        Save("a/b.yml", "---\n# a/b.yml\nx: 1\n"),
        Command("sed -i s/1/2/ a/b.yml", elsewhere=True),
        Excerpt("x: 2\n"),
        Save("a/b.yml", "y: 3\n", at_end=True),
        Save("c.csv", "name\n"),
        Command("first \\\n    more", ("Total: … users",)),
        Command("second", fails=True),
    ]


@pytest.mark.parametrize("block", ["```yaml\nx: 1\n```\n", "```console\nno command\n```\n"])
def test_a_block_that_is_no_step_is_refused(block: str) -> None:
    with pytest.raises(NotAPage):
        steps(block)


def test_output_is_compared_in_order() -> None:
    output = "PLAY [x]\nok: [localhost]\nchanged=2\n"
    assert unseen(("PLAY …", "changed=…"), output) == []
    assert unseen(("changed=…", "PLAY …"), output) == ["PLAY …"]
    assert unseen(("changed=3",), output) == ["changed=3"]


@pytest.mark.parametrize(
    "step",
    [Command("false"), Command("true", fails=True), Command("echo one", ("two",)), Excerpt("x: 1\n")],
    ids=["fails", "works", "prints", "excerpt"],
)
def test_what_does_not_hold_fails(step: Step, reader: Reader) -> None:
    with pytest.raises(AssertionError):
        reader.follow([step])


def test_a_reader_keeps_files_and_variables(reader: Reader) -> None:
    reader.follow(
        [
            Command("make simulator"),
            Save("a.txt", "http://127.0.0.1:8887/api\n"),
            Command("export PLACE=$(cat a.txt)"),
            Command("echo $PLACE", ("http://127.0.0.1:8887/api",)),
            Excerpt("http://127.0.0.1:8887/api\n"),
            Command("make simulator PORT=8888 RELEASE=22.6"),
            Command("curl -s http://127.0.0.1:8888/_simulator/state | grep -c tenants", ("1",)),
        ]
    )
    assert [simulator.url for simulator in reader.simulators.values()][0] == reader.simulators["8887"].url
    assert len({simulator.url for simulator in reader.simulators.values()}) == 2
