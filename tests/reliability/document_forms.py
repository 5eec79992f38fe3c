# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the PBX holds of the document, whatever ids it has given."""

from __future__ import annotations

from typing import Any

from reliability.document_runs import DOCUMENT, Json
from reliability.driving import snapshot
from simulator import Simulator


def normal_form(pbx: Simulator) -> Any:
    """What the simulator holds, whatever ids it has given: objects by what they are called, ids by what they mean."""
    state = snapshot(pbx)
    meanings: dict[str, str] = {}
    _name_ids(state, "", meanings)
    return _without_ids(state, meanings)


CALLED = ("domain", "extension_number", "name", "path", "port", "cidr", "ip_address", "username")


def _called(item: Json) -> str:
    if "ani_rfc3325" in item:  # an extension, which is given its id
        return f"id={item['id']}"
    return next((f"{name}={item[name]}" for name in CALLED if item.get(name) not in (None, "")), "")


def _name_ids(value: Any, path: str, meanings: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            inside = f"{path}/{key}"
            if isinstance(item, dict) and "id" in item:
                inside = f"{path}/{_called(item) or 'one'}"
                meanings[str(item["id"])] = f"<{inside}>"
            _name_ids(item, inside, meanings)
    elif isinstance(value, list):
        for item in value:
            inside = path
            if isinstance(item, dict) and "id" in item:
                inside = f"{path}/{_called(item) or 'one'}"
                meanings[str(item["id"])] = f"<{inside}>"
            _name_ids(item, inside, meanings)


def _without_ids(value: Any, meanings: dict[str, str]) -> Any:
    """Ids replaced by what they mean; of several objects of one meaning each stays."""
    if isinstance(value, dict):
        found: Json = {}
        for key, item in value.items():
            name = meanings.get(str(key), str(key))
            while name in found:
                name += "+"
            found[name] = _without_ids(item, meanings)
        return found
    if isinstance(value, list):
        return [_without_ids(item, meanings) for item in value]
    return meanings.get(str(value), value) if isinstance(value, (str, int)) and not isinstance(value, bool) else value


def objects_of(form: Json) -> dict[str, Any]:
    """The objects of the document as a normal form has them, by their paths in the document; None where they do not exist."""
    found: dict[str, Any] = {
        "system.transports[0]": _get(form, "transports", "port=5090"),
        "system.ip_rules[0]": _get(form, "ip_filters", "cidr=192.0.2.0/24"),
    }
    for number, tenant in enumerate(DOCUMENT["tenants"]):
        here = f"tenants[{number}]"
        node = found[here] = _get(form, "tenants", f"domain={tenant['domain']}")
        for place, ivr in enumerate(tenant["ivrs"]):
            desk = found[f"{here}.ivrs[{place}]"] = _get(node, "ivrs", f"extension_number={ivr['extension_number']}")
            for position, url in enumerate(ivr.get("action_urls", ())):
                found[f"{here}.ivrs[{place}].action_urls[{position}]"] = _get(desk, "action_urls", f"name={url['name']}")
        found[f"{here}.ring_groups[0]"] = _get(node, "ring_groups", "extension_number=6001")
    assignees = _get(form, "providers", "name=carrier")["assignees"]
    found["tenants[0].trunk_assignments[0]"] = next(iter(assignees), None)
    queue = _extension(form, 901)
    agent = _get(_extension(form, 201), "agents", "name=Anna")
    found["queues[0].agents[0]"] = {"agent": agent, "places": queue["queue_agents"]} if agent is not None else None
    found["queues[0].intervals[0]"] = _get(queue, "intervals", "name=Office hours")
    for place, rule in enumerate(DOCUMENT["queues"][0]["incoming_rules"]):
        found[f"queues[0].incoming_rules[{place}]"] = _get(queue, "incoming_rules", f"name={rule['name']}")
    return {path: _own(node) for path, node in found.items()}


CHILDREN = ("ivrs", "ring_groups", "action_urls", "providers")


def _extension(form: Json, number: int) -> Any:
    return _get(form["extension"], "extensions", f"id={number}")


def _get(node: Any, collection: str, called: str) -> Any:
    """The one object that is called so in a collection; None where it does not exist."""
    held = (node or {}).get(collection) or {}
    values = held.values() if isinstance(held, dict) else held
    return next((item for item in values if isinstance(item, dict) and str(item.get("id", "")).endswith(f"/{called}>")), None)


def _own(node: Any) -> Any:
    """An object without what stands in it."""
    return {name: value for name, value in node.items() if name not in CHILDREN} if isinstance(node, dict) else node
