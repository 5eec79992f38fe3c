"""1,000 IP rules over their life, at the latencies of the same building, the same continent and the other side of the sea."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from .. import script
from ..figures import ratio, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..rules import loop_over, put, rules

TITLE = "1,000 IP rules"
LATENCIES = (0.0, 0.02, 0.08)
CHANGED = 10
URI_ITEMS = 25
URI_REQUESTS: dict[str, Callable[[int], tuple[int, int]]] = {
    "created": lambda count: (count, count),
    "unchanged": lambda count: (count, 0),
    "changed": lambda count: (count + CHANGED, CHANGED),
    "removed": lambda count: (0, count),
}
"""Phase -> how many GETs and POSTs tasks of uri would send: one GET an object to see what there is, or to read it back."""


def sizes(quick: bool, full: bool) -> dict[float, int]:
    """Latency -> how many rules; fewer at the longest one, where 1,000 take more than ten minutes."""
    if quick:
        return dict.fromkeys(LATENCIES[:2], 20)
    return {latency: 1000 if full or latency < 0.05 else 200 for latency in LATENCIES}


def measure(quick: bool, full: bool = False) -> Json:
    """All phases, ours and the script's, at each latency."""
    with simulated() as pbx:
        return {"latencies": [_at(pbx, latency, count) for latency, count in sizes(quick, full).items()]}


def _at(pbx: Pbx, latency: float, count: int) -> Json:
    first, second = rules(count), rules(count, changed=CHANGED)
    ours: dict[str, Json] = {}
    pbx.reset(latency=latency)
    steps = (("created", first, "present", count), ("unchanged", first, "present", 0), ("changed", second, "present", CHANGED))
    for phase, wanted, state, expected in (*steps, ("removed", second, "absent", count)):
        ours[phase] = _ours(pbx, wanted, state, expected)
    pbx.reset(latency=latency)
    scripts = {
        "created": script.timed(lambda: script.create(pbx, first)),
        "unchanged": script.timed(lambda: script.compare(pbx, first)),
        "changed": script.timed(lambda: script.change(pbx, second)),
        "removed": script.timed(lambda: script.remove(pbx, second)),
    }
    return {"latency": latency, "count": count, "ours": ours, "script": scripts, "uri": _uri(pbx, latency)}


def _ours(pbx: Pbx, wanted: list[Json], state: str, expected: int) -> Json:
    pbx.clear_log()
    played = play([loop_over("Rules", state)], pbx.environment, variables={"rules": wanted})
    if played.changed != expected:
        raise Failed(f"{played.changed} rules changed, not {expected}")
    return {"seconds": played.seconds, "requests": _kinds(pbx.requests())}


def _kinds(log: list[Json]) -> dict[str, int]:
    """How many requests there were of each kind."""
    return dict(Counter(_kind(entry) for entry in log))


def _kind(entry: Json) -> str:
    if entry["is_login"]:
        return "login"
    if entry["is_write"]:
        return "write"
    if entry["path"].endswith("/revoke"):
        return "logout"
    return "list" if entry["path"] == "/api/ip_filters" else "detail"


def _uri(pbx: Pbx, latency: float) -> dict[str, float]:
    """Seconds of one GET and of one POST with ansible.builtin.uri in a loop."""
    pbx.reset()
    put(pbx, 1)
    token = script.Script(pbx).token
    pbx.configure(latency=latency)
    common = {"headers": {"Authorization": f"Bearer {token}"}, "return_content": True, "status_code": [200, 201]}
    new = {name: f"{{{{ item.{name} }}}}" for name in ("cidr", "target", "description")}
    url = f"{pbx.api_url}/ip_filters"
    get = {"ansible.builtin.uri": {**common, "url": f"{url}?skip=0&top=1"}}
    post = {"ansible.builtin.uri": {**common, "url": url, "method": "POST", "body_format": "json", "body": new}}
    tasks = [{"name": name, **task, "loop": "{{ rules }}"} for name, task in (("get", get), ("post", post))]
    played = play(tasks, variables={"rules": rules(URI_ITEMS + 1)[1:]})
    return {task.name: task.seconds / URI_ITEMS for task in played.tasks}


def uri_seconds(at: Json, phase: str) -> float:
    """What tasks of uri would take, scaled from the few that were measured."""
    gets, posts = URI_REQUESTS[phase](at["count"])
    return float(gets * at["uri"]["get"] + posts * at["uri"]["post"])


def render(data: Json) -> str:
    """A row for each phase at each latency."""
    rows: list[list[Any]] = []
    for at in data["latencies"]:
        for phase, ours in at["ours"].items():
            seconds, bare, uri = ours["seconds"], at["script"][phase], uri_seconds(at, phase)
            kinds = ours["requests"]
            counts = " + ".join(f"{kinds[kind]} {kind}" for kind in ("login", "list", "detail", "write", "logout") if kinds.get(kind))
            name = f"{at['latency'] * 1000:.0f} ms: {at['count']:,} rules, {CHANGED if phase == 'changed' else 'all'} {phase}"
            rows.append([name, f"{seconds:.1f}", f"{bare:.1f}", ratio(seconds, bare), f"{uri:.0f}", ratio(uri, seconds), counts])
    head = ["seconds", "portsip_ip_rule", "sequential script", "ours to script", "uri tasks", "uri to ours", "our requests"]
    return (
        "One loop over `portsip_ip_rule`, against a script of some 20 lines that keeps its connection open and sends the same "
        "requests one after the other: POST and read back; list and compare; list, look, POST, read back; list, look and POST. One "
        f"run each. *uri tasks* is scaled: {URI_ITEMS} GETs and {URI_ITEMS} POSTs were measured in a loop at each latency, and a user "
        "of `uri` would send one GET an object to see what there is or to read it back, and one POST to write.\n\n"
        f"{table(head, rows)}"
    )
