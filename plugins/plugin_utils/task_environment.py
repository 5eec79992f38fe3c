# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a process of its own gives a module: the task's environment, the playbook's directory, an output that nobody sees."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TaskEnvironment:
    """What a module finds around it, made for code that runs in a worker of Ansible.

    A worker runs one task for one host, so that changing what belongs to the
    whole process disturbs nobody, as long as it is put back.

    :param environment: variables beyond those of the process; values of any type.
    :param directory: where relative paths in options begin.
    """

    environment: Mapping[str, Any]
    directory: str

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Work inside: what libraries print or warn of goes nowhere, as Ansible owns the screen."""
        variables = dict(os.environ)
        place = _here()
        try:
            os.environ.update({name: str(value) for name, value in self.environment.items()})
            os.chdir(self.directory)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                yield
        finally:
            if place is not None:
                os.fchdir(place)
                os.close(place)
            os.environ.clear()
            os.environ.update(variables)


def _here() -> int | None:
    """The current directory, None where it cannot be opened, and so cannot be returned to."""
    try:
        return os.open(".", os.O_RDONLY)
    except OSError:
        return None
