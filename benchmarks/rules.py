"""IP rules in any number, as definitions and as tasks."""

from __future__ import annotations

from .pbx import Json, Pbx

DESCRIPTION = "Branch office"


def rules(count: int, *, changed: int = 0) -> list[Json]:
    """So many rules, in option form and in that of the API alike.

    :param changed: how many of them, spread evenly, have another description.
    """
    other = set(range(0, count, count // changed)) if changed else set()
    return [
        {
            "cidr": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}/32",
            "target": "ACCEPT",
            "description": f"{DESCRIPTION} {number}{', moved' if number in other else ''}",
        }
        for number in range(count)
    ]


def put(pbx: Pbx, count: int) -> None:
    """Write the rules directly into the PBX."""
    for rule in rules(count):
        pbx.add("ip_filter", **rule)


def loop_over(name: str, state: str = "present") -> Json:
    """A task that loops over the variable ``rules``."""
    rule = {key: f"{{{{ item.{key} }}}}" for key in ("cidr", "target", "description")}
    options = {"state": state, **(rule if state == "present" else {"cidr": rule["cidr"]})}
    return {"name": name, "portsip.pbx.portsip_ip_rule": options, "loop": "{{ rules }}", "loop_control": {"label": "{{ item.cidr }}"}}
