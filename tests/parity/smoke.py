# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is compared in ``make test``: some modules and cases for each mechanism. ``make parity`` and ``make long`` compare all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from parity.harness import Case

SMOKE = frozenset(
    (
        # An asynchronous removal, a key, a composite key, a reader.
        *("portsip_tenant", "portsip_ip_rule", "portsip_ip_rule_info", "portsip_transport"),
        # Inside a tenant: nested lists, secrets, a whole list by number.
        *("portsip_ivr", "portsip_ivr_action_url", "portsip_ring_group"),
        # One of a kind, and an assignment.
        *("portsip_settings", "portsip_trunk_assignment"),
        # The extension API: places in queues, and a scheme of many writes.
        *("portsip_queue_agent", "portsip_extension_ivr"),
        # What is done now: a session, a file, a call.
        *("portsip_login", "portsip_extension_file", "portsip_extension_call"),
    )
)

FEW = frozenset(
    (
        # Secrets at the top, in mappings, in lists and in URLs; a token; a scheme; options of every type.
        *("portsip_tenant", "portsip_ivr_action_url", "portsip_login", "portsip_extension_ivr"),
        # The options of the connection, which are the same in all, and those of a reader.
        *("portsip_ip_rule", "portsip_ip_rule_info"),
    )
)
"""Of these, what is tried with dozens of runs for each module."""


PLAYED = frozenset(
    (
        # One case of each way in which a task is run; without playbooks, test_all_modules has the modules themselves.
        *("portsip_ip_rule example", "keywords", "probe failures"),
    )
)
"""Cases that are played with ``ansible-playbook``, where a task that runs as a module takes most of a second."""


def by_case(cases: Sequence[Case]) -> Any:
    """Parametrize a test by ``case``; those beyond the smoke set are marked ``long``."""
    assert {case.name for case in cases} >= PLAYED
    marks = {True: (), False: (pytest.mark.long,)}
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=marks[case.name in PLAYED]) for case in cases])


def by_module(modules: Iterable[str], kept: frozenset[str] = SMOKE) -> Any:
    """Parametrize a test by ``module``; those beyond the set that is kept are marked ``long``."""
    return pytest.mark.parametrize("module", [pytest.param(module, marks=marks_of(module, kept)) for module in modules])


def marks_of(module: str, kept: frozenset[str] = SMOKE) -> tuple[pytest.MarkDecorator, ...]:
    """The marks of a test about a module."""
    return () if module in kept else (pytest.mark.long,)
