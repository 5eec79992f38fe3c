# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""When work ends before it is done: nobody waits for its result any more.

From ansible-core 2.19 on a worker is a session of its own, so that a signal to the process group of ansible-playbook does
not reach it.  Without this it would go on writing beside the run that is started next.

Whoever runs the work says in its own thread how to notice that; whoever does it asks before each request.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..errors import Interrupted

CONTROLLER_PID = "PORTSIP_CONTROLLER_PID"
"""The environment variable that tells a module on the controller which process waits for it."""
Check = Callable[[], None]
_here = threading.local()


@contextmanager
def stopped_by(check: Check | None) -> Iterator[None]:
    """Ask ``check`` before each request of this thread; it raises ``Interrupted``."""
    before = current_check()
    _here.check = check
    try:
        yield
    finally:
        _here.check = before


def current_check() -> Check | None:
    """What is asked in this thread, for the threads that work for it."""
    return getattr(_here, "check", None)


def check_going() -> None:
    """:raises Interrupted: no new request may begin."""
    check = current_check()
    if check is not None:
        check()


class Lifeline:
    """Notices that the process that waits for this one is gone.

    :param controller: its process id; None for the parent of this process.
    """

    def __init__(self, controller: int | None = None) -> None:
        self._controller = controller
        self._owner = (os.getpid(), os.getppid())

    @property
    def parent(self) -> int:
        """The process id of the parent of this process, as it was when this was first asked for here."""
        if self._owner[0] != os.getpid():  # forked since
            self._owner = (os.getpid(), os.getppid())
        return self._owner[1]

    def check(self) -> None:
        """:raises Interrupted: it is gone."""
        if os.getppid() != self.parent or (self._controller is not None and not _exists(self._controller)):
            raise Interrupted("ansible-playbook has ended, so that the task was stopped. Nothing more was written.")


def lifeline_of_module() -> Lifeline:
    """The lifeline of a module: between it and the controller there are shells."""
    told = os.environ.get(CONTROLLER_PID, "")
    return Lifeline(int(told) if told.isdecimal() else None)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it belongs to somebody else
        return True
    return True
