# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs of the engine against a simulated PBX: what came out, and what the PBX was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.information import run_info
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource

from .pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

LOGIN = "POST /api/login/oauth/token"
REVOKE = "POST /api/login/oauth/revoke"
SWITCH = "POST /api/tenants/switch"
TENANTS = "GET /api/tenants"
TENANT = "GET /api/tenant"
ENTER = [LOGIN, TENANTS, SWITCH, TENANT]
"""How a run comes into a tenant that it knows by name."""


@dataclass
class Recorder:
    """The engine's context: keeps what it is told."""

    check_mode: bool = False
    warnings: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def warn(self, text: str) -> None:
        """Keep a warning."""
        self.warnings.append(text)

    def progress(self, text: str) -> None:
        """Keep a message about progress."""
        self.steps.append(text)

    def add_secret(self, value: str) -> None:
        """Keep a value that is not to be shown."""
        self.secrets.add(value)


@dataclass
class Outcome:
    """What one run did.

    :param result: what it returned, empty where it failed.
    :param error: what it failed with.
    :param calls: the requests it made, in order, as ``POST /api/tenants``.
    :param bodies: the bodies of its writes, in order.
    """

    result: dict[str, Any]
    error: PortsipError | None
    calls: list[str]
    bodies: list[Any]
    context: Recorder

    @property
    def changed(self) -> bool:
        """Whether it reported a change."""
        assert self.error is None, self.error
        return bool(self.result["changed"])


@dataclass
class Bench:
    """One module's place of work.

    :param options: given with every run, such as the tenant.
    """

    pbx: Simulator
    resource: Resource
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, *, check: bool = False, **options: Any) -> Outcome:
        """One run; a failure is part of the outcome."""
        return self._run(run, Recorder(check), options)

    def info(self, **options: Any) -> Outcome:
        """One run of the information module."""
        return self._run(run_info, Recorder(), options)

    def both(self, **options: Any) -> Outcome:
        """A run in check mode, which must write nothing and tell what the real run then does; the real run's outcome."""
        before = self.pbx.state()
        tried = self.run(check=True, **options)
        assert self.pbx.writes() == []
        after = self.pbx.state()
        assert after == {**before, "sessions": after["sessions"]}
        done = self.run(**options)
        assert type(tried.error) is type(done.error)
        if done.error is None:
            assert tried.result["changed"] == done.result["changed"]
            assert tried.result["diff"] == done.result["diff"]
            assert bool(self.pbx.writes()) == done.changed
        return Outcome(done.result, done.error, done.calls, done.bodies, done.context)

    def _run(self, engine: Any, context: Recorder, options: dict[str, Any]) -> Outcome:
        self.pbx.clear_log()
        result, error = {}, None
        try:
            result = engine(self.resource, {**connection(self.pbx), "timeout": 20, "retries": 2, **self.options, **options}, context)
        except PortsipError as caught:
            error = caught
        bodies = [write["body"] for write in self.pbx.writes()]
        return Outcome(result, error, calls(self.pbx), bodies, context)


def only(mapping: dict[str, Any]) -> Any:
    """The one value of a mapping by id."""
    (value,) = mapping.values()
    return value
