# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The document that is carried out in several threads, and a run of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config

from reliability.driving import DEFECT
from simulator import Simulator

Json = dict[str, Any]
PARALLEL = 8
TENANT = {"timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}


def _ivr(number: str, **values: Any) -> Json:
    return {"extension_number": number, "name": f"Line {number}", "pin": "407193", **values}


def _url(name: str) -> Json:
    return {"name": name, "type": "CALLER", "caller_mask": "*", "method": "GET", "url": f"https://{name}.example.net/"}


def _to(number: str) -> Json:
    return {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number}}


def _ring(number: str) -> Json:
    return {"extension_number": number, "name": f"Ring {number}", "ring_strategy": "RING_SIMULTANEOUSLY"}


DOCUMENT: Json = {
    "system": {"transports": [{"protocol": "TCP", "port": 5090}], "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}]},
    "tenants": [
        {
            **TENANT,
            "domain": "a.example.net",
            "name": "A",
            "trunk_assignments": [{"trunk": "carrier", "did_numbers": ["41310001"]}],
            "ivrs": [_ivr("8001", **_to("8002"), action_urls=[_url("one"), _url("two")]), _ivr("8002", **_to("8001"))],
            "ring_groups": [_ring("6001")],
        },
        {
            **TENANT,
            "domain": "b.example.net",
            "name": "B",
            "ivrs": [_ivr("8001", action_urls=[_url("one")])],
            "ring_groups": [_ring("6001")],
        },
    ],
    "queues": [
        {
            "extension_id": 901,
            "agents": [{"extension_id": 201, "name": "Anna", "level": 1, "position": 1}],
            "intervals": [{"name": "Office hours", "timezone": "Europe/Berlin", "conditions": [{"month": 5}]}],
            "incoming_rules": [{"name": "Night", "type": "voicemail", "interval": "Office hours"}, {"name": "Day", "type": "voicemail"}],
        }
    ],
}
"""Objects of both APIs: inside each other, referring to each other, in a circle; some of which the API would create twice."""


def lesser() -> Json:
    """The document with some objects to be removed, and some to be changed."""
    found = copy.deepcopy(DOCUMENT)
    first, second = found["tenants"]
    first["ivrs"][0]["action_urls"][1]["state"] = "absent"
    first["ivrs"][1].update(name="Renamed", **_to("8003"))
    first["trunk_assignments"][0]["did_numbers"] = ["41310002"]
    second["state"] = "absent"
    second["ivrs"], second["ring_groups"] = [], []
    found["queues"][0]["incoming_rules"].reverse()
    found["system"]["ip_rules"][0]["state"] = "absent"
    return found


@dataclass
class Told:
    """The engine's context: keeps what it is told."""

    check_mode: bool = False
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Keep a warning."""
        self.warnings.append(text)

    def progress(self, text: str) -> None:
        """Progress is of no interest."""

    def add_secret(self, value: str) -> None:
        """Nothing is quoted."""


def carried_out(connection: Json, document: Json, parallel: int = PARALLEL, **options: Any) -> Json:
    """The result of one run, or of its failure.

    :param connection: options that say where the PBX is.
    """
    params = {**connection, "timeout": 10, "retries": 1, "parallel": parallel, **options, "definition": copy.deepcopy(document)}
    context = Told()
    try:
        return run_config(params, context)
    except PortsipError as error:
        return {"failed": True, "msg": str(error), **error.results}
    except Exception as error:
        return {"failed": True, "msg": f"{DEFECT}: raised {type(error).__name__}: {error}"}


def seed(pbx: Simulator) -> None:
    """Make the simulator as it is before the first run."""
    pbx.reset()
    pbx.configure(deletion_delay=0, lockout_after=0)
    pbx.add_provider("carrier")
