# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What docs and the roles' READMEs show can be copied and run: plays, tasks and commands, on a simulated PBX.

README.md and docs/tenants.md have a test of their own, test_readme_commands.py; so have tutorials and how-tos, test_guides.py.
"""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme
import yaml
from functional.every_module import MODULES

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

CHECKOUT = Path(__file__).parents[2]
OF_ROLES = sorted(str(path.relative_to(CHECKOUT)) for path in CHECKOUT.glob("roles/*/README.md"))
PAGES = ("docs/errors.md", *(page for page in OF_ROLES if page != "roles/awx/README.md"))
"""What needs AWX has tests of its own: test_awx_role.py and test_awx_jobs.py."""
QUEUE = {"extension_id": 902, "strategy": "top-down", "agents": [{"extension_id": 203, "name": "Night desk"}]}
VARIABLES: dict[str, Any] = {
    "vault_portsip_password": "Sim-Admin-2026",
    "vault_extension_client_id": "sim-client",
    "vault_extension_client_secret": "Sim-Client-Secret-2026",
    "vault_main_line_pin": "518204",
    "queue_definitions": [QUEUE],
}
"""What a page leaves to its reader."""
NOT_HERE = ("make ", "export ", "ansible-galaxy ", "python3 -m pip ", "cp ", "cd ", "ansible-builder ")
"""Commands that other checks run, that the environment stands for, or that need more than a PBX."""


def _blocks(page: str, language: str) -> list[str]:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def _commands() -> list[tuple[str, str]]:
    blocks = [(page, block.replace("\\\n", "")) for page in PAGES for block in _blocks(page, "console")]
    lines = [(page, line) for page, block in blocks for line in block.splitlines()]
    typed = [(page, line.removeprefix("$ ").partition("  #")[0]) for page, line in lines]
    return [(page, command) for page, command in typed if not command.startswith(NOT_HERE)]


@pytest.fixture
def workplace(tmp_path: Path, shared_simulator: Simulator) -> Path:
    """The directory in which a reader works: the examples and a certificate."""
    shutil.copytree(CHECKOUT / "playbooks" / "vars", tmp_path / "playbooks" / "vars")
    shared_simulator.add_ivr(shared_simulator.add_tenant("practice.example.net"), "8000", "Front desk")
    pair = trustme.CA().issue_cert("pbx.northside.example.net")
    certificates = tmp_path / "certificates"
    certificates.mkdir()
    pair.cert_chain_pems[0].write_to_path(str(certificates / "pbx.northside.example.net.pem"))
    pair.private_key_pem.write_to_path(str(certificates / "pbx.northside.example.net.key"))
    return tmp_path


@pytest.fixture
def run(playbooks: Playbooks, shared_simulator: Simulator, workplace: Path) -> Any:
    """Runs a playbook, with what the reader knows, in the reader's directory."""
    variables = workplace / "reader.yml"
    variables.write_text(yaml.safe_dump(VARIABLES), encoding="utf-8")
    addresses = {
        "https://pbx.example.net:8887/api": shared_simulator.api_url,
        "https://api.example.net": shared_simulator.extension_api_url,
    }

    def go(content: str, *arguments: str) -> Run:
        for address, real in addresses.items():
            content = content.replace(address, real)
        (workplace / "shown.yml").write_text(content, encoding="utf-8")
        return playbooks.finish(playbooks.start_playbook("shown.yml", *arguments, "-e", "@reader.yml"))

    return go


def _as_playbook(block: str) -> str:
    """What a page shows, with a play around it where it shows tasks only."""
    if "hosts" in yaml.safe_load(block)[0]:
        return block
    play = [{"name": "Play", "hosts": "localhost", "gather_facts": False, "tasks": yaml.safe_load(block)}]
    return yaml.safe_dump(play, sort_keys=False)


def test_there_is_something_to_try() -> None:
    assert [page for page in PAGES if not _blocks(page, "yaml")] == []
    assert _commands()


def _everything() -> tuple[str, int]:
    """All plays and tasks that the pages show in one playbook, as each start of Ansible takes as long as a page; how many plays it has."""
    blocks = [block for page in PAGES for block in _blocks(page, "yaml")]
    # The others are parts of a definition that a page shows as a whole elsewhere.
    plays = [play for block in blocks if isinstance(yaml.safe_load(block), list) for play in yaml.safe_load(_as_playbook(block))]
    assert len(plays) >= len(PAGES)
    return yaml.safe_dump(plays, sort_keys=False), len(plays)


def test_plays_and_tasks_run_as_shown(run: Any) -> None:
    everything, count = _everything()
    first = run(everything)
    assert first.output.count("\nPLAY [") == count
    assert first.recap["ok"] > count


@pytest.mark.long
def test_plays_and_tasks_leave_nothing_to_do(run: Any, shared_simulator: Simulator) -> None:
    everything, _count = _everything()
    run(everything)
    shared_simulator.clear_log()
    again = run(everything, "--check")
    assert (again.recap["changed"], shared_simulator.writes()) == (0, []), again.output


def test_commands_run_as_shown(playbooks: Playbooks, workplace: Path, shared_simulator: Simulator) -> None:
    for page, command in _commands():
        name, playbook, *arguments = shlex.split(command.replace("$PWD", str(workplace)))
        assert name == "ansible-playbook", (page, command)
        shared_simulator.clear_log()
        assert playbooks.finish(playbooks.start_playbook(playbook, *arguments)).recap["ok"] > 0, (page, command)
        assert bool(shared_simulator.writes()) is ("--check" not in arguments), (page, command)


def test_the_page_of_modules_names_every_module() -> None:
    text = (CHECKOUT / "docs" / "modules.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bportsip_\w+\b", text)) - {"portsip_extension_"}
    # An info module is named by that of which it is the companion.
    assert [name for name in MODULES if name not in named and name.removesuffix("_info") not in named] == []
    assert sorted(name for name in named if name not in MODULES) == []


@pytest.mark.parametrize("name", ["RING_GROUP", "EVENT"])
def test_descriptors_are_shown_as_they_are(name: str) -> None:
    """What the page on adding a resource takes as patterns, which leaves out the texts of the pages."""
    head = f"{name} = Resource(\n"
    sources = [path.read_text(encoding="utf-8") for path in (CHECKOUT / "plugins/module_utils/resources").rglob("*.py")]
    (source,) = (text for text in sources if f"\n{head}" in text)
    text = (CHECKOUT / "docs" / "adding-a-resource.md").read_text(encoding="utf-8")
    (shown,) = re.findall(rf"^ *{head.replace('(', '[(]')}.*?^ *\)\n", text, flags=re.MULTILINE | re.DOTALL)
    assert [line for line in textwrap.dedent(shown).splitlines() if f"\n{line}\n" not in source] == []


def test_the_execution_environment_takes_any_version() -> None:
    """The page copies the tarball to where the file of the environment looks for it."""
    definition = yaml.safe_load((CHECKOUT / "docs" / "awx" / "execution-environment.yml").read_text(encoding="utf-8"))
    (tarball,) = definition["additional_build_files"]
    (collection,) = definition["dependencies"]["galaxy"]["collections"]
    assert collection["name"] == f"{tarball['dest']}/{tarball['src']}"
    assert f"cp portsip-pbx-*.tar.gz docs/awx/{tarball['src']}\n" in (CHECKOUT / "docs" / "awx.md").read_text(encoding="utf-8")
