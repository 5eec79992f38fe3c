# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs of a module as a task would run it: its options checked by its argument spec, its work done against a simulated PBX."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError

from .engine import Outcome, Recorder
from .pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

VOLATILE = ("sessions",)
"""Parts of the state that a run changes by signing in."""


@dataclass
class Task:
    """A task that uses one module.

    :param module: its name without the collection.
    :param options: given with every run.
    """

    pbx: Simulator
    module: str
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, *, check: bool = False, **options: Any) -> Outcome:
        """One run; a failure is part of the outcome."""
        definition = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{self.module}").MODULE
        given = {**connection(self.pbx), "timeout": 5, "retries": 2, **self.options, **options}
        checked = ArgumentSpecValidator(definition.spec, **definition.rules).validate(given)
        assert checked.error_messages == []
        self.pbx.clear_log()
        context = Recorder(check)
        result, error = {}, None
        try:
            result = definition.run(checked.validated_parameters, context, None)
        except PortsipError as caught:
            error = caught
        json.dumps(result)
        bodies = [write["body"] for write in self.pbx.writes()]
        return Outcome(result, error, calls(self.pbx), bodies, context)

    def settle(self, *, brief: bool = False, **options: Any) -> Outcome:
        """Four steps: check mode tells a change and writes nothing, the real run makes that change, and then there is none.

        :param brief: three steps; that check mode tells no change then is left out.
        :returns: the run that made the change.
        """
        before = self._state()
        tried = self.run(check=True, **options)
        assert tried.changed
        assert (self.pbx.writes(), self._state()) == ([], before)
        done = self.run(**options)
        assert done.changed
        assert tried.result["diff"] == done.result["diff"]
        assert tried.result["diff"]["before"] != tried.result["diff"]["after"]
        after = self._state()
        for check in (False,) if brief else (True, False):
            self.still(check=check, **options)
        assert self._state() == after
        return done

    def rewrite(self, **options: Any) -> Outcome:
        """Three steps: check mode tells a change and writes nothing, and each real run makes it, as nobody can tell whether it is made.

        :returns: the first run that made the change.
        """
        before = self._state()
        assert self.run(check=True, **options).changed
        assert (self.pbx.writes(), self._state()) == ([], before)
        done, again = self.run(**options), self.run(**options)
        assert done.changed
        assert again.changed
        return done

    def still(self, *, check: bool = False, **options: Any) -> Outcome:
        """One run that changes nothing, and writes nothing."""
        outcome = self.run(check=check, **options)
        assert not outcome.changed, outcome.result.get("diff")
        assert self.pbx.writes() == []
        diff = outcome.result.get("diff", {"before": None, "after": None})
        assert diff["before"] == diff["after"]
        return outcome

    def fails(self, *, requests: list[str] | None = None, **options: Any) -> PortsipError:
        """The error of a run that fails without a write, in check mode and for real; with these requests where they are given."""
        before = self._state()
        tried, done = self.run(check=True, **options), self.run(**options)
        assert done.error is not None
        assert type(tried.error) is type(done.error)
        assert (self.pbx.writes(), self._state()) == ([], before)
        assert requests is None or done.calls == requests
        return done.error

    def _state(self) -> dict[str, Any]:
        return {name: value for name, value in self.pbx.state().items() if name not in VOLATILE}


def shown(outcome: Outcome) -> str:
    """Everything that a user sees of a run."""
    return json.dumps([outcome.result, outcome.context.warnings, outcome.context.steps, str(outcome.error)])
