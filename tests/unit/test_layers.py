# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every file of the plugins stands in a layer of CONTRIBUTING.md's table, and imports only what its layer may know."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
COLLECTION = "ansible_collections.portsip.pbx.plugins."
ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<where>[^|]*`[^|]*) \| [^|]* \|(?P<ignores>[^|]*)\|$", re.MULTILINE)
IGNORED = {
    "Ansible": ("ansible",),
    "HTTP": ("requests", "urllib3", "module_utils/transport/", "module_utils/client/"),
    "any resource": ("module_utils/resources/",),
}
"""What a layer must not import that "does not know" one of these; packages of others, and places in the plugins."""
GUARDED = ("requests", "urllib3", "pydantic")
"""Libraries that may be missing where a module runs; one file imports them, and stands in for them."""
PLUGINS_OF_ANSIBLE = ("action", "filter", "inventory", "lookup")
"""Folders of what stands in one layer with the modules."""
NO_CODE = "doc_fragments/"
ASKS_FOR_CHECK_MODE = ("module_utils/apply/", "module_utils/run/", "module_utils/actions/", "module_utils/host/module.py", "plugin_utils/")
"""What carries things out, and what tells it how Ansible runs it."""


@dataclass(frozen=True)
class Layer:
    """A row of the table.

    :param places: paths below ``plugins``; folders end with a slash.
    :param ignores: the row's words for what it does not know.
    """

    name: str
    places: tuple[str, ...]
    ignores: str


def layers_in(text: str) -> list[Layer]:
    """The table, from the ground up. A path without its folder is in the folder of the row's first one."""
    layers = []
    for row in ROW.finditer(text):
        first, *others = re.findall(r"`([^`]+)`", row["where"])
        folder = first.split("/")[0]
        places = [
            first,
            *(place if place.split("/")[0] in (folder, *PLUGINS_OF_ANSIBLE) else f"{folder}/{place}" for place in others),
        ]
        layers.append(Layer(row["name"], tuple(places), row["ignores"]))
    return layers


def stands_in(path: str, places: tuple[str, ...]) -> bool:
    """Whether a file is one of the places, or in one of them."""
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in places)


@cache
def _nodes(path: Path) -> list[ast.Import | ast.ImportFrom | ast.Attribute | ast.Name]:
    """What a file imports and names; read once for all tests."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom, ast.Attribute, ast.Name))]


def imports_of(path: str, plugins: Path) -> Iterator[str]:
    """What a file imports, wherever in it: files of the plugins by their path, anything else by its name."""
    for node in _nodes(plugins / path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                here = path.split("/")[: -node.level]
                name = COLLECTION + ".".join([*here, *([name] if name else [])])
            if not name.startswith(COLLECTION):
                yield name
                continue
            below = name.removeprefix(COLLECTION).replace(".", "/")
            # What is imported may be a file of the folder, or something in the file.
            for alias in node.names:
                files = (f"{below}/{alias.name}.py", f"{below}.py", f"{below}/__init__.py")
                yield next((file for file in files if (plugins / file).exists()), below)


def faults(plugins: Path, layers: list[Layer]) -> list[str]:
    """Each import that its layer may not have, and each file that stands in no layer or in several."""
    files = sorted(path.relative_to(plugins).as_posix() for path in plugins.rglob("*.py"))
    found = []
    height = {}
    for file in files:
        rows = [number for number, layer in enumerate(layers) if stands_in(file, layer.places)]
        if len(rows) != 1 and not file.startswith(NO_CODE):
            found.append(f"{file} stands in {len(rows)} layers")
        height[file] = rows[0] if rows else -1
    for file in files:
        if file.startswith(NO_CODE) or height[file] < 0:
            continue
        layer = layers[height[file]]
        unknown = [name for word, names in IGNORED.items() if word in layer.ignores for name in names]
        for imported in imports_of(file, plugins):
            package = imported.split(".")[0]
            if height.get(imported, -1) > height[file]:
                found.append(f"{file} ({layer.name}) imports {imported} ({layers[height[imported]].name})")
            elif package in unknown or stands_in(imported, tuple(unknown)):
                found.append(f"{file} ({layer.name}) imports {imported}, which it does not know")
            elif package in GUARDED and not file.endswith("/libraries.py"):
                found.append(f"{file} imports {package}, which may be missing")
    return found


def circles(plugins: Path) -> list[str]:
    """Files that import each other, directly or around several corners."""
    files = {path.relative_to(plugins).as_posix() for path in plugins.rglob("*.py")}
    imported = {file: {other for other in imports_of(file, plugins) if other in files} for file in files}
    while True:
        ends = {file for file, others in imported.items() if not others}
        if not ends:
            return sorted(imported)
        imported = {file: others - ends for file, others in imported.items() if file not in ends}


TABLE = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLUGINS = CHECKOUT / "plugins"


def test_imports_only_point_down() -> None:
    assert faults(PLUGINS, layers_in(TABLE)) == []


def test_nothing_imports_itself_around_a_corner() -> None:
    assert circles(PLUGINS) == []


def test_nothing_else_asks_for_check_mode() -> None:
    asking = [path.relative_to(PLUGINS).as_posix() for path in PLUGINS.rglob("*.py") if reads_check_mode(path)]
    assert "module_utils/apply/objects.py" in asking
    assert [path for path in asking if not stands_in(path, ASKS_FOR_CHECK_MODE)] == []


def reads_check_mode(path: Path) -> bool:
    """Whether a file's code, rather than a text in it, speaks of check mode."""
    nodes = _nodes(path)
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return "check_mode" in attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


def test_the_table_names_nothing_that_is_gone() -> None:
    places = [place for layer in layers_in(TABLE) for place in layer.places]
    assert "module_utils/errors.py" in places
    assert "modules/" in places
    assert [place for place in places if not (PLUGINS / place).exists()] == []


SMALL = """
| layer | where | knows | does not know |
|---|---|---|---|
| errors | `module_utils/errors.py` | what can go wrong | |
| client | `module_utils/client/`, `http_transport.py` | APIs | any resource |
| resource | `module_utils/resources/` | descriptions | Ansible |
| modules | `modules/`, `action/` | options | |
"""


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        (
            "module_utils/errors.py",
            "from .client.base import x",
            "module_utils/errors.py (errors) imports module_utils/client/base.py (client)",
        ),
        (
            "module_utils/errors.py",
            "from .client import base",
            "module_utils/errors.py (errors) imports module_utils/client/base.py (client)",
        ),
        (
            "module_utils/client/base.py",
            "from ..resources.ivr import x",
            "module_utils/client/base.py (client) imports module_utils/resources/ivr.py (resource)",
        ),
        (
            "module_utils/client/base.py",
            "def later():\n    from ..resources import ivr",
            "module_utils/client/base.py (client) imports module_utils/resources/ivr.py (resource)",
        ),
        (
            "module_utils/resources/ivr.py",
            f"from {COLLECTION}modules.one import x",
            "module_utils/resources/ivr.py (resource) imports modules/one.py (modules)",
        ),
        (
            "module_utils/resources/ivr.py",
            "from ansible.module_utils.basic import x",
            "module_utils/resources/ivr.py (resource) imports ansible.module_utils.basic, which it does not know",
        ),
        ("module_utils/resources/ivr.py", "import pydantic", "module_utils/resources/ivr.py imports pydantic, which may be missing"),
        ("module_utils/resources/ivr.py", "from .. import errors\nfrom ..client.base import x\nimport json", None),
        ("modules/one.py", "from ..module_utils.resources.ivr import x\nfrom ansible.errors import y", None),
        ("module_utils/new.py", "", "module_utils/new.py stands in 0 layers"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path: Path, file: str, text: str, fault: str | None) -> None:
    for name in (
        "module_utils/errors.py",
        "module_utils/client/base.py",
        "module_utils/resources/ivr.py",
        "modules/one.py",
        "modules/__init__.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert faults(tmp_path, layers_in(SMALL)) == ([fault] if fault else [])


def test_a_circle_is_found(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "three"), ("three", "one"), ("four", "one"), ("five", "six"), ("six", "")):
        (tmp_path / f"{name}.py").write_text(f"from .{other} import x" if other else "", encoding="utf-8")
    assert circles(tmp_path) == ["four.py", "one.py", "three.py", "two.py"]


def chain_in(text: str) -> list[str]:
    """The layers of the picture, from the top down: its nodes in the order of its arrows, with the underscore of an id as a space."""
    (picture,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    boxes = dict(re.findall(r'^ +(\w+)\["([^"<]+)<br/>', picture, re.MULTILINE))
    names: list[str] = []
    for line in picture.splitlines():
        if " --> " in line:
            ends = [boxes[end.strip()] for end in line.split("-->")]
            names += ends if not names or names[-1] != ends[0] else ends[1:]
    assert sorted(names) == sorted(boxes.values()), "a box without an arrow"
    return names


ARCHITECTURE = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_has_the_layers_of_the_table_in_their_order() -> None:
    assert chain_in(ARCHITECTURE)[::-1] == [layer.name for layer in layers_in(TABLE)]


def test_the_picture_says_where_layers_are() -> None:
    shown = dict(re.findall(r'\w+\["([^"<]+)<br/>([^"]+)"\]', ARCHITECTURE))
    assert {name: [place.rstrip("/") for place in places.split(", ")] for name, places in shown.items()} == {
        layer.name: [place.rstrip("/") for place in layer.places] for layer in layers_in(TABLE)
    }


def test_the_page_names_no_file_that_is_gone() -> None:
    """Paths below ``plugins``, below ``module_utils``, or below the room that the heading of a table names."""
    folder, gone = "", []
    for line in ARCHITECTURE.splitlines():
        if line.startswith("| step |"):
            found = re.search(r"`([\w/]+/)`", line)
            folder = found[1] if found else ""
        for path in re.findall(r"`((?:[\w]+/)*[\w]+\.py|(?:[\w]+/)+)`", line):
            homes = (PLUGINS, PLUGINS / "module_utils", PLUGINS / "module_utils" / "run", PLUGINS / "module_utils" / folder, CHECKOUT)
            gone += [path] if not any((home / path).exists() for home in homes) else []
    assert gone == []
