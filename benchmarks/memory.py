"""How much memory Ansible's processes take, from /proc (Linux)."""

from __future__ import annotations

import pathlib
import threading

EVERY_SECONDS = 0.05
MEGABYTE = 1e6


class Watch:
    """Looks at a process and its children until it ends.

    The kernel keeps the peak of each process itself (VmHWM), and starts it anew in a fork: all that can be missed is
    what a child takes in its last moments.  Pages that a worker shares with its parent count in both.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._parent = 0.0
        self._child = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def ended(self) -> tuple[float, float]:
        """The peaks in MB: of the largest child, and of the process itself."""
        self._stop.set()
        self._thread.join()
        return self._child, self._parent

    def _look(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            self._parent = max(self._parent, _peak(self._pid))
            self._child = max([self._child, *(_peak(child) for child in _children(self._pid))])


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended
        return 0.0
    return next((int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith("VmHWM:")), 0.0)
