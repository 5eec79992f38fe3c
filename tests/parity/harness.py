# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs tasks both ways in one ansible-playbook: on two hosts, each with a simulated PBX of its own.

Both hosts are this machine. On ``in_process`` the modules run in the controller's process, on ``as_module`` as
modules. Both simulators start with the same seed and hand out the same ids in the same order.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator import Simulator

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
WAYS = ("in_process", "as_module")
PATIENCE = 900
FINAL = ("ok", "failed", "skipped", "unreachable")
SECRETS = {
    "admin_password": "Sim-Admin-2026",
    "client_secret": "Sim-Client-Secret-2026",
    "pin": "284193",
    "other_pin": "730528",
    "token": "tok-5f3c1e88b2",
    "password": "ninetyninebottles",
    "header": "hdr-77ad0c",
    "extra": "xtr-4409bc",
}
"""Variables of the hosts that no output may show."""
VAULT_PASSWORD = "parity"

Json = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One task of a case.

    :param action: name of the module, without the collection's.
    :param args: its options.
    :param expect: what has to come of it: ``ok``, ``changed``, ``failed`` or ``skipped``; None where it cannot be said.
    :param says: an expression that the message, or the warnings, of a failure matches.
    :param keywords: of the task.
    """

    action: str
    args: Any = field(default_factory=dict)
    expect: str | None = "ok"
    says: str = ""
    keywords: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Tasks that belong together, run on simulators as new.

    :param name: letters, digits, blanks; unique.
    :param prepare: steps on the control interface of the simulators; see plugins/action/simulator.py.
    :param play: keywords of the play.
    :param apart: each way is a play of its own: for what concerns all hosts of a play at once.
    :param remote: the hosts are far away, so that only tasks that are delegated are local.
    :param handed_over: the modules run as modules both ways.
    :param compare: ``requests``: the same requests; ``writes``: the same writes, as one way saves reads;
        ``state``: only what is on the PBX in the end.
    :param polls: an expression for the paths that are asked again and again until something has happened.
    :param sessions: how many sessions are left open; None where that depends.
    """

    name: str
    tasks: Sequence[Task]
    prepare: Sequence[Json] = ()
    play: Json = field(default_factory=dict)
    apart: bool = False
    remote: bool = False
    handed_over: bool = False
    compare: str = "requests"
    polls: str | None = None
    sessions: int | None = 0


@dataclass
class Way:
    """What came of a case one way.

    :param entries: of each task: what the callback plugin was told, ``status`` and ``result``.
    :param executions: of each task: how often a program was started for it.
    """

    entries: dict[int, list[Json]] = field(default_factory=dict)
    executions: dict[int, int] = field(default_factory=dict)
    requests: list[Json] = field(default_factory=list)
    state: Json = field(default_factory=dict)

    def ends(self, index: int) -> list[Json]:
        """The entries that say what became of a task in the end: one each."""
        return [entry for entry in self.entries[index] if entry["status"] in FINAL]

    def items(self, index: int) -> list[Json]:
        """The entries of the items of a loop."""
        return [entry for entry in self.entries[index] if entry["status"].startswith("item")]


@dataclass
class Outcome:
    """What came of all cases: by name of the case and way; and everything that was printed."""

    cases: dict[str, dict[str, Way]]
    output: str


class Encrypted(str):
    """Written as ``!vault``."""


class Unsafe(str):
    """Written as ``!unsafe``."""


class _Dumper(yaml.SafeDumper):
    """Writes equal parts out in full, and Ansible's own tags."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Encrypted, lambda dumper, data: dumper.represent_scalar("!vault", str(data), style="|"))
_Dumper.add_representer(Unsafe, lambda dumper, data: dumper.represent_scalar("!unsafe", str(data)))


def collection_with_probe(directory: Path) -> Path:
    """A collections path in which the collection has one more module, portsip_probe; everything else is linked."""
    target = directory / "ansible_collections" / "portsip" / "pbx"
    for folder in ("modules", "action"):
        (target / "plugins" / folder).mkdir(parents=True)
        for file in (CHECKOUT / "plugins" / folder).glob("*.py"):
            (target / "plugins" / folder / file.name).symlink_to(file)
    for linked in ("plugins/module_utils", "plugins/plugin_utils", "plugins/doc_fragments", "meta", "galaxy.yml"):
        (target / linked).symlink_to(CHECKOUT / linked)
    shutil.copy(HERE / "probe" / "portsip_probe.py", target / "plugins" / "modules")
    shim = (CHECKOUT / "plugins" / "action" / "portsip_ip_rule.py").read_text(encoding="utf-8")
    (target / "plugins" / "action" / "portsip_probe.py").write_text(shim.replace("portsip_ip_rule", "portsip_probe"), encoding="utf-8")
    return directory


def run(cases: Sequence[Case], directory: Path, environment: dict[str, str], **settings: Any) -> Outcome:
    """Run cases in one ansible-playbook.

    :param directory: an empty one of its own.
    :param environment: of the process.
    :param settings: of the simulators.
    """
    with Simulator(**settings) as here, Simulator(**settings) as there:
        return run_against(cases, directory, environment, dict(zip(WAYS, (here, there), strict=True)))


def run_against(cases: Sequence[Case], directory: Path, environment: dict[str, str], simulators: dict[str, Simulator]) -> Outcome:
    """Run cases against simulators that are there, one for each way that is wanted."""
    ways = tuple(simulators)
    record = directory / "outcomes.jsonl"
    record.touch()
    (directory / "vault-password").write_text(VAULT_PASSWORD, encoding="utf-8")
    (directory / "inventory.yml").write_text(yaml.safe_dump(_inventory(simulators)), encoding="utf-8")
    plays = [play for case in cases for play in _plays(case, ways)]
    (directory / "playbook.yml").write_text(yaml.dump(plays, Dumper=_Dumper, sort_keys=False, width=1000), encoding="utf-8")
    environment = environment | {
        "ANSIBLE_ACTION_PLUGINS": str(HERE / "plugins" / "action"),
        "ANSIBLE_ASYNC_DIR": str(directory / "async"),
        "ANSIBLE_BECOME_PLUGINS": str(HERE / "plugins" / "become"),
        "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "plugins" / "callback"),
        "ANSIBLE_CALLBACKS_ENABLED": "outcomes",
        "ANSIBLE_PIPELINING": "1",  # spares files; what is run is the same
        "ANSIBLE_VAULT_PASSWORD_FILE": str(directory / "vault-password"),
        "OUTCOMES_FILE": str(record),
        "PORTSIP_USERNAME": "admin",
        "PORTSIP_PASSWORD": SECRETS["admin_password"],
        "PORTSIP_EXTENSION_CLIENT_ID": "sim-client",
        "PORTSIP_EXTENSION_CLIENT_SECRET": SECRETS["client_secret"],
        "PORTSIP_RETRIES": "0",
    }
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "-vvv", "--diff", "-i", "inventory.yml", "playbook.yml"]
    finished = subprocess.run(
        command,
        check=False,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
    )
    (directory / "output.txt").write_text(finished.stdout, encoding="utf-8")
    if finished.returncode:
        raise RuntimeError(f"ansible-playbook ended with {finished.returncode}:\n{finished.stdout[-6000:]}")
    found: dict[str, dict[str, Way]] = {case.name: {way: Way() for way in ways} for case in cases}
    for line in record.read_text(encoding="utf-8").splitlines():
        _sort_in(json.loads(line), found)
    for name, ways in found.items():
        for way, found_there in ways.items():
            left = json.loads((directory / f"{name} {way}.json").read_text(encoding="utf-8"))
            found_there.requests, found_there.state = left["requests"], left["state"]
    for name, index, way in _executions(finished.stdout):
        executions = found[name][way].executions
        executions[index] = executions.get(index, 0) + 1
    return Outcome(found, finished.stdout)


def _inventory(simulators: dict[str, Simulator]) -> Json:
    hosts: Json = {}
    for way, pbx in simulators.items():
        variables = {
            **SECRETS,
            "way": way,
            "portsip_in_process": way == "in_process",
            "pbx": pbx.api_url,
            "extension_api": pbx.extension_api_url,
            "simulator_url": pbx.url,
            "ansible_python_interpreter": sys.executable,
        }
        hosts[way] = {**variables, "ansible_connection": "local"}
        hosts[f"local_{way}"] = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        hosts[f"remote_{way}"] = {**variables, "ansible_connection": "ssh", "ansible_host": "192.0.2.1"}
    return {"all": {"hosts": hosts}}


def _plays(case: Case, ways: Sequence[str]) -> Iterator[Json]:
    for together in [[way] for way in ways] if case.apart else [ways]:
        defaults = {"group/portsip.pbx.portsip": {"api_url": "{{ pbx }}", "extension_api_url": "{{ extension_api }}"}}
        tasks = [_rendered(case, index, task) for index, task in enumerate(case.tasks)]
        prepare = {"name": f"{case.name} prepare", "simulator": {"steps": list(case.prepare)}}
        yield {
            "name": case.name,
            "hosts": [f"remote_{way}" if case.remote else way for way in together],
            "gather_facts": False,
            "module_defaults": defaults,
            **case.play,
            "tasks": [
                *([prepare] if case.prepare else []),
                *tasks,
                {"name": f"{case.name} collect", "simulator": {"collect": f"{{{{ playbook_dir }}}}/{case.name} {{{{ way }}}}.json"}},
            ],
        }


def _rendered(case: Case, index: int, task: Task) -> Json:
    action = task.action if task.action == "simulator" or "." in task.action else f"portsip.pbx.{task.action}"
    if "block" in task.keywords:
        return dict(task.keywords)
    called = {} if task.args is None else {action: task.args}
    return {"name": f"{case.name} #{index}", **called, "ignore_errors": True, **task.keywords}


def _sort_in(entry: Json, found: dict[str, dict[str, Way]]) -> None:
    way = found[re.sub(r" (#\d+|prepare|collect)$", "", entry["task"])][entry["host"].removeprefix("remote_")]
    last = entry["task"].rpartition(" ")[2]
    if last.startswith("#"):
        way.entries.setdefault(int(last[1:]), []).append({"status": entry["status"], "result": entry["result"]})


def _executions(output: str) -> Iterator[tuple[str, int, str]]:
    """Name of the case, number of the task and way of each program that was started, as told at ``-vvv``."""
    case, index = "", -1
    for line in output.splitlines():
        head = re.match(r"TASK \[(.*) (?:#(\d+)|prepare|collect)\] \*", line)
        if head:
            case, index = head[1], int(head[2] or -1)
        started = re.match(r"<(?:local_)?(in_process|as_module)> EXEC ", line)
        if started and index >= 0:
            yield case, index, started[1]
