"""Write the roles' argument specifications from the documentation of the modules they call.

A role passes each entry of its definition on to a module as it is, so what an entry may hold is what the module
takes. ``python tools/role_argument_specs.py`` writes the files anew after an option was added or described better; a
test fails while that was forgotten. What is said of the roles is in ``role_descriptions``, the parts of their
definitions are in ``module_utils/schema/tree.py``.

The entry point ``main`` takes the definition and the connection as plain mappings, since ansible-core shows the whole
specification with each failure, and can't look into encrypted values. ``definition``, which is never called, documents
what they hold; the role's first task checks that.
"""

from __future__ import annotations

import importlib
import json
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import yaml
from checkout import ROOT, SCRIPTS, environment, linked_collections
from role_descriptions import ROLES, Role

# What an entry never holds: the role adds it, or the entry's place in the definition says it.
ADDED = {"id", "tenant", "ivr", "extension_id"}
CONNECTION = {
    *("api_url", "api_username", "api_password", "api_domain", "api_token"),
    *("extension_api_url", "extension_client_id", "extension_client_secret", "extension_token", "extension_ca_path"),
    *("validate_certs", "ca_path", "client_cert", "client_key", "use_proxy", "timeout", "retries", "rate_limit_wait"),
}
AUTHOR = "portsip.pbx maintainers (@portsip-pbx)"
CONNECTION_TEXT = "Connection options of the modules. What is left out comes from C(module_defaults) or the environment."
HEADER = """\
---
# Made by tools/role_argument_specs.py from the documentation of the modules. Change it there, then run the tool.
"""

Spec = dict[str, Any]


def main() -> None:
    """Write the files."""
    collections = linked_collections()
    for role in ROLES:
        target(role).write_text(rendered(role, collections), encoding="utf-8")


def target(role: Role) -> pathlib.Path:
    """The file that holds the role's argument specification."""
    return ROOT / "roles" / role.name / "meta" / "argument_specs.yml"


def rendered(role: Role, collections: pathlib.Path) -> str:
    """Return the text that the role's file should have.

    collections: the directory that holds ``ansible_collections`` with this checkout.
    """
    sys.path.insert(0, str(collections))
    try:
        parts = _imported("module_utils.run.tree").TREES[role.name]
        modules = modules_of(parts)
        secrets = {name: _secret_names(_imported(f"modules.portsip_{name}").OPTIONS) for name in modules}
    finally:
        sys.path.remove(str(collections))
    documents = _documentation(modules, collections)
    # The modules of the extension API have connection options that the others lack.
    documented = {name: option for document in documents.values() for name, option in document.items() if name in CONNECTION}
    connection = {name: _option(option, set()) for name, option in documented.items()}
    for name in connection:
        if name.endswith(("_password", "_secret", "_token")):
            connection[name]["no_log"] = True
    definition = {part.name: _part(part, documents, secrets) for part in parts}
    entry_points = {"main": _main_spec(role), "definition": _definition_spec(role, definition, connection)}
    return HEADER + yaml.dump({"argument_specs": entry_points}, Dumper=_Dumper, sort_keys=False, width=130, allow_unicode=True)


def modules_of(parts: Iterable[Any]) -> tuple[str, ...]:
    """The modules behind all parts of a tree, without ``portsip_``."""
    return tuple(part.module for outer in parts for part in (outer, *outer.parts))


class _Dumper(yaml.SafeDumper):
    """Indents lists the way yamllint asks for, and writes equal parts out in full."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _documentation(modules: tuple[str, ...], collections: pathlib.Path) -> dict[str, Spec]:
    """The documented options of each module, those of the fragments included."""
    names = [f"portsip.pbx.portsip_{name}" for name in modules]
    command = [str(SCRIPTS / "ansible-doc"), "--type", "module", "--json", *names]
    answer = subprocess.run(command, env=environment(collections), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    documents = json.loads(answer.stdout)
    return {name: documents[full]["doc"]["options"] for name, full in zip(modules, names, strict=True)}


def _imported(name: str) -> Any:
    return importlib.import_module(f"ansible_collections.portsip.pbx.plugins.{name}")


def _secret_names(options: Spec) -> set[str]:
    """Names, at any depth, of the options that Ansible hides."""
    names = {name for name, spec in options.items() if spec.get("no_log")}
    return names.union(*(_secret_names(spec["options"]) for spec in options.values() if spec.get("options")))


def _part(part: Any, documents: dict[str, Spec], secrets: dict[str, set[str]]) -> Spec:
    """A part of the definition, with what its module takes and the parts inside."""
    options = _entry(part, documents[part.module], secrets[part.module])
    for inner in part.parts:
        options[inner.name] = _part(inner, documents, secrets)
    spec: Spec = {"type": "dict"} if part.single else {"type": "list", "elements": "dict"}
    if part.required:
        spec["required"] = True
    return {**spec, "description": _described(part), "options": options}


def _described(part: Any) -> str:
    """What a part is, for the user."""
    module = f"the options of M(portsip.pbx.portsip_{part.module})"
    if part.single:
        return f"{part.what}: {module}."
    inner = "".join(f", and C({below.name})" for below in part.parts)
    return f"{part.what} An entry holds {module}{inner}."


def _entry(part: Any, documented: Spec, secrets: set[str]) -> Spec:
    """What one entry of the definition may hold: the module's options without those that the role adds."""
    left_out = ADDED.difference(part.keys) | CONNECTION | {*part.without} | ({"state"} if part.single else set())
    if part.lifted:
        name = part.lifted.option
        left_out |= {option for option in documented if option.startswith(name)}
        documented = documented | {key: documented[name]["suboptions"][key] for key in part.lifted.keys}
    options = {name: _option(option, secrets) for name, option in documented.items() if name not in left_out}
    for option in options.values():
        option["description"] = _without_sentences(option["description"], left_out)
    for key in part.keys:
        options[key]["required"] = True
    for name in options.keys() & secrets:
        options[name]["no_log"] = True
    return {name: options[name] for name in [*part.keys, *sorted(options.keys() - set(part.keys))]}


def _option(documented: Spec, secrets: set[str]) -> Spec:
    """One option as argument_specs has it, with the first paragraph of its description."""
    spec: Spec = {name: documented[name] for name in ("type", "elements", "required") if documented.get(name)}
    if documented.get("choices"):
        spec["choices"] = list(documented["choices"])  # documentation may have a mapping that describes each
    text = documented["description"]
    spec["description"] = _plain(text if isinstance(text, str) else text[0])
    if documented.get("suboptions"):
        spec["options"] = {name: _option(option, secrets) for name, option in documented["suboptions"].items()}
        for name in spec["options"].keys() & secrets:
            spec["options"][name]["no_log"] = True
    return spec


def _plain(text: str) -> str:
    """Markup that names a module's own option or result means nothing in the role: show it as code."""
    return re.sub(r"\b(?:O|RV)\(", "C(", text)


def _without_sentences(text: str, names: Iterable[str]) -> str:
    """A description without what it says about options that the entry does not have."""
    about = re.compile(rf"C\((?:{'|'.join(sorted(names))})\b")
    kept = [sentence for sentence in re.split(r"(?<=\.) (?=[A-Z])", text) if not about.search(sentence)]
    return " ".join(kept) or text


def _main_spec(role: Role) -> Spec:
    options: Spec = {
        f"{role.name}_definition": {
            "type": "dict",
            "required": True,
            "description": f"{role.definition} What it may hold is documented as the entry point C(definition).",
        },
        **{f"{role.name}_{name}": variable for name, variable in role.variables.items()},
        f"{role.name}_connection": {"type": "dict", "default": {}, "description": CONNECTION_TEXT},
    }
    return {
        "short_description": role.summary,
        "description": list(role.description),
        "author": [AUTHOR],
        "version_added": "0.1.0",
        "options": options,
    }


def _definition_spec(role: Role, definition: Spec, connection: Spec) -> Spec:
    options: Spec = {
        f"{role.name}_definition": {"type": "dict", "required": True, "description": role.definition, "options": definition},
        f"{role.name}_connection": {"type": "dict", "description": CONNECTION_TEXT, "options": connection},
    }
    return {
        "short_description": f"What the mappings of the role {role.name} hold",
        "description": [
            "This entry point is no tasks file. It documents what the variables of the entry point C(main) hold that are mappings.",
            "The first task of the role checks the definition with M(portsip.pbx.portsip_validate).",
        ],
        "author": [AUTHOR],
        "version_added": "0.1.0",
        "options": options,
    }


if __name__ == "__main__":
    main()
