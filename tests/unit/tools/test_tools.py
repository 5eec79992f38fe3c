"""The gate must not pass by mistake: what it copies, what it runs with, and what it makes of a failure."""

from __future__ import annotations

import importlib
import pathlib
import re
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import conftest
import pytest

import sounds

TOOLS = pathlib.Path(__file__).resolve().parents[3] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch):
    """Import a module of tools/ by its name."""
    monkeypatch.syspath_prepend(str(TOOLS))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


def git(directory: pathlib.Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=directory, check=True, capture_output=True)


def test_the_copy_has_tracked_and_new_files_and_no_others(tool, tmp_path, monkeypatch):
    checkout = tool("checkout")
    git(tmp_path, "init", "--quiet")
    for name in (".gitignore", "tracked.txt", "removed.txt"):
        (tmp_path / name).write_text("ignored.txt\n")
    git(tmp_path, "add", "--all")
    (tmp_path / "removed.txt").unlink()
    for name in ("new.txt", "ignored.txt"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(checkout, "ROOT", tmp_path)

    with checkout.snapshot() as collection:
        assert collection.parts[-3:] == ("ansible_collections", "portsip", "pbx")
        assert sorted(path.name for path in collection.iterdir()) == [".git", ".gitignore", "new.txt", "tracked.txt"]
    assert not collection.exists()


def test_tools_see_no_settings_of_the_caller(tool, monkeypatch):
    for name in ("ANSIBLE_STDOUT_CALLBACK", "PORTSIP_PASSWORD", "MOLECULE_DEBUG", "GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("LC_ALL", "C")
    environment = tool("checkout").environment(pathlib.Path("/collections"))

    assert not {"ANSIBLE_STDOUT_CALLBACK", "PORTSIP_PASSWORD", "MOLECULE_DEBUG", "GIT_DIR", "GIT_INDEX_FILE"} & set(environment)
    assert environment["ANSIBLE_COLLECTIONS_PATH"] == "/collections"
    assert environment["LC_ALL"] == "C.UTF-8"
    assert "ANSIBLE_COLLECTIONS_PATH" not in tool("checkout").environment()


@pytest.mark.parametrize("failing", ["sanity", "docs", "contract", None])
def test_one_failing_check_fails_the_whole(tool, failing, tmp_path, monkeypatch, capsys):
    check = tool("check")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "LOGS", tmp_path / "logs")
    code = "import sys; print('output of {0}'); print('3 passed, 2 deselected in 0.51s'); sys.exit({1})"
    monkeypatch.setattr(
        check.Check, "command", property(lambda self: [sys.executable, "-c", code.format(self.name, int(self.name == failing))])
    )
    monkeypatch.setattr(sys, "argv", ["check.py", "--all"])

    assert check.main() == (1 if failing else 0)
    shown = capsys.readouterr().out
    if failing:
        assert re.search(rf"^== FAILED after \d+ s: {failing}$", shown, re.MULTILINE)
        assert f"output of {failing}" in shown
    else:
        assert "FAILED" not in shown
    parts = len(tool("suites").PARTS)
    assert re.search(rf"^{3 * parts} passed, {2 * parts} deselected in [\d.]+s\n\Z", shown, re.MULTILINE), "the count is read last"
    # The checks' logs stay out of the way where they passed.
    assert "output of build" not in shown
    # What consists of several checks has no log of its own, and the lives are run by name only.
    assert {log.stem for log in (tmp_path / "logs").iterdir()} == set(check.CHECKS) - {*check.TOGETHER, "lives"}


def test_what_several_runs_counted_is_added_up(tool):
    outputs = [
        "...\n1 failed, 12 passed, 3 skipped in 1.20s\n",
        "\n\n88 passed, 1 deselected in 61.02s (0:01:01)\n",
        "3 deselected in 0.1s",
    ]
    assert tool("suites").total(outputs) == "1 failed, 100 passed, 4 deselected, 3 skipped"
    assert tool("suites").total(["Traceback"]) == "no tests ran"


def test_each_file_of_tests_is_run_once(tool):
    suites = tool("suites")
    found = [name for part in suites.PARTS for name in suites.files_of(part)]
    tests = TOOLS.parent / "tests"
    expected = {str(path.relative_to(TOOLS.parent)) for path in tests.rglob("test_*.py")}
    assert sorted(found) == sorted(name for name in expected if not name.startswith("tests/integration/"))
    assert [part for part in suites.PARTS if not suites.files_of(part)] == []
    fast = {name for part in suites.FAST for name in suites.files_of(part)}
    assert fast == {name for name in found if name.startswith(("tests/unit/", "tests/contract/"))}


def test_what_the_gate_shortens_is_whole_by_name(tool):
    check = tool("check")
    assert {short.name for short in check.SHORTENED} < set(check.CHECKS)
    assert [short.name for short in check.SHORTENED if not short.arguments or check.CHECKS[short.name].arguments] == []
    assert all(long.arguments == (*part.arguments, "-m", "") for part, long in zip(check.PYTEST, check.LONG, strict=True))


def test_the_fast_suites_run_some_cases_of_each_test_and_none_that_is_slow(tool):
    check, suites = tool("check"), tool("suites")
    assert [(part.name, part.arguments) for part in check.UNIT] == [(name, (name, "--sample", "2")) for name in suites.FAST]

    def item(name: str, *marks: str) -> SimpleNamespace:
        return SimpleNamespace(nodeid=name, get_closest_marker=lambda mark: mark if mark in marks else None)

    names = [
        "one.py::test_a",
        *(f"one.py::test_b[{number}]" for number in range(2)),
        *(f"two.py::test_c[{number}]" for number in range(50)),
    ]
    items = [*map(item, names), item("two.py::test_d", "slow"), *(item(f"two.py::test_e[{number}]", "slow") for number in range(9))]
    left_out: list[SimpleNamespace] = []

    def deselected(items: list[SimpleNamespace]) -> None:
        left_out.extend(items)

    hook = SimpleNamespace(pytest_deselected=deselected)
    every = list(items)
    conftest.pytest_collection_modifyitems(SimpleNamespace(getoption=lambda option: None, hook=hook), items)
    assert (items, left_out) == (every, [])
    conftest.pytest_collection_modifyitems(SimpleNamespace(getoption=lambda option: 2, hook=hook), items)
    assert [one.nodeid for one in items[:3]] == names[:3]
    numbers = [int(one.nodeid.partition("[")[2][:-1]) for one in items[3:]]
    assert len(numbers) == 2
    assert max(numbers) - min(numbers) == 25
    assert sorted(map(id, items + left_out)) == sorted(map(id, every))


def test_ci_runs_what_the_gate_leaves_out(tool):
    text = (TOOLS.parent / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert {"make long", *(f"make {short.name}" for short in tool("check").SHORTENED)} <= set(
        re.findall(r"- run: (make [\w-]+)$", text, re.MULTILINE)
    )


def test_the_sample_has_all_that_is_written_by_hand_and_each_shape_once(tool):
    sample = tool("sample")
    plugins = TOOLS.parent / "plugins"
    files = {str(path.relative_to(TOOLS.parent)): path.read_text(encoding="utf-8") for path in plugins.rglob("*.py")}
    found = sample.sample(TOOLS.parent)
    generated = {
        name for name, text in files.items() if name.startswith(("plugins/modules/", "plugins/action/")) and "make generate" in text
    }

    assert set(files) - set(found) <= generated
    shapes = [sample.shape(files[name]) for name in found if name in generated]
    assert sorted(shapes) == sorted({sample.shape(files[name]) for name in generated})
    assert len(shapes) < len(generated) / 2


@pytest.mark.slow
def test_the_plugins_of_the_sample_import_all_of_module_utils(tool, collections_path):
    """So that their import in the sanity tests is that of all."""
    package = "ansible_collections.portsip.pbx.plugins"
    importing = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules, sep='\\n')"
    names = [".".join((package, *pathlib.PurePath(path).with_suffix("").parts[1:])) for path in tool("sample").to_import(TOOLS.parent)]
    command = [sys.executable, "-c", importing, *names]
    loaded = subprocess.run(command, cwd=collections_path, check=True, capture_output=True, text=True).stdout.split()

    plugins = TOOLS.parent / "plugins"
    utils = {".".join((package, *path.relative_to(plugins).with_suffix("").parts)) for path in plugins.glob("module_utils/**/*.py")}
    assert {name for name in utils if not name.endswith(".__init__")} - set(loaded) == set()


def test_the_environment_is_set_up_again_when_a_requirements_file_changes(tool, tmp_path):
    venv = tool("venv")
    (tmp_path / "base.txt").write_text("requests>=2\n")
    top = tmp_path / "top.txt"
    top.write_text("# tools\n-r base.txt\nruff\n")
    before = venv.digest(top, "")

    assert venv.digest(top, "") == before
    assert venv.digest(top, "~=2.18.0") != before
    (tmp_path / "base.txt").write_text("requests>=3\n")
    assert venv.digest(top, "") != before


def test_an_environment_that_moved_or_does_not_run_is_made_anew(tool, tmp_path, monkeypatch):
    venv = tool("venv")
    monkeypatch.delenv("PYTHON", raising=False)
    python = pathlib.Path(sys.executable)

    assert not venv.outdated(python, {})
    assert not venv.outdated(python, {"directory": str(python.parent.parent)})
    assert venv.outdated(python, {"directory": "/elsewhere/.venv"})
    assert venv.outdated(tmp_path / "bin" / "python", {})


def test_the_prompts_of_the_example_are_tones_made_here():
    """As ``python tests/sounds.py playbooks/files/clinics main-line.wav pharmacy-hold.wav`` writes them."""
    place = TOOLS.parent / "playbooks" / "files" / "clinics"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {
        "main-line.wav": sounds.sound(pitch=440),
        "pharmacy-hold.wav": sounds.sound(pitch=550),
    }
