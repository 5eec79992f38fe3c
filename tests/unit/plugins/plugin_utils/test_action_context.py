# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The context in a worker: warnings once, progress only of long work, secrets nowhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
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


def _context(**task: Any) -> ActionContext:
    given = {"action": "portsip.pbx.portsip_ivr_info", "check_mode": False, "no_log": False, **task}
    return ActionContext(SimpleNamespace(**given), {"s3cret-value"})


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


def test_progress_shows_no_secret(screen: Screen) -> None:
    context = _context()
    context.add_secret("another-one")
    screen.now += 10
    context.progress("waiting for s3cret-value and another-one")
    assert screen.lines == [("portsip_ivr_info: waiting for ******** and ********", True)]


def test_a_task_with_no_log_shows_no_progress(screen: Screen) -> None:
    context = _context(no_log=True)
    screen.now += 10
    context.progress("waiting")
    assert screen.lines == []


def test_a_result_is_finished_as_a_module_does_it() -> None:
    checked = ArgumentSpecValidator(SPEC).validate({"name": "a", "title": "b", "key": "s3cret-value", "former": "c"})
    context = _context()
    context.warn("Beware of s3cret-value.")
    context.warn("Beware of s3cret-value.")
    context.add_secret("read-secret")
    result = context.finish({"changed": True, "text": "a read-secret here", "nothing": None, "tuple": (1,)}, checked)
    assert result == {
        "changed": True,
        "text": "a ******** here",
        "nothing": None,
        "tuple": [1],
        "invocation": {"module_args": {"name": "b", "title": "b", "key": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "former": "c"}},
        "warnings": ["Beware of ********.", "Both option name and its alias title are set."],
        "deprecations": [
            {"msg": "Param 'former' is deprecated. See the module docs for more information", "version": "9.0.0"}
            | {"collection_name": "portsip.pbx"}
        ],
    }


def test_a_secret_that_reads_like_a_truth_value_hides_none() -> None:
    checked = ArgumentSpecValidator(SPEC).validate({"key": "True"})
    context = _context()
    context.add_secret("True")
    assert context.finish({"changed": True, "text": "True"}, checked)["changed"] is True
