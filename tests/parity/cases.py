# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The cases of each module, made from its examples, its case file, and what the files in modules/ say of the others."""

from __future__ import annotations

from functools import cache

import quick_yaml
from cases import about_modules
from parity.examples import NORTHSIDE, examples_of
from parity.harness import HERE, Case, Encrypted, Json, Task

ADMIN_PASSWORD = Encrypted(
    # ansible-vault encrypt_string with VAULT_PASSWORD
    (HERE / "modules" / "admin-password.vault").read_text(encoding="utf-8")
)
SURROUNDINGS: Json = {
    "environment": {"PORTSIP_API_URL": "{{ pbx }}", "PORTSIP_EXTENSION_API_URL": "{{ extension_api }}", "PORTSIP_TIMEOUT": 20},
    "module_defaults": {"group/portsip.pbx.portsip": {"use_proxy": False}},
}
"""Keywords of a task whose connection options come from its environment alone, and another from defaults."""
VALUES: Json = {"api_password": ADMIN_PASSWORD, "ca_path": "{{ omit }}", "client_cert": None, "validate_certs": "yes"}
"""Options that are encrypted, left out, null, and of another type than they are wanted in."""


@cache
def described() -> dict[str, Json]:
    """What is said of each module, by its name."""
    files = sorted((HERE / "modules").glob("*.yml"))
    return {**dict(about_modules()), **{file.stem: quick_yaml.load(file.read_text(encoding="utf-8")) for file in files}}


def module_cases() -> list[Case]:
    """The cases of those modules that stand for the others: an example, their life, a loop, as their files say.

    A task that runs as a module takes most of a second; test_all_modules has the examples and lives of all without playbooks.
    """
    cases = []
    for module, about in described().items():
        prepare = about.get("prepare", [])
        if "example" in about.get("played", ()):
            cases.append(Case(f"{module} example", _example(module), NORTHSIDE, compare="writes", sessions=None))
        if "life" in about.get("played", ()):
            tasks = [Task(module, args, expect, keywords=_keywords(how)) for args, how, expect in life_of(module, about)]
            cases.append(Case(f"{module} life", tasks, prepare, polls=about.get("polls")))
        if "loop" in about.get("played", ()):
            cases.append(Case(f"{module} loop", _loop(module, about), prepare, compare="writes"))
    return cases


def life_of(module: str, about: Json) -> list[tuple[Json, Json, str]]:
    """What a module does in its life: options, how it is run (``check``, ``diff``), and what has to come of it.

    An object comes, stays, changes and goes, each change foretold in check mode; what is always there has no ``key``,
    does not go, and what has nothing to change no ``change``. An information module reads. What does neither tells its
    ``life`` step by step. Some options are not allowed.
    """
    common = about.get("common", {})
    refused = [({**common, "no_such_option": 1}, {}, "failed"), ({**common, **about["refused"]}, {}, "failed")]
    if "life" in about:
        steps = [({**common, **step["args"]}, step.get("how", {}), step["expect"]) for step in about["life"]]
    elif "reads" in about:
        steps = [({**common, **reads}, {}, "ok") for reads in about["reads"]]
    else:
        steps = _object_life(about, common)
    return [*steps, *refused]


def first_of(about: Json) -> Json:
    """The first options that a module is run with in its life."""
    first: Json = about["life"][0]["args"] if "life" in about else about["reads"][0] if "reads" in about else about["create"]
    return {**about.get("common", {}), **first}


def _object_life(about: Json, common: Json) -> list[tuple[Json, Json, str]]:
    create, check = {**common, **about["create"]}, {"check": True}
    steps = [(create, check, "changed"), (create, {}, "changed"), (create, {}, "ok")]
    for change in changes_of(about):
        steps += [({**common, **change}, check, "changed"), ({**common, **change}, {"diff": False}, "changed")]
    if "key" in about:
        absent = {**common, **{name: create[name] for name in about["key"]}, "state": "absent"}
        steps += [(absent, check, "changed"), (absent, {}, "changed"), (absent, {}, "ok")]
    return steps


def changes_of(about: Json) -> list[Json]:
    """The options of each change of an object."""
    return [*about.get("changes", ()), *([about["change"]] if "change" in about else [])]


def _keywords(how: Json) -> Json:
    names = {"check": "check_mode", "diff": "diff"}
    return {names[name]: value for name, value in how.items()}


def _example(module: str) -> list[Task]:
    """The first example of a module, with connection options from all sides."""
    return [Task(module, {**examples_of(module)[0], **VALUES}, None, keywords=SURROUNDINGS)]


def _loop(module: str, about: Json) -> list[Task]:
    """Items of a loop, one of which fails; what they left is registered.

    The items are numbers: Ansible shows items, and these options hold secrets.
    """
    items = [about["create"], about["refused"], changes_of(about)[0]] if "create" in about else [*about["reads"], about["refused"]]
    wanted = [{**about.get("common", {}), **item} for item in items]
    names = sorted({name for item in wanted for name in item})
    options = {name: f"{{{{ wanted[item].{name} | default(omit) }}}}" for name in names}
    keywords = {"loop": list(range(len(items))), "loop_control": {"index_var": "number"}, "register": "left", "vars": {"wanted": wanted}}
    return [Task(module, options, "failed", about["says"], keywords), Task("simulator", {"show": "{{ left }}"})]
