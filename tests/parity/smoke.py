# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The modules that are compared in ``make test``: some for each mechanism. All are compared by ``make parity`` and ``make long``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

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


def by_module(modules: Iterable[str]) -> Any:
    """Parametrize a test by ``module``; those beyond the smoke set are marked ``long``."""
    return pytest.mark.parametrize("module", [pytest.param(module, marks=marks_of(module)) for module in modules])


def marks_of(module: str) -> tuple[pytest.MarkDecorator, ...]:
    """The marks of a test about a module."""
    return () if module in SMOKE else (pytest.mark.long,)
