"""Medians, spreads, and how they are written."""

from __future__ import annotations

import os
import pathlib
import platform
import statistics
import time
from collections.abc import Sequence
from importlib import metadata

Row = Sequence[object]


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """``median (least-most)``, or the only one."""
    if len(values) == 1 or min(values) == max(values):
        return f"{values[0]:.{digits}f}"
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def ratio(value: float, base: float) -> str:
    """``3.2 x``; more than ten without a decimal."""
    if base <= 0:
        return "-"
    times = value / base
    return f"{times:.0f} x" if times >= 10 else f"{times:.1f} x" if times >= 2 else f"{times:.2f} x"


def table(head: Row, rows: Sequence[Row]) -> str:
    """A Markdown table, numbers to the right."""
    marks = ["---", *("---:" for _column in head[1:])]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in [head, marks, *rows])


def machine() -> str:
    """The machine and what runs on it, in neutral words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("ansible-core", "requests", "pydantic"))
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, Python {platform.python_version()}, {versions}"


class Others:
    """How many cores everybody else kept busy since this was made (Linux, /proc/stat).

    What we and the processes took that we started and waited for is left out.
    """

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._busy, self._own = _busy(), _own()

    def cores(self) -> float:
        """So many, on average."""
        foreign = (_busy() - self._busy) - (_own() - self._own)
        return max(0.0, foreign) / (time.monotonic() - self._begin)


def _busy() -> float:
    """Seconds of work of all cores since the machine was started, time stolen by other virtual machines included."""
    first = pathlib.Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    user, nice, system, _idle, _iowait, irq, softirq, steal = (int(number) for number in first.split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _own() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
