# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The example of the clinics, whose calls are followed, and changes of it."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import tenants_in

CLINICS = Path(__file__).resolve().parents[3] / "playbooks" / "vars" / "clinics.yml"
FIRST = datetime.date(2026, 11, 26)
Change = Callable[[dict[str, Any]], Any]


@functools.cache
def example() -> str:
    """The example as JSON, in which entries share no values."""
    return json.dumps(tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)[0])


def clinics() -> tuple[dict[str, Any], list[Any]]:
    found, queues = json.loads(example())
    return found, queues


def entry(definition: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    known = definition[kind]["items"] if isinstance(definition[kind], dict) else definition[kind]
    return next(one for one in known if one.get("extension_number", one.get("name")) == key)


def voicemail(number: str) -> dict[str, Any]:
    return {"action": "FORWARD_TO_VOICEMAIL", "number": number}


def out(definition: dict[str, Any], **fields: Any) -> None:
    entry(definition, "outbound_rules", "Everywhere else").update(fields)
