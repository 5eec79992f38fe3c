# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept while the items of one task run, and how its end is noticed.

All items of a ``loop`` run in one worker, a process that Ansible forks for one
task and one host.  A worker is not told which item is its last: the one may be
skipped, fail, or be left out by ``break_when``.  But when its task is over,
whatever came of it, it closes the connection to the host, and only then reports
the result; so that is where sessions are signed out.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import util
from typing import Any

from ..module_utils.base.interruption import Lifeline
from ..module_utils.client.sessions import sign_out_everywhere
from ..module_utils.errors import Interrupted
from ..module_utils.run.workspace import Workspace
from .task_environment import TaskEnvironment

LIFELINE = Lifeline()
"""Of this process, a worker of Ansible: the items of a loop run in one."""


@dataclass
class _Kept:
    """What one task has for one host, in one process, and the surroundings in which its sessions were opened."""

    owner: tuple[int, str, str]
    workspace: Workspace
    task_environment: TaskEnvironment


_kept: _Kept | None = None


@contextlib.contextmanager
def workspace_for(
    task: Any, connection: Any, variables: Mapping[str, Any], task_environment: TaskEnvironment
) -> Iterator[Workspace | None]:
    """What a run may keep for the items after it: nothing (None), unless the task has a loop.

    :param connection: the one to the task's host, which is closed at the task's end.
    """
    global _kept
    if not task.loop and not task.loop_with:
        yield None
        return
    owner = (os.getpid(), str(task._uuid), str(variables.get("inventory_hostname")))
    if _kept is None or _kept.owner != owner:
        forget_task()
        _kept = _Kept(owner, Workspace(keep=True), task_environment)
        # Should the connection not be closed, as after a failure inside Ansible, the end of the process is left.
        util.Finalize(None, forget_task, exitpriority=1)
    _kept.task_environment = task_environment
    _call_before_close(connection, forget_task)
    yield _kept.workspace


def forget_task() -> None:
    """Sign out what the task has signed in, and forget what it has read."""
    global _kept
    kept, _kept = _kept, None
    if kept is not None and kept.owner[0] == os.getpid():
        with kept.task_environment.entered():
            kept.workspace.close()


def end_if_alone() -> None:
    """End this process where ansible-playbook is gone, signed out everywhere.

    Before ansible-core 2.19 a worker that hands over a result which nobody reads waits forever.
    """
    try:
        LIFELINE.check()
    except Interrupted:
        forget_task()
        sign_out_now()
        os._exit(1)


def sign_out_now() -> None:
    """End all sessions, where the worker has to end in the middle of the task."""
    kept = _kept
    with kept.task_environment.entered() if kept is not None and kept.owner[0] == os.getpid() else contextlib.nullcontext():
        sign_out_everywhere()


def _call_before_close(connection: Any, action: Callable[[], None]) -> None:
    """Let ``action`` be called when the connection is closed; items may share a connection or have one each."""
    close = connection.close
    if getattr(close, "calls_before", None) is action:
        return

    def closing() -> None:
        try:
            action()
        finally:
            close()

    closing.calls_before = action  # type: ignore[attr-defined]
    connection.close = closing
