# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is still done when a process is told to end, or when nobody reads its output any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

HEAD = """
import os, signal, sys, time
from ansible_collections.portsip.pbx.plugins.module_utils.base import process_end

# Whoever started the tests, such as nohup, may ignore some, and children inherit that.
for number in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(number, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)

def note(text):
    with open({notes!r}, "a") as file:
        file.write(text + "\\n")

def ready():
    note("ready")
    time.sleep(20)
    note("not interrupted")

"""


class Child:
    """A process that runs a few lines and notes what happens to it."""

    def __init__(self, directory: Path, lines: str) -> None:
        self._notes = directory / "notes"
        script = directory / "script.py"
        script.write_text((HEAD + textwrap.dedent(lines)).replace("{notes!r}", repr(str(self._notes))))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self.process = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._begin = time.monotonic()
        while "ready" not in self.notes():
            assert time.monotonic() - self._begin < 15
            time.sleep(0.02)

    def notes(self) -> list[str]:
        """What it has noted."""
        return self._notes.read_text().splitlines() if self._notes.exists() else []

    def ended(self, number: signal.Signals) -> tuple[int, list[str], float]:
        """Its status after a signal, its notes, and how long its end took."""
        begin = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=15)
        return self.process.returncode, self.notes()[1:], time.monotonic() - begin


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_still_does_what_it_would_have_done(number: signal.Signals, tmp_path: Path) -> None:
    child = Child(tmp_path, "process_end.before_end(lambda: note('action'))\nready()")
    assert child.ended(number)[:2] == (-number, ["action"])


def test_ctrl_c_still_raises_in_the_main_thread(tmp_path: Path) -> None:
    lines = """
    process_end.before_end(lambda: note("action"))
    try:
        ready()
    except KeyboardInterrupt:
        note("raised")
    """
    assert Child(tmp_path, lines).ended(signal.SIGINT)[:2] == (0, ["action", "raised"])


def test_a_handler_that_was_there_before_comes_after(tmp_path: Path) -> None:
    """As in a worker of ansible-core, which ends itself in its handler."""
    lines = """
    signal.signal(signal.SIGTERM, lambda number, frame: (note("former"), os._exit(7)))
    process_end.before_end(lambda: note("action"))
    process_end.before_end(lambda: note("second"))
    ready()
    """
    assert Child(tmp_path, lines).ended(signal.SIGTERM)[:2] == (7, ["action", "former"])


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    lines = """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process_end.before_end(lambda: note("action"))
    os.kill(os.getpid(), signal.SIGHUP)
    ready()
    """
    assert Child(tmp_path, lines).ended(signal.SIGTERM)[:2] == (-signal.SIGTERM, ["action"])


@pytest.mark.parametrize("action", ["time.sleep(60)", "(note('begun'), 1 / 0)", "os.kill(os.getpid(), signal.SIGTERM)"])
@pytest.mark.slow
def test_the_end_is_held_up_for_a_moment_only(action: str, tmp_path: Path) -> None:
    child = Child(tmp_path, f"process_end.SECONDS = 1.0\nprocess_end.before_end(lambda: {action})\nready()")
    status, notes, took = child.ended(signal.SIGTERM)
    assert (status, "not interrupted" in notes) == (-signal.SIGTERM, False)
    assert took < 3


def test_a_forked_process_leaves_it_to_its_parent(tmp_path: Path) -> None:
    lines = """
    process_end.before_end(lambda: note("action"))
    child = os.fork()
    if not child:
        note("forked")
        time.sleep(20)
        os._exit(0)
    while "forked" not in open({notes!r}).read() if os.path.exists({notes!r}) else True:
        time.sleep(0.02)
    os.kill(child, signal.SIGTERM)
    note("child " + str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    ready()
    """
    child = Child(tmp_path, lines)
    assert child.notes() == ["forked", "child -15", "ready"]
    child.process.kill()
    child.process.communicate(timeout=5)


def test_an_output_that_nobody_reads_any_more_is_noticed(tmp_path: Path) -> None:
    child = Child(tmp_path, "process_end.when_unheard(lambda: (note('unheard'), os._exit(3)))\nready()")
    time.sleep(0.3)
    assert child.notes() == ["ready"]
    assert child.process.stdout is not None
    child.process.stdout.close()
    assert child.process.wait(5) == 3
    assert child.notes() == ["ready", "unheard"]
    if child.process.stderr is not None:
        child.process.stderr.close()
