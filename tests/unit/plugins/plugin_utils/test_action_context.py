# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The context in a worker: warnings once, progress only of long work, results as they are."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.portsip.pbx.plugins.module_utils.apply.graph import Work
from ansible_collections.portsip.pbx.plugins.module_utils.apply.scheduler import run_works
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Drifted
from ansible_collections.portsip.pbx.plugins.module_utils.host.invocation import ShownOptions
from ansible_collections.portsip.pbx.plugins.module_utils.host.outcome import outcome
from ansible_collections.portsip.pbx.plugins.plugin_utils import action_context
from ansible_collections.portsip.pbx.plugins.plugin_utils.action_context import ActionContext

SPEC: dict[str, Any] = {
    "name": {"type": "str", "aliases": ["title"]},
    "key": {"type": "str", "no_log": True},
    "former": {"type": "str", "removed_in_version": "9.0.0", "removed_from_collection": "portsip.pbx"},
}


class Screen:
    """Keeps what would be displayed, and lets time pass by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.lines: list[tuple[str, bool]] = []
        monkeypatch.setattr(action_context.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(action_context, "display", SimpleNamespace(display=self._show))

    def _show(self, text: str, *, stderr: bool = False) -> None:
        self.lines.append((text, stderr))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(monkeypatch)


def _context(options: Any = None, **task: Any) -> ActionContext:
    given = {"action": "portsip.pbx.portsip_ivr_info", "check_mode": False, "no_log": False, **task}
    return ActionContext(SimpleNamespace(**given), ShownOptions(SPEC, options or {}), {})


def test_short_work_shows_no_progress(screen: Screen) -> None:
    context = _context()
    for _count in range(29):
        context.progress("reading")
        screen.now += 0.1
    assert screen.lines == []


def test_long_work_shows_progress_now_and_then_on_stderr(screen: Screen) -> None:
    context = _context()
    for count in range(100):
        context.progress(f"{count} of 100 ivrs read")
        screen.now += 0.125
    assert [text for text, _stderr in screen.lines] == [f"portsip_ivr_info: {count} of 100 ivrs read" for count in (24, 48, 72, 96)]
    assert all(stderr for _text, stderr in screen.lines), "machine-readable output is on stdout"


def test_progress_reaches_no_terminal_raw(screen: Screen) -> None:
    context = _context()
    screen.now += 10
    context.progress("waiting for \x1b]0;x\x07 and \u202e")
    assert screen.lines == [("portsip_ivr_info: waiting for \\x1b]0;x\\x07 and \\u202e", True)]


def test_a_task_with_no_log_shows_no_progress(screen: Screen) -> None:
    context = _context(no_log=True)
    screen.now += 10
    context.progress("waiting")
    assert screen.lines == []


def test_a_result_is_finished_as_a_module_does_it() -> None:
    checked = ArgumentSpecValidator(SPEC).validate({"name": "a", "title": "b", "key": "s3cret-value", "former": "c"})
    context = _context(checked.validated_parameters)
    context.warn("Beware of \x1b[31m.")
    context.warn("Beware of \x1b[31m.")
    result = context.finish({"changed": True, "nothing": None, "tuple": (1,)}, checked)
    assert result == {
        "changed": True,
        "nothing": None,
        "tuple": [1],
        "invocation": {"module_args": {"name": "b", "title": "b", "key": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "former": "c"}},
        "warnings": ["Beware of \\x1b[31m.", "Both option name and its alias title are set."],
        "deprecations": [
            {"msg": "Param 'former' is deprecated. See the module docs for more information", "version": "9.0.0"}
            | {"collection_name": "portsip.pbx"}
        ],
    }


def test_values_that_equal_a_secret_stay() -> None:
    context = _context({"name": "8020"})
    context.add_secret("8020")
    context.warn("ivr 8020 has no name.")
    checked = ArgumentSpecValidator(SPEC).validate({"name": "8020"})
    result = context.finish({"changed": True, "id": "7005580206680", "number": "8020", "port": 8020}, checked)
    facts = {name: result[name] for name in ("id", "number", "port", "warnings")}
    assert facts == {"id": "7005580206680", "number": "8020", "port": 8020, "warnings": ["ivr 8020 has no name."]}
    assert result["invocation"]["module_args"] == {"name": "8020"}


def test_what_threads_have_to_say_is_shown_by_the_thread_that_they_work_for(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    context = _context()
    screen.now += 10
    shown_in: list[threading.Thread] = []
    show = screen._show

    def noting(text: str, *, stderr: bool = False) -> None:
        shown_in.append(threading.current_thread())
        show(text, stderr=stderr)

    monkeypatch.setattr(action_context, "display", SimpleNamespace(display=noting))

    def work(number: int) -> None:
        context.warn(f"warning {number}")
        context.add_secret(f"secret {number}")
        context.progress(f"step {number}")

    with heard_by(context.progress, context.warn):
        run_works([Work(number, lambda number=number: work(number)) for number in range(200)], 20)  # type: ignore[misc]
    assert context.warnings == [f"warning {number}" for number in range(200)]
    assert context.secrets.hide("secret 7, secret 199") == "********, ********"
    assert shown_in == [threading.main_thread()]
    assert screen.lines[0][0].startswith("portsip_ivr_info: step ")


def test_a_thread_that_nobody_listens_to_warns_all_the_same(screen: Screen) -> None:
    context = _context()
    thread = threading.Thread(target=context.warn, args=("alone",))
    thread.start()
    thread.join()
    assert context.warnings == ["alone"]


def test_a_defect_tells_what_was_done_before(screen: Screen) -> None:
    def run(*_arguments: Any) -> None:
        error = KeyError("defect")
        vars(error)["results"] = {"done": [{"path": "tenants[0]"}]}
        raise error

    result = outcome(SimpleNamespace(run=run), {}, _context(), None, diff=False)  # type: ignore[arg-type]
    assert result["msg"].startswith("Unexpected failure: KeyError: 'defect'.")
    assert (result["failed"], result["done"]) == (True, [{"path": "tenants[0]"}])


def test_what_a_failure_was_about_reaches_no_terminal_raw(screen: Screen) -> None:
    def run(*_arguments: Any) -> None:
        error = Drifted("Something differs.")
        error.results = {"summary": [{"name": "Desk\x1b[31m", "url": "https://crm.example.net/?token=tok-4711"}]}
        raise error

    result = outcome(SimpleNamespace(run=run), {}, _context(), None, diff=False)  # type: ignore[arg-type]
    assert result["summary"] == [{"name": r"Desk\x1b[31m", "url": "https://crm.example.net/?token=********"}]
