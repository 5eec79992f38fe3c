# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values as a module gets and gives them: nothing but what JSON knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def to_builtin(value: Any) -> Any:
    """A copy of plain JSON types: Ansible's values may be tagged, unsafe or encrypted, and options may hold dates.

    :raises TypeError: a value has no JSON form.
    """
    return json.loads(json.dumps(value, default=_to_builtin))


def _to_builtin(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return str(value)  # an encrypted value is decrypted by this
